// Photos that stay on the phone when what they were taken for is gone, and what is said of them.
import { act, screen } from '@testing-library/react';

import Claim from '../../miniapp/src/packages/apply/claim/index';
import Tasks from '../../miniapp/src/packages/apply/tasks/index';
import Me from '../../miniapp/src/pages/me/index';
import { session } from '../../miniapp/src/services/session';
import { queue } from '../../miniapp/src/services/upload';
import { book } from '../../miniapp/src/services/upload/book';
import type { Entry } from '../../miniapp/src/services/upload/entry';
import { asked, claimId, draft, submitted, tasks, withdrawn } from './claim-replies';
import * as replies from './replies';
import { ok, press, refuse, sentTo, serve, settled, show, type Answers } from './stage';
import { phone } from './taro-api';

const at = `/claims/${claimId}`;
const arrivedPage = { ...tasks.identity.pages[0]!, pageId: 'cccccccccccccccccccccc', sha256: 'c'.repeat(64) };

/** A page that this phone still has. */
const take = (change: Partial<Entry> = {}): Promise<void> => {
  const entry: Entry = {
    localId: 'l-1',
    owner: session.ownId() ?? '',
    claimId,
    paper: 'invoice',
    bill: 'S-1',
    kind: 'image',
    file: 'l-1.jpg',
    length: 1000,
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
const open = async (page: React.ReactElement, reply: unknown, more: Answers = {}): Promise<void> => {
  serve({ [`GET ${at}`]: ok(reply), ...more });
  await show(page);
  await settled();
};

beforeEach(() => {
  phone.reset();
  phone.params = { id: claimId };
  session.begin('t', true);
});
afterEach(() => act(() => queue.forget()));

describe('photos that can never be sent', () => {
  test('of a claim that another phone sent are told apart, and removed after a question', async () => {
    await take({ trouble: 'claim_not_open' });
    await open(<Claim />, submitted);
    expect(screen.getByText(/1 张照片没有送，现在用不上了/)).toBeTruthy();
    phone.confirms = false;
    await press('删掉这 1 张照片');
    expect(book.all()).toHaveLength(1);
    phone.confirms = true;
    await press('删掉这 1 张照片');
    await settled();
    expect(book.all()).toEqual([]);
    expect(screen.queryByText(/现在用不上了/)).toBeNull();
  });

  test('of a bill that was left out are not counted among what did not get through', async () => {
    await take({ bill: 'S-9', kind: 'pdf', trouble: 'paper_not_asked' });
    await open(<Tasks />, draft);
    expect(screen.queryByText(/没送成/)).toBeNull();
    await press('删掉这 1 个文件');
    await settled();
    expect(book.all()).toEqual([]);
  });

  test('do not keep a mended claim from being sent', async () => {
    await take({ paper: 'identity_card', bill: null, trouble: 'claim_not_open' });
    const mended = { ...tasks.askedAgain, state: 'given' as const };
    await open(<Claim />, { ...asked, tasks: [tasks.identity, mended], open: [] });
    expect(screen.getByRole('button', { name: '补好了，交上去' })).toBeTruthy();
  });
});

describe('a claim that ends', () => {
  test('takes its photos along', async () => {
    await take({ trouble: 'paper_locked' });
    await take({ localId: 'l-2', claimId: 'another', trouble: 'paper_locked' });
    const thrownAway = { ...withdrawn, number: null };
    await open(<Tasks />, draft, { [`POST ${at}/withdrawal`]: ok(thrownAway) });
    await press('不要这份申请了');
    await settled();
    expect(book.all().map(({ localId }) => localId)).toEqual(['l-2']);
    expect(phone.visited).toEqual(['/pages/claims/index']);
  });

  test('says what is kept of it: nothing of one that was never sent', async () => {
    await open(<Claim />, { ...withdrawn, number: null });
    expect(screen.getByText(/拍的照片都删掉了/)).toBeTruthy();
    expect(screen.queryByText(/还留着/)).toBeNull();
  });

  test('while it is to be mended, the question names the photos of the mending', async () => {
    await open(<Claim />, asked);
    phone.confirms = false;
    await press('撤回申请');
    expect(phone.questions.join()).toContain('这次补拍的照片会删掉');
  });
});

describe('a page that had arrived', () => {
  const arrive: Answers = {
    [`POST ${at}/uploads`]: ok({
      uploadId: 'u-1',
      state: 'arrived',
      length: 1000,
      received: 1000,
      chunkSize: 262_144,
      expiresAt: '2026-11-28T00:00:00.000Z',
      page: arrivedPage,
    }),
  };
  const withPage = { ...draft, tasks: [tasks.identity, { ...tasks.missing, pages: [arrivedPage] }] };

  test('and was taken back from another phone is not said to be there', async () => {
    await open(<Tasks />, withPage, arrive);
    await take();
    await settled();
    expect(queue.list()).toMatchObject([{ state: 'arrived' }]);
    expect(sentTo(`GET ${at}`)).toHaveLength(2);
    expect(queue.list()).toHaveLength(1);
    serve({ [`GET ${at}`]: ok(draft) });
    await settled(() => phone.showAgain());
    await settled();
    expect(queue.list()).toEqual([]);
  });
});

describe('leaving', () => {
  test('with a session that has ended leaves no photo behind', async () => {
    await take({ trouble: 'paper_locked' });
    serve({
      'GET /session': ok(replies.session),
      'GET /consent-texts': ok({ texts: replies.consentTexts }),
      'DELETE /session': refuse(401, 'session_expired'),
    });
    await show(<Me />);
    await press('退出登录');
    await settled();
    await settled();
    expect(book.all()).toEqual([]);
  });
});
