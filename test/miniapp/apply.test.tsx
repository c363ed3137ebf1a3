import { screen, within } from '@testing-library/react';

import Bills from '../../miniapp/src/packages/apply/bills/index';
import Check from '../../miniapp/src/packages/apply/check/index';
import Payee from '../../miniapp/src/packages/apply/payee/index';
import Tasks from '../../miniapp/src/packages/apply/tasks/index';
import { openAwaited } from '../../miniapp/src/services/road';
import { session } from '../../miniapp/src/services/session';
import { claimId, claims, complete, draft, paperBill, platformBill, submitted } from './claim-replies';
import { ok, press, refuse, sentTo, serve, settled, show, type, type Answers } from './stage';
import { phone } from './taro-api';

const at = `/claims/${claimId}`;
const open = async (page: React.ReactElement, reply: unknown, more: Answers = {}) => {
  serve({ [`GET ${at}`]: ok(reply), 'GET /claims': ok(claims), ...more });
  await show(page);
  await settled();
};

beforeEach(() => {
  phone.reset();
  phone.params = { id: claimId };
  session.begin('t', true);
});

describe('the list of what is to be done', () => {
  test('says what is left, where each thing stands, and leads to the next', async () => {
    await open(<Tasks />, draft);
    const big = screen.getByRole('button', { name: /^下一样：医疗收费票据/ });
    expect(big.textContent).toContain('一共还差 2 样');
    expect(screen.getByRole('button', { name: /^居民身份证/ }).textContent).toContain('已经送到 2 页');
    expect(screen.getByRole('button', { name: /^收钱的银行卡/ }).textContent).toContain('还没有填');
    await press(/^下一样：医疗收费票据/);
    expect(phone.visited).toEqual([`/packages/apply/paper/index?id=${claimId}&paper=invoice&bill=S-1`]);
  });

  test('what is held already is folded away, and counted', async () => {
    await open(<Tasks />, draft);
    expect(screen.queryByText('结算单')).toBeNull();
    await press('还有 1 样已经有了，不用交');
    expect(screen.getByText('结算单')).toBeTruthy();
  });

  test('the estimate stands with its clause a tap away', async () => {
    await open(<Tasks />, draft);
    expect(screen.getByText('大约能领').parentElement?.textContent).toContain('800.00');
    await press('这笔钱是怎么算的');
    expect(screen.getByRole('heading', { name: '11月5日 攀枝花市中心医院' })).toBeTruthy();
    expect(screen.getByText(/看病时给过 600\.00\s元，还能领 800\.00\s元。/)).toBeTruthy();
    expect(screen.queryByText('加起来')).toBeNull();
    await press(/今年一共该帮多少/);
    expect(screen.getByRole('dialog', { name: '依据：第十二条（二）' })).toBeTruthy();
  });

  test('several bills are explained one by one, and then their sum', async () => {
    const [total] = draft.estimate.explanation;
    const steps = [total!.steps[0]!, { ...total!.steps[0]!, label: '2025-12-30 盐边县人民医院' }];
    await open(<Tasks />, {
      ...draft,
      estimate: { ...draft.estimate, explanation: [{ ...total!, steps, result: '1600.00' }] },
    });
    await press('这笔钱是怎么算的');
    expect(screen.getByRole('heading', { name: '2025年12月30日 盐边县人民医院' })).toBeTruthy();
    expect(screen.getByText(/账单加起来，还能领 1,600\.00\s元。/)).toBeTruthy();
  });

  test('an amount that nobody can reckon yet is said to be open', async () => {
    const estimate = { ...draft.estimate, claimable: null, unknownBills: 1, explanation: [] };
    await open(<Tasks />, { ...draft, estimate });
    expect(screen.getByText('大约能领多少，现在还算不出来')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '这笔钱是怎么算的' })).toBeNull();
  });

  test('without a network it shows what was kept, and says so', async () => {
    await open(<Tasks />, draft);
    serve({ [`GET ${at}`]: 'offline' });
    await settled(() => phone.showAgain());
    expect(screen.getByRole('button', { name: /^下一样/ })).toBeTruthy();
    expect(screen.getAllByRole('status')[0]?.textContent).toContain('没有连上网');
  });

  test('a claim that was sent elsewhere leads to where it is followed', async () => {
    await open(<Tasks />, submitted);
    await press('看看这份申请');
    expect(phone.visited).toEqual([`/packages/apply/claim/index?id=${claimId}`]);
  });

  test('is thrown away after a question only', async () => {
    await open(<Tasks />, draft, { [`POST ${at}/withdrawal`]: ok({ ...draft, state: 'withdrawn' }) });
    phone.confirms = false;
    await press('不要这份申请了');
    expect(sentTo(`POST ${at}/withdrawal`)).toEqual([]);
    phone.confirms = true;
    await press('不要这份申请了');
    expect(sentTo(`POST ${at}/withdrawal`)).toEqual([{ version: 3 }]);
    expect(phone.visited).toEqual(['/pages/claims/index']);
  });
});

describe('choosing bills', () => {
  const other = { ...claims.claimable[0]!, setlId: 'S-2', institution: '盐边县人民医院' };
  const put = `PUT ${at}/bills`;

  test('bills of the claim are ticked, others that can be claimed are not', async () => {
    await open(
      <Bills />,
      { ...draft, bills: [{ ...platformBill, injury: null }] },
      {
        'GET /claims': ok({ claims: [], claimable: [claims.claimable[0]!, other] }),
        [put]: ok(draft),
      },
    );
    const ticks = screen.getAllByRole('checkbox').map((box) => box.getAttribute('aria-checked'));
    expect(ticks).toEqual(['true', 'false']);
    await press('存好');
    expect(screen.getByText('选了的账单，每一张都要回答：是不是受伤看的病。')).toBeTruthy();
    await press(/盐边县人民医院/, 'checkbox');
    for (const group of screen.getAllByRole('radiogroup')) {
      await settled(() => within(group).getByRole('radio', { name: '不是' }).click());
    }
    await press('存好');
    expect(sentTo(put)).toEqual([
      {
        version: 3,
        bills: [
          { setlId: 'S-1', injury: false },
          { setlId: 'S-2', injury: false },
        ],
      },
    ]);
    expect(phone.visited).toEqual(['back']);
  });

  test('without any bill nothing is sent', async () => {
    await open(<Bills />, draft);
    await press(/攀枝花市中心医院/, 'checkbox');
    await press('存好');
    expect(screen.getByText('请至少选一张账单，在前面打上勾。')).toBeTruthy();
    expect(sentTo(put)).toEqual([]);
  });

  test('a bill that is not listed: slips are seen at once, then it is added and sent', async () => {
    await open(<Bills />, draft, { [put]: ok(draft) });
    await press('加一张这里没有的账单');
    await press('加上这张');
    expect(screen.getByText('请填医院的名字，账单最上面写着。')).toBeTruthy();
    type(/哪家医院/, '米易县人民医院');
    type(/哪一天/, '20270305');
    type(/一共多少钱/, '一千');
    await press('普通门诊', 'radio');
    await press('加上这张');
    expect(screen.getByText('这一天还没到，请看看账单上的日子。')).toBeTruthy();
    expect(screen.getByText('请填账单上的总金额，比如 1240.50。')).toBeTruthy();
    type(/哪一天/, '20260305');
    expect(screen.getByText('您填的是 2026年3月5日')).toBeTruthy();
    type(/一共多少钱/, '1240.5');
    await press('加上这张');
    const group = screen.getByRole('radiogroup', { name: /米易县人民医院/ });
    await settled(() => within(group).getByRole('radio', { name: '是，受伤' }).click());
    await press('存好');
    const { institution, on, kind, total } = paperBill;
    expect(sentTo(put)).toEqual([
      {
        version: 3,
        bills: [
          { setlId: 'S-1', injury: false },
          { institution, on, kind, total, injury: true },
        ],
      },
    ]);
  });

  test('a paper bill of the claim keeps its name among the others', async () => {
    await open(
      <Bills />,
      { ...draft, bills: [paperBill] },
      {
        'GET /claims': ok({ claims: [], claimable: [] }),
        [put]: ok(draft),
      },
    );
    await press('存好');
    const { ref, institution, on, kind, total, injury } = paperBill;
    expect(sentTo(put)).toEqual([{ version: 3, bills: [{ ref, institution, on, kind, total, injury }] }]);
  });
});

describe('the account', () => {
  const put = `PUT ${at}/payee`;
  const account = '6228 4804 0256 4890 018';

  test('a wrong digit is seen before anything is sent', async () => {
    await open(<Payee />, draft);
    type(/银行卡号/, '6228480402564890019');
    await press('存好');
    expect(screen.getByText('有一位数字填错了，请照着卡核对。')).toBeTruthy();
    expect(screen.getByText('请点一个银行，或者自己填银行的名字。')).toBeTruthy();
    expect(sentTo(put)).toEqual([]);
  });

  test('is sent without its spaces, and the page is left', async () => {
    await open(<Payee />, draft, { [put]: ok(complete) });
    type(/银行卡号/, account);
    await press('农业银行', 'radio');
    await press('存好');
    expect(sentTo(put)).toEqual([
      { version: 3, bank: '农业银行', kind: 'card', account: '6228480402564890018' },
    ]);
    expect(phone.visited).toEqual(['back']);
  });

  test('who has no card gives her passbook: its number has no check digit', async () => {
    const payee = { ...complete.payee, kind: 'passbook' as const };
    await open(<Payee />, draft, { [put]: ok({ ...complete, payee }) });
    type(/银行卡号/, '12345678');
    await press('存好');
    expect(screen.getByText(/^卡号是 12 到 19 位/)).toBeTruthy();
    await press('存折', 'radio');
    expect(screen.queryByText(/^卡号是/)).toBeNull();
    type(/存折账号/, '12-345600460012347');
    await press('农业银行', 'radio');
    await press('存好');
    expect(sentTo(put)).toEqual([
      { version: 3, bank: '农业银行', kind: 'passbook', account: '12345600460012347' },
    ]);
  });

  test('a passbook that was given is called one', async () => {
    const payee = { holder: '张*兰', bank: '农业银行', kind: 'passbook' as const, account: '**** 2347' };
    await open(<Payee />, { ...draft, payee });
    expect(screen.getByText(/农业银行存折，尾号 2347/)).toBeTruthy();
    expect(screen.getByRole('radio', { name: '存折' }).getAttribute('aria-checked')).toBe('true');
  });

  test('another phone was faster: the newest claim is fetched, it is told, and nothing typed is lost', async () => {
    await open(<Payee />, draft, { [put]: refuse(409, 'claim_changed', { version: 5 }) });
    type(/银行卡号/, account);
    await press('农业银行', 'radio');
    serve({
      [`GET ${at}`]: ok({ ...draft, version: 5 }),
      [put]: refuse(409, 'claim_changed', { version: 5 }),
    });
    await press('存好');
    expect(screen.getByRole('alert').textContent).toContain('您填的还在');
    expect(screen.getByLabelText<HTMLInputElement>(/银行卡号/).value).toBe(account);
    serve({ [`GET ${at}`]: ok({ ...draft, version: 5 }), [put]: ok(complete) });
    await press('存好');
    expect(sentTo(put).map((body) => (body as { version: number }).version)).toEqual([3, 5]);
  });

  test('never stays on the phone', async () => {
    await open(<Payee />, draft, { [put]: 'offline' });
    type(/银行卡号/, account);
    await press('农业银行', 'radio');
    await press('存好');
    expect(screen.getByRole('alert').textContent).toContain('没有连上网');
    expect(screen.getByText(/刚填的还在这一页上，没有送到/)).toBeTruthy();
    expect(JSON.stringify([...phone.storage])).not.toMatch(/6228/);
  });
});

describe('the check', () => {
  const post = `POST ${at}/submission`;

  test('shows everything on one page, each with the way to change it', async () => {
    await open(<Check />, complete);
    for (const name of ['改账单', '改居民身份证', '改医疗收费票据', '改医疗费用清单', '改银行卡']) {
      expect(screen.getByRole('button', { name })).toBeTruthy();
    }
    expect(screen.getByText('拿不到：太远，去不了')).toBeTruthy();
    expect(screen.getByText('农业银行，尾号 8903')).toBeTruthy();
    await press('改银行卡');
    expect(phone.visited).toEqual([`/packages/apply/payee/index?id=${claimId}`]);
  });

  test('papers of the same name say of which bill they are', async () => {
    const bills = [platformBill, paperBill];
    const invoice = complete.tasks[1]!;
    await open(<Check />, { ...complete, bills, tasks: [invoice, { ...invoice, bill: paperBill.ref }] });
    expect(screen.getByRole('button', { name: '改医疗收费票据，攀枝花市中心医院，11月5日' })).toBeTruthy();
    expect(screen.getByRole('button', { name: '改医疗收费票据，米易县人民医院，3月5日' })).toBeTruthy();
  });

  test('what is not complete cannot be sent, and says so', async () => {
    await open(<Check />, draft);
    expect(screen.getByText('还差 2 样，补齐了才能交。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '提交' })).toBeNull();
  });

  test('a double tap sends it once, and leads to its number', async () => {
    await open(<Check />, complete, { [post]: ok(submitted) });
    const button = screen.getByRole('button', { name: '提交' });
    await settled(() => {
      button.click();
      button.click();
    });
    expect(sentTo(post)).toEqual([{ version: 7 }]);
    expect(phone.visited).toEqual(['/pages/claims/index']);
    // Which opens it, once.
    openAwaited();
    openAwaited();
    expect(phone.visited).toEqual(['/pages/claims/index', `/packages/apply/claim/index?id=${claimId}`]);
    expect(JSON.stringify(phone.storage.get(`reply:claim:${claimId}`))).toContain('JZ202611210000017');
  });

  test('a lost reply is asked for again under the same key', async () => {
    await open(<Check />, complete, { [post]: 'offline' });
    await press('提交');
    expect(screen.getByText('多点几次，也只会交一份，不用担心。')).toBeTruthy();
    serve({ [`GET ${at}`]: ok(complete), [post]: ok(submitted) });
    await press('提交');
    const keys = phone.sent
      .filter(({ url }) => url.endsWith('/submission'))
      .map(({ header }) => header['Idempotency-Key']);
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
  });

  test('refused as incomplete, the newest claim says what is missing', async () => {
    await open(<Check />, complete, { [post]: refuse(409, 'claim_incomplete') });
    serve({ [`GET ${at}`]: ok(draft), [post]: refuse(409, 'claim_incomplete') });
    await press('提交');
    expect(screen.getByText('还差 2 样，补齐了才能交。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '提交' })).toBeNull();
  });
});
