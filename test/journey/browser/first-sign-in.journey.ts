/** A colleague begins: the administrator adds her, and her authenticator reads the key off the picture on the screen. */
import { decodeQR } from 'qr/decode.js';
import sharp from 'sharp';

import { totpAt } from '../../sandbox/staff/totp.ts';
import { citizenId, inventedPhone } from '../../support/people.ts';
import { typeSignIn } from '../desk.story.ts';
import { see, seeNone, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

const newcomer = {
  name: '尤白露',
  login: 'bai.you',
  phone: inventedPhone(70_700_701),
  certno: citizenId('990402', '1991-09-08', 702),
};
const ownPassword = 'shu-ying-qing-qian-1991';

export function firstSignInJourney(company: Company): Journey {
  return browserJourney(
    'A colleague begins: added, and signed in for the first time',
    company,
    async (scene) => {
      const temporary = await addColleague(await scene.staff('guan.jiang', 'desktop'));
      await signInFirst(await scene.desk(), temporary);
    },
  );
}

async function addColleague({ phone, step, look }: Scene): Promise<string> {
  await step('the administrator is told what is missing before anything is sent', async () => {
    await phone.tap('人员');
    await seePage(phone, 'packages/staff/people/index');
    await phone.tap('#add-member');
    await seePage(phone, 'packages/staff/member/index');
    await phone.tap('#add');
    await see(phone, '请选在哪个单位');
    await look('a new colleague');
  });
  return step('and gives her a post; the password is shown this once', async () => {
    await phone.tap('#where');
    await phone.fill('单位的名字', '杏林街道办事处');
    await phone.tap('杏林街道办事处');
    await phone.tap('#role-township_officer');
    await phone.fill('姓名', newcomer.name);
    await phone.fill('登录名', newcomer.login);
    await phone.fill('手机号', newcomer.phone);
    await phone.fill('身份证号', newcomer.certno);
    await phone.tap('#add');
    await see(phone, `${newcomer.name} 的临时密码`, '只显示这一次');
    await look('a password for the first sign-in');
    const password = await phone.page.locator('#shown-once .desk__key').innerText();
    await phone.tap('#written-down');
    await seeNone(phone, password);
    return password;
  });
}

async function signInFirst({ phone, step, look }: Scene, temporary: string): Promise<void> {
  const key = await step('she types it, and her authenticator reads the picture', async () => {
    await typeSignIn({ phone }, newcomer.login, { password: temporary, code: '' });
    await see(phone, '您是第一次登录', '把密钥加到验证器');
    await look('the first sign-in');
    const read = await readPicture({ phone });
    const { protocol, host, pathname, searchParams } = new URL(read);
    const told = [protocol, host, decodeURIComponent(pathname), searchParams.get('digits')];
    if (told.join() !== `otpauth:,totp,/医救通:${newcomer.login},6`)
      throw new Error(`it reads ${told.join()}`);
    return searchParams.get('secret') ?? '';
  });
  await step('with its code and a password of her own she is at her desk', async () => {
    await phone.fill('动态码', totpAt(key, Date.now()));
    await phone.fill('新密码', ownPassword);
    await phone.fill('再填一遍新密码', ownPassword);
    await phone.tap('#enrol');
    await see(phone, newcomer.name, '杏林街道办事处');
    await look('her first page');
  });
}

/** As a camera sees it: what is drawn on the screen, not what it was drawn from. */
async function readPicture({ phone }: Pick<Scene, 'phone'>): Promise<string> {
  const shot = await phone.page.locator('.desk__picture').filter({ visible: true }).screenshot();
  const { data, info } = await sharp(shot).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data: new Uint8Array(data) });
}
