/** Residents of both cities on the real weapp build, from the first page to sign-out. */
import { qinYulan } from '../figures.ts';
import { see, seeCare, seeNone, seePage } from '../phone.ts';
import type { Journey } from '../report.ts';
import { inCareMode, readEverything, signOut } from '../story.ts';
import { weappJourney, type Company, type Scene } from './scene.ts';

const mainPackageLimit = 600 * 1024;

export function residentJourneys(company: Company): Journey[] {
  const { bundle, resident } = company;
  return [
    weappJourney('the package', company, async ({ step }) => {
      const size = Math.round(bundle.mainPackageBytes / 1024);
      await step(`the main package has ${size} KB, at most 600`, () =>
        bundle.mainPackageBytes <= mainPackageLimit
          ? Promise.resolve()
          : Promise.reject(new Error(`${bundle.mainPackageBytes} bytes`)),
      );
    }),
    weappJourney('宜昌, 返贫致贫: from the first page to sign-out', company, async (scene) => {
      const who = resident('覃玉兰');
      await scene.arriveAs(who);
      await readEverything(scene, qinYulan);
      await inCareMode(scene, qinYulan.bill.id);
      await takeData(scene, who.certno);
      const again = await reopen(scene);
      await signOut(again, who);
    }),
    weappJourney('攀枝花, 年中认定: care mode comes from WeChat', company, careFromWechat(company), {
      fontSize: 23.8,
    }),
  ];
}

async function takeData({ phone, step, look }: Scene, certno: string): Promise<void> {
  await step('takes along everything that is kept, through WeChat’s own window', async () => {
    await phone.tab('我的');
    await phone.tap('下载我的全部资料');
    await see(phone, '发给自己');
    await look('the file is ready');
    await phone.tap('发给自己');
    await see(phone, '下载我的全部资料');
    const [file] = phone.handed.chats;
    if (!file) throw new Error('nothing was shared');
    const data = JSON.parse(file.bytes.toString('utf8')) as { person: unknown; settlements: unknown[] };
    if (!JSON.stringify(data.person).includes(certno))
      throw new Error('the own number is not in the own file');
    if (data.settlements.length !== 6) throw new Error(`${data.settlements.length} settlements instead of 6`);
    if (phone.memory.files.size > 0) throw new Error('the file stays on the phone after it was handed over');
  });
}

async function reopen(scene: Scene): Promise<Scene> {
  return await scene.step('closed and opened again, the app knows its user and the chosen mode', async () => {
    const next = await scene.reopen();
    await seePage(next.phone, 'pages/home/index');
    await see(next.phone, '覃*兰', '我的保障');
    await next.look('home after reopening');
    await seeCare(next.phone);
    return next;
  });
}

function careFromWechat({ resident }: Company) {
  return async (scene: Scene): Promise<void> => {
    const { phone, step } = scene;
    await step('WeChat’s own care mode is followed from the first page on', async () => {
      await see(phone, '隐私政策');
      await seeCare(phone);
    });
    await scene.arriveAs(resident('何晓燕'));
    await step('what the new category brings for earlier bills of the year is told', async () => {
      await phone.tap('看看还能领多少');
      await seePage(phone, 'pages/status/index');
      await see(phone, '防止返贫监测对象', '低保对象', '已过期', '认定以后补的钱');
      await seeNone(phone, '没有查到困难身份');
      await scene.look('status with a top-up');
    });
  };
}
