/** 我家能救助多少 on the real weapp build: without signing in, with the law that was kept, and without a network. */
import { answerPlace, answerStay, openFromWelcome, readExact, readRange } from '../estimate.story.ts';
import { see, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { weappJourney, type Company, type Scene } from './scene.ts';

export function estimateJourneys(company: Company): Journey[] {
  return [
    weappJourney('我家能救助多少: 攀枝花, 低保', company, async (scene) => {
      await openFromWelcome(scene);
      await answerPlace(scene, '攀枝花市');
      await answerStay(scene, { who: '吃低保的', referred: 'yes', outOfScope: '1000' });
      await readExact(scene);
      await withKeptLaw(await reopened(scene));
    }),
    weappJourney('我家能救助多少: what is not clear', company, async (scene) => {
      await openFromWelcome(scene);
      await answerPlace(scene, '攀枝花市');
      await answerStay(scene, { who: '吃低保的', referred: 'unknown', outOfScope: '' });
      await readRange(scene);
    }),
  ];
}

async function reopened(scene: Scene): Promise<Scene> {
  return await scene.step(
    'closed and opened again, the answers are there and the law still holds: 304',
    async () => {
      const next = await scene.reopen();
      await seePage(next.phone, 'pages/welcome/index');
      await next.phone.tap('我家能救助多少');
      await see(next.phone, '还留着上次填的');
      await next.phone.tap('接着看上次的');
      await see(next.phone, '4,900.00');
      const statuses = next.phone.network.exchanges
        .filter(({ url }) => url.endsWith('/policy-packs/510400'))
        .map(({ status }) => status);
      if (statuses.join() !== '304') throw new Error(`the law was answered with ${statuses.join(', ')}`);
      return next;
    },
  );
}

async function withKeptLaw({ phone, step, look }: Scene): Promise<void> {
  await step('without a network it still reckons, and says of when the law is', async () => {
    await phone.back();
    await seePage(phone, 'pages/welcome/index');
    await phone.setOnline(false);
    await phone.tap('我家能救助多少');
    await phone.tap('接着看上次的');
    await see(phone, '没有连上网。下面是', '看到的', '4,900.00');
    await look('estimate without a network');
    await phone.setOnline(true);
  });
}
