/** `npm run screenshots`: the pictures of the README, taken from the real thing: `miniapp/screenshots/*.png`. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Browser } from 'playwright-core';

import { main, root } from '../../config/local/main.mjs';
import { settle, waitUntil } from './browser/look.ts';
import { launchBrowser, openBrowserPhone, type BrowserPhone, type Device } from './browser/phone.ts';
import {
  agreeToPapers,
  beginClaim,
  checkAndSubmit,
  excuseInvoice,
  fillPayee,
  photographAll,
  takePhotos,
  type SentClaim,
} from './claim.story.ts';
import { act, openCase, send, signInStaff } from './desk.story.ts';
import { answerPlace, answerStay, openFromWelcome } from './estimate.story.ts';
import { chenGuoqiang } from './figures.ts';
import { chooseHome, giveEverything, nameAccount, submit } from './filing.story.ts';
import { openPeople, type Resident } from './people.ts';
import { see, seeCare, seePage } from './phone.ts';
import { repack } from './png.ts';
import { runJourneys, type Step } from './report.ts';
import { startStage, type Stage } from './stage.ts';
import { arrive, comeIn, findStepWith, type Told } from './story.ts';

const folder = path.join(root, 'miniapp', 'screenshots');
/** A picture that is looked at in a README; larger ones weigh on every clone. */
const largest = 200 * 1024;

await main(async () => {
  const [stage, resident] = await Promise.all([startStage('h5'), openPeople()]);
  const browser = await launchBrowser(existsSync);
  const who = resident('陈国强');
  const phone = await openBrowserPhone(browser, stage.url);
  try {
    await mkdir(folder, { recursive: true });
    const run = async (step: Step): Promise<void> => {
      await takeEstimate(await openBrowserPhone(browser, stage.url), step);
      const told = tell(phone, step);
      await arrive(told, who, () => signIn(stage, phone, who));
      await takeAll(phone, step);
      await takeClaim(told, phone);
      await takeDesk(stage, browser, resident('苏巧珍'), step);
    };
    return await runJourneys([{ name: 'The pictures of the README', run }]);
  } finally {
    await browser.close();
    await stage.stop();
  }
});

function tell(phone: BrowserPhone, step: Step): Told & { phone: BrowserPhone } {
  return { phone, step, look: () => Promise.resolve() };
}

async function signIn(stage: Stage, phone: BrowserPhone, who: Resident): Promise<void> {
  await phone.fill('手机号', who.phone);
  await phone.tap('获取验证码');
  await phone.fill('短信验证码', await stage.outside.smsCode(who.phone));
  await phone.tap('登录');
}

/** What anyone may ask, who has not signed in: one amount, and a range. */
async function takeEstimate(phone: BrowserPhone, step: Step): Promise<void> {
  const take = (name: string) => step(`${name}.png`, () => takePicture(phone, name));
  const told = tell(phone, step);
  await openFromWelcome(told);
  await take('estimate');
  await answerPlace(told, '攀枝花市');
  await answerStay(told, { who: '吃低保的', referred: 'unknown', outOfScope: '1000' });
  await see(phone, '弄清这几样，算得更准');
  await take('estimate-result');
}

async function takeAll(phone: BrowserPhone, step: Step): Promise<void> {
  const { bill } = chenGuoqiang;
  const take = (name: string) => step(`${name}.png`, () => takePicture(phone, name));
  await see(phone, '我的保障');
  await take('home');
  await phone.tap('我的保障');
  await see(phone, '谁帮您付了多少');
  await take('status');
  await phone.back();
  await phone.tab('账单');
  await phone.tap(`#bill-${bill.id}`);
  await see(phone, '这笔钱是怎么算的');
  await take('bill');
  await phone.tap('办事员看的版本');
  await see(phone, '计算过程');
  await take('officer');
  await phone.tap('办事员看的版本');
  await phone.tap(`#${await findStepWith(phone, bill.clause[0] ?? '')}`);
  await see(phone, '依据：');
  await take('clause');
  await phone.tap('关闭');
  await phone.back();
  await phone.tab('我的');
  await phone.tap('关怀模式');
  await seeCare(phone);
  await phone.tab('首页');
  await see(phone, '我的保障');
  await take('home-care');
  await phone.tab('我的');
  await phone.tap('关怀模式');
}

/** Applying: one paper, the list of what is to be done, the claim that was sent. */
async function takeClaim(told: Told, phone: BrowserPhone): Promise<void> {
  const take = (name: string) => told.step(`${name}.png`, () => takePicture(phone, name));
  await beginClaim(told);
  await photographAll(told, await takePhotos());
  await phone.page.locator('.sheet-row__photo img').last().waitFor();
  await take('paper');
  await excuseInvoice(told);
  await take('tasks');
  await fillPayee(told);
  const { id } = await checkAndSubmit(told);
  await take('claim');
  await phone.back();
  await see(phone, '我的申请', '正在办');
  await take('claims');
  await phone.tab('我的');
  await phone.tap('关怀模式');
  await seeCare(phone);
  await phone.tab('申请');
  await phone.tap(`#claim-${id}`);
  await see(phone, '交上来了，正在办');
  await seeCare(phone);
  await take('claim-care');
}

/** The other side of the counter, and what the family sees of it meanwhile. */
async function takeDesk(stage: Stage, browser: Browser, who: Resident, step: Step): Promise<void> {
  const phone = await openBrowserPhone(browser, stage.url);
  const resident = tell(phone, step);
  await comeIn(resident, who, () => signIn(stage, phone, who));
  const claim = await step('a claim of somebody in 东区', () => fileClaim(phone));
  const sitDown = async (login: string, device: Device): Promise<Told & { phone: BrowserPhone }> => {
    const address = `${stage.url}/#/packages/staff/queue/index`;
    const desk = tell(await openBrowserPhone(browser, address, device), step);
    await signInStaff(desk, login);
    return desk;
  };
  const township = await sitDown('jie.wu', 'phone');
  await step('staff-queue.png', () => takePicture(township.phone, 'staff-queue'));
  await step('the township accepts it and agrees', async () => {
    await openCase(township, claim.id);
    await act(township, 'accept', { told: '已受理' });
    await township.phone.tap('#act-first_review');
    await township.phone.tap('#opinion-agree');
    await send(township);
    await see(township.phone, '待县级审核');
  });
  for (const [name, device] of [
    ['staff-case', 'phone'],
    ['staff-case-desktop', 'desktop'],
  ] as const) {
    const county = await sitDown('shen.zheng', device);
    await openCase(county, claim.id);
    await step(`${name}.png`, () => takePicture(county.phone, name));
  }
  await takeRoad(phone, claim, step);
}

async function fileClaim(phone: BrowserPhone): Promise<SentClaim> {
  const photos = await takePhotos();
  await phone.tab('申请');
  await agreeToPapers(phone);
  await phone.tap('#next-step');
  await seePage(phone, 'packages/apply/tasks/index');
  await phone.tap('#next-step');
  await phone.tap('不是');
  await phone.tap('存好');
  await giveEverything(phone, photos);
  await nameAccount(phone);
  await phone.tap('#next-step');
  await chooseHome(phone);
  await seePage(phone, 'packages/apply/tasks/index');
  await phone.tap('#next-step');
  return await submit(phone, '轮到乡镇（街道）');
}

async function takeRoad(phone: BrowserPhone, { id }: SentClaim, step: Step): Promise<void> {
  await phone.back();
  await phone.tap(`#claim-${id}`);
  await see(phone, '医保局正在算能给多少');
  await step('claim-road.png', () => takePicture(phone, 'claim-road'));
  await phone.back();
  await phone.tab('首页');
  await phone.tap('#to-messages');
  await see(phone, '材料齐了');
  await step('messages.png', () => takePicture(phone, 'messages'));
}

async function takePicture(phone: BrowserPhone, name: string): Promise<void> {
  await phone.answered();
  await settle(phone.page);
  await waitUntil(phone.page, '[...document.images].every((image) => image.complete)');
  const picture = repack(await phone.page.screenshot());
  if (picture.length > largest)
    throw new Error(`${name}.png has ${picture.length} bytes, more than ${largest}`);
  await writeFile(path.join(folder, `${name}.png`), picture);
}
