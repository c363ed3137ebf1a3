/** The desks on the mini-program: a case through every hand, each on a phone of her own, and the money through the bank. */
import { agreeToPapers, takePhotos, type SentClaim } from '../claim.story.ts';
import { act, openCase, send, signInStaff } from '../desk.story.ts';
import { chooseHome, giveEverything, nameAccount, submit } from '../filing.story.ts';
import { see, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { payInWechat } from './bank-files.ts';
import { weappJourney, type Company, type Scene } from './scene.ts';

/** The one bill of 苏巧珍, on which the window gave nothing: 低保, 6,724.50 × 70 % (第十二条（二）). */
const bill = '510402S2026081201900';
const granted = '4,707.15';

export function staffJourney(company: Company): Journey {
  return weappJourney(
    '攀枝花东区: the desks on phones, from the township to the bank',
    company,
    async (scene) => {
      await scene.arriveAs(company.resident('苏巧珍'));
      const claim = await file(scene);
      const officer = scene.another();
      await accept(officer, claim);
      await scene.step('the resident reads that it was accepted', async () => {
        await scene.phone.back();
        await scene.phone.tap(`#claim-${claim.id}`);
        await see(scene.phone, '乡镇正在看您的材料', claim.number);
      });
      await agree(officer);
      await review(await atDesk(scene, 'shen.zheng'), claim);
      await approve(await atDesk(scene, 'pi.wang'), claim);
      await payInWechat(await atDesk(scene, 'ji.chu'), { number: claim.number, amount: granted });
      await scene.step('the resident reads that the money has arrived', async () => {
        await scene.phone.back();
        await scene.phone.tap(`#claim-${claim.id}`);
        await see(scene.phone, '批下来的钱', granted, '银行说已经打到您的卡上', '到账');
      });
    },
  );
}

/** Another phone, on which somebody of the staff has signed in. */
async function atDesk(scene: Scene, login: string): Promise<Scene> {
  const desk = scene.another();
  await desk.phone.tap('同意，开始使用');
  await desk.phone.tap('#to-desk');
  await signInStaff(desk, login);
  return desk;
}

async function file({ phone, step }: Scene): Promise<SentClaim> {
  const photos = await takePhotos();
  return await step('a resident files a claim', async () => {
    await phone.tab('申请');
    await agreeToPapers(phone);
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/tasks/index');
    await phone.tap('#next-step');
    await phone.tap(`#injury-${bill}-no`);
    await phone.tap('存好');
    await giveEverything(phone, photos);
    await nameAccount(phone);
    await see(phone, '选住在哪个村');
    await phone.tap('#next-step');
    await chooseHome(phone);
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '桐湾社区', '核对并提交');
    await phone.tap('#next-step');
    return await submit(phone, '轮到乡镇（街道）');
  });
}

async function accept(desk: Scene, { id, number }: SentClaim): Promise<void> {
  const { phone, step, look } = desk;
  await step('the way to the desk is at the foot of the sign-in', async () => {
    await phone.tap('同意，开始使用');
    await seePage(phone, 'pages/sign-in/index');
    await phone.tap('#to-desk');
    await seePage(phone, 'packages/staff/queue/index');
    await see(phone, '工作人员登录', '登录名');
    await look('the sign-in of staff');
  });
  await signInStaff(desk, 'jie.wu');
  await step('the queue, and the case with its papers', async () => {
    await see(phone, number.replace(/ /g, ''), '要您办：受理');
    await look('the queue');
    await openCase(desk, id);
    await see(phone, '材料', '待受理');
    await look('a case');
  });
  await step('one act: accepted', async () => {
    await act(desk, 'accept', { told: '已受理' });
    await see(phone, '待乡镇初审');
  });
}

async function agree({ phone, step, look }: Scene): Promise<void> {
  await step('the township agrees', async () => {
    await phone.tap('#act-first_review');
    await phone.tap('#opinion-agree');
    await look('an opinion');
    await send({ phone });
    await see(phone, '初审意见记下了', '待县级审核');
  });
}

async function review({ phone, step, look }: Scene, { id }: SentClaim): Promise<void> {
  await step('the county: what the rules give is granted', async () => {
    await openCase({ phone }, id);
    await phone.tap('#act-review');
    await see(phone, '按规定现在要付', granted);
    await phone.tap('#verdict-grant');
    await look('a review');
    await send({ phone });
    await see(phone, '已提出审核意见，等另一个人审批', '待县级审批');
  });
}

async function approve({ phone, step, look }: Scene, { id }: SentClaim): Promise<void> {
  await step('another person of the county approves it', async () => {
    await openCase({ phone }, id);
    await see(phone, '建议救助', granted);
    await look('a case to be approved');
    await act({ phone }, 'approve', { told: `审批通过，${granted} 元 转去支付` });
  });
}
