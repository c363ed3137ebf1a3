import { createHash } from 'node:crypto';

import { decideSize } from '../../miniapp/src/services/photo/size';
import { CHUNK_BYTES } from '../../miniapp/src/services/upload/entry';
import { takeFingerprint } from '../../miniapp/src/services/upload/fingerprint';
import { mayRetry, pageWords, unsentWords } from '../../miniapp/src/text/paper';
import { UploadPhone } from './upload-double';

describe('a fingerprint', () => {
  test.each([1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES + 1000])(
    'of %i bytes is SHA-256',
    async (length) => {
      const phone = new UploadPhone();
      const entry = await phone.photograph('a', length);
      const content = phone.contents.get(entry.file)!;
      const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
      expect(entry.sha256).toBe(hash(content));
      expect(entry.chunks).toEqual(
        Array.from({ length: Math.ceil(length / CHUNK_BYTES) }, (_, at) =>
          hash(content.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES)),
        ),
      );
      expect(await takeFingerprint(phone.files, entry.file)).toMatchObject({ length });
    },
  );
});

describe('the size of a photo', () => {
  test.each([
    [4000, 3000, 2560, 1920],
    [3000, 4000, 1920, 2560],
    [2560, 1920, 2560, 1920],
    [2561, 10, 2561, 10],
    [640, 480, 640, 480],
    // Screenshots of a long page: as wide as can be read, as long as can be drawn.
    [1080, 5400, 1000, 5000],
    [1080, 20_000, 595, 11_016],
    [4000, 4000, 2560, 2560],
  ])('%i × %i becomes %i × %i', (width, height, smallerWidth, smallerHeight) => {
    expect(decideSize({ width, height })).toEqual({ width: smallerWidth, height: smallerHeight });
  });
});

describe('words for a page', () => {
  const upload = { state: 'sending', sent: 500, length: 1000, trouble: null } as const;

  test('say where it is', () => {
    expect(pageWords(upload, null).words).toBe('正在送，送了 50%');
    expect(pageWords({ ...upload, state: 'on_phone' }, 'offline').words).toBe('在手机上，连上网就送');
    expect(pageWords({ ...upload, state: 'on_phone' }, 'papers_busy').words).toBe('在手机上，过一会儿再送');
    expect(pageWords({ ...upload, state: 'arrived' }, null).words).toBe('已送到');
  });

  test('say what happened and what to do, and offer only what can help', () => {
    const failed = pageWords({ ...upload, state: 'failed', trouble: 'paper_locked' }, null);
    expect(failed).toEqual({
      words: '没送成：这个文件上了密码',
      tone: 'red',
      next: '请去掉密码再选，或者直接拍照片。',
    });
    expect([mayRetry('paper_locked'), mayRetry('internal_error')]).toEqual([false, true]);
    expect([mayRetry('claim_not_open'), mayRetry('not_found')]).toEqual([false, false]);
  });

  test('one line for the whole phone', () => {
    const [photo, file] = [{ kind: 'image' }, { kind: 'pdf' }] as const;
    expect(unsentWords([], [], null)).toBeNull();
    expect(unsentWords([photo, photo], [], null)).toBe('还有 2 张照片没送到，请别关医救通。');
    expect(unsentWords([photo, file], [], null)).toContain('1 张照片、1 个文件没送到');
    expect(unsentWords([photo], [], 'offline')).toContain('连上网会自动送');
    expect(unsentWords([photo], [file], null)).toContain('1 个文件没送成');
  });
});
