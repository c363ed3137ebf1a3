// The fund's manager: what is due, what keeps a payment back, the file for the bank, and what the bank says.
import { createHash } from 'node:crypto';

import { screen } from '@testing-library/react';

import BatchPage from '../../miniapp/src/packages/staff/batch/index';
import PaymentsPage from '../../miniapp/src/packages/staff/payments/index';
import { batch, idOf, payment, signInAtDesk } from './desk-stage';
import { ok, press, refuse, sentRoutes, sentTo, serve, settled, show, type Answers } from './stage';
import { phone } from './taro-api';

/** What a file of ours holds is ASCII here. */
const bytesOf = (text: string): ArrayBuffer => Uint8Array.from(text, (sign) => sign.charCodeAt(0)).buffer;
const textOf = (bytes: ArrayBuffer): string => String.fromCharCode(...new Uint8Array(bytes));
const page = (payments: unknown[], next: string | null = null) => ok({ payments, next });
const first = payment();
const second = payment({
  paymentId: idOf('q'),
  claimId: idOf('d'),
  holder: '王*',
  amount: '60.50',
  orderedAt: '2026-11-21T03:00:00.000Z',
});
const due = 'GET /staff/payments?state=due';
const making = 'POST /staff/payment-batches';

beforeEach(() => signInAtDesk('fund_manager'));

const openPayments = (answers: Answers) => {
  serve(answers);
  return show(<PaymentsPage />);
};

describe('what is due', () => {
  test('stands day by day with its sum, all of it ticked', async () => {
    await openPayments({ [due]: page([first, second]) });
    expect(screen.getByText(/11月20日要付的 1 笔，1,240\.00\s元/)).toBeTruthy();
    expect(screen.getByText(/11月21日要付的 1 笔，60\.50\s元/)).toBeTruthy();
    expect(screen.getByText(/选了 2 笔，一共 1,300\.50\s元/)).toBeTruthy();
    await press(/王\*/, 'checkbox');
    expect(screen.getByText(/选了 1 笔，一共 1,240\.00\s元/)).toBeTruthy();
  });

  test('one that may not be sent says why, and cannot be ticked', async () => {
    const kept = payment({
      paymentId: idOf('r'),
      holder: null,
      account: null,
      bank: null,
      obstacle: 'no_payee',
    });
    await openPayments({ [due]: page([first, kept]) });
    expect(screen.getByText('没有收款账户，请让审核的同事补上')).toBeTruthy();
    expect(screen.getAllByRole('checkbox')).toHaveLength(1);
    expect(screen.getByText(/选了 1 笔/)).toBeTruthy();
  });

  test('one for which less is due by now cannot be ticked, and its case is a press away to be returned', async () => {
    await openPayments({ [due]: page([{ ...first, obstacle: 'amount_changed' }]) });
    expect(screen.getByText('按规定该付的比批的少了：请打开申请，退回审核')).toBeTruthy();
    expect(screen.queryByRole('checkbox')).toBeNull();
    await press('打开申请，退回审核');
    expect(phone.visited).toEqual([`/packages/staff/case/index?id=${first.claimId}`]);
  });

  test('becomes a batch after a confirmation, and the batch opens', async () => {
    await openPayments({ [due]: page([first, second]), [making]: ok(batch(), 201) });
    await press('2 笔做成一批');
    expect(phone.questions[0]).toMatch(/一共 1,300\.50\s元/);
    expect(sentTo(making)).toEqual([{ payments: [first.paymentId, second.paymentId] }]);
    expect(phone.visited).toEqual([`/packages/staff/batch/index?id=${idOf('b')}`]);
  });

  test('what the server has against one of them stands beside it, and it is left out by one press', async () => {
    const data = { payments: [{ paymentId: second.paymentId, why: 'not_due' }] };
    await openPayments({ [due]: page([first, second]), [making]: refuse(409, 'payment_not_possible', data) });
    await press('2 笔做成一批');
    expect(screen.getByRole('alert').textContent).toContain('这几笔不能一起付');
    expect(screen.getByText('现在不能付：可能别人已经付了')).toBeTruthy();
    await press('去掉不能付的 1 笔');
    expect(screen.getByText(/选了 1 笔，一共 1,240\.00\s元/)).toBeTruthy();
  });

  test('goes on page after page', async () => {
    await openPayments({
      [due]: page([first], first.paymentId),
      [`${due}&after=${first.paymentId}`]: page([second]),
    });
    await press('再看一些');
    expect(screen.getByText('就这 2 笔')).toBeTruthy();
    expect(screen.getByText(/选了 2 笔/)).toBeTruthy();
  });

  test('with nothing due it says so', async () => {
    await openPayments({ [due]: page([]) });
    expect(screen.getByText('现在没有要付的')).toBeTruthy();
  });
});

describe('what the bank could not pay', () => {
  const failed = (change: object) =>
    payment({ state: 'failed', settledAt: '2026-11-21T06:00:00.000Z', failure: 'bank_refused', ...change });
  const list = 'GET /staff/payments?state=failed';
  const order = `POST /staff/claims/${idOf('c')}/payment-order`;

  test('waits for another account where the account was wrong', async () => {
    await openPayments({ [due]: page([]), [list]: page([failed({ failure: 'name_differs' })]) });
    await press('没付成', 'radio');
    expect(screen.getByText(/没付成，11月21日 14:00：户名对不上/)).toBeTruthy();
    expect(screen.getByText(/^等改好收款账户/)).toBeTruthy();
    await press('打开这一件');
    expect(phone.visited).toEqual([`/packages/staff/case/index?id=${idOf('c')}`]);
    expect(screen.queryByRole('button', { name: '照原账户再付一次' })).toBeNull();
  });

  test('is ordered once more where the fault was the bank’s', async () => {
    await openPayments({ [due]: page([]), [list]: page([failed({})]), [order]: ok(null, 204) });
    await press('没付成', 'radio');
    serve({ [list]: page([failed({ latest: false })]), [order]: ok(null, 204) });
    await press('照原账户再付一次');
    expect(sentTo(order)).toHaveLength(1);
    expect(screen.getByText('又下了一次单，在「待付」里。')).toBeTruthy();
    expect(screen.getByText('后来又下了单，看「待付」或者「批次」')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '照原账户再付一次' })).toBeNull();
  });

  test('of an order that was made meanwhile it is told', async () => {
    await openPayments({
      [due]: page([]),
      [list]: page([failed({})]),
      [order]: refuse(409, 'act_not_possible'),
    });
    await press('没付成', 'radio');
    await press('照原账户再付一次');
    expect(screen.getByRole('alert').textContent).toContain('这一步现在办不了');
  });
});

test('older batches are reached page by page', async () => {
  const get = 'GET /staff/payment-batches';
  const [newer, older] = [batch(), batch({ batchId: idOf('o'), count: 7 })];
  await openPayments({
    [due]: page([]),
    [get]: ok({ batches: [newer], next: newer.batchId }),
    [`${get}?after=${newer.batchId}`]: ok({ batches: [older], next: null }),
  });
  await press('批次', 'radio');
  await press('再看以前的');
  expect(screen.getByText(/^7 笔/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '再看以前的' })).toBeNull();
});

describe('money that came back', () => {
  const at = { settledAt: '2026-11-21T06:00:00.000Z' };
  const bounced = payment({ state: 'bounced', failure: 'account_closed', ...at });
  const returned = payment({ state: 'returned', failure: 'account_closed', ...at });
  const [waiting, over] = ['GET /staff/payments?state=bounced', 'GET /staff/payments?state=returned'];
  const back = `POST /staff/claims/${idOf('c')}/payment-return`;

  test('by a file of the bank’s: it is confirmed, one by one', async () => {
    await openPayments({
      [due]: page([]),
      [waiting]: page([bounced]),
      [over]: page([]),
      [back]: ok(null, 204),
    });
    await press('退回', 'radio');
    expect(screen.getByText(/银行说退回来了，等确认.*账户已经销了/)).toBeTruthy();
    serve({ [waiting]: page([]), [over]: page([returned]), [back]: ok(null, 204) });
    phone.confirms = false;
    await press('确认退回来了');
    expect(sentTo(back)).toEqual([]);
    phone.confirms = true;
    await press('确认退回来了');
    expect(sentTo(back)).toEqual([{ paymentId: bounced.paymentId, failure: 'account_closed' }]);
    expect(screen.getByText('没有等您确认的')).toBeTruthy();
  });

  test('told without a file: of one that was paid, with the bank’s reason', async () => {
    const paid = 'GET /staff/payments?state=paid';
    await openPayments({
      [due]: page([]),
      [paid]: page([payment({ state: 'paid', ...at })]),
      [back]: ok(null, 204),
    });
    await press('付成', 'radio');
    await press('银行退回来了');
    await press('确认退回来了');
    expect(screen.getByRole('alert').textContent).toBe('请选银行说的原因。');
    await press('户名对不上', 'radio');
    await press('确认退回来了');
    expect(sentTo(back)).toEqual([{ paymentId: first.paymentId, failure: 'name_differs' }]);
    expect(screen.getByText('记下了，会请本人改账户。在「退回」里。')).toBeTruthy();
  });
});

describe('a batch', () => {
  const get = `GET /staff/payment-batches/${idOf('b')}`;
  const lines = `${get}/payments`;
  const file = `${get}/file`;
  const answers = `POST /staff/payment-batches/${idOf('b')}/answers`;
  const bytes = bytesOf('H,B1,20261122,2,2480.00');
  const fileHash = createHash('sha256').update(textOf(bytes)).digest('hex');
  const sent = payment({ state: 'sent' });
  const saved: string[] = [];

  beforeEach(() => {
    phone.params = { id: idOf('b') };
    saved.length = 0;
    URL.createObjectURL = () => 'blob:bank-file';
    URL.revokeObjectURL = () => undefined;
    HTMLAnchorElement.prototype.click = function save() {
      saved.push(this.download);
    };
  });

  const openBatch = (change: Answers = {}) => {
    serve({ [get]: ok(batch({ fileHash })), [lines]: page([sent]), [file]: ok(bytes), ...change });
    return show(<BatchPage />);
  };

  /** The browser's chooser answers with this file. */
  async function handIn(name: string, text: string): Promise<void> {
    HTMLInputElement.prototype.click = function choose() {
      const chosen = { name, arrayBuffer: () => Promise.resolve(bytesOf(text)) };
      Object.defineProperty(this, 'files', { value: [chosen] });
      this.dispatchEvent(new Event('change'));
    };
    await press('交银行的结果文件');
    await settled();
  }

  test('says what was sent, and of each payment what the bank has said', async () => {
    await openBatch({
      [lines]: page([sent, payment({ paymentId: idOf('q'), state: 'failed', failure: 'account_closed' })]),
    });
    expect(screen.getByText('等银行结果')).toBeTruthy();
    expect(screen.getByText('第 1 笔：银行在付')).toBeTruthy();
    expect(screen.getByText('第 2 笔：没付成，账户已经销了')).toBeTruthy();
  });

  test('its file is saved under the name that the server gives it', async () => {
    await openBatch();
    await press('下载给银行的文件');
    await settled();
    expect(saved).toEqual([`payments-2026-11-22-${idOf('b')}.csv`]);
    expect(screen.getByText(/交给银行以后，请从电脑上删掉/)).toBeTruthy();
  });

  test('a file that came otherwise than it was made is not handed over', async () => {
    await openBatch({ [file]: ok(bytesOf('<html>')) });
    await press('下载给银行的文件');
    await settled();
    expect(saved).toEqual([]);
    expect(screen.getByRole('alert').textContent).toContain('文件在路上坏了');
  });

  test('a refusal that comes in place of the file is told', async () => {
    const refusal = JSON.stringify({ error: { code: 'shutting_down', message: '', requestId: 'r' } });
    await openBatch({ [file]: { statusCode: 503, data: bytesOf(refusal) } });
    await press('下载给银行的文件');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('系统正在更新');
  });

  test('the bank’s answer is taken as bytes, and what it brought is told', async () => {
    const paid = { count: 1, total: '1240.00' };
    const after = batch({ fileHash, paid, failed: paid, open: { count: 0, total: '0.00' } });
    const bounced = [{ line: 4, paymentId: idOf('r'), amount: '88.00', failure: 'account_closed' }];
    const reply = { rows: 3, paid, failed: paid, repeated: 0, bounced, seenBefore: false, batch: after };
    await openBatch({ [answers]: ok(reply) });
    await handIn('结果.csv', 'H,B1');
    const [body] = sentTo(answers);
    expect(textOf(body as ArrayBuffer)).toBe('H,B1');
    expect(
      screen.getByText(/收下了「结果\.csv」。一共 3 笔：付成 1 笔，1,240\.00\s元；没付成 1 笔/),
    ).toBeTruthy();
    expect(screen.getByText(/第 4 行，88\.00\s元，账户已经销了/)).toBeTruthy();
    expect(screen.getByText('1 笔没付成')).toBeTruthy();
    expect(sentRoutes().filter((route) => route === lines)).toHaveLength(2);
  });

  test('a file that was handed in before says so', async () => {
    const none = { count: 0, total: '0.00' };
    const reply = {
      rows: 2,
      paid: none,
      failed: none,
      repeated: 2,
      bounced: [],
      seenBefore: true,
      batch: batch({ fileHash }),
    };
    await openBatch({ [answers]: ok(reply) });
    await handIn('结果.csv', 'H,B1');
    expect(screen.getByText(/「结果\.csv」以前交过，这次什么都没有变，也不会多付/)).toBeTruthy();
    expect(screen.getByText(/2 笔以前的文件已经说过，没有重复记/)).toBeTruthy();
  });

  test('of a wrong file every place is named', async () => {
    const problems = [
      { line: 3, problem: 'row_unknown' },
      { line: 4, problem: 'amount_differs' },
      { line: null, problem: 'no_trailer' },
    ];
    await openBatch({ [answers]: refuse(422, 'bank_file_wrong', { count: 5, problems }) });
    await handIn('坏的.csv', 'H,B1');
    expect(screen.getByText('「坏的.csv」没有收下')).toBeTruthy();
    expect(screen.getByText('第 3 行：这一笔我们没有')).toBeTruthy();
    expect(screen.getByText('第 4 行：金额和我们交给银行的不一样')).toBeTruthy();
    expect(screen.getByText('整个文件：没有结尾的汇总行，可能没传完')).toBeTruthy();
    expect(screen.getByText('还有 2 处')).toBeTruthy();
  });
});
