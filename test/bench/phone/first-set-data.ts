/** What crosses WeChat's bridge first on each page, seen on the real build in the phone of the journeys. */
import {
  beginClaim,
  checkAndSubmit,
  excuseInvoice,
  fillPayee,
  photographAll,
  takePhotos,
} from '../../journey/claim.story.ts';
import { chenGuoqiang } from '../../journey/figures.ts';
import { openPeople } from '../../journey/people.ts';
import { startStage } from '../../journey/stage.ts';
import { arrive, lookAround, readEverything, type Told } from '../../journey/story.ts';
import type { Bundle } from '../../journey/weapp/bundle.ts';
import { openWeapp, type WeappPhone } from '../../journey/weapp/phone.ts';
import type { Handset } from '../../journey/weapp/wx.ts';

export type FirstSetData = { route: string; bytes: number };

/** The first setData of every page that a resident comes by, the largest where she comes twice. */
export async function measureApp(bundle: Bundle): Promise<FirstSetData[]> {
  const [stage, resident] = await Promise.all([startStage('weapp'), openPeople()]);
  try {
    const openid = 'o-bench-phone';
    const phone = openWeapp({
      bundle,
      serverOrigin: stage.url,
      handset: handsetOf(
        () => stage.outside.loginCode(openid),
        (name, certno) => stage.outside.faceResult(openid, name, certno),
      ),
    });
    const told: Told & { phone: WeappPhone } = {
      phone,
      step: (_what, run) => run(),
      look: () => Promise.resolve(),
    };
    await arrive(told, resident('陈国强'), () => phone.tap('微信一键登录'));
    await readEverything(told, chenGuoqiang);
    await phone.tab('我的');
    await lookAround(told, chenGuoqiang.bill.id);
    await beginClaim(told);
    await photographAll(told, await takePhotos());
    await excuseInvoice(told);
    await fillPayee(told);
    await checkAndSubmit(told);
    await phone.close();
    return firsts(phone);
  } finally {
    await stage.stop();
  }
}

/** The one page of the bare app. */
export async function measureBare(bundle: Bundle): Promise<FirstSetData[]> {
  const nobody = () => Promise.reject(new Error('the bare app asks for nothing'));
  const phone = openWeapp({ bundle, serverOrigin: 'http://127.0.0.1:9', handset: handsetOf(nobody, nobody) });
  // Its page is drawn in the turns that follow.
  await new Promise((resolve) => setTimeout(resolve, 200));
  await phone.close();
  return firsts(phone);
}

function handsetOf(loginCode: Handset['loginCode'], faceResult: NonNullable<Handset['faceResult']>): Handset {
  return { fontSize: 17, loginCode, faceResult };
}

function firsts(phone: WeappPhone): FirstSetData[] {
  const largest = new Map<string, number>();
  for (const { route, bytes, first } of phone.stack.setDatas) {
    if (first) largest.set(route, Math.max(bytes, largest.get(route) ?? 0));
  }
  return [...largest].map(([route, bytes]) => ({ route, bytes }));
}
