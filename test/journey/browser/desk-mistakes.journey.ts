/** What goes wrong at the desk: a code that is wrong until the door is shut, and addresses that are typed by hand. */
import { findStaff, nextCode, typeSignIn } from '../desk.story.ts';
import { see, seeNone, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

/** Nobody else needs this door. */
const shutOut = 'nong.chen';
const wrongOnes = 5;
/** Of one in a million half minutes it would be the right one. */
const wrong = '000001';

export function deskMistakesJourney(company: Company): Journey {
  return browserJourney('At the desk: wrong codes, and addresses typed by hand', company, async (scene) => {
    await typeWrongCodes(await scene.desk());
    await typeAddresses(await scene.staff('cun.zhou'));
    await staySignedOut(scene);
  });
}

async function typeWrongCodes({ phone, step, look }: Scene): Promise<void> {
  phone.expectFailure(/\/staff\/sessions 4(22|29)$/);
  await step('what is missing is said before anything is sent', async () => {
    await see(phone, '工作人员登录');
    await look('the sign-in of staff');
    await phone.tap('#staff-sign-in');
    await see(phone, '请填登录名');
  });
  await step('a wrong code: not said which of the three was wrong', async () => {
    await typeSignIn({ phone }, shutOut, { code: wrong });
    await see(phone, '没有登录成功');
    await look('a wrong code');
  });
  await step(`after ${wrongOnes} the door is shut for a while, even for the right one`, async () => {
    for (let more = 1; more < wrongOnes; more += 1) {
      const answered = phone.page.waitForResponse(/\/staff\/sessions$/);
      await typeSignIn({ phone }, shutOut, { code: wrong });
      await answered;
    }
    await typeSignIn({ phone }, shutOut, { code: await nextCode(shutOut) });
    await see(phone, '错的次数太多了', '分钟后可以再试');
    await seeNone(phone, findStaff(shutOut).name);
    await look('a door that is shut');
  });
}

async function typeAddresses({ phone, step, look }: Scene): Promise<void> {
  const goTo = (page: string) => phone.page.evaluate(`location.hash = '#/packages/staff/${page}'`);
  await step('a part of the desk that is not hers leads to her own', async () => {
    for (const page of ['payments', 'lane', 'people', 'audit']) {
      await goTo(`${page}/index`);
      await seePage(phone, 'packages/staff/queue/index');
      await see(phone, '待办');
      await seeNone(phone, '打款', '一起批', '查记录');
    }
  });
  await step('a case and a batch that are not hers are not there', async () => {
    phone.expectFailure(/\/staff\/(claims|payment-batches)\/\S+ 40[34]$/);
    await goTo('case/index?id=AAAAAAAAAAAAAAAAAAAAAA');
    await see(phone, '没有找到');
    await look('a case that is not hers');
    await goTo('batch/index?id=AAAAAAAAAAAAAAAAAAAAAA');
    await seeNone(phone, '交给银行');
    await look('a batch that is not hers');
  });
}

/** The resident's pages and the desk are two sign-ins on one phone. */
async function staySignedOut({ phone, step }: Scene): Promise<void> {
  await step('a resident’s phone has no sign-in of the staff', async () => {
    await phone.page.evaluate(`location.hash = '#/packages/staff/queue/index'`);
    await see(phone, '工作人员登录', '我不是工作人员，返回');
    await phone.tap('#to-resident');
    await seePage(phone, 'pages/me/index');
  });
}
