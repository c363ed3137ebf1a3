// The API as one page for people: rendered here, without script, so that it reads anywhere and calls nobody.
import { errorCodes } from '@yijiutong/rules/contract';

import type { OpenApiDocument } from './document.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}
interface Media {
  schema?: Schema;
  example?: unknown;
}
interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { description?: string; content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
}
interface Entry extends Operation {
  method: string;
  path: string;
}

const style = `
body{font:16px/1.6 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:60rem;margin:0 auto;padding:1rem 1.25rem 4rem}
h1{font-size:1.75rem;margin:.5rem 0}h2{margin:2.5rem 0 .5rem;border-bottom:2px solid #07653e}
h3{font-size:1rem;margin:1.5rem 0 .25rem}h3 a{color:inherit;text-decoration:none}
code,pre{font:14px/1.5 ui-monospace,monospace}pre{background:#f5f5f4;padding:.75rem;overflow-x:auto;border-radius:4px}
.method{display:inline-block;min-width:4.5rem;font-weight:700;color:#07653e}
table{border-collapse:collapse;width:100%;margin:.25rem 0}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #e5e5e5}
th{font-weight:600}nav a{margin-right:1rem}a{color:#07653e}details{margin:.25rem 0}summary{cursor:pointer}
`;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The whole page. */
export function renderPage(document: OpenApiDocument): string {
  const entries = listEntries(document);
  const features = [...new Set(entries.flatMap(({ tags }) => tags))];
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const links = features.map((feature) => `<a href="#${feature}">${feature}</a>`).join('');
  const sections = features.map((feature) => {
    const own = entries.filter(({ tags }) => tags.includes(feature));
    return `<section><h2 id="${feature}">${feature}</h2>${own.map(renderEntry).join('')}</section>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(document.info.title)} API</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${style}</style></head><body>
<h1>${escapeHtml(document.info.title)} API ${escapeHtml(document.info.version)}</h1>
<p>${escapeHtml(document.info.description ?? '')} The same as <a href="/openapi.json">OpenAPI 3.1</a>.</p>
<nav>${links}<a href="#schemas">schemas</a><a href="#errors">errors</a></nav>
<main>${sections.join('')}
<section><h2 id="schemas">schemas</h2>${Object.entries(schemas).map(renderSchema).join('')}</section>
<section><h2 id="errors">errors</h2><p>Every failure is <a href="#schema-ErrorReply">ErrorReply</a> with one of these codes:</p>
<p>${errorCodes.map((code) => `<code>${code}</code>`).join(' ')}</p></section></main></body></html>`;
}

function listEntries(document: OpenApiDocument): Entry[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
}

function renderEntry(entry: Entry): string {
  const body = entry.requestBody?.content['application/json'];
  const parts = [
    `<h3 id="${entry.operationId}"><a href="#${entry.operationId}"><span class="method">${entry.method}</span><code>${escapeHtml(entry.path)}</code></a></h3>`,
    `<p>${escapeHtml(entry.summary)}. ${escapeHtml(entry.description)}</p>`,
    renderParameters(entry.parameters ?? []),
  ];
  if (body !== undefined) {
    parts.push(`<p>Body: ${renderType(body.schema ?? {})}</p>`, renderFields(body.schema ?? {}));
    parts.push(`<details><summary>Example</summary><pre>${renderJson(body.example)}</pre></details>`);
  }
  if (entry.requestBody?.content['application/octet-stream'] !== undefined) {
    parts.push(`<p>Body: bytes. ${escapeHtml(entry.requestBody.description ?? '')}</p>`);
  }
  for (const [status, response] of Object.entries(entry.responses)) {
    if (status !== 'default') parts.push(`<p>${status}: ${renderReply(response.content ?? {})}</p>`);
  }
  return `<article>${parts.join('')}</article>`;
}

/** JSON by its schema; a file by what it can be. */
function renderReply(content: Record<string, Media>): string {
  const schema = content['application/json']?.schema;
  if (schema !== undefined) return renderType(schema);
  const kinds = Object.keys(content);
  return kinds.length === 0 ? 'no body' : escapeHtml(`a file, ${kinds.join(' or ')}`);
}

function renderJson(value: unknown): string {
  return escapeHtml(JSON.stringify(value, null, 2) ?? '');
}

function renderParameters(parameters: Parameter[]): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    ({ name, in: where, required, schema }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${where}</td><td>${renderType(schema ?? {})}${required === true ? '' : ', optional'}</td></tr>`,
  );
  return `<table><tr><th>parameter</th><th>in</th><th>form</th></tr>${rows.join('')}</table>`;
}

function renderSchema([name, schema]: [string, Schema]): string {
  const fields = renderFields(schema);
  return `<article><h3 id="schema-${name}">${name}</h3>${fields === '' ? `<p>${renderType(schema)}</p>` : fields}</article>`;
}

function renderFields(schema: Schema): string {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) return '';
  const rows = properties.map(([name, field]) => {
    const optional = schema.required?.includes(name) === true ? '' : ', optional';
    return `<tr><td><code>${escapeHtml(name)}</code></td><td>${renderType(field)}${optional}</td></tr>`;
  });
  return `<table><tr><th>field</th><th>form</th></tr>${rows.join('')}</table>`;
}

/** A schema in a few words, with links to the named ones. */
function renderType(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return `<code>${renderJson(schema.const)}</code>`;
  if (schema.enum !== undefined)
    return schema.enum.map((value) => `<code>${renderJson(value)}</code>`).join(' ');
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined) return choices.map(renderType).join(' or ');
  if (schema.items !== undefined) return `list of ${renderType(schema.items)}`;
  const type = [schema.type ?? 'any value'].flat().join(' or ');
  const form = schema.format ?? (schema.pattern === undefined ? '' : `like ${schema.pattern}`);
  return escapeHtml([type, form].filter((word) => word !== '').join(', '));
}
