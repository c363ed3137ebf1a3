// One paper when it is not the first time: asked for again, held already, no longer asked for, looked at later.
import { act, fireEvent, screen } from '@testing-library/react';

import Paper from '../../miniapp/src/packages/apply/paper/index';
import Tasks from '../../miniapp/src/packages/apply/tasks/index';
import { session } from '../../miniapp/src/services/session';
import { queue } from '../../miniapp/src/services/upload';
import { book } from '../../miniapp/src/services/upload/book';
import { CHUNK_BYTES, type Entry } from '../../miniapp/src/services/upload/entry';
import { asked, claimId, complete, draft, tasks } from './claim-replies';
import { ok, press, sentTo, serve, settled, show, type Answers } from './stage';
import Taro, { phone } from './taro-api';

const at = `/claims/${claimId}`;
const page = tasks.identity.pages[0]!;
const full = `GET /pages/${page.pageId}/link?size=full`;
const linkTo = (name: string) => ok({ path: `/api/v1/files/${name}`, expiresAt: '2026-11-21T03:05:00.000Z' });
const small: Answers = Object.fromEntries(
  tasks.identity.pages.map(({ pageId }) => [`GET /pages/${pageId}/link?size=thumbnail`, linkTo(pageId)]),
);

async function open(reply: unknown, more: Answers = {}): Promise<void> {
  serve({ [`GET ${at}`]: ok(reply), ...small, ...more });
  await show(<Paper />);
  await settled();
}

const take = (change: Partial<Entry> = {}) => {
  const entry: Entry = {
    localId: 'l-1',
    owner: session.ownId() ?? '',
    claimId,
    paper: 'invoice',
    bill: 'S-1',
    kind: 'pdf',
    file: 'l-1.pdf',
    length: CHUNK_BYTES,
    sha256: 'c'.repeat(64),
    chunks: ['d'.repeat(64)],
    addedAt: '2026-11-21T03:00:00.000Z',
    trouble: null,
    ...change,
  };
  return settled(() => {
    book.keep(entry);
    queue.add(entry);
  });
};

beforeEach(() => {
  phone.reset();
  phone.params = { id: claimId, paper: 'invoice', bill: 'S-1' };
  session.begin('t', true);
});
afterEach(() => act(() => queue.forget()));

describe('a paper with all its pages that is asked for again', () => {
  const correction = { reason: 'unclear' as const, words: null };
  const card = { ...tasks.identity, maxPages: 2, room: 2, state: 'asked_again' as const, correction };
  beforeEach(() => {
    phone.params = { id: claimId, paper: 'identity_card' };
  });

  test('takes as many again, and can be excused', async () => {
    await open({ ...asked, tasks: [card] });
    expect(screen.getByRole('button', { name: /^再拍一张/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: '我拿不到这份材料' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /去掉/ })).toBeNull();
  });

  test('is full once the new ones are on their way', async () => {
    await open({ ...asked, tasks: [{ ...card, room: 1 }] }, { [`POST ${at}/uploads`]: 'offline' });
    await take({ paper: 'identity_card', bill: null });
    expect(screen.getByText('这份材料最多 2 张，已经够了。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '我拿不到这份材料' })).toBeNull();
  });

  test('the way back is to the claim, also where the page was opened by its address', async () => {
    const pages = jest.spyOn(Taro, 'getCurrentPages').mockReturnValue([{}]);
    await open({ ...asked, tasks: [card] });
    await press('好了，回去');
    expect(phone.visited).toEqual([`/packages/apply/claim/index?id=${claimId}`]);
    pages.mockRestore();
  });

  test('its form says that the claim is to be mended', async () => {
    serve({ [`GET ${at}`]: ok(asked) });
    await show(<Tasks />);
    await settled();
    expect(screen.getByText('这份申请要补材料')).toBeTruthy();
    expect(screen.queryByText(/交上去了/)).toBeNull();
  });
});

test('an excuse can be taken back although pages are there', async () => {
  const excuse = { reason: 'too_far' as const, words: null };
  await open({ ...asked, tasks: [{ ...tasks.askedAgain, state: 'excused', excuse }] });
  expect(screen.getByRole('button', { name: '又能拿到了' })).toBeTruthy();
});

test('an excuse that the notice came after stands in the way of no photo', async () => {
  const excuse = { reason: 'lost' as const, words: null };
  await open({ ...asked, tasks: [{ ...tasks.askedAgain, pages: [], excuse }] });
  expect(screen.getByRole('button', { name: /^拍照/ })).toBeTruthy();
  expect(screen.getByRole('button', { name: '我拿不到这份材料' })).toBeTruthy();
});

describe('a paper that is held', () => {
  const held = (heldBecause: 'platform' | 'earlier_claim') => ({
    ...tasks.missing,
    state: 'held' as const,
    heldBecause,
    pages: [{ ...page, arrivedAt: '2026-05-01T03:00:00.000Z' }],
  });

  test('from an earlier claim can be renewed, but not taken back', async () => {
    await open({ ...draft, tasks: [held('earlier_claim')] });
    expect(screen.getByText('以前交过，不用再交')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /拍|去掉|拿不到/ })).toBeNull();
    await press('换新的');
    expect(screen.getByRole('button', { name: /^再拍一张/ })).toBeTruthy();
  });

  test('by the platform needs nothing', async () => {
    await open({ ...draft, tasks: [{ ...held('platform'), pages: [] }] });
    expect(screen.queryByRole('button', { name: /拍|换新的|拿不到/ })).toBeNull();
  });
});

describe('what is only on this phone', () => {
  test('of a paper that is no longer asked for can be taken off it', async () => {
    await open({ ...draft, tasks: [] }, { [`POST ${at}/uploads`]: 'offline' });
    await take({ trouble: 'paper_not_asked' });
    expect(screen.getByText('这份材料不用交了')).toBeTruthy();
    await press('去掉第 1 个文件');
    await settled();
    expect([queue.list(), book.all()]).toEqual([[], []]);
  });

  test('and stuck halfway is sent again on a press', async () => {
    await open(draft, { [`POST ${at}/uploads`]: 'offline' });
    await take({ trouble: 'upload_offset_mismatch' });
    expect(screen.getByText(/请点“再送一次”/)).toBeTruthy();
    expect(sentTo(`POST ${at}/uploads`)).toHaveLength(0);
    await press('再送一次，第 1 个文件');
    await settled();
    expect(sentTo(`POST ${at}/uploads`)).toHaveLength(1);
    expect(screen.getByText('在手机上，连上网就送')).toBeTruthy();
  });
});

describe('looking at a page that has arrived', () => {
  const large = () => screen.queryByRole('img', { name: '第 1 张的照片' });

  test('without a network says so, and can be tried again', async () => {
    await open(complete, { [full]: 'offline' });
    await press('放大看第 1 张');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('没有连上网');
    serve({ [full]: linkTo('full') });
    await press('再试一次');
    await settled();
    expect(large()?.getAttribute('src')).toBe('https://api.test/api/v1/files/full');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('a picture that does not come is no blank, and gets a new address', async () => {
    await open(complete, { [full]: linkTo('full') });
    await press('放大看第 1 张');
    await settled();
    await settled(() => void fireEvent.error(large()!));
    expect(screen.getByRole('alert')).toBeTruthy();
    await press('再试一次');
    await settled();
    expect(large()).toBeTruthy();
    expect(sentTo(full)).toHaveLength(2);
  });

  test('a PDF says that it has arrived, and with how many pages', async () => {
    const pdf = { ...page, mediaType: 'application/pdf' as const, pdfPages: 3 };
    await open({ ...complete, tasks: [{ ...tasks.missing, state: 'given', pages: [pdf] }] });
    expect(screen.getByText('PDF 文件，共 3 页')).toBeTruthy();
    expect(screen.getByText('已送到')).toBeTruthy();
  });
});
