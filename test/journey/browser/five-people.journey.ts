/**
 * A claim through every hand, each in a browser of its own: the volunteer files it, the township accepts and looks first,
 * the county reviews and another of the county approves, the fund pays through the bank, and she reads that it arrived.
 */
import { openBank } from '../../sandbox/bank/bank.ts';
import { agreeToPapers, takePhotos, type SentClaim } from '../claim.story.ts';
import { act, openCase, send } from '../desk.story.ts';
import { submit } from '../filing.story.ts';
import { payThroughBank, sameFileAgain } from '../payment.story.ts';
import type { Resident } from '../people.ts';
import { see, seeNone, seePage } from '../phone.ts';
import { askHer, becomeVolunteer, fillFor, finishFor, inviteVolunteer } from '../proxy.story.ts';
import type { Journey } from '../report.ts';
import { comeIn, maskedName } from '../story.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

/** 苏巧珍 holds 低保: 21,200.00 − 13,130.00 − 1,345.50 = 6,724.50 × 70 % (第十二条（二）); the window gave nothing. */
const granted = '4,707.15';
const bill = '510402S2026081201900';
const village = '桐湾社区';

export function fivePeopleJourney(company: Company): Journey {
  const her = company.resident('苏巧珍');
  const helper = company.resident('田小禾');
  return browserJourney('攀枝花东区: five people, from the draft to the bank', company, async (scene) => {
    const claim = await fileFor(scene, her, helper);
    const woman = await scene.another();
    await comeIn(woman, her, woman.signIn(her.phone));
    await seeFiledForHer(woman, claim);
    const officer = await scene.staff('jie.wu');
    await takeCase(officer, claim);
    await mendForHer(officer);
    await lookFirst(officer, claim);
    const reviewer = await scene.staff('shen.zheng');
    await review(reviewer, claim);
    await seeNotHers(officer, claim, '待县级审批');
    await approve(await scene.staff('pi.wang'), claim);
    await seeNotHers(reviewer, claim, '待支付');
    await pay(await scene.staff('ji.chu'), claim);
    await seePaid(woman, claim);
  });
}

async function fileFor(scene: Scene, her: Resident, helper: Resident): Promise<SentClaim> {
  const code = await inviteVolunteer(await scene.staff('cun.zhou'));
  await comeIn(scene, helper, scene.signIn(helper.phone));
  await becomeVolunteer(scene, code, '桐湾社区居民委员会');
  await askHer(scene, her, () => scene.stage.outside.smsCode(her.phone));
  const photos = await fillFor(scene, her, bill);
  await finishFor(scene, photos);
  const { phone, step, look } = scene;
  return await step('looks over it once more, and sends it for her', async () => {
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/check/index');
    await see(phone, '看一遍', maskedName(her.name), '杏林街道桐湾社区', granted);
    await look('everything once more, for somebody else');
    return await submit(phone, '轮到乡镇（街道）');
  });
}

async function seeFiledForHer({ phone, step, look }: Scene, { id, number }: SentClaim): Promise<void> {
  await step('she finds it on her own phone: who has filed it, and whose turn it is', async () => {
    await phone.tab('申请');
    await agreeToPapers(phone);
    await phone.tap(`#claim-${id}`);
    await see(phone, number, '这份申请是代交的', '轮到乡镇（街道）', '一共 7 步');
    await look('a claim that was filed for her');
    await phone.back();
  });
}

async function takeCase({ phone, step, look }: Scene, { id, number }: SentClaim): Promise<void> {
  await step('the township: one case waits, with its clock and what is asked of her', async () => {
    await see(phone, '全部', '1', number.replace(/ /g, ''), '待受理', village, '要您办：受理', '没人办');
    await look('the queue of the township');
    await phone.tap(`#take-${id}`);
    await see(phone, '我在办');
    await openCase({ phone }, id);
    await see(phone, '现在要办的', '志愿者代为提交', '您在办');
    await look('a case to be accepted');
  });
}

/** She has no phone in her hand: what is asked for comes to the window. */
async function mendForHer({ phone, step, look }: Scene): Promise<void> {
  await step('asks for her card once more, in one notice', async () => {
    await act({ phone }, 'ask_correction', {
      fill: async () => {
        await phone.tap('#ask-bank_card-own');
        await phone.tap('#why-bank_card-own-unclear');
      },
      told: '补正通知发出去了',
    });
    await see(phone, '待补正');
  });
  await step('it is brought to the window, photographed and handed in for her', async () => {
    const { front } = await takePhotos();
    await phone.tap('#act-submit');
    await phone.tap('#act-send');
    await see(phone, '请拍下来：这一样不能少', '请写清楚谁带来的');
    await look('what a notice names, at the window');
    await phone.choose('#bank_card-own-photo', [front]);
    await see(phone, '收下 1 张', '刚才这张不要了');
    await phone.fill('谁带来的，怎么核对的', '她女儿带着银行卡来的，看过身份证');
    await look('what was brought to the window');
    await send({ phone });
    await see(phone, '替本人交上去了', '待受理');
  });
}

async function lookFirst({ phone, step, look }: Scene, { number }: SentClaim): Promise<void> {
  await step('accepts it, and gives the township’s opinion', async () => {
    await act({ phone }, 'accept', { told: '已受理' });
    await phone.tap('#act-first_review');
    await phone.tap('#act-send');
    await see(phone, '请选同意还是不同意');
    await look('an opinion with nothing chosen');
    await phone.tap('#opinion-agree');
    await phone.fill('意见', '住在社区，情况属实。');
    await send({ phone });
    await see(phone, '初审意见记下了', '待县级审核', '现在没有要您办的');
  });
  await step('the case is gone from her queue', async () => {
    await phone.tap('#back');
    await seePage(phone, 'packages/staff/queue/index');
    await see(phone, '现在没有要办的');
    await seeNone(phone, number.replace(/ /g, ''));
  });
}

async function review({ phone, step, look }: Scene, { id }: SentClaim): Promise<void> {
  await step('the county: the papers beside the fields, and what the rules give', async () => {
    await openCase({ phone }, id);
    await see(phone, '待县级审核', '情况属实', granted);
    await look('a case to be reviewed');
    await phone.tap('#act-review');
    await see(phone, '审核意见', '按规定现在要付', granted);
    await phone.tap('#verdict-grant');
    await look('a review');
    await send({ phone });
    await see(phone, '已提出审核意见，等另一个人审批', '待县级审批', '现在没有要您办的');
  });
}

/** By the case's own address, as whoever has had it open still has it. */
async function seeNotHers({ phone, step }: Scene, { id }: SentClaim, state: string): Promise<void> {
  await step(`whose turn is over sees where it is (${state}), and nothing to do`, async () => {
    await phone.page.evaluate(`location.hash = '#/packages/staff/case/index?id=${id}'`);
    await phone.page.reload();
    await see(phone, state, '现在没有要您办的');
    if (await phone.offers('#act-approve')) throw new Error('she could approve');
  });
}

async function approve({ phone, step, look }: Scene, { id, number }: SentClaim): Promise<void> {
  await step('another person of the county approves what was reviewed', async () => {
    await see(phone, number.replace(/ /g, ''), '要您办：审批通过', `待付 ${granted}`);
    await openCase({ phone }, id);
    await see(phone, '县级审核', '建议救助', granted);
    await look('a case to be approved');
    await act({ phone }, 'approve', { told: `审批通过，${granted} 元 转去支付` });
    await see(phone, '待支付');
  });
}

async function pay(scene: Scene, claim: SentClaim): Promise<void> {
  const bank = openBank();
  const paid = await payThroughBank(scene, bank, { number: claim.number, amount: granted });
  await sameFileAgain(scene, paid);
  await scene.step('the bank has paid once', () => {
    const times = [...bank.paid().values()];
    return times.join() === '1'
      ? Promise.resolve()
      : Promise.reject(new Error(`paid ${times.join(', ')} times`));
  });
}

async function seePaid({ phone, step, look }: Scene, { id }: SentClaim): Promise<void> {
  await step('she reads that the money has arrived, how much, and through whose hands it went', async () => {
    await phone.tab('申请');
    await phone.tap(`#claim-${id}`);
    await see(phone, '批下来的钱', granted, '银行说已经打到您的卡上', '到账');
    await look('a claim that is paid');
    await phone.back();
  });
  await step('her messages tell it in their order', async () => {
    await phone.tab('首页');
    await phone.tap('#to-messages');
    await seePage(phone, 'packages/messages/list/index');
    await see(phone, '申请收到了', '材料齐了', '审核通过', '钱已经打了', `${granted.replace(',', '')} 元`);
    await look('her messages');
    await phone.back();
  });
}
