/** Filling in whatever claim there is: its papers one after another, the account, the village, and sending it. */
import { account, type Photos, type SentClaim } from './claim.story.ts';
import { see, seeNone, seePage, type Phone } from './phone.ts';

/** On the page of the bills, where the one that is applied for is not known to anybody. */
export async function addPaperBill(
  phone: Phone,
  bill: { hospital: string; day: string; total: string },
): Promise<void> {
  await seePage(phone, 'packages/apply/bills/index');
  await see(phone, '哪家医院');
  await phone.fill('哪家医院', bill.hospital);
  await phone.fill('哪一天', bill.day);
  await phone.fill('一共多少钱（元）', bill.total);
  await phone.tap('住院');
  await phone.tap('加上这张');
  await phone.tap('#injury-new-0-no');
  await phone.tap('存好');
  await seePage(phone, 'packages/apply/tasks/index');
}

const most = 12;

/** One photo for each paper that the list still asks for. */
export async function giveEverything(phone: Phone, { front, invoice }: Photos): Promise<void> {
  await seePage(phone, 'packages/apply/tasks/index');
  await seeNone(phone, '先回答');
  for (let papers = 0; papers < most; papers += 1) {
    const list = await see(phone, '收钱的银行卡');
    const next = /下一样：.*/.exec(list)?.[0];
    if (next === undefined) return;
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/paper/index');
    await phone.choose('#take-photo', [papers === 0 ? front : invoice]);
    await phone.tap('清楚，就用这张');
    await see(phone, '已经有 1 张', '已送到');
    await seeNone(phone, '正在送');
    await phone.tap('好了，回去');
    await seePage(phone, 'packages/apply/tasks/index');
    await seeNone(phone, '正在送', next);
  }
  throw new Error(`after ${most} papers the list still asks for one`);
}

export async function nameAccount(phone: Phone): Promise<void> {
  await phone.tap('#to-payee');
  await seePage(phone, 'packages/apply/payee/index');
  await phone.fill('银行卡号', account.right);
  await phone.tap('农业银行');
  await phone.tap('存好');
  await seePage(phone, 'packages/apply/tasks/index');
  await see(phone, '0015');
}

/** 桐湾社区 in 杏林街道. */
export async function chooseHome(phone: Phone): Promise<void> {
  await seePage(phone, 'packages/apply/home/index');
  await phone.tap('#township-510402901');
  await phone.tap('#village-510402901001');
}

/** From the page that shows all of it once more. */
export async function submit(phone: Phone, turn: string): Promise<SentClaim> {
  await phone.tap('提交');
  await seePage(phone, 'packages/apply/claim/index');
  const text = await see(phone, '申请编号', turn);
  const number = /JZ(?: \d+)+/.exec(text)?.[0];
  if (number === undefined) throw new Error(`no number of a claim in:\n${text}`);
  return { id: (await phone.query('id')) ?? '', number };
}
