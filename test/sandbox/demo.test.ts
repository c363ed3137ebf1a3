import { join } from 'node:path';

import type { IntakeReply } from '../../shared/src/contract/settlement.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { loadFamilies } from './families/load.ts';
import { push, type PushAnswer } from './hsa/push.ts';
import { pushesInOrder, type World } from './world.ts';

let app: TestApp;
let world: World;
const first = new Map<string, PushAnswer>();

beforeAll(async () => {
  world = await loadFamilies(join(__dirname, '../../config'));
  app = await startApp({ families: world });
  for (const { push: message } of pushesInOrder(world))
    first.set(message.msgid, await push(app.url, message));
}, 60_000);
afterAll(() => app.close());

test('every settlement and reversal of the families is taken by the real intake', () => {
  const refused = [...first.values()].filter(({ status }) => status >= 300);
  expect(refused).toEqual([]);
});

test('loading them again changes nothing: each message gets its first answer', async () => {
  for (const { push: message } of pushesInOrder(world).slice(0, 12)) {
    expect(await push(app.url, message)).toEqual(first.get(message.msgid));
  }
});

test('the rules find what the platform paid, but where a family is there to show the opposite', () => {
  const differing = world.settlements.flatMap(({ setlId, push: { msgid } }) => {
    const { state, calculated, granted } = first.get(msgid)?.body as IntakeReply;
    return calculated === granted ? [] : [{ setlId, state, calculated, granted }];
  });
  expect(differing).toEqual([
    // 袁秀华: the sender left the referral flags out, so nothing can be said yet.
    { setlId: '420502S2026092501302', state: 'incomplete', calculated: null, granted: '0.00' },
    // 陈国强: the hospital gave too little; 1,529.25 is still due.
    { setlId: '510421S2026091200106', state: 'granted', calculated: '2529.25', granted: '1000.00' },
    // 谢桂英: her bill of March had not arrived yet, and a year is rounded as a whole.
    { setlId: '510402S2026052001701', state: 'granted', calculated: '2573.11', granted: '2573.10' },
    // 苏巧珍: the window gave nothing. 21,200.00 − 13,130.00 − 1,345.50 = 6,724.50 × 70% = 4,707.15.
    { setlId: '510402S2026081201900', state: 'granted', calculated: '4707.15', granted: '0.00' },
  ]);
});
