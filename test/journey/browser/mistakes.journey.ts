/** Slips of the finger on the way in: each is said in plain words where it happened, and mended there. */
import { withWrongCheckDigit } from '../../support/people.ts';
import { see, seeNone, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { maskedName, welcome } from '../story.ts';
import { browserJourney, type Company } from './scene.ts';

export function mistakesJourney(company: Company): Journey {
  const who = company.resident('刘建明');
  const other = company.resident('罗敏');
  return browserJourney(
    '攀枝花, an employee: wrong code, wrong check digit, wrong name',
    company,
    async (scene) => {
      const { phone, step, look, stage } = scene;
      await step('who does not agree is told that nothing is collected', async () => {
        await see(phone, '隐私政策');
        await phone.tap('不同意');
        await see(phone, '您不同意，我们就不收您的任何资料');
      });
      await welcome(scene);
      await step('a number of ten digits is refused on the phone itself', async () => {
        await phone.fill('手机号', who.phone.slice(0, 10));
        await phone.tap('获取验证码');
        await see(phone, '请填 11 位手机号。');
        await look('sign-in with a wrong number');
      });
      await step('a wrong code is refused, the right one lets in', async () => {
        await phone.fill('手机号', who.phone);
        await phone.tap('获取验证码');
        const code = await stage.outside.smsCode(who.phone);
        phone.expectFailure(/sessions\/phone 4\d\d$/);
        await phone.fill('短信验证码', code === '000000' ? '111111' : '000000');
        await phone.tap('登录');
        await see(phone, '验证码不对', '请看看短信');
        await look('sign-in with a wrong code');
        await phone.fill('短信验证码', code);
        await phone.tap('登录');
        await seePage(phone, 'pages/binding/index');
      });
      await step('a wrong check digit is seen before anything is sent', async () => {
        await see(phone, '请一条一条看，再同意');
        await phone.fill('姓名', who.name);
        await phone.fill('身份证号', withWrongCheckDigit(who.certno));
        await phone.tap('我同意：核对本人身份');
        await see(phone, '有一位数字填错了');
        await phone.tap('我同意：查看医疗结算和救助信息');
        await look('binding with a wrong number');
        await phone.tap('开始认证');
        if (phone.requests.some((request) => request.endsWith('/binding'))) {
          throw new Error('a number that cannot be was sent to the server');
        }
      });
      await step("somebody else's number does not belong to the name", async () => {
        phone.expectFailure(/binding 422$/);
        await phone.fill('身份证号', other.certno);
        await phone.tap('开始认证');
        await see(phone, '姓名和身份证号对不上');
      });
      await step('the own number does, and the mended form says nothing of the slips', async () => {
        await phone.fill('身份证号', who.certno);
        await phone.tap('开始认证');
        await seePage(phone, 'pages/home/index');
        await see(phone, maskedName(who.name), '现在没有救助身份');
        await seeNone(phone, '对不上');
      });
    },
  );
}
