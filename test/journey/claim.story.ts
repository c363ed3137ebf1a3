/** Applying for what the window did not pay, told once for both phones: from the draft to the answer of the county. */
import { photographPaper, type PhoneFile } from '../support/paper-photo.ts';
import { see, seeCare, seeNone, seePage, type Phone } from './phone.ts';
import type { Reviewer } from './reviewer.ts';
import type { Told } from './story.ts';

/** The one bill of 陈国强 on which the window gave too little. */
export const bill = '510421S2026091200106';
/** Numbers of no bank: one that the check digit accepts, and the same with a slip in it. */
export const account = { right: '6230000000000000015', wrong: '6230000000000000051' };

export type Photos = Record<'front' | 'back' | 'card' | 'invoice', PhoneFile>;

export async function takePhotos(): Promise<Photos> {
  const [front, back, card, invoice] = await Promise.all([
    photographPaper('居民身份证', ['姓名 陈**', '住址 攀枝花市米易县示例路 1 号']),
    photographPaper('居民身份证（反面）', ['签发机关 示例市公安局', '有效期限 长期']),
    photographPaper('银行卡', ['卡号 6230 **** **** 0015']),
    photographPaper('医疗收费票据', ['攀枝花示例中心医院', '合计 35,740.80 元', '个人支付 5,799.61 元']),
  ]);
  return { front, back, card, invoice };
}

/** One photo, looked at and found clear. Whether it has arrived is for the screen to say. */
export async function photograph(phone: Phone, photo: PhoneFile): Promise<void> {
  await phone.choose('#take-photo', [photo]);
  await see(phone, '看得清吗？');
  await phone.tap('清楚，就用这张');
  await seeNone(phone, '看得清吗？');
}

/** On the tab of the claims, the first time. */
export async function agreeToPapers(phone: Phone): Promise<void> {
  await see(phone, '申请以前，先看一条说明');
  await phone.tap('我同意：用您的申请材料和银行账户');
  await phone.tap('同意，继续');
  await seeNone(phone, '申请以前，先看一条说明');
}

export async function beginClaim({ phone, step, look }: Told): Promise<void> {
  await step('the tab for claims asks for the consent that papers need, and for nothing else', async () => {
    await phone.tab('申请');
    await seePage(phone, 'pages/claims/index');
    await see(phone, '申请以前，先看一条说明', '不同意也可以带上材料去窗口办');
    await phone.tap('同意，继续');
    await see(phone, '请先看说明');
    await phone.tap('我同意：用您的申请材料和银行账户');
    await seeNone(phone, '请先看说明');
    await look('the consent for claims');
    await phone.tap('同意，继续');
    await see(phone, '有 1 张账单可以申请，大约能领 1,529.25 元', '攀枝花示例中心医院');
    await look('claims before the first');
  });
  await step('begins with the bill that was not paid in full, and answers the one question', async () => {
    await phone.tap('开始申请');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '先回答一个问题', '居民身份证', '还没有交', '还有 2 样已经有了', '1,529.25');
    await look('the task list of a new draft');
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/bills/index');
    await see(phone, '大约能领 1,529.25 元', '是不是受伤看的病');
    await phone.tap('存好');
    await see(phone, '每一张都要回答');
    await look('bills with an answer missing');
    await phone.tap(`#injury-${bill}-no`);
    await phone.tap('存好');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '选了 1 张', '下一样：居民身份证（户口簿）');
  });
}

/** Two photos of one paper; the network goes after the first piece of the second. Then one of another paper, without a network. */
export async function photographUntilCut({ phone, step, look }: Told, photos: Photos): Promise<void> {
  await step('a photo is looked at before it is taken over, and has arrived at once', async () => {
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/paper/index');
    await see(phone, '身份证正反两面各拍一张', '到哪里拿');
    await look('a paper without a page');
    await phone.choose('#take-photo', [photos.front]);
    await see(phone, '看得清吗？', '四个角都在');
    await look('is the photo clear');
    await phone.tap('清楚，就用这张');
    await see(phone, '已经有 1 张', '第 1 张', '已送到');
    await look('a page that has arrived');
  });
  await step('the network is cut in the middle of the second: each page says where it is', async () => {
    await phone.loseNetworkAt(/\/chunks\/131072\b/);
    await photograph(phone, photos.back);
    const text = await see(phone, '在手机上，连上网就送', '还有 1 张照片在这台手机上，连上网会自动送');
    const [first = '', second = ''] = text.split('第 2 张');
    if (!first.includes('已送到') || !second.includes('在手机上'))
      throw new Error(`which page is where? ${text}`);
    await look('a page that is still on the phone');
    await phone.tap('好了，回去');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '还有 1 张照片在这台手机上', '1 页在这台手机上，还没送', '没有连上网');
    await look('the task list without a network');
  });
  await step('without a network the next paper is photographed all the same', async () => {
    await phone.tap('#task-bank_card-own');
    await seePage(phone, 'packages/apply/paper/index');
    await see(phone, '收钱的银行卡，拍有卡号的一面');
    await photograph(phone, photos.card);
    await see(phone, '在手机上，连上网就送', '还有 2 张照片在这台手机上');
    await phone.tap('好了，回去');
    await see(phone, '填申请', '还有 2 张照片在这台手机上');
  });
}

/** What the list asks for, with the network there all the while; ends on the last paper. */
export async function photographAll({ phone, step }: Told, photos: Photos): Promise<void> {
  await step('photographs her papers', async () => {
    await phone.tap('#task-identity_card-own');
    await photograph(phone, photos.front);
    await photograph(phone, photos.back);
    await see(phone, '已经有 2 张');
    await phone.tap('好了，回去');
    await phone.tap('#task-bank_card-own');
    await see(phone, '收钱的银行卡，拍有卡号的一面');
    await photograph(phone, photos.card);
    await see(phone, '已经有 1 张', '已送到');
    await seeNone(phone, '在手机上', '正在送');
  });
}

/** On an app that was closed meanwhile and opened again. */
export async function findDraftAgain({ phone, step, look }: Told): Promise<void> {
  await step(
    'the draft is found again, and what was still on the phone goes on its way by itself',
    async () => {
      await phone.tab('申请');
      await see(phone, '接着填', '上次没填完的都还在');
      await look('claims with a draft');
      await phone.tap('接着填');
      await seePage(phone, 'packages/apply/tasks/index');
      await see(phone, '填好的都已经送到，换个手机也能接着填', '已经送到 2 页', '已经送到 1 页');
      await phone.tap('#task-identity_card-own');
      await see(phone, '第 1 张', '第 2 张', '这份材料最多 2 张，已经够了');
      await seeNone(phone, '在手机上', '正在送', '没送成');
      await look('a paper with all its pages');
    },
  );
}

export async function excuseInvoice({ phone, step, look }: Told): Promise<void> {
  await step('what she cannot get is answered with the reason', async () => {
    await phone.back();
    await phone.tap(`#task-invoice-${bill}`);
    await phone.tap('我拿不到这份材料');
    await phone.tap('就这样交');
    await see(phone, '请先选一个原因');
    await look('why she cannot get it');
    await phone.tap('弄丢了');
    await phone.tap('就这样交');
    await see(phone, '您说拿不到这份材料', '原因：弄丢了');
    await look('a paper that is excused');
    await phone.back();
    await see(phone, '拿不到：弄丢了', '填收钱的银行卡');
  });
}

export async function fillPayee({ phone, step, look }: Told): Promise<void> {
  await step('a slip in the card number is seen before anything is sent', async () => {
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/payee/index');
    await phone.fill('银行卡号', account.wrong);
    await phone.tap('存好');
    await see(phone, '有一位数字填错了，请照着卡核对', '请点一个银行');
    await look('a card number with a slip');
    await phone.fill('银行卡号', account.right);
    await phone.tap('农业银行');
    await see(phone, '您填的是 6230 0000 0000 0000 015');
    await phone.tap('存好');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '农业银行', '0015', '选住在哪个村');
    await seeNone(phone, account.right);
  });
  await chooseVillage({ phone, step, look });
}

/** Nothing keeps the claim from being sent any more; where she lives is asked for last. */
async function chooseVillage({ phone, step, look }: Told): Promise<void> {
  await step('the village is found by its township, in two taps', async () => {
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/home/index');
    await see(phone, '先选乡镇', '空着也能交');
    await look('the townships');
    await phone.tap('菱林镇');
    await see(phone, '再选村');
    await look('the villages of a township');
    await phone.tap('莲湾村');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '菱林镇莲湾村', '核对并提交');
  });
}

export type SentClaim = { id: string; number: string };

/** @param shown of this claim, on the page that shows all of it once more */
export async function checkAndSubmit(
  { phone, step, look }: Told,
  shown: string[] = ['弄丢了', '户名 陈*强', '1,529.25'],
): Promise<SentClaim> {
  return await step('looked over once more and sent, by two taps at once: one number, at once', async () => {
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/check/index');
    await see(phone, '看一遍', '农业银行', '不是受伤看的病', ...shown);
    await look('everything once more');
    await phone.tapTwice('提交');
    await seePage(phone, 'packages/apply/claim/index');
    await see(phone, '交上来了，正在办', '12月4日前有结果（10 个工作日，以当地为准）', '您把申请交上来了');
    await look('a claim that was sent');
    return { id: (await phone.query('id')) ?? '', number: await readNumber(phone) };
  });
}

/** As it is written for the eye: in groups. */
async function readNumber(phone: Phone): Promise<string> {
  const text = await see(phone, '申请编号');
  const number = /JZ(?: \d+)+/.exec(text)?.[0];
  if (number === undefined) throw new Error(`no number of a claim in:\n${text}`);
  return number;
}

/** The same claim and no other, from the tab on: in the list, and on its own page. */
export async function seeOneClaim(phone: Phone, { id, number }: SentClaim): Promise<void> {
  await phone.tab('申请');
  const text = await see(phone, '我的申请', `编号 ${number.replace(/ /g, '')}`, '正在办');
  const claims = text.match(/编号 JZ\d+/g)?.length;
  if (claims !== 1) throw new Error(`${claims} claims instead of one:\n${text}`);
  await phone.tap(`#claim-${id}`);
  await seePage(phone, 'packages/apply/claim/index');
  await see(phone, number, '办到哪一步');
}

/** On the page of the claim: the county asks for one more paper, the phone says which and why, it is mended and sent again. */
export async function mendClaim(
  { phone, step, look }: Told,
  { id, number }: SentClaim,
  reviewer: Reviewer,
  photo: PhoneFile,
): Promise<void> {
  await step('the county asks for one more paper: the phone says which, why, and what to do', async () => {
    await reviewer.askFor(id, [{ paper: 'invoice', bill, reason: 'missing', words: '医院能补打电子票据' }]);
    await phone.back();
    await seePage(phone, 'pages/claims/index');
    await see(phone, '要补 1 份材料', '补好交上去，才能接着办');
    await look('claims with one to mend');
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/claim/index');
    await see(phone, '医保局请您补 1 份材料', '医疗收费票据', '还没有交', '医保局说：医院能补打电子票据');
    await look('what is to be mended');
  });
  await step('a photo of it, and the claim is sent again under the same number', async () => {
    await phone.tap('去补');
    await seePage(phone, 'packages/apply/paper/index');
    await see(phone, '要补：还没有交', '医保局说：医院能补打电子票据');
    await look('a paper that is asked for again');
    await photograph(phone, photo);
    await see(phone, '已送到');
    await phone.tap('好了，回去');
    await see(phone, '都补好了', '补好了');
    await look('all is mended');
    await phone.tap('补好了，交上去');
    await see(phone, '交上来了，正在办', '您补好材料，交上来了', '医保局请您补材料', '开始填申请');
    if ((await readNumber(phone)) !== number) throw new Error('the number has changed');
    await look('a claim that was sent again');
  });
}

/** The pages of a claim that was sent, in larger letters. */
export async function inCareMode({ phone, step, look }: Told, { id }: SentClaim): Promise<void> {
  await step('in care mode: the list, the claim, what was sent with it', async () => {
    await phone.back();
    await phone.tab('我的');
    await phone.tap('关怀模式');
    await seeCare(phone);
    await phone.tab('申请');
    await see(phone, '我的申请', '正在办');
    await seeCare(phone);
    await look('claims');
    await phone.tap(`#claim-${id}`);
    await see(phone, '交上来了，正在办');
    await phone.tap('这笔钱是怎么算的');
    await phone.tap('#papers');
    await see(phone, '医疗收费票据', '已经送到 2 页');
    await look('a claim in full');
  });
}

/** A draft is thrown away, a claim that was sent is taken back: each after a question. */
export async function takeBack({ phone, step, look }: Told, claim: SentClaim): Promise<void> {
  await step('another draft, for a bill that only paper knows, is begun and thrown away', async () => {
    await phone.back();
    await seePage(phone, 'pages/claims/index');
    await phone.tap('用纸质账单申请');
    await see(phone, '先选账单', '不要这份申请了');
    await phone.tap('不要这份申请了');
    await see(phone, '不要这份申请了？', '填的内容和交的照片都会删掉');
    await look('the question before a draft goes');
    await phone.tap('不要了');
    await seePage(phone, 'pages/claims/index');
    await seeOneClaim(phone, claim);
  });
  await step('the claim itself is taken back; its bill can be applied for again', async () => {
    await phone.tap('撤回申请');
    await see(phone, '撤回申请？', '以后还可以重新申请');
    await look('the question before a claim is taken back');
    await phone.tap('撤回');
    await see(phone, '已经撤回', '您撤回了申请', '再申请一次');
    await look('a claim that was taken back');
    await phone.tap('再申请一次');
    await see(phone, '已撤回', '有 1 张账单可以申请');
  });
}
