/** Bills that give nothing, or not yet: each says why, and what to do. */
import { see, seeNone, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { welcome } from '../story.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

export function verdictJourneys(company: Company): Journey[] {
  const { resident } = company;
  return [
    browserJourney('宜昌, nobody’s category: empty states, a refusal', company, async (scene) => {
      await scene.arriveAs(resident('周文静'));
      await noIdentity(scene);
      await readBill(scene, '420502S2026050800501', [
        '这次没有救助',
        '看病那天，您还不是救助对象',
        '第十五条',
      ]);
    }),
    browserJourney('攀枝花: a bill without the referral', company, async (scene) => {
      await scene.arriveAs(resident('宋玉明'));
      await scene.phone.tab('账单');
      await readBill(scene, '510402S2026042801301', ['这次没有救助', '没有按规定转诊', '第十七条']);
    }),
    browserJourney('宜昌: a bill that lacks a fact', company, async (scene) => {
      await scene.arriveAs(resident('袁秀华'));
      await scene.phone.tab('账单');
      await readBill(scene, '420502S2026092501302', [
        '还没算完',
        '账单上没写：是不是按规定转诊',
        '医保窗口补上',
      ]);
    }),
    browserJourney('宜昌: a bill that was taken back', company, async (scene) => {
      await scene.arriveAs(resident('邹永清'));
      await scene.phone.tab('账单');
      await see(scene.phone, '已退费');
      await readBill(scene, '420506S2026041701700', ['这张账单已经退费', '不再算救助']);
    }),
    browserJourney('攀枝花: a category and no bill', company, async (scene) => {
      await scene.arriveAs(resident('邓小川'));
      await noBill(scene);
    }),
    browserJourney('宜昌: not insured', company, async (scene) => {
      await notInsured(scene, resident('邹晴'));
    }),
  ];
}

async function noIdentity({ phone, step, look }: Scene): Promise<void> {
  await step('the status says that no category was found, and where to apply', async () => {
    await see(phone, '宜昌市', '现在没有救助身份');
    await phone.tap('我的保障');
    await see(phone, '没有查到困难身份', '可以到村里或社区申请认定');
    await look('status without a category');
    await phone.tap('2024 年');
    await see(phone, '2024 年没有账单');
    await look('a year without bills');
    await phone.back();
    await phone.tab('账单');
  });
}

async function readBill({ phone, step, look }: Scene, id: string, words: string[]): Promise<void> {
  await step(`the bill says why, and what to do: ${words.join(' · ')}`, async () => {
    await seePage(phone, 'pages/bills/index');
    await phone.tap(`#bill-${id}`);
    await seePage(phone, 'pages/bill/index');
    await see(phone, '这张账单谁付的', ...words);
    await seeNone(phone, '您还能领');
    await look('bill');
  });
}

async function noBill({ phone, step, look }: Scene): Promise<void> {
  await step('the home page leads to the three layers', async () => {
    await see(phone, '看看我有哪些保障', '今年还没有账单');
    await look('home without a bill');
  });
  await step('the list of bills says when the first one will come', async () => {
    await phone.tab('账单');
    await see(phone, '没有账单', '第二天就能在这里看到');
    await look('bills without a bill');
  });
}

async function notInsured(scene: Scene, who: Parameters<Scene['arriveAs']>[0]): Promise<void> {
  const { phone, step, look } = scene;
  await welcome(scene);
  await step('signs in', scene.signIn(who.phone));
  await step('nobody by this number is insured: where to ask', async () => {
    phone.expectFailure(/binding 422$/);
    await seePage(phone, 'pages/binding/index');
    await see(phone, '请一条一条看，再同意');
    await phone.fill('身份证号', who.certno);
    await phone.fill('姓名', who.name);
    await phone.tap('我同意：核对本人身份');
    await phone.tap('我同意：查看医疗结算和救助信息');
    await phone.tap('开始认证');
    await see(phone, '没有查到您的医保', '12393');
    await look('binding of somebody not insured');
  });
  await step('the app stays usable without a binding', async () => {
    await phone.tap('以后再说');
    await see(phone, '去认证');
    await look('home without a binding');
    await phone.tab('账单');
    await see(phone, '认证后，就能看到您的账单');
    await phone.tab('我的');
    await see(phone, '去认证', '我同意过的');
    await look('me without a binding');
  });
}
