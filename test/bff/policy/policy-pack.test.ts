/** The law for anybody: whole, small, the same for all, and asked for again only when it has changed. */
import { estimate } from '../../../shared/src/estimate/index.ts';
import type { Day } from '../../../shared/src/kernel/index.ts';
import type { PolicyPack } from '../../../shared/src/policy/index.ts';
import { knowsAll } from '../../shared/estimate/family.ts';
import { startApp, type TestApp } from '../../support/app.ts';

/** What a phone over a weak signal takes at most. */
const MOST_BYTES = 60_000;
const path = (region: string, year?: number) =>
  `/api/v1/policy-packs/${region}${year === undefined ? '' : `?year=${year}`}`;

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ now: '2026-11-22T01:00:00.000Z' });
});
afterAll(() => app.close());

const getPack = async (region: string, year?: number) =>
  (await app.ask<PolicyPack>('GET', path(region, year))).body;

/** Every clause that a pack cites, as `document article`. */
function cited(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { document, article } = node as { document?: unknown; article?: unknown };
  const own = typeof document === 'string' && typeof article === 'string' ? [`${document} ${article}`] : [];
  return [...own, ...Object.values(node).flatMap(cited)];
}

test('lists the cities with documents, and those that a province speaks for: those with figures first, and no province', async () => {
  const { status, body } = await app.ask<{ regions: { code: string; name: string; figures: boolean }[] }>(
    'GET',
    '/api/v1/policy-packs',
  );
  expect(status).toBe(200);
  expect(body.regions.slice(0, 4)).toEqual([
    { code: '510400', name: '攀枝花市', figures: true },
    { code: '420500', name: '宜昌市', figures: true },
    { code: '450200', name: '柳州市', figures: false },
    { code: '440100', name: '广州市', figures: false },
  ]);
  expect(body.regions.map(({ name }) => name)).not.toContain('广东省');
});

test.each(['510400', '420500', '450200', '440000', '440100'])(
  'the pack of %s is of this year, small, and quotes every clause that it cites',
  async (region) => {
    const reply = await fetch(`${app.url}${path(region)}`);
    const text = await reply.text();
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES);
    const pack = JSON.parse(text) as PolicyPack;
    expect(pack).toMatchObject({ form: 1, year: 2026, region: { code: region } });
    const quoted = pack.articles.map(({ document, article }) => `${document} ${article}`);
    const missing = new Set(cited(pack.spans).filter((one) => !quoted.includes(one)));
    expect([...missing]).toEqual([]);
  },
);

test('a phone reckons with it what the rules reckon here', async () => {
  const known = estimate(await getPack('510400'), knowsAll, '2026-11-22' as Day);
  expect(known).toMatchObject({ status: 'estimated', total: { low: 490_000, high: 490_000 } });
});

test('figures that are made up or provisional say so', async () => {
  const text = JSON.stringify(await getPack('510400'));
  expect(text).toContain('"status":"illustrative"');
  const pack = await getPack('420500');
  const line = pack.spans[0]?.policy?.terms[1]?.assistance?.relies;
  expect(line).toContainEqual(expect.objectContaining({ name: 'criticalIllness.deductible', year: 2026 }));
});

test('a year is cut where the law changes: 攀枝花 has none before February 2023', async () => {
  const { spans } = await getPack('510400', 2023);
  expect(spans.map(({ from, policy, benefits }) => [from, policy === null, benefits === null])).toEqual([
    ['2023-01-01', true, true],
    ['2023-02-01', false, false],
  ]);
});

test('a county is read as its city', async () => {
  expect((await getPack('510402')).region).toEqual({ code: '510400', name: '攀枝花市' });
});

describe('who has it asks whether it still holds', () => {
  const ask = (held?: string, extra: Record<string, string> = {}) =>
    fetch(`${app.url}${path('510400')}`, {
      headers: { ...(held === undefined ? {} : { 'If-None-Match': held }), ...extra },
    });

  test('a strong ETag, kept by anybody, and 304 without a body', async () => {
    const first = await ask();
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    const again = await ask(etag);
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await ask(`"other", W/${etag}`)).status).toBe(304);
    // A browser adds this to a request that bears its own If-None-Match.
    expect((await ask(etag, { 'Cache-Control': 'no-cache' })).status).toBe(304);
    expect((await ask('"of another law"')).status).toBe(200);
  });

  test('the same law has the same ETag, another year another one', async () => {
    const tags = await Promise.all(
      [path('510400'), path('510402'), path('510400', 2026), path('510400', 2025)].map(async (asked) =>
        (await fetch(`${app.url}${asked}`)).headers.get('etag'),
      ),
    );
    expect(new Set(tags.slice(0, 3)).size).toBe(1);
    expect(tags[3]).not.toBe(tags[0]);
  });
});

describe('what nobody has written is not made up', () => {
  test.each([
    ['a place that no table names', '110000', undefined],
    ['a year before the first document', '510400', 2021],
    ['a year after the last', '510400', 2029],
  ])('%s: 404 region_unknown', async (_what, region, year) => {
    const { status, body } = await app.ask<{ error: { code: string } }>('GET', path(region, year));
    expect([status, body.error.code]).toEqual([404, 'region_unknown']);
  });

  test.each(['51040', 'abcdef', '510400?year=1900', '510400?year=soon'])(
    '%s is no question',
    async (asked) => {
      const { status, body } = await app.ask<{ error: { code: string } }>('GET', path(asked));
      expect([status, body.error.code]).toEqual([422, 'invalid_request']);
    },
  );
});

test('it is limited by address, as everything that anybody may ask', async () => {
  const limited = await startApp({ env: { LIMIT_PER_ADDRESS: '3' } });
  try {
    const statuses: number[] = [];
    for (let at = 0; at < 4; at += 1) statuses.push((await limited.ask('GET', path('510400'))).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  } finally {
    await limited.close();
  }
});
