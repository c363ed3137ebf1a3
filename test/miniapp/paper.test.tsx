import { act, screen, within } from '@testing-library/react';

import { latePage } from '../../miniapp/src/components/late-page';
import Paper from '../../miniapp/src/packages/apply/paper/index';
import { session } from '../../miniapp/src/services/session';
import { queue } from '../../miniapp/src/services/upload';
import { book } from '../../miniapp/src/services/upload/book';
import { CHUNK_BYTES, type Entry } from '../../miniapp/src/services/upload/entry';
import { asked, claimId, complete, draft, submitted, tasks } from './claim-replies';
import { ok, press, sentRoutes, sentTo, serve, settled, show, type, type Answers } from './stage';
import { phone } from './taro-api';

const at = `/claims/${claimId}`;
const link = (pageId: string) => `GET /pages/${pageId}/link?size=thumbnail`;
const links: Answers = Object.fromEntries(
  ['aaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbb'].map((pageId) => [
    link(pageId),
    ok({ path: `/api/v1/files/${pageId}`, expiresAt: '2026-11-21T03:05:00.000Z' }),
  ]),
);

async function open(reply: unknown, more: Answers = {}): Promise<void> {
  serve({ [`GET ${at}`]: ok(reply), ...links, ...more });
  await show(<Paper />);
  await settled();
}

beforeEach(() => {
  phone.reset();
  phone.params = { id: claimId, paper: 'invoice', bill: 'S-1' };
  session.begin('t', true);
});
afterEach(() => act(() => queue.forget()));

describe('one paper', () => {
  test('says what it is, where to get it and for which bill', async () => {
    await open(draft);
    expect(screen.getByRole('heading', { name: '医疗收费票据' })).toBeTruthy();
    expect(screen.getByText('看病交钱的发票。')).toBeTruthy();
    expect(screen.getByText('医院收费窗口。')).toBeTruthy();
    expect(screen.getByText('攀枝花市中心医院，11月5日')).toBeTruthy();
    expect(screen.getByRole('button', { name: /^拍照/ })).toBeTruthy();
  });

  test('shows what has arrived, and where a picture of it is', async () => {
    await open(complete);
    expect(screen.getByText('已经有 1 张')).toBeTruthy();
    expect(screen.getByText('已送到')).toBeTruthy();
    const picture = within(screen.getByRole('button', { name: '放大看第 1 张' })).getByRole('img');
    expect(picture.getAttribute('src')).toBe('https://api.test/api/v1/files/aaaaaaaaaaaaaaaaaaaaaa');
  });

  test('a page is taken back after a question, and the claim is asked again', async () => {
    await open(complete, { 'DELETE /pages/aaaaaaaaaaaaaaaaaaaaaa': ok(null, 204) });
    phone.confirms = false;
    await press('去掉第 1 张');
    expect(sentRoutes().join()).not.toContain('DELETE');
    phone.confirms = true;
    await press('去掉第 1 张');
    await settled();
    expect(sentTo('DELETE /pages/aaaaaaaaaaaaaaaaaaaaaa')).toHaveLength(1);
    expect(sentTo(`GET ${at}`)).toHaveLength(2);
  });

  test('with all its pages takes no more', async () => {
    const full = { ...tasks.identity, paper: 'invoice', bill: 'S-1', maxPages: 2, room: 0 };
    await open({ ...complete, tasks: [full] });
    expect(screen.getByText('这份材料最多 2 张，已经够了。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /拍/ })).toBeNull();
  });

  test('of a claim that was sent is only to be looked at', async () => {
    await open(submitted);
    expect(screen.getByText('已送到')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /拍|去掉|拿不到/ })).toBeNull();
  });

  test('asked for again says why and what to do; what was sent with the claim stays', async () => {
    await open(asked);
    expect(screen.getByText('要补：没有盖章')).toBeTruthy();
    expect(screen.getByText('医保局说：第二页没有公章')).toBeTruthy();
    expect(screen.getByRole('button', { name: /^再拍一张/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '去掉第 1 张' })).toBeNull();
  });

  test('that is no longer asked for says so', async () => {
    await open({ ...draft, tasks: [] });
    expect(screen.getByText('这份材料不用交了')).toBeTruthy();
  });
});

describe('我拿不到', () => {
  test('needs a reason, and another one a few words', async () => {
    await open(draft, { [`PUT ${at}/excuse`]: ok({ ...draft, version: 4 }) });
    await press('我拿不到这份材料');
    await press('就这样交');
    expect(screen.getByText('请先选一个原因。')).toBeTruthy();
    await press('别的原因', 'radio');
    await press('就这样交');
    expect(screen.getByText('请用几个字说明。')).toBeTruthy();
    expect(sentRoutes().join()).not.toContain('PUT');
    type(/是什么原因/, ' 医院关了 ');
    await press('就这样交');
    expect(sentTo(`PUT ${at}/excuse`)[0]).toEqual({
      version: 3,
      paper: 'invoice',
      bill: 'S-1',
      reason: 'other',
      words: '医院关了',
    });
  });

  test('can be taken back', async () => {
    phone.params = { ...phone.params, paper: 'cost_list' };
    await open(complete, { [`PUT ${at}/excuse`]: ok({ ...complete, version: 8 }) });
    expect(screen.getByText(/原因：太远，去不了/)).toBeTruthy();
    await press('又能拿到了');
    expect(sentTo(`PUT ${at}/excuse`)[0]).toMatchObject({ version: 7, paper: 'cost_list', reason: null });
  });
});

describe('what is on this phone', () => {
  const entry = (change: Partial<Entry> = {}): Entry => ({
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
  });

  const take = (change: Partial<Entry> = {}) =>
    settled(() => {
      book.keep(entry(change));
      queue.add(entry(change));
    });

  test('waits for the network, and says so', async () => {
    await open(draft, { [`POST ${at}/uploads`]: 'offline' });
    await take();
    await settled();
    expect(screen.getByText('在手机上，连上网就送')).toBeTruthy();
    expect(screen.getByText(/还有 1 个文件在这台手机上/)).toBeTruthy();
  });

  test('and cannot be mended by sending it again offers only what helps', async () => {
    await open(draft);
    await take({ trouble: 'paper_locked' });
    expect(screen.getByText('没送成：这个文件上了密码')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /再送一次/ })).toBeNull();
    await press('去掉第 1 个文件');
    await settled();
    expect(screen.queryByText(/没送成/)).toBeNull();
  });

  test('where nothing can be kept, the person is told before she relies on it', async () => {
    await open(draft);
    // A private window: the browser has no database.
    const opened = jest.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (
      this: HTMLInputElement,
    ) {
      const file = new File(['%PDF-1.7'], 'invoice.pdf', { type: 'application/pdf' });
      Object.defineProperty(this, 'files', { value: [file] });
      this.dispatchEvent(new Event('change'));
    });
    await press('选 PDF 文件');
    await settled();
    opened.mockRestore();
    expect(screen.getByRole('alert').textContent).toContain('照片没有存下来');
  });
});

describe('a page that comes after the first load', () => {
  const Content = () => <div>这一页来了</div>;

  test('waits, and is there', async () => {
    const Late = latePage(() => Promise.resolve({ default: Content }));
    await show(<Late />);
    await settled();
    expect(screen.getByText('这一页来了')).toBeTruthy();
  });

  test('without a network says so, and can be tried again', async () => {
    let online = false;
    const Late = latePage(() =>
      online ? Promise.resolve({ default: Content }) : Promise.reject(new Error('ChunkLoadError')),
    );
    await show(<Late />);
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('这一页还没有打开');
    online = true;
    await press('再试一次');
    await settled();
    await settled();
    expect(screen.getByText('这一页来了')).toBeTruthy();
  });
});
