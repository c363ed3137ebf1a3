/**
 * A refusal and its appeal: refused with a reason and a clause, read by the one whom it is about, appealed, and decided by
 * other people. On the way two officers want the same case at once. The offices of the county sit at computers.
 */
import { agreeToPapers, takePhotos, type Photos } from '../claim.story.ts';
import { act, openCase, send } from '../desk.story.ts';
import { addPaperBill, chooseHome, giveEverything, nameAccount, submit } from '../filing.story.ts';
import { see, seeNone, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { comeIn } from '../story.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

/** A bill that only paper knows: 5,700.00 − 3,420.00 = 2,280.00 × 70 % (第十二条（二）). */
const paper = { hospital: '攀枝花示例中心医院', day: '2026-07-03', total: '6400.00' };
const granted = '1,596.00';
const figures: Record<string, string> = {
  '总费用（元）': '6400',
  '全自费金额（元）': '300',
  '超限价自费（元）': '0',
  '先行自付金额（元）': '400',
  '符合政策范围金额（元）': '5700',
  '基本医保统筹支付（元）': '3420',
};

type Sent = { id: string; number: string };

export function refusalAppealJourney(company: Company): Journey {
  const her = company.resident('谢桂英');
  return browserJourney('攀枝花东区: refused, appealed, and granted by others', company, async (scene) => {
    const photos = await takePhotos();
    await comeIn(scene, her, scene.signIn(her.phone));
    const claim = await file(scene, photos);
    const reviewer = await scene.staff('shen.zheng', 'desktop');
    await tooLateByOne(await scene.staff('jie.wu'), reviewer, claim);
    const other = await scene.staff('shi.shen', 'desktop');
    await refuseBeforeAnother(reviewer, other, claim);
    await confirmRefusal(await scene.staff('pi.wang', 'desktop'), claim);
    const appeal = await readAndAppeal(scene, photos, claim);
    await giveOpinion(await scene.staff('jie.qin'), appeal);
    await keepFromReviewer(reviewer, appeal);
    await reviewAgain(other, appeal);
    await approveAppeal(await scene.staff('shi.han', 'desktop'), appeal);
    await readGranted(scene, claim, appeal);
  });
}

async function file(scene: Scene, photos: Photos): Promise<Sent> {
  const { phone, step, look } = scene;
  await step('applies for a bill that only paper knows', async () => {
    await phone.tab('申请');
    await agreeToPapers(phone);
    await phone.tap('用纸质账单申请');
    await seePage(phone, 'packages/apply/tasks/index');
    await phone.tap('#next-step');
    await addPaperBill(phone, paper);
    await see(phone, '选了 1 张');
  });
  await step('every paper, the account; in which village she cannot say', async () => {
    await giveEverything(phone, photos);
    await nameAccount(phone);
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/home/index');
    await look('in which village');
    await phone.tap('#later');
    await seePage(phone, 'packages/apply/check/index');
  });
  return await step('and sends it', () => submit(phone, '轮到乡镇（街道）'));
}

/** The county names the village while the township has the form of the acceptance open, and mends it. */
async function tooLateByOne(officer: Scene, reviewer: Scene, claim: Sent): Promise<void> {
  const { phone, step, look } = officer;
  const county = reviewer.phone;
  await step('the county fills in the village, and the case is at the desk of its township', async () => {
    await see(phone, '待办');
    await seeNone(phone, claim.number.replace(/ /g, ''));
    await openCase({ phone: county }, claim.id);
    await see(county, '还没写哪个村');
    await reviewer.look('a case at a computer');
    await county.tap('#act-set_home');
    await see(county, '杏林街道');
    await county.tap('#township-510402901');
    await county.tap('#village-510402901001');
    await send({ phone: county });
    await see(county, '住的地方记下了', '桐湾社区');
  });
  await step(
    'mended while the township has its form open: told, what is new is shown, and it goes on',
    async () => {
      await phone.page.reload();
      await openCase({ phone }, claim.id);
      await phone.tap('#act-accept');
      await county.tap('#act-set_home');
      await county.tap('#village-510402901002');
      await send({ phone: county });
      await see(county, '芦岭社区');
      phone.expectFailure(/\/acceptance 409$/);
      await send({ phone });
      await see(phone, '这件刚刚有了变化', '您填的还在', '芦岭社区');
      await look('an act that came too late');
      await send({ phone });
      await see(phone, '已受理');
      await phone.tap('#act-first_review');
      await phone.tap('#opinion-agree');
      await send({ phone });
      await see(phone, '初审意见记下了', '待县级审核');
    },
  );
}

/** Both have the form of the review open; the second is told, and keeps what she typed. */
async function refuseBeforeAnother(reviewer: Scene, other: Scene, claim: Sent): Promise<void> {
  const { phone, step, look } = reviewer;
  await step('another reviewer has the same case open, and types', async () => {
    await openCase(other, claim.id);
    await other.phone.tap('#act-review');
    await see(other.phone, '还算不出来');
    await other.phone.tap('#verdict-grant');
    await other.phone.fill('说明', '看过票据，金额要照录。');
  });
  await step('a refusal needs its reason, its clause and words; what she will read is shown', async () => {
    await phone.page.reload();
    await see(phone, '待县级审核');
    await phone.tap('#act-review');
    await see(phone, '还算不出来');
    await phone.tap('#verdict-refuse');
    await phone.tap('#act-send');
    await see(phone, '请选一个原因', '请选依据哪一条', '请写几个字');
    await look('a refusal with gaps');
    await phone.tap('#reason-papers_do_not_prove');
    await see(phone, '群众会看到');
    await phone.fill('找依据', '第十五条');
    await phone.tap('第十五条');
    await phone.fill('说明', '票据没有医院的章，看不出是不是医保范围内的。');
    await look('a refusal');
    await send({ phone });
    await see(phone, '已建议不予救助，等另一个人审批');
  });
  await step('the other one is told that it has gone on, and nothing that she typed is lost', async () => {
    other.phone.expectFailure(/\/review 409$/);
    await send(other);
    await see(other.phone, '现在不能办这一步了', '看过票据，金额要照录。');
    await other.look('a case that another has decided');
    await other.phone.tap('#act-close');
    await see(other.phone, '现在没有要您办的');
  });
}

async function confirmRefusal({ phone, step, look }: Scene, claim: Sent): Promise<void> {
  await step('another person of the county fixes the refusal', async () => {
    await openCase({ phone }, claim.id);
    await phone.tap('#act-refuse');
    await see(phone, '审核提出：材料不足以证明', '第十五条', '群众会看到');
    await look('a refusal to be fixed');
    await send({ phone });
    await see(phone, '已办不予救助', '不予救助');
  });
}

async function readAndAppeal(scene: Scene, photos: Photos, claim: Sent): Promise<Sent> {
  const { phone, step, look } = scene;
  await step('she reads why, on what it rests, and what she can do', async () => {
    await phone.back();
    await phone.tap(`#claim-${claim.id}`);
    await see(
      phone,
      '这次没有批',
      '交的材料，证明不了这件事',
      '票据没有医院的章',
      '第十五条',
      '最晚 2027年1月20日申请复核',
    );
    await look('a claim that is refused');
  });
  await step('says in her own words why she does not agree', async () => {
    await phone.tap('#appeal');
    await seePage(phone, 'packages/apply/appeal/index');
    await phone.tap('#begin-appeal');
    await see(phone, '请说一说，您觉得哪里不对');
    await look('an appeal without words');
    await phone.fill('您觉得哪里不对', '医院补盖了章，章在第二页。');
    await phone.tap('#begin-appeal');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '复核的是上次的 1 张账单', '医院补盖了章，章在第二页。');
    await look('the task list of an appeal');
  });
  return await step('gives what is asked for, and sends the appeal', async () => {
    await giveEverything(phone, photos);
    await phone.tap('#next-step');
    if ((await phone.route()) === 'packages/apply/home/index') await chooseHome(phone);
    await seePage(phone, 'packages/apply/check/index');
    await see(phone, '章在第二页');
    return await submit(phone, '轮到乡镇（街道）');
  });
}

async function giveOpinion({ phone, step }: Scene, appeal: Sent): Promise<void> {
  await step('another officer of the township takes the appeal', async () => {
    await openCase({ phone }, appeal.id);
    await see(phone, '复核', '章在第二页');
    await act({ phone }, 'accept', { told: '已受理' });
    await phone.tap('#act-first_review');
    await phone.tap('#opinion-agree');
    await send({ phone });
    await see(phone, '初审意见记下了', '待县级审核');
  });
}

async function keepFromReviewer({ phone, step, look }: Scene, appeal: Sent): Promise<void> {
  await step('who has refused cannot decide the appeal, and is told so', async () => {
    await phone.tap('#back');
    await see(phone, appeal.number.replace(/ /g, ''), '这一步要换一位同事');
    await openCase({ phone }, appeal.id);
    await see(phone, '要换一个人办', '被申请复核的就是您经手的决定');
    if (await phone.offers('#act-review')) throw new Error('she could decide the appeal of her own refusal');
    await look('an appeal of one’s own decision');
  });
}

async function reviewAgain({ phone, step, look }: Scene, appeal: Sent): Promise<void> {
  await step('another reviewer reads the figures from the papers; the rules reckon', async () => {
    await phone.tap('#back');
    await openCase({ phone }, appeal.id);
    await phone.tap('#act-review');
    await see(phone, '还算不出来');
    await phone.tap('录入金额');
    await phone.fill('定点医药机构编号', 'H51040200001');
    for (const [field, value] of Object.entries(figures)) await phone.fill(field, value);
    await phone.tap('#verdict-grant');
    await phone.tap('#act-send');
    await see(phone, '还有没填好的，请看标红的地方', '请选一个');
    await look('figures with gaps');
    await fillTheRest(phone);
    await look('figures of a bill of paper');
    await send({ phone });
    await see(phone, '已提出审核意见');
  });
}

/** What else the form asks for: nothing of it was paid. */
async function fillTheRest(phone: Scene['phone']): Promise<void> {
  const empty = phone.page.locator('.figures input');
  for (const field of await empty.all()) if ((await field.inputValue()) === '') await field.fill('0');
  for (const what of ['referred', 'filed']) {
    await phone.page.locator(`[id$="-${what}-unknown"]`).click({ force: true });
  }
}

async function approveAppeal({ phone, step }: Scene, appeal: Sent): Promise<void> {
  await step('and another approver approves', async () => {
    await openCase({ phone }, appeal.id);
    await see(phone, granted);
    await act({ phone }, 'approve', { told: '转去支付' });
  });
}

async function readGranted({ phone, step, look }: Scene, claim: Sent, appeal: Sent): Promise<void> {
  await step('she reads that it was granted, and finds each claim from the other', async () => {
    await phone.back();
    await phone.tap(`#claim-${appeal.id}`);
    await see(phone, '批了，准备打钱', '批下来的钱', granted);
    await seeNone(phone, '为什么没有批');
    await look('an appeal that is granted');
    await phone.tap('#to-appealed');
    await see(phone, '这次没有批', claim.number);
    await phone.back();
    await phone.back();
  });
}
