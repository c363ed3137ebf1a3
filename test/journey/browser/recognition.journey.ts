/**
 * 依申请救助: a family without any status asks to be recognised. The village visits, 民政 checks the means, the village is
 * shown the name for seven days of a clock that moves, and from the recognition the law opens a case for the bills before it.
 */
import { agreeToPapers, takePhotos } from '../claim.story.ts';
import { act, openCase, send } from '../desk.story.ts';
import { chooseHome, giveEverything, nameAccount, submit } from '../filing.story.ts';
import { see, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { comeIn } from '../story.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

type Sent = { id: string; number: string };

/** The notice hangs from the day after 21 November for seven days: to the 28th. */
const dayAfter = '2026-11-30';

export function recognitionJourney(company: Company): Journey {
  const her = company.resident('姚启明');
  return browserJourney(
    '攀枝花东区: recognised, and paid for the bills before it',
    company,
    async (scene) => {
      await comeIn(scene, her, scene.signIn(her.phone));
      const claim = await apply(scene);
      const officer = await scene.staff('jie.wu');
      await acceptAndAgree(officer, claim);
      await visit(await scene.staff('cun.zhou'), claim);
      await checkMeans(await scene.staff('min.feng'), claim);
      await post(officer, claim);
      await readPosted(scene, claim);
      // The service is gone for a moment, and her page was asking it.
      scene.phone.expectFailure(/ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE/);
      await scene.step('nine days go by', () => scene.stage.moveTo(dayAfter));
      await endPosting(officer, claim);
      await recognise(await scene.staff('min.xu'), claim);
      const opened = await readRecognised(scene, claim);
      await payForBefore(await scene.staff('shen.zheng'), await scene.staff('pi.wang'), opened);
    },
  );
}

async function apply(scene: Scene): Promise<Sent> {
  const { phone, step, look } = scene;
  const photos = await takePhotos();
  await step('finds what can be asked for besides the money of a bill', async () => {
    await phone.tab('申请');
    await agreeToPapers(phone);
    await phone.tap('#to-begin');
    await seePage(phone, 'packages/apply/begin/index');
    await see(phone, '大病困难认定', '乡镇看材料，上门看看家里');
    await look('what else can be asked for');
    await phone.tap('#start-recognition');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '家里有谁', '可以不选。认定以后，自动算前面的');
    await look('the task list of a recognition');
  });
  await step('says who belongs to the household, and where it lives', async () => {
    await phone.tap('#to-household');
    await seePage(phone, 'packages/apply/household/index');
    await look('who belongs to the household');
    await phone.tap('我一个人住');
    await phone.tap('#done');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '一个人住');
    await phone.tap('#to-home');
    await chooseHome(phone);
    await seePage(phone, 'packages/apply/tasks/index');
  });
  return await step('every paper, the account, and sends it', async () => {
    await giveEverything(phone, photos);
    await nameAccount(phone);
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/check/index');
    await look('a recognition once more');
    return await submit(phone, '轮到乡镇（街道）');
  });
}

async function acceptAndAgree({ phone, step }: Scene, claim: Sent): Promise<void> {
  await step('the township accepts it and agrees', async () => {
    await openCase({ phone }, claim.id);
    await act({ phone }, 'accept', { told: '已受理' });
    await phone.tap('#act-first_review');
    await phone.tap('#opinion-agree');
    await send({ phone });
    await see(phone, '初审意见记下了', '待入户调查');
    await phone.tap('#back');
  });
}

async function visit({ phone, step, look }: Scene, claim: Sent): Promise<void> {
  await step('the village writes down what it saw at home', async () => {
    await openCase({ phone }, claim.id);
    await phone.tap('#act-record_visit');
    await phone.tap('#act-send');
    await see(phone, '请写 1 到 20');
    await look('a visit with gaps');
    // The day in the browser may be another than the service's: she writes it down.
    await phone.fill('哪天去的', '2026-11-21');
    await phone.fill('家里几口人', '1');
    await phone.fill('几个有劳动能力', '0');
    await phone.fill('家庭年收入（元）', '9000');
    await phone.fill('住房怎么样', '旧砖房一间，没有装修。');
    await phone.fill('病情和照料', '每周透析三次，邻居帮忙。');
    await send({ phone });
    await see(phone, '入户调查记下了');
  });
}

async function checkMeans({ phone, step, look }: Scene, claim: Sent): Promise<void> {
  await step('民政 checks the means', async () => {
    await openCase({ phone }, claim.id);
    await see(phone, '待民政核对', '旧砖房一间');
    await phone.tap('#act-record_means');
    await phone.tap('#within-within');
    await phone.fill('申请前 12 个月累计自负医疗费用（元）', '49269');
    await look('a means check');
    await send({ phone });
    await see(phone, '核对结果记下了');
    await phone.tap('#back');
    await seePage(phone, 'packages/staff/queue/index');
  });
}

async function post({ phone, step, look }: Scene, claim: Sent): Promise<void> {
  await step('the township posts it; before its days are over it cannot end', async () => {
    await phone.page.reload();
    await openCase({ phone }, claim.id);
    await act({ phone }, 'start_publicity', { told: '公示开始了' });
    await phone.tap('#act-end_publicity');
    phone.expectFailure(/\/publicity-end 409$/);
    await send({ phone });
    await see(phone, '公示到', '第二天才能结束');
    await look('a publicity that still runs');
    await phone.tap('#act-close');
    await phone.tap('#back');
  });
}

async function readPosted({ phone, step, look }: Scene, claim: Sent): Promise<void> {
  await step('the family reads where it hangs, and until when', async () => {
    await phone.back();
    await phone.tap(`#claim-${claim.id}`);
    await see(phone, '正在公示', '贴 7 天', '11月28日');
    await look('a claim that is made public');
    await phone.back();
  });
}

async function endPosting({ phone, step }: Scene, claim: Sent): Promise<void> {
  await step('nobody objected: the publicity ends', async () => {
    await phone.page.reload();
    await openCase({ phone }, claim.id);
    await act({ phone }, 'end_publicity', { told: '待民政认定' });
  });
}

async function recognise({ phone, step, look }: Scene, claim: Sent): Promise<void> {
  await step('民政 recognises the person', async () => {
    await phone.page.reload();
    await openCase({ phone }, claim.id);
    await look('a case to be recognised');
    await act({ phone }, 'recognise', { told: '已认定' });
  });
}

/** The case that the law has opened, from the recognition's own page. */
async function readRecognised({ phone, step, look }: Scene, claim: Sent): Promise<Sent> {
  return await step(
    'the family reads it, and that a case for the bills before it was opened by itself',
    async () => {
      await phone.tab('申请');
      await phone.tap(`#claim-${claim.id}`);
      await see(phone, '民政认定了', '11月30日起', '前面的账单自动开了这一份补算，您不用申请');
      await look('a recognition');
      await phone.tap('#to-opened');
      const text = await see(phone, '医保局正在算能给多少', '申请编号');
      await look('a case that the law has opened');
      const id = (await phone.query('id')) ?? '';
      const number = /JZ(?: \d+)+/.exec(text)?.[0] ?? '';
      await phone.back();
      await phone.back();
      return { id, number };
    },
  );
}

/**
 * 因病致贫: 19,614.80 + 9,454.20 = 29,069.00, less 25 % of 43,200.00 leaves 18,269.00 × 50 % = 9,134.50 (第十二条); of what is
 * left, 19,934.50 − 8,200.00 = 11,734.50 × 50 % = 5,867.25 (第十三条).
 */
const before = '15,001.75';

async function payForBefore(reviewer: Scene, approver: Scene, opened: Sent): Promise<void> {
  const { phone, step, look } = reviewer;
  await step('the county reviews what recognition brings for the bills before it', async () => {
    await openCase({ phone }, opened.id);
    await see(phone, '追溯救助');
    await phone.tap('#act-review');
    await see(phone, '认定后补发', before);
    await look('a retroactive case');
    await phone.tap('#verdict-grant');
    await send({ phone });
    await see(phone, '已提出审核意见');
  });
  await step('and another person approves it', async () => {
    await approver.phone.page.reload();
    await openCase(approver, opened.id);
    await act(approver, 'approve', { told: '转去支付' });
  });
}
