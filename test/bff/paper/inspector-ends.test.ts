/** An inspection that does not come to its end: whose fault it was, and who is kept waiting by whom. */
import { readAnswer } from '../../../bff/src/paper/inspect/answer.ts';
import { createInspector, type Inspector } from '../../../bff/src/paper/inspect/inspector.ts';
import { onePage } from '../../support/hostile/pdf-writer.ts';
import { listInspectors } from '../../support/memory-watch.ts';

const she = 1;
const he = 2;
let inspector: Inspector;
beforeAll(() => {
  inspector = createInspector();
});
afterAll(() => inspector.close());

const file = onePage();
async function* given(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(file);
}
const inspect = (person = she, by = inspector) => by.inspect(given(), file.length, person);

/** Half a file; the program gets a signal then, and what the store does next is up to the test. */
async function* interrupted(signal: NodeJS.Signals, rest: () => Promise<Buffer>): AsyncGenerator<Buffer> {
  yield file.subarray(0, 100);
  for (const { pid } of listInspectors()) process.kill(pid, signal);
  yield await rest();
}
const never = () => new Promise<Buffer>(() => undefined);
const theRest = () => new Promise<Buffer>((resolve) => setTimeout(() => resolve(file.subarray(100)), 300));
const busy = { status: 503, code: 'papers_busy', retryAfter: 5 };

describe('a program', () => {
  test('that the system ends says nothing about the file, and nobody waits for the store', async () => {
    await expect(inspector.inspect(interrupted('SIGKILL', never), file.length, she)).rejects.toMatchObject(
      busy,
    );
    expect(await inspect()).toMatchObject({ ok: true });
  });

  test.each(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL'] as const)(
    'that %s ends was broken by the file',
    async (signal) => {
      expect(await inspector.inspect(interrupted(signal, never), file.length, she)).toMatchObject({
        ok: false,
        code: 'paper_not_safe',
      });
      expect(await inspect()).toMatchObject({ ok: true });
    },
  );

  test.each(['SIGTERM', 'SIGINT'] as const)('that hears %s finishes what it has', async (signal) => {
    expect(await inspector.inspect(interrupted(signal, theRest), file.length, she)).toMatchObject({
      ok: true,
    });
  });

  test('that waits for a slow store is no verdict', async () => {
    const hasty = createInspector({ time: 300 });
    async function* slow(): AsyncGenerator<Buffer> {
      yield file.subarray(0, 100);
      yield await never();
    }
    await expect(hasty.inspect(slow(), file.length, she)).rejects.toMatchObject(busy);
    await hasty.close();
  });
});

test('a person has one place in the line, and the others have theirs', async () => {
  await inspect();
  const answers = await Promise.allSettled([she, she, she, he, she].map((person) => inspect(person)));
  expect(answers.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'rejected'],
    ...['fulfilled', 'rejected'],
  ]);
  expect(answers[2]).toMatchObject({ reason: busy });
});

describe('an answer', () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
  const pdf = { ok: true, mediaType: 'application/pdf', content: null, thumbnail: null, pdfPages: 2 };
  const photo = { ok: true, mediaType: 'image/jpeg', content: jpeg, thumbnail: jpeg, pdfPages: 1 };

  test.each([pdf, photo, { ok: false, code: 'paper_locked', why: 'is encrypted' }])(
    'is taken: %j',
    (inspected) => {
      expect(readAnswer({ inspected, memory: 1 })).toEqual({ inspected, memory: 1 });
    },
  );

  test('has few words for the log', () => {
    const inspected = { ok: false, code: 'paper_not_safe', why: 'x'.repeat(10_000) };
    const answer = readAnswer({ inspected, memory: 1 });
    expect(answer).toMatchObject({ inspected: { why: 'x'.repeat(300) } });
  });

  test.each([
    ['a page of script', { ...photo, mediaType: 'text/html' }],
    ['a photo that is none', { ...photo, content: Buffer.from('<script>') }],
    ['a photo that is text', { ...photo, content: 'ÿØÿ' }],
    ['a photo without its picture', { ...photo, content: null }],
    ['a thumbnail beyond measure', { ...photo, thumbnail: Buffer.concat([jpeg, Buffer.alloc(300_000)]) }],
    ['a PDF that was changed', { ...pdf, content: Buffer.from('%PDF-') }],
    ['a PDF with a picture', { ...pdf, thumbnail: jpeg }],
    ['more pages than a PDF may have', { ...pdf, pdfPages: 31 }],
    ['half a page', { ...pdf, pdfPages: 1.5 }],
    ['a refusal that does not exist', { ok: false, code: 'approved', why: '' }],
    ['something besides', { ...pdf, more: 1 }],
    ['nothing', null],
  ])('is not: %s', (_, inspected) => {
    expect(readAnswer({ inspected, memory: 1 })).toBeNull();
  });

  test('needs its memory', () => {
    expect(readAnswer({ inspected: pdf, memory: -1 })).toBeNull();
    expect(readAnswer({ ready: true })).toBeNull();
  });
});
