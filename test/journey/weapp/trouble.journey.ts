/** What goes wrong on a mini-program: no network, a session ended elsewhere, an account closed and begun anew. */
import { see, seeNone, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { bind, maskedName } from '../story.ts';
import { weappJourney, type Company, type Scene } from './scene.ts';

export function troubleJourneys(company: Company): Journey[] {
  const { resident } = company;
  return [
    weappJourney('宜昌: no network, then a session ended from elsewhere', company, async (scene) => {
      const who = resident('谭小军');
      await scene.arriveAs(who);
      await withoutNetwork(scene);
      await revoke(scene, maskedName(who.name));
    }),
    weappJourney('攀枝花: an account closed, and begun anew', company, async (scene) => {
      const who = resident('马文华');
      await scene.arriveAs(who);
      await close(scene);
      await scene.step('the same WeChat user begins anew', async () => {
        await scene.phone.tap('同意，开始使用');
        await seePage(scene.phone, 'pages/sign-in/index');
        await scene.signIn();
      });
      await bind(scene, who);
    }),
  ];
}

async function withoutNetwork({ phone, step, look }: Scene): Promise<void> {
  await step('without a network the last answers stay, marked, with a way to try again', async () => {
    await phone.tap('我的保障');
    await see(phone, '已过期', '谁帮您付了多少');
    await phone.back();
    await phone.setOnline(false);
    await phone.tap('我的保障');
    await see(phone, '没有连上网', '看到的', '再试一次', '谁帮您付了多少');
    await look('status without a network');
    await phone.back();
    await phone.tab('账单');
    await see(phone, '没有连上网', '请检查手机网络');
    await look('bills without a network');
    await phone.setOnline(true);
    await phone.tap('再试一次');
    await see(phone, '住院');
    await seeNone(phone, '没有连上网');
  });
}

async function revoke({ phone, step, stage, look }: Scene, name: string): Promise<void> {
  await step(
    'a session that the server no longer knows ends on the phone, and nothing of it stays',
    async () => {
      const sent = phone.network.exchanges.findLast(({ headers }) => headers.authorization);
      const reply = await fetch(`${stage.url}/api/v1/session`, {
        method: 'DELETE',
        headers: {
          authorization: sent?.headers.authorization ?? '',
          'idempotency-key': 'journey-ends-the-session',
        },
      });
      if (reply.status !== 204) throw new Error(`ending the session answered ${reply.status}`);
      await phone.tab('首页');
      await seePage(phone, 'pages/sign-in/index');
      await see(phone, '请重新登录', '微信一键登录');
      await seeNone(phone, name);
      await look('sign-in after the session ended');
      const kept = [...phone.memory.storage.keys()].filter(
        (key) => key === 'session' || key.startsWith('reply:'),
      );
      if (kept.length) throw new Error(`still on the phone: ${kept.join(', ')}`);
    },
  );
}

async function close({ phone, step }: Scene): Promise<void> {
  await step('closing the account says what goes and what must be kept', async () => {
    await phone.tab('我的');
    await see(phone, '注销账号');
    await phone.tap('注销账号');
    await see(phone, '注销账号？', '不能恢复');
    await phone.tap('注销');
    await see(phone, '账号已注销', '按规定还要留着');
    await phone.tap('知道了');
    await seePage(phone, 'pages/welcome/index');
  });
}
