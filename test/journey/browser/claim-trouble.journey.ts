/**
 * What goes wrong while one applies: slips, files that are no photos, another browser that was faster, the platform and
 * the server away. All of it in care mode, with its own words, and nothing that was filled in is lost.
 */
import { mkdtemp, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { ownFolder } from '../../../config/local/children.mjs';
import { photographPaper } from '../../support/paper-photo.ts';
import { photograph } from '../claim.story.ts';
import { see, seeCare, seeNone, seePage, seeWithin } from '../phone.ts';
import type { Journey } from '../report.ts';
import { comeIn } from '../story.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

/** The bill of 袁秀华 on which a fact is missing: nobody can reckon it before its papers are read. */
const bill = '420502S2026092501302';
/** A card number of no bank that the check digit accepts. */
const account = '6230000000000000015';
/** How a program begins, on the machines that most people have. */
const program = Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(4000, 7)]);
const megabyte = 1024 * 1024;
/** The queue waits longer after each failure. */
const queueReturnsWithinMs = 30_000;

export function claimTroubleJourney(company: Company): Journey {
  const who = company.resident('袁秀华');
  const signIn = (scene: Scene): Promise<void> => comeIn(scene, who, scene.signIn(who.phone));
  return browserJourney('宜昌, care mode: what goes wrong with a claim', company, async (scene) => {
    await scene.step('care mode is chosen on the first page', async () => {
      await scene.phone.tap('关怀模式');
      await seeCare(scene.phone);
    });
    await signIn(scene);
    await begin(scene);
    await addPaperBill(scene);
    await chooseWrongFiles(scene);
    await loseServer(scene);
    await losePlatform(scene);
    const other = await scene.another();
    await signIn(other);
    await beSlower(scene, other);
    await throwAway(scene);
  });
}

async function begin({ phone, step, look }: Scene): Promise<void> {
  await step('begins with a bill that nobody can reckon yet, and is told so', async () => {
    await phone.tab('申请');
    await phone.tap('我同意：用您的申请材料和银行账户');
    await look('the consent for claims');
    await phone.tap('同意，继续');
    await see(phone, '能领多少，交了材料才能算');
    await look('claims before the first');
    await phone.tap('开始申请');
    await see(phone, '现在还算不出来', '先回答一个问题');
    await look('the task list of a new draft');
  });
}

async function addPaperBill({ phone, step, look }: Scene): Promise<void> {
  await step('a bill that only paper knows: each slip is said beside its field', async () => {
    await phone.tap('#next-step');
    await phone.tap(`#injury-${bill}-no`);
    await phone.tap('加一张这里没有的账单');
    await phone.fill('哪一天', '20991231');
    await phone.fill('一共多少钱（元）', '12.345');
    await phone.tap('加上这张');
    await see(phone, '请填医院的名字', '这一天还没到', '请填账单上的总金额', '请选一样');
    await look('a bill with slips');
    await phone.fill('哪家医院', '示例乡卫生院');
    await phone.fill('哪一天', '20261103');
    await phone.fill('一共多少钱（元）', '186.50');
    await phone.tap('普通门诊');
    await phone.tap('加上这张');
    await see(phone, '示例乡卫生院', '纸质账单，您自己填的');
    await phone.tap('#injury-new-0-no');
    await phone.tap('存好');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '选了 2 张', '示例乡卫生院', '11月3日', '医疗费用清单');
    await look('the task list with a bill of paper');
  });
}

async function chooseWrongFiles({ phone, step, look }: Scene): Promise<void> {
  await step('a program that calls itself a photo cannot be opened', async () => {
    await phone.tap(`#task-invoice-${bill}`);
    await phone.choose('#choose-photos', [{ name: '发票.jpg', mimeType: 'image/jpeg', bytes: program }]);
    await see(phone, '这张照片打不开', '请重新拍一张');
    await look('a photo that is none');
  });
  await step('one that calls itself a PDF is refused by the server, and taken away again', async () => {
    phone.expectFailure(/\/finish 422$/);
    await phone.choose('#choose-pdf', [{ name: '发票.pdf', mimeType: 'application/pdf', bytes: program }]);
    await see(phone, '没送成：这个文件我们打不开', '请拍照片，或者选 PDF 文件');
    await look('a file that was refused');
    await phone.tap('去掉第 1 个文件');
    await see(phone, '去掉第 1 个文件？');
    await phone.tap('#confirm-yes');
    await seeNone(phone, '没送成');
  });
  await step('a file that is too large is not even sent', async () => {
    const sent = phone.requests.length;
    await chooseHuge(phone);
    await see(phone, '这个文件太大了', '请改成拍照片');
    if (phone.requests.slice(sent).some((request) => /^POST \S+\/uploads$/.test(request)))
      throw new Error('a file that the server does not take was sent');
    await look('a file that is too large');
  });
}

/** From the disk: so many bytes are too slow on the way through the browser's own line. */
async function chooseHuge({ page, tap }: Scene['phone']): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-huge-'));
  const remove = ownFolder(folder);
  try {
    const file = path.join(folder, '病历.pdf');
    await writeFile(file, '%PDF-1.7');
    await truncate(file, 21 * megabyte);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap('#choose-pdf')]);
    await chooser.setFiles(file);
    // The page reads it before it is gone.
    await page.getByText('这个文件太大了').waitFor();
  } finally {
    await remove();
  }
}

async function loseServer({ phone, step, look, stage }: Scene): Promise<void> {
  const before = phone.requests.length;
  const photo = await photographPaper('医疗收费票据', ['示例医院', '合计 42,300.00 元']);
  await step('the server dies in the middle of a photo: it stays on the phone, and says so', async () => {
    phone.expectFailure(/ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE/);
    await phone.page.route(
      /\/chunks\/131072\b/,
      async (route) => {
        await stage.stopBff();
        await route.continue();
      },
      { times: 1 },
    );
    await photograph(phone, photo);
    await see(phone, '在手机上，连上网就送');
    await look('a page that waits for the server');
  });
  await step('the server is back, and the photo goes on from where it was, by itself', async () => {
    await stage.startBff();
    await seeWithin(queueReturnsWithinMs, phone, '已送到');
    const begun = phone.requests.slice(before).filter((request) => /\/chunks\/0\b/.test(request)).length;
    if (begun !== 1) throw new Error(`the photo was begun ${begun} times`);
    await phone.tap('好了，回去');
    await seePage(phone, 'packages/apply/tasks/index');
  });
}

async function losePlatform({ phone, step, look, stage }: Scene): Promise<void> {
  await step('with the platform away and the cache empty, one goes on applying', async () => {
    await stage.outside.setFault('hsa', { mode: 'away' });
    await stage.wipeCache();
    await phone.tap(`#task-settlement_sheet-${await findPaperBill(phone)}`);
    await phone.tap('我拿不到这份材料');
    await phone.tap('医院没有开');
    await look('why she cannot get it');
    await phone.tap('就这样交');
    await see(phone, '原因：医院没有开');
    await phone.back();
    await see(phone, '拿不到：医院没有开');
    await stage.outside.heal();
  });
}

/** The server names it: read from the list. */
async function findPaperBill(phone: Scene['phone']): Promise<string> {
  const row = phone.page.locator('[id^="task-cost_list-"]').last();
  const id = await row.getAttribute('id');
  return id?.slice('task-cost_list-'.length) ?? '';
}

async function beSlower(scene: Scene, other: Scene): Promise<void> {
  const { phone, step, look } = scene;
  await step(
    'changed on another phone meanwhile: told, shown the newest, and what was typed stays',
    async () => {
      await phone.tap('#to-payee');
      await seePage(phone, 'packages/apply/payee/index');
      await phone.fill('银行卡号', account);
      await phone.tap('建设银行');
      await other.phone.tab('申请');
      await other.phone.tap('接着填');
      await other.phone.tap('#to-payee');
      await other.phone.fill('银行卡号', account);
      await other.phone.tap('农业银行');
      await other.phone.tap('存好');
      await seePage(other.phone, 'packages/apply/tasks/index');
      phone.expectFailure(/\/payee 409$/);
      await phone.tap('存好');
      await see(phone, '这份申请刚在另一部手机上改过', '您填的还在', '农业银行 ');
      await look('a change that was too late');
      await phone.tap('存好');
      await seePage(phone, 'packages/apply/tasks/index');
      await see(phone, '建设银行');
    },
  );
  await step('the check says what is still missing, and leads there', async () => {
    await phone.page.evaluate(`location.hash = location.hash.replace('/tasks/', '/check/')`);
    await see(phone, '看一遍', '样，补齐了才能交');
    await look('everything once more, incomplete');
    await phone.tap('去补齐');
    await seePage(phone, 'packages/apply/tasks/index');
  });
}

async function throwAway({ phone, step, look }: Scene): Promise<void> {
  await step('the draft is thrown away, with what was sent for it', async () => {
    await phone.tap('不要这份申请了');
    await see(phone, '填的内容和交的照片都会删掉');
    await look('the question before a draft goes');
    await phone.tap('#confirm-yes');
    await seePage(phone, 'pages/claims/index');
    await see(phone, '开始申请');
  });
}
