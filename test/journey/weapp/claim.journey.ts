/** A claim on the real weapp build: what the window did not pay, applied for once, cut, closed, found again, mended. */
import {
  beginClaim,
  checkAndSubmit,
  excuseInvoice,
  fillPayee,
  findDraftAgain,
  inCareMode,
  mendClaim,
  photographUntilCut,
  takeBack,
  takePhotos,
} from '../claim.story.ts';
import { chenGuoqiang } from '../figures.ts';
import { see } from '../phone.ts';
import type { Journey } from '../report.ts';
import { openReviewer } from '../reviewer.ts';
import { readEverything } from '../story.ts';
import { weappJourney, type Company, type Scene } from './scene.ts';

export function claimJourney(company: Company): Journey {
  const run = async (scene: Scene): Promise<void> => {
    const photos = await takePhotos();
    await scene.arriveAs(company.resident('陈国强'));
    await scene.step('the one big action is what can still be claimed', async () => {
      await see(scene.phone, '去申请，把钱领回来', '还有 1,529.25 元该给您');
    });
    await readEverything(scene, chenGuoqiang);
    await beginClaim(scene);
    await photographUntilCut(scene, photos);
    const again = await scene.step('the app is closed, and opened again', () => scene.reopen());
    await findDraftAgain(again);
    await excuseInvoice(again);
    await fillPayee(again);
    const claim = await checkAndSubmit(again);
    await allowMessages(again);
    await mendClaim(again, claim, openReviewer(company.stage.url), photos.invoice);
    await inCareMode(again, claim);
    await takeBack(again, claim);
    await again.step('nothing of what was sent stays on the phone', () => checkEmpty(again));
  };
  return weappJourney('攀枝花, 低保: what can still be claimed, and the claim for it', company, run);
}

/** On the page of a claim that was just sent: asked for by a tap, for no more than WeChat takes. */
async function allowMessages({ phone, step, look }: Scene): Promise<void> {
  await step('a tap allows WeChat messages about what comes next', async () => {
    await phone.tap('有进展时，微信告诉我');
    await see(phone, '好的，有进展会用微信告诉您');
    await look('a claim with leave to write');
    const [asked = []] = phone.leave.asked;
    if (asked.length === 0 || asked.length > 3) throw new Error(`asked for ${asked.length} templates`);
  });
}

function checkEmpty({ phone: { memory } }: Scene): Promise<void> {
  const left = [
    ...memory.files.keys(),
    ...[...memory.storage.keys()].filter((key) => key.startsWith('upload:')),
  ];
  return left.length === 0
    ? Promise.resolve()
    : Promise.reject(new Error(`still on the phone: ${left.join(', ')}`));
}
