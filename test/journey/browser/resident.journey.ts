/** A resident of 攀枝花 from the first page to sign-out, every screen looked at in both modes. */
import { readFile } from 'node:fs/promises';

import { chenGuoqiang } from '../figures.ts';
import type { Resident } from '../people.ts';
import { see, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { inCareMode, readEverything, signOut } from '../story.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

export function residentJourney(company: Company): Journey {
  const who = company.resident('陈国强');
  return browserJourney('攀枝花, 低保: from the first page to sign-out', company, async (scene) => {
    const { phone, step } = scene;
    await scene.arriveAs(who);
    await step('the one big action is what can still be claimed', async () => {
      await see(phone, '去申请，把钱领回来', '还有 1,529.25 元该给您', '38,664.22');
    });
    await readEverything(scene, chenGuoqiang);
    await inCareMode(scene, chenGuoqiang.bill.id);
    await exportData(scene, who);
    await signOut(scene, who);
    await step('a signed-out browser keeps nothing personal', async () => {
      const kept = await phone.page.evaluate<string>('JSON.stringify(Object.entries(localStorage))');
      for (const secret of ['token', 'reply:', '1529.25', who.certno]) {
        if (kept.includes(secret)) throw new Error(`${secret} is still in the browser's storage: ${kept}`);
      }
      await phone.tab('首页');
      await seePage(phone, 'pages/home/index');
    });
  });
}

async function exportData({ phone, step }: Scene, who: Resident): Promise<void> {
  await step('takes along everything that is kept', async () => {
    await phone.tab('我的');
    const [download] = await Promise.all([
      phone.page.waitForEvent('download'),
      phone.tap('下载我的全部资料'),
    ]);
    const data = JSON.parse(await readFile(await download.path(), 'utf8')) as {
      person: Record<string, unknown>;
      settlements: unknown[];
      decisions: unknown[];
    };
    if (!JSON.stringify(data.person).includes(who.certno))
      throw new Error('the own number is not in the own file');
    if (data.settlements.length !== 8) throw new Error(`${data.settlements.length} settlements instead of 8`);
    if (data.decisions.length < 8) throw new Error(`only ${data.decisions.length} decisions`);
    await see(phone, '存好了');
  });
}
