/** What a resident does with the app, told once for both phones: the browser and the mini-program. */
import type { Resident } from './people.ts';
import { patiently, see, seeCare, seeNone, seePage, type Phone } from './phone.ts';
import type { Step } from './report.ts';

/** Looks at the screen that is in front and throws when something is wrong with it. */
export type Look = (screen: string) => Promise<void>;

/** How this kind of phone signs in, from the sign-in page on. */
export type SignIn = () => Promise<void>;

export type Told = { phone: Phone; step: Step; look: Look };

const agreed = ['我同意：核对本人身份', '我同意：查看医疗结算和救助信息'];

export async function welcome({ phone, step, look }: Told): Promise<void> {
  await step('the first page says what it is for and shows the privacy policy', async () => {
    await seePage(phone, 'pages/welcome/index');
    await see(phone, '医救通', '第一层', '第二层', '第三层', '隐私政策', '不同意');
    await look('welcome');
    await phone.tap('同意，开始使用');
    await seePage(phone, 'pages/sign-in/index');
    await see(phone, '只有您自己能看到您的账单');
    await look('sign-in');
  });
}

/** Ties the account to the resident: number, name, each consent on its own. */
export async function bind({ phone, step, look }: Told, who: Resident): Promise<void> {
  await step('binds the account: number, name, two consents one by one', async () => {
    await seePage(phone, 'pages/binding/index');
    await see(phone, '请一条一条看，再同意');
    await phone.fill('身份证号', who.certno);
    await phone.fill('姓名', who.name);
    await phone.tap('开始认证');
    await see(phone, '要您同意“核对身份”');
    await phone.tap('看说明：核对本人身份');
    await see(phone, '这是敏感个人信息', '版本');
    await look('consent');
    await phone.tap('关闭');
    for (const consent of agreed) await phone.tap(consent);
    await seeNone(phone, '要您同意“核对身份”');
    await look('binding');
    await phone.tap('开始认证');
    await seePage(phone, 'pages/home/index');
  });
}

/** From a phone that was just installed to the home page of a bound account. */
export async function arrive(told: Told, who: Resident, signIn: SignIn): Promise<void> {
  await welcome(told);
  await told.step('signs in', signIn);
  await bind(told, who);
  await told.step('the home page greets by the masked name', async () => {
    await see(told.phone, maskedName(who.name), '我的保障');
    await seeNone(told.phone, who.name, who.certno);
    await told.look('home');
  });
}

/** As `arrive`, for somebody who may have been here before: bound accounts lead home at once. */
export async function comeIn(told: Told, who: Resident, signIn: SignIn): Promise<void> {
  await welcome(told);
  await told.step('signs in', signIn);
  const led = await patiently(async () => {
    const route = await told.phone.route();
    return /binding|home/.test(route) ? route : undefined;
  });
  if (led === 'pages/binding/index') await bind(told, who);
  await seePage(told.phone, 'pages/home/index');
  await see(told.phone, maskedName(who.name), '我的保障');
}

/** What the resident must find on the pages, in the app's own words. */
export type Expected = {
  status: string[];
  /** The bill that is opened, as its line in the list begins. */
  bill: { id: string; line: string[]; plain: string[]; clause: string[]; officer: string[] };
};

/** Status and year, bills, one bill in plain words, its clause, the officer's version. */
export async function readEverything(told: Told, expected: Expected): Promise<void> {
  const { phone, step, look } = told;
  await step(
    'the status: who the resident is to the three layers, and what they gave this year',
    async () => {
      await phone.tap('我的保障');
      await seePage(phone, 'pages/status/index');
      await see(phone, '我是谁', '谁帮您付了多少', ...expected.status);
      await look('status');
      await phone.back();
      await seePage(phone, 'pages/home/index');
    },
  );
  await step('the bills, each with what was paid at the window and how it was decided', async () => {
    await phone.tab('账单');
    await seePage(phone, 'pages/bills/index');
    await see(phone, ...expected.bill.line);
    await look('bills');
  });
  await step('one bill, in plain words', async () => {
    await phone.tap(`#bill-${expected.bill.id}`);
    await seePage(phone, 'pages/bill/index');
    await see(phone, '这笔钱是怎么算的', ...expected.bill.plain);
    await look('bill');
  });
  await readClauseAndFormula(told, expected.bill);
}

async function readClauseAndFormula({ phone, step, look }: Told, bill: Expected['bill']): Promise<void> {
  await step('the clause behind a step is a tap away', async () => {
    const [article = '', ...words] = bill.clause;
    await phone.tap(`#${await findStepWith(phone, article)}`);
    await see(phone, `依据：${article}`, ...words);
    await look('clause');
    await phone.tap('关闭');
    await seeNone(phone, `依据：${article}`);
  });
  await step("the officer's version has every input, formula and result", async () => {
    await phone.tap('办事员看的版本');
    await see(phone, '计算过程', ...bill.officer);
    await look("officer's version");
    await phone.back();
    await seePage(phone, 'pages/bills/index');
  });
}

/** The id of the first step of the explanation that cites the article. */
export async function findStepWith(phone: Phone, article: string): Promise<string> {
  const text = await see(phone, `看依据 ${article}`);
  const lines = text.split('\n').map((line) => line.trim());
  const cited = lines.indexOf(`看依据 ${article}`);
  const number = lines.slice(0, cited).findLast((line) => /^\d+$/.test(line));
  if (cited < 0 || number === undefined) throw new Error(`no step cites ${article}:\n${text}`);
  return `step-${number}`;
}

/** Care mode, chosen on the resident's own page, holds on every screen: larger letters, larger targets. */
export async function inCareMode(told: Told, billId: string): Promise<void> {
  const { phone, step } = told;
  const look: Look = async (screen) => {
    await seeCare(phone);
    await told.look(screen);
  };
  await step('switches to care mode', async () => {
    await phone.tab('我的');
    await see(phone, '我同意过的', '下载我的全部资料');
    await told.look('me');
    await phone.tap('关怀模式');
  });
  await lookAround({ ...told, look }, billId);
}

/** Every screen once more, from the resident's own page on. */
export async function lookAround({ phone, step, look }: Told, billId: string): Promise<void> {
  await step('every screen again', async () => {
    await see(phone, '我同意过的', '看得清楚');
    await look('me');
    await phone.tab('首页');
    await see(phone, '我的保障');
    await look('home');
    await phone.tap('我的保障');
    await see(phone, '谁帮您付了多少');
    await look('status');
    await phone.back();
    await phone.tab('账单');
    await see(phone, '您自己付了');
    await look('bills');
    await phone.tap(`#bill-${billId}`);
    await see(phone, '这笔钱是怎么算的');
    await look('bill');
    await phone.tap('办事员看的版本');
    await see(phone, '计算过程');
    await look("officer's version");
    await phone.back();
    await seePage(phone, 'pages/bills/index');
  });
}

export async function signOut({ phone, step, look }: Told, who: Resident): Promise<void> {
  await step('signs out, and nothing personal stays on the screen', async () => {
    await phone.tab('我的');
    await see(phone, '退出登录');
    await phone.tap('退出登录');
    await see(phone, '退出登录？');
    await phone.tap('退出');
    await seePage(phone, 'pages/home/index');
    await see(phone, '登录后，看看三层保障帮了您多少');
    await seeNone(phone, maskedName(who.name));
    await look('signed out');
    await phone.tab('账单');
    await see(phone, '登录后，就能看到您的账单');
  });
}

/** 张* · 欧*娜 */
export function maskedName(name: string): string {
  const letters = Array.from(name);
  const last = letters.length > 2 ? (letters.at(-1) ?? '') : '';
  return `${letters[0] ?? ''}*${last}`;
}
