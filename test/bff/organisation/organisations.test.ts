// The places and who stands for them: read from config, kept in the table, shown to who chooses where she lives.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { createDirectory } from '../../../bff/src/organisation/directory.ts';
import { readOrganisations } from '../../../bff/src/organisation/organisation.files.ts';
import { syncOrganisations } from '../../../bff/src/organisation/organisation.sync.ts';
import type { PlacesReply } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { signInStaff } from '../../support/staff.ts';

const configDir = path.join(__dirname, '../../../config');
let app: TestApp;
let copy: string;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
});
afterAll(() => app.close());
beforeEach(async () => {
  copy = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-organisations-'));
  await cp(path.join(configDir, 'organisations'), path.join(copy, 'organisations'), { recursive: true });
});
afterEach(() => rm(copy, { recursive: true }));

async function edit(change: (text: string) => string): Promise<void> {
  const file = path.join(copy, 'organisations', '510400.yaml');
  const text = await readFile(file, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
}
const sync = async () =>
  syncOrganisations({
    ...app.deps,
    directory: createDirectory(await readOrganisations(copy), app.deps.law.source.regions),
  });
const countOpen = async () =>
  Number(
    (
      await app.deps.db
        .selectFrom('organisation')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('closed_at', 'is', null)
        .executeTakeFirstOrThrow()
    ).count,
  );

test('every county of a region is one that the table of regions knows', async () => {
  for (const { region, counties } of await readOrganisations(configDir)) {
    const known = app.deps.law.source.regions.regions.find(({ code }) => code === region);
    for (const { code, name } of counties) expect([code, known?.covers[code]]).toEqual([code, name]);
  }
});

test('all five levels are there', async () => {
  const rows = await app.deps.db.selectFrom('organisation').select('level').distinct().execute();
  expect(rows.map(({ level }) => level).sort()).toEqual([
    'city',
    'county',
    'province',
    'township',
    'village',
  ]);
});

describe('the table', () => {
  test('is left alone where it is as the files say, by many at once too', async () => {
    const nothing = { added: 0, changed: 0, closed: 0 };
    expect(await Promise.all([sync(), sync(), sync()])).toEqual([nothing, nothing, nothing]);
  });

  test('is filled once, however many processes begin together', async () => {
    const before = await countOpen();
    await app.deps.db.deleteFrom('organisation').execute();
    await Promise.all([sync(), sync(), sync()]);
    expect(await countOpen()).toBe(before);
  });

  test('follows a new name: it is the same organisation', async () => {
    const find = (name: string) =>
      app.deps.db.selectFrom('organisation').select('public_id').where('name', '=', name).executeTakeFirst();
    const before = await find('桐湾社区居民委员会');
    await edit((text) => text.replace('桐湾社区居民委员会', '桐湾新社区居民委员会'));
    expect(await sync()).toEqual({ added: 0, changed: 1, closed: 0 });
    expect(await find('桐湾新社区居民委员会')).toEqual(before);
    await edit((text) => text.replace('桐湾新社区居民委员会', '桐湾社区居民委员会'));
    await sync();
  });

  test('closes what is no longer named, with all who work there, and opens it again', async () => {
    const { token } = await signInStaff(app, 'village_clerk', '510402901002');
    const status = async () => (await app.ask('GET', '/api/v1/staff/session', { token })).status;
    const line = /\n.*code: '510402901002'.*/;
    const [dropped] =
      line.exec(await readFile(path.join(copy, 'organisations', '510400.yaml'), 'utf8')) ?? [];
    await edit((text) => text.replace(line, ''));
    expect(await sync()).toEqual({ added: 0, changed: 0, closed: 1 });
    expect(await status()).toBe(401);
    await edit((text) => text.replace(/\n.*code: '510402901001'.*/, (first) => `${first}${dropped ?? ''}`));
    expect(await sync()).toEqual({ added: 0, changed: 1, closed: 0 });
    expect(await status()).toBe(200);
  });
});

describe('a file is refused, by its name and what is wrong', () => {
  test.each([
    [
      'a place outside of what it stands under',
      /code: '510402901001'/,
      "code: '510403901001'",
      'does not lie in',
    ],
    ['a code of another length', /code: '510402901001'/, "code: '5104029010'", 'quote 12 digits'],
    ['a place that stands twice', /code: '510402901002'/, "code: '510402901001'", 'stands twice'],
    ['an unknown kind', 'kind: civil_affairs', 'kind: civil', 'organisations'],
    ['another region’s name', "region: '510400'", "region: '510500'", 'it is 510500'],
    ['an unknown key', 'status: illustrative', 'status: illustrative\nnote: x', 'note'],
  ])('%s', async (_what, from, to, complaint) => {
    await edit((text) => text.replace(from, to));
    const reading = readOrganisations(copy);
    await expect(reading).rejects.toThrow(/config.*510400\.yaml|510400\.yaml/);
    await expect(reading).rejects.toThrow(complaint);
  });
});

describe('where somebody can live', () => {
  const places = (region: string, headers = {}) =>
    app.ask<PlacesReply>('GET', `/api/v1/places/${region}`, { headers });

  test('is told of a county, without signing in', async () => {
    const { status, body } = await places('510402');
    expect(status).toBe(200);
    expect(body.illustrative).toBe(true);
    expect(body.counties.map(({ name }) => name)).toEqual(['东区']);
    expect(body.counties[0]?.townships[0]).toMatchObject({ code: '510402901', name: '杏林街道' });
    expect(body.counties[0]?.townships[0]?.villages[0]).toEqual({ code: '510402901001', name: '桐湾社区' });
  });

  test('is all of the city for who is insured with the city itself', async () => {
    for (const region of ['510400', '510499']) {
      const { body } = await places(region);
      expect(body.counties.map(({ name }) => name)).toEqual(['东区', '西区', '仁和区', '米易县', '盐边县']);
    }
  });

  test('is nothing yet where no file tells of it, and 404 for what is no region', async () => {
    expect((await places('450202')).body).toMatchObject({ counties: [], illustrative: false });
    expect((await places('999999')).status).toBe(404);
  });

  test('is asked again by its ETag', async () => {
    const { headers } = await places('510402');
    const again = await places('510402', { 'If-None-Match': headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect((await places('510403')).headers.get('etag')).not.toBe(headers.get('etag'));
  });
});
