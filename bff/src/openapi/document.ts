import {
  errorReply,
  idempotencyKey,
  recordId,
  routes,
  type Audience,
  type Route,
  type RouteName,
} from '@yijiutong/rules/contract';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiContentObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';

import { bodyExamples } from './examples.ts';

export type OpenApiDocument = ReturnType<typeof createDocument>;

const session = { session: [] };
const signature = { accessKey: [], timestamp: [], signature: [] };

const securityOf: Record<Audience, NonNullable<ZodOpenApiOperationObject['security']>> = {
  anyone: [],
  account: [session],
  person: [session],
  volunteer: [session],
  staff: [session],
  party: [session],
  sender: [signature],
};

const audienceWords: Record<Audience, string> = {
  anyone: 'Anyone.',
  account: 'Whoever is signed in.',
  person: 'Whoever is signed in and bound to a person.',
  volunteer: 'Whoever is signed in and a volunteer at this moment.',
  staff: 'Staff who are signed in.',
  party: 'The person herself, or staff whose scope covers her place.',
  sender: 'A system with an access key, by a signed request.',
};

/** The contract as OpenAPI 3.1. */
export function createOpenApi(version: string): OpenApiDocument {
  const features = [...new Set(Object.values(routes).map(({ feature }) => feature))];
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: '医救通',
      version,
      description:
        'What the three layers of medical protection owe a family. Amounts are strings in yuan with two decimals.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: features.map((name) => ({ name })),
    paths: createPaths(),
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'The token of a sign-in' },
        accessKey: { type: 'apiKey', in: 'header', name: 'X-Api-Access-Key' },
        timestamp: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Api-Timestamp',
          description: 'Milliseconds since 1970, within five minutes',
        },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Api-Signature',
          description:
            'Hex HMAC-SM3, keyed with the secret, over: method, path with its query, timestamp and the hex SHA-256 of the body, joined by line feeds',
        },
      },
    },
  });
}

function createPaths(): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describe(name, route) };
  }
  return paths;
}

function describe(name: RouteName, route: Route): ZodOpenApiOperationObject {
  const keyed = route.method !== 'GET' && route.repeatable !== true;
  const header = z.object({
    ...(keyed ? { 'Idempotency-Key': idempotencyKey } : {}),
    // A volunteer's request for somebody else.
    ...(route.proxied === true ? { 'X-Mandate': recordId.optional() } : {}),
  });
  const held = z.object({ 'If-None-Match': z.string().optional() });
  return {
    operationId: name,
    summary: route.summary,
    description: describeAccess(route),
    tags: [route.feature],
    security: securityOf[route.audience],
    requestParams: {
      ...(route.params === undefined ? {} : { path: route.params }),
      ...(route.query === undefined ? {} : { query: route.query as z.ZodObject }),
      ...(keyed || route.proxied === true ? { header } : {}),
      ...(route.revalidated === true ? { header: held } : {}),
    },
    ...describeBody(name, route),
    responses: {
      [String(route.status) as '200']: {
        description: describeReply(route),
        ...contentOf(route),
      },
      ...(route.revalidated === true
        ? { '304': { description: 'What If-None-Match names still holds' } }
        : {}),
      default: {
        description: 'A failure: its code says which',
        content: { 'application/json': { schema: errorReply } },
      },
    },
  };
}

function describeAccess(route: Route): string {
  const consents = route.consents.length === 0 ? '' : ` Needs the consents ${route.consents.join(', ')}.`;
  const owned = route.owned === null ? '' : ` Only the caller's own ${route.owned}: any other is not_found.`;
  const roles = route.roles === undefined ? '' : ` Of the staff: ${route.roles.join(', ')}.`;
  return `${audienceWords[route.audience]}${roles}${consents}${owned}`;
}

/** Bytes that no schema can describe. */
const bytes = { schema: { type: 'string' as const, format: 'binary' } };

function describeBody(
  name: RouteName,
  { body, takesBytes }: Route,
): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (takesBytes !== undefined) {
    const description = `At most ${takesBytes} bytes`;
    return { requestBody: { required: true, description, content: { 'application/octet-stream': bytes } } };
  }
  if (body === undefined) return {};
  const example = (bodyExamples as Partial<Record<RouteName, unknown>>)[name];
  return { requestBody: { required: true, content: { 'application/json': { schema: body, example } } } };
}

function describeReply({ reply, givesFile }: Route): string {
  if (givesFile !== undefined) return 'The file';
  return reply === null ? 'Done' : 'The answer';
}

function contentOf({ reply, givesFile }: Route): { content?: ZodOpenApiContentObject } {
  if (givesFile !== undefined) {
    return { content: Object.fromEntries(givesFile.map((mediaType) => [mediaType, bytes])) };
  }
  return reply === null ? {} : { content: { 'application/json': { schema: reply } } };
}
