import { bodyExamples } from '../../../bff/src/openapi/examples.ts';
import { errorCodes, routes, type Route, type RouteName } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';

interface Operation {
  operationId: string;
  tags: string[];
  security: unknown[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { required: boolean; content: Record<string, { schema: unknown; example: unknown }> };
  responses: Record<string, { content?: Record<string, { schema: unknown }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

const names = Object.keys(routes) as RouteName[];
let app: TestApp;
let document: Document;
let page: string;

beforeAll(async () => {
  app = await startApp();
  document = (await app.ask<Document>('GET', '/openapi.json')).body;
  page = (await app.ask<string>('GET', '/docs')).body;
});
afterAll(() => app.close());

test('is OpenAPI 3.1 and holds every route of the contract, and nothing else', () => {
  expect(document.openapi).toBe('3.1.0');
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
  );
  const wanted = names.map((name) => {
    const { method, path } = routes[name];
    return `${name} ${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`;
  });
  expect(described.sort()).toEqual(wanted.sort());
});

describe.each(names)('%s', (name) => {
  const route: Route = routes[name];
  const find = () =>
    Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .find(({ operationId }) => operationId === name)!;

  test('is described: who, what, and what comes back', () => {
    const operation = find();
    expect(operation.tags).toEqual([route.feature]);
    const ways: Record<string, number> = { anyone: 0 };
    expect(operation.security).toHaveLength(ways[route.audience] ?? 1);
    expect(operation.responses.default?.content).toBeDefined();
    const reply = operation.responses[String(route.status)];
    const answers = route.reply === null ? [] : ['application/json'];
    expect(Object.keys(reply?.content ?? {})).toEqual(route.givesFile ?? answers);
    const keyed =
      operation.parameters?.some(({ name: parameter }) => parameter === 'Idempotency-Key') === true;
    expect(keyed).toBe(route.method !== 'GET' && route.repeatable !== true);
    const takes = operation.requestBody?.content ?? {};
    expect('application/octet-stream' in takes).toBe(route.takesBytes !== undefined);
    for (const [, parameter] of route.path.matchAll(/:(\w+)/g)) {
      expect(operation.parameters).toContainEqual(
        expect.objectContaining({ name: parameter, in: 'path', required: true }),
      );
    }
  });

  test('has an example of its body that the contract accepts', () => {
    const example = find().requestBody?.content['application/json']?.example;
    expect(example === undefined).toBe(route.body === undefined);
    if (route.body !== undefined) expect(route.body.safeParse(example)).toMatchObject({ success: true });
    expect(example).toEqual((bodyExamples as Partial<Record<RouteName, unknown>>)[name]);
  });

  test('stands on the page', () => {
    expect(page).toContain(`id="${name}"`);
    expect(page).toContain(route.summary);
  });
});

test('every reference leads somewhere, in the document and on the page', () => {
  const text = JSON.stringify(document);
  const schemas = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
  expect(schemas.length).toBeGreaterThan(20);
  for (const name of schemas) expect(document.components.schemas).toHaveProperty([name]);
  const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor ?? '');
  for (const anchor of anchors) expect(page).toContain(`id="${anchor}"`);
});

test('the page runs no script, calls nobody, and names every error code', () => {
  expect(page).not.toMatch(/<script|javascript:|https?:\/\/|<link|<img/);
  for (const code of errorCodes) expect(page).toContain(code);
});
