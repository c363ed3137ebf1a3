/** The inspector alone: honest papers pass, hostile ones do not, and nothing that a file does reaches the service. */
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';

import sharp from 'sharp';

import { createInspector, type Inspector } from '../../../bff/src/paper/inspect/inspector.ts';
import { honestPdfs, honestPhotos, sheet } from '../../support/honest-papers.ts';
import { hostileFiles } from '../../support/hostile/corpus.ts';
import { onePage } from '../../support/hostile/pdf-writer.ts';
import { listInspectors } from '../../support/memory-watch.ts';

let inspector: Inspector;
beforeAll(() => {
  inspector = createInspector();
});
afterAll(() => inspector.close());

const inPieces = (bytes: Buffer) => Readable.from(cut(bytes)) as AsyncIterable<Buffer>;
/** Each from a person of its own: one of them alone would have to wait for herself. */
let person = 0;
const inspect = (bytes: Buffer, by = inspector) => by.inspect(inPieces(bytes), bytes.length, (person += 1));

function* cut(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** The segments of a JPEG up to its pixels, by their markers. */
function listSegments(jpeg: Buffer): string[] {
  const markers: string[] = [];
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) {
    markers.push(jpeg.readUInt8(at + 1).toString(16));
  }
  return markers;
}

describe('an honest photo', () => {
  test.each(honestPhotos)('is drawn anew: $name', async ({ make, width, height }) => {
    const found = await inspect(await make());
    expect(found).toMatchObject({ ok: true, mediaType: 'image/jpeg', pdfPages: 1 });
    if (!found.ok || found.content === null || found.thumbnail === null) throw new Error('nothing kept');
    const kept = await sharp(found.content).metadata();
    expect(kept).toMatchObject({ format: 'jpeg', width, height });
    expect(kept.space).toMatch(/^(srgb|b-w)$/);
    // Tables and frame: no EXIF, no profile, no comment.
    expect(listSegments(found.content).filter((marker) => !/^(db|c0|c4|dd)$/.test(marker))).toEqual([]);
    const thumbnail = await sharp(found.thumbnail).metadata();
    expect(Math.max(thumbnail.width, thumbnail.height)).toBe(Math.min(320, Math.max(width, height)));
  });

  test('stands upright, and looks as it did', async () => {
    const found = await inspect(
      await sheet(1200, 900).jpeg({ quality: 95 }).withMetadata({ orientation: 6 }).toBuffer(),
    );
    if (!found.ok || found.content === null) throw new Error('nothing kept');
    // The red corner was at the top left of the sensor: a turn to the right brings it to the top right.
    const pixel = async (left: number, top: number) => [
      ...(await sharp(found.content!).extract({ left, top, width: 1, height: 1 }).raw().toBuffer()),
    ];
    const isNear = (seen: number[], wanted: number[]) =>
      seen.every((value, index) => Math.abs(value - wanted[index]!) < 12);
    expect(isNear(await pixel(880, 20), [204, 0, 0])).toBe(true);
    expect(isNear(await pixel(20, 20), [236, 232, 220])).toBe(true);
  });

  test('with clear parts is laid on white', async () => {
    const clear = { create: { width: 50, height: 50, channels: 4, background: '#00000000' } } as const;
    const found = await inspect(await sharp(clear).png().toBuffer());
    if (!found.ok || found.content === null) throw new Error('nothing kept');
    const { channels } = await sharp(found.content).stats();
    expect(channels.map(({ min }) => min)).toEqual([255, 255, 255]);
  });
});

describe('an honest PDF', () => {
  test.each(honestPdfs)('is kept as it is: $name', async ({ make, pdfPages }) => {
    expect(await inspect(await make())).toEqual({
      ok: true,
      mediaType: 'application/pdf',
      content: null,
      thumbnail: null,
      pdfPages,
    });
  });
});

describe('the program', () => {
  const bombs = hostileFiles.filter(({ name }) => /^(jpeg-scans|pdf-bomb)$/.test(name));

  test.each([
    ['work', { work: 50 }],
    ['memory', { memory: 30_000_000 }],
  ])('is ended when it takes too much %s, and a fresh one goes on', async (_what, bounds) => {
    const tight = createInspector(bounds);
    try {
      // The first file waits for the program itself; the program's own start costs it nothing.
      for (const { make } of bombs) {
        expect(await inspect(await make(), tight)).toMatchObject({ ok: false, code: 'paper_not_safe' });
      }
    } finally {
      await tight.close();
    }
    expect(await inspect(onePage())).toMatchObject({ ok: true });
  });

  test('that was ended by somebody else is started anew', async () => {
    await inspect(onePage());
    const before = listInspectors()[0]!;
    process.kill(before.pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await inspect(onePage())).toMatchObject({ ok: true });
  });

  test('knows none of the secrets of the service', async () => {
    await inspect(onePage());
    const [program] = listInspectors();
    const names = readFileSync(`/proc/${program!.pid}/environ`, 'utf8')
      .split('\0')
      .map((line) => line.split('=')[0]);
    expect(names.filter((name) => name !== '' && !/^(MALLOC_\w+|NODE_CHANNEL_\w+)$/.test(name!))).toEqual([]);
  });

  test('ends when it has nothing to do', async () => {
    const brief = createInspector({ idle: 1 });
    const others = listInspectors().length;
    await inspect(onePage(), brief);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(listInspectors().length).toBe(others);
    expect(await inspect(onePage(), brief)).toMatchObject({ ok: true });
    await brief.close();
    expect(listInspectors().length).toBe(others);
  });
});

describe('a file', () => {
  test('that cannot be read on is the reader’s failure, not the file’s', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield* inPieces(onePage().subarray(0, 100));
      throw new Error('the store is away');
    }
    await expect(inspector.inspect(broken(), 1000, 1)).rejects.toThrow('the store is away');
    expect(await inspect(onePage())).toMatchObject({ ok: true });
  });

  test.each([-1, 1])('that is not as long as announced is a broken invariant', async (by) => {
    const bytes = onePage();
    await expect(inspector.inspect(inPieces(bytes), bytes.length + by, 1)).rejects.toThrow('came with');
  });

  test('beyond the limit is refused unread', async () => {
    const unread = () => Promise.reject(new Error('was read'));
    const file: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => ({ next: unread }) };
    expect(await inspector.inspect(file, 20 * 1024 * 1024 + 1, 1)).toMatchObject({
      ok: false,
      code: 'paper_too_large',
    });
  });

  test('waits its turn; when too many wait it is sent away', async () => {
    const narrow = createInspector({ waiting: 2 });
    const answers = await Promise.allSettled([1, 2, 3, 4, 5].map(() => inspect(onePage(), narrow)));
    expect(answers.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled'],
      ...['rejected', 'rejected'],
    ]);
    expect(answers[4]).toMatchObject({ reason: { status: 503, code: 'papers_busy', retryAfter: 5 } });
    await narrow.close();
  });

  test('that waits too long is sent away, and the others go on', async () => {
    const impatient = createInspector({ patience: 1 });
    const [first, second] = await Promise.allSettled([1, 2].map(() => inspect(onePage(), impatient)));
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ reason: { code: 'papers_busy' } });
    expect(await inspect(onePage(), impatient)).toMatchObject({ ok: true });
    await impatient.close();
  });

  test('that comes while the service ends is to be sent again', async () => {
    const ending = createInspector();
    const answers = Promise.allSettled([1, 2].map(() => inspect(onePage(), ending)));
    await ending.close();
    for (const answer of await answers) expect(answer).toMatchObject({ reason: { code: 'shutting_down' } });
    await expect(inspect(onePage(), ending)).rejects.toMatchObject({ code: 'shutting_down' });
  });
});
