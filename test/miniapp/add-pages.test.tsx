// Choosing photos of a paper and looking at each: the camera and the queue are the test's own.
import { act, screen } from '@testing-library/react';

import Paper from '../../miniapp/src/packages/apply/paper/index';
import { AppFailure } from '../../miniapp/src/services/failure';
import type { Chosen } from '../../miniapp/src/services/photo/photo';
import { session } from '../../miniapp/src/services/session';
import { queue } from '../../miniapp/src/services/upload';
import { claimId, draft } from './claim-replies';
import { ok, press, serve, settled, show } from './stage';
import Taro, { phone } from './taro-api';

const mockHands = {
  /** What the next chooser answers. */
  chosen: [] as string[],
  opened: [] as string[],
  kept: [] as string[],
  letGo: [] as string[],
  keeping: Promise.resolve(),
  fails: null as string | null,
};

const mockChoose = (way: string): Promise<Chosen[]> => {
  mockHands.opened.push(way);
  return Promise.resolve(
    mockHands.chosen.map((source) => ({ kind: way === 'pdf' ? 'pdf' : 'image', source })),
  );
};

jest.mock('../../miniapp/src/services/photo/photo', () => ({
  pdfPlace: 'files',
  takePhoto: () => mockChoose('camera'),
  choosePhotos: () => mockChoose('album'),
  choosePdfs: () => mockChoose('pdf'),
  prepare: (chosen: Chosen) =>
    chosen.source === 'bad'
      ? Promise.reject(new AppFailure('paper_unreadable'))
      : Promise.resolve({ ...chosen, preview: `blob:${chosen.source as string}` }),
  letGo: ({ preview }: { preview: string }) => void mockHands.letGo.push(preview),
}));
jest.mock('../../miniapp/src/services/upload/add-pages', () => ({
  addPages: async (_claim: string, _paper: string, _bill: string, pages: Chosen[]) => {
    await mockHands.keeping;
    if (mockHands.fails !== null) throw new AppFailure(mockHands.fails as 'photo_not_kept');
    mockHands.kept.push(...pages.map(({ source }) => source as string));
  },
}));

async function choose(words: string | RegExp, ...chosen: string[]): Promise<void> {
  mockHands.chosen = chosen;
  await press(words);
}
const shownPhoto = () => screen.queryByRole('img', { name: '要交的照片' })?.getAttribute('src') ?? null;
const isOff = (name: string | RegExp) =>
  screen.getByRole('button', { name }).getAttribute('aria-disabled') === 'true';

beforeEach(async () => {
  phone.reset();
  Object.assign(mockHands, { opened: [], kept: [], letGo: [], keeping: Promise.resolve(), fails: null });
  phone.params = { id: claimId, paper: 'invoice', bill: 'S-1' };
  session.begin('t', true);
  serve({ [`GET /claims/${claimId}`]: ok(draft) });
  await show(<Paper />);
  await settled();
});
afterEach(() => act(() => queue.forget()));

describe('a photo just taken', () => {
  test('is looked at, then kept', async () => {
    await choose(/^拍照/, 'one');
    expect([shownPhoto(), mockHands.kept]).toEqual(['blob:one', []]);
    await press('清楚，就用这张');
    expect([shownPhoto(), mockHands.kept, mockHands.letGo]).toEqual([null, ['one'], ['blob:one']]);
  });

  test('重拍 puts the new photo in place of the old one', async () => {
    await choose(/^拍照/, 'one');
    await choose('重拍', 'two');
    expect([shownPhoto(), mockHands.letGo]).toEqual(['blob:two', ['blob:one']]);
    await press('清楚，就用这张');
    expect(mockHands.kept).toEqual(['two']);
  });

  test('重拍 without a new photo keeps the old one on screen', async () => {
    await choose(/^拍照/, 'one');
    await choose('重拍');
    expect([mockHands.opened, shownPhoto(), mockHands.letGo]).toEqual([['camera', 'camera'], 'blob:one', []]);
  });

  test('关闭 asks before the photo is thrown away', async () => {
    await choose(/^拍照/, 'one');
    phone.confirms = false;
    await press('关闭');
    expect(shownPhoto()).toBe('blob:one');
    phone.confirms = true;
    await press('关闭');
    expect([shownPhoto(), mockHands.kept, mockHands.letGo]).toEqual([null, [], ['blob:one']]);
  });

  test('a touch beside the sheet does not throw it away', async () => {
    await choose(/^拍照/, 'one');
    await settled(() => document.querySelector<HTMLElement>('.sheet__mask')?.click());
    expect(shownPhoto()).toBe('blob:one');
  });

  test('that cannot be opened says so', async () => {
    await choose(/^拍照/, 'bad');
    expect(screen.getByRole('alert').textContent).toContain('这张照片打不开');
    expect(shownPhoto()).toBeNull();
  });

  test('that the phone has no room for stays on screen, with why', async () => {
    mockHands.fails = 'photo_not_kept';
    await choose(/^拍照/, 'one');
    await press('清楚，就用这张');
    expect(screen.getByRole('alert').textContent).toContain('照片没有存下来');
    expect(shownPhoto()).toBe('blob:one');
  });
});

describe('several photos of the album', () => {
  test('one that cannot be opened is named and passed over', async () => {
    await choose('从相册选', 'one', 'bad', 'three');
    expect(screen.getByText('看得清吗？第 1 张，共 3 张')).toBeTruthy();
    await press('清楚，就用这张');
    expect(screen.getByText('看得清吗？第 3 张，共 3 张')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('第 2 张打不开');
    await press('清楚，就用这张');
    expect([shownPhoto(), mockHands.kept]).toEqual([null, ['one', 'three']]);
  });

  test('the last one that cannot be opened ends the looking, and is named', async () => {
    await choose('从相册选', 'one', 'bad');
    await press('清楚，就用这张');
    expect([shownPhoto(), mockHands.kept]).toEqual([null, ['one']]);
    expect(screen.getByRole('alert').textContent).toContain('第 2 张打不开');
  });

  test('不用这张 goes on to the next; 关闭 asks about all that are left', async () => {
    const asked = jest.spyOn(Taro, 'showModal');
    await choose('从相册选', 'one', 'two', 'three');
    await press('不用这张');
    expect([shownPhoto(), mockHands.letGo]).toEqual(['blob:two', ['blob:one']]);
    await press('关闭');
    expect(asked.mock.lastCall).toMatchObject([{ title: '这 2 张不要了？' }]);
    asked.mockRestore();
    expect([shownPhoto(), mockHands.kept]).toEqual([null, []]);
  });
});

describe('while one is being kept', () => {
  test('no other can be chosen, and the person sees why', async () => {
    let done: () => void = () => undefined;
    mockHands.keeping = new Promise<void>((resolve) => (done = resolve));
    await choose('选 PDF 文件', 'first');
    expect(screen.getByText('正在存…')).toBeTruthy();
    expect([isOff(/^拍照/), isOff('从相册选'), isOff('选 PDF 文件')]).toEqual([true, true, true]);
    await choose('从相册选', 'second');
    expect(mockHands.opened).toEqual(['pdf']);
    await settled(done);
    expect(mockHands.kept).toEqual(['first']);
    expect([isOff(/^拍照/), isOff('从相册选'), isOff('选 PDF 文件')]).toEqual([false, false, false]);
  });

  test('the photo on screen can be neither left nor closed', async () => {
    await choose(/^拍照/, 'one');
    let done: () => void = () => undefined;
    mockHands.keeping = new Promise<void>((resolve) => (done = resolve));
    await press('清楚，就用这张');
    expect(isOff('重拍')).toBe(true);
    await press('关闭');
    expect([shownPhoto(), mockHands.letGo]).toEqual(['blob:one', []]);
    await settled(done);
    expect([shownPhoto(), mockHands.kept]).toEqual([null, ['one']]);
  });
});
