/** `npm run screenshots`: the pictures of the README, taken from the real thing: `miniapp/screenshots/*.png`. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { main, root } from '../../config/local/main.mjs';
import { settle, waitUntil } from './browser/look.ts';
import { launchBrowser, openBrowserPhone, type BrowserPhone } from './browser/phone.ts';
import {
  beginClaim,
  checkAndSubmit,
  excuseInvoice,
  fillPayee,
  photographAll,
  takePhotos,
} from './claim.story.ts';
import { answerPlace, answerStay, openFromWelcome } from './estimate.story.ts';
import { chenGuoqiang } from './figures.ts';
import { openPeople } from './people.ts';
import { see, seeCare } from './phone.ts';
import { repack } from './png.ts';
import { runJourneys, type Step } from './report.ts';
import { startStage } from './stage.ts';
import { arrive, findStepWith, type Told } from './story.ts';

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
      const told: Told = { phone, step, look: () => Promise.resolve() };
      await arrive(told, who, async () => {
        await phone.fill('手机号', who.phone);
        await phone.tap('获取验证码');
        await phone.fill('短信验证码', await stage.outside.smsCode(who.phone));
        await phone.tap('登录');
      });
      await takeAll(phone, step);
      await takeClaim(told, phone);
    };
    return await runJourneys([{ name: 'The pictures of the README', run }]);
  } finally {
    await browser.close();
    await stage.stop();
  }
});

/** What anyone may ask, who has not signed in: one amount, and a range. */
async function takeEstimate(phone: BrowserPhone, step: Step): Promise<void> {
  const take = (name: string) => step(`${name}.png`, () => takePicture(phone, name));
  const told: Told = { phone, step, look: () => Promise.resolve() };
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

async function takePicture(phone: BrowserPhone, name: string): Promise<void> {
  await settle(phone.page);
  await waitUntil(phone.page, '[...document.images].every((image) => image.complete)');
  const picture = repack(await phone.page.screenshot());
  if (picture.length > largest)
    throw new Error(`${name}.png has ${picture.length} bytes, more than ${largest}`);
  await writeFile(path.join(folder, `${name}.png`), picture);
}
