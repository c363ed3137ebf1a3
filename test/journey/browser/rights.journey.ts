/** What a resident can take back: a consent, a session, the account. */
import { see, seeNone, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { maskedName } from '../story.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

export function rightsJourneys(company: Company): Journey[] {
  const { resident } = company;
  return [
    browserJourney(
      '攀枝花: a consent withdrawn and given again, then the account closed',
      company,
      async (scene) => {
        const who = resident('赵德福');
        await scene.arriveAs(who);
        await withdraw(scene);
        await close(scene, maskedName(who.name));
      },
    ),
    browserJourney('宜昌: the session ended from elsewhere', company, async (scene) => {
      const who = resident('谭小军');
      await scene.arriveAs(who);
      await revoke(scene, maskedName(who.name));
    }),
  ];
}

async function withdraw({ phone, step, look }: Scene): Promise<void> {
  await step('withdrawing is as easy as agreeing, and its consequence is said first', async () => {
    await phone.tab('我的');
    await phone.tap('#consent-medical_records');
    await see(phone, '撤回同意');
    await look('a consent');
    await phone.tap('撤回同意');
    await see(phone, '撤回后不能再查账单');
    await look('the question before withdrawing');
    await phone.tap('撤回');
    await see(phone, '没有同意。用来查您的医保账单');
  });
  await step('without the consent nothing is shown, and the way back is one tap', async () => {
    phone.expectFailure(/api\/v1\/(bills|status) 403$/);
    await phone.tab('账单');
    await see(phone, '还差您的同意', '去看说明');
    await look('bills without the consent');
    await phone.tap('去看说明');
    await seePage(phone, 'pages/me/index');
    await phone.tap('#consent-medical_records');
    await phone.tap('#grant-consent');
    await seeNone(phone, '没有同意。用来查您的医保账单');
    await phone.tab('账单');
    await see(phone, '算好了');
    await seeNone(phone, '还差您的同意');
  });
}

async function close({ phone, step, look, stage }: Scene, name: string): Promise<void> {
  await step('closing the account says what goes and what must be kept', async () => {
    const token = await readToken(phone.page);
    await phone.tab('我的');
    await phone.tap('注销账号');
    await see(phone, '注销账号？', '不能恢复');
    await phone.tap('注销');
    await see(phone, '账号已注销', '按规定还要留着');
    await look('the account is closed');
    await phone.tap('知道了');
    await seePage(phone, 'pages/welcome/index');
    await seeNone(phone, name);
    const status = await fetch(`${stage.url}/api/v1/session`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (status.status !== 401) throw new Error(`the closed account's token still answers ${status.status}`);
  });
}

async function revoke({ phone, step, look, stage }: Scene, name: string): Promise<void> {
  await step(
    'a session that the server no longer knows ends on the phone, and nothing personal stays',
    async () => {
      phone.expectFailure(/api\/v1\/\S+ 401$/);
      const token = await readToken(phone.page);
      const reply = await fetch(`${stage.url}/api/v1/session`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'journey-ends-the-session' },
      });
      if (reply.status !== 204) throw new Error(`ending the session answered ${reply.status}`);
      await phone.tab('账单');
      await seePage(phone, 'pages/sign-in/index');
      await see(phone, '请重新登录');
      await seeNone(phone, name);
      await look('sign-in after the session ended');
    },
  );
}

/** The token as the app keeps it: Taro wraps what it stores. */
async function readToken(page: Scene['phone']['page']): Promise<string> {
  const stored = await page.evaluate<string | null>(`localStorage.getItem('session')`);
  const token = /"token":"([^"]+)"/.exec(stored ?? '')?.[1];
  if (!token) throw new Error(`no session in the browser's storage: ${stored}`);
  return token;
}
