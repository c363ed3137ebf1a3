/** The end of an upload when something comes between: another process, a store that lost bytes. */
import { rmSync } from 'node:fs';

import type { Deps } from '../../../bff/src/deps.ts';
import { createFinish } from '../../../bff/src/paper/finish.service.ts';
import { sweepPapers } from '../../../bff/src/paper/paper.sweep.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { sketchPerson } from '../../support/bills.ts';
import { listInspectors } from '../../support/memory-watch.ts';
import { makeScan } from '../../support/paper-files.ts';
import { seededChance } from '../../support/seeded.ts';
import { fetchFile, filesOf, openSender, type Sender } from './sending.ts';

const chance = seededChance(20261125);
const scan = () => makeScan(chance, 700_000);
const person = sketchPerson({ n: 1 });
let app: TestApp;
let she: Sender;

beforeAll(async () => {
  app = await startApp({
    families: { people: [person], settlements: [] },
    env: { LIMIT_PER_ADDRESS: '100000', LIMIT_PER_ACCOUNT: '100000' },
  });
  she = await openSender(app, person);
});
afterAll(() => app.close());

/** A process in which something happens between the inspection of a PDF and its copy. */
function withTurn(deps: Deps, happens: () => unknown): Deps {
  const { kept } = deps.objects;
  const put: typeof kept.put = async (name, parts) => {
    await happens();
    await kept.put(name, parts);
  };
  return { ...deps, objects: { ...deps.objects, kept: { ...kept, put } } };
}

test('an inspection that the system ends is no verdict: the bytes stay, and asked again the page arrives', async () => {
  const file = scan();
  const uploadId = await she.sendRest(file);
  const { staged } = app.deps.objects;
  const get: typeof staged.get = (name) => {
    for (const { pid } of listInspectors()) process.kill(pid, 'SIGKILL');
    return staged.get(name);
  };
  const short = { ...app.deps, objects: { ...app.deps.objects, staged: { ...staged, get } } };
  await expect(createFinish(short)(uploadId, null)).rejects.toMatchObject({
    status: 503,
    code: 'papers_busy',
  });
  expect((await she.state(uploadId)).body).toMatchObject({ state: 'open', received: file.length });
  expect(app.lines.join('\n')).toContain('an inspection was ended without a verdict');
  const { body } = await she.finish(uploadId);
  expect(body.state).toBe('arrived');
  await she.removePage(body.page!.pageId);
  await sweepPapers(app.deps);
});

describe('a PDF that is to be copied', () => {
  test('and was kept by another process meanwhile has arrived', async () => {
    const file = scan();
    const uploadId = await she.sendRest(file);
    const other = createFinish(app.deps);
    const reply = await createFinish(withTurn(app.deps, () => other(uploadId, null)))(uploadId, null);
    expect(reply.state).toBe('arrived');
    const { bytes } = await fetchFile(app, (await she.link(reply.page!.pageId)).body.path);
    expect(bytes.equals(file)).toBe(true);
    expect(filesOf(app, 'kept')).toHaveLength(1);
  });

  test('and lost a chunk meanwhile begins anew', async () => {
    const file = scan();
    const uploadId = await she.sendRest(file);
    const lose = () => {
      rmSync(filesOf(app, 'staged')[0]!);
    };
    await expect(createFinish(withTurn(app.deps, lose))(uploadId, null)).rejects.toMatchObject({
      status: 422,
      code: 'upload_hash_mismatch',
      data: { received: 0 },
    });
    expect(filesOf(app, 'staged')).toEqual([]);
    expect((await she.send(file)).body).toMatchObject({ uploadId, state: 'arrived' });
  });
});
