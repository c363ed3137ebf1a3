/** The desk on the mini-program: signing in, the queue, one case, one act on it, and the resident's phone that tells of it. */
import { agreeToPapers, takePhotos, type SentClaim } from '../claim.story.ts';
import { act, openCase, signInStaff } from '../desk.story.ts';
import { chooseHome, giveEverything, nameAccount, submit } from '../filing.story.ts';
import { see, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { weappJourney, type Company, type Scene } from './scene.ts';

/** The one bill of 苏巧珍, on which the window gave nothing. */
const bill = '510402S2026081201900';

export function staffJourney(company: Company): Journey {
  return weappJourney('攀枝花东区: the desk of the township on a phone', company, async (scene) => {
    await scene.arriveAs(company.resident('苏巧珍'));
    const claim = await file(scene);
    await accept(scene.another(), claim);
    await scene.step('the resident reads that it was accepted', async () => {
      await scene.phone.back();
      await scene.phone.tap(`#claim-${claim.id}`);
      await see(scene.phone, '乡镇正在看您的材料', claim.number);
    });
  });
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
