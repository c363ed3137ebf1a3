/** The network, the national platform and the server go away, one after another: what was seen last stays, and says so. */
import { setTimeout as sleep } from 'node:timers/promises';

import { see, seeNone, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

export function outageJourney(company: Company): Journey {
  const who = company.resident('王桂芳');
  return browserJourney('攀枝花: no network, no platform, no server', company, async (scene) => {
    await scene.arriveAs(who);
    await withoutNetwork(scene);
    await withoutPlatform(scene);
    await withoutServer(scene);
  });
}

async function withoutNetwork({ phone, step, look }: Scene): Promise<void> {
  await step('without a network the last answers stay, marked, with a way to try again', async () => {
    phone.expectFailure(/ERR_INTERNET_DISCONNECTED/);
    await phone.tap('我的保障');
    await see(phone, '谁帮您付了多少');
    await phone.back();
    await phone.setOnline(false);
    await phone.tap('我的保障');
    await see(phone, '没有连上网', '看到的', '再试一次', '谁帮您付了多少');
    await look('status without a network');
    await phone.back();
  });
  await step('what was never seen says that there is no network', async () => {
    await phone.tab('账单');
    await see(phone, '没有连上网', '请检查手机网络', '再试一次');
    await look('bills without a network');
  });
  await step('with the network back, trying again shows them', async () => {
    await phone.setOnline(true);
    await phone.tap('再试一次');
    await see(phone, '普通门诊', '算好了');
    await seeNone(phone, '没有连上网');
    await phone.tab('首页');
    await see(phone, '我的保障');
  });
}

async function withoutPlatform({ phone, step, look, stage }: Scene): Promise<void> {
  await step('with the platform away, an older answer is shown and dated', async () => {
    await stage.outside.setFault('hsa', { mode: 'away' });
    await stage.ageLookUps(11);
    await phone.tap('我的保障');
    await see(phone, '更新于', '医保系统正在忙', '低保对象');
    await look('status from an older look-up');
    await phone.back();
    await seePage(phone, 'pages/home/index');
  });
  await step('with the cache wiped as well, the phone shows what it saw last', async () => {
    phone.expectFailure(/api\/v1\/status 503$/);
    await stage.wipeCache();
    await phone.tap('我的保障');
    await see(phone, '医保系统正在忙。下面是', '看到的', '再试一次', '低保对象');
    await look('status as the phone saw it last');
  });
  await step('with the platform back, trying again shows a fresh answer', async () => {
    await stage.outside.heal();
    await retryUntilGone(phone, '医保系统正在忙');
    await phone.back();
    await seePage(phone, 'pages/home/index');
  });
}

/** A platform that failed is left alone for a few seconds, and a page may ask for two things: a person tries once more. */
async function retryUntilGone(phone: Scene['phone'], words: string): Promise<void> {
  const end = Date.now() + 15_000;
  while ((await phone.text()).includes(words)) {
    if (Date.now() > end) throw new Error(`still says ${words}`);
    if (await phone.offers('再试一次')) await phone.tap('再试一次');
    await sleep(1000);
  }
}

async function withoutServer({ phone, step, look, stage }: Scene): Promise<void> {
  await step('with the server away, a page never opened says so and offers to try again', async () => {
    phone.expectFailure(/ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE/);
    await stage.stopBff();
    await phone.tab('我的');
    await see(phone, '没有连上网', '再试一次');
    await look('me without a server');
  });
  await step('with the server back, trying again shows it', async () => {
    await stage.startBff();
    await retryUntilGone(phone, '没有连上网');
    await see(phone, '我同意过的');
  });
}
