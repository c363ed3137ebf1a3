/** A claim in a real browser: photographed without a network, found again after the browser was closed, sent, mended. */
import {
  beginClaim,
  checkAndSubmit,
  excuseInvoice,
  fillPayee,
  findDraftAgain,
  inCareMode,
  mendClaim,
  photographUntilCut,
  seeOneClaim,
  takeBack,
  takePhotos,
  type SentClaim,
} from '../claim.story.ts';
import type { Resident } from '../people.ts';
import type { Journey } from '../report.ts';
import { openReviewer } from '../reviewer.ts';
import { comeIn } from '../story.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

export function claimJourney(company: Company): Journey {
  const who = company.resident('陈国强');
  const run = async (scene: Scene): Promise<void> => {
    const photos = await takePhotos();
    await comeIn(scene, who, scene.signIn(who.phone));
    await beginClaim(scene);
    scene.phone.expectFailure(/ERR_INTERNET_DISCONNECTED/);
    await photographUntilCut(scene, photos);
    const again = await scene.step('the browser is closed, and opened again', () => scene.reopen());
    await findDraftAgain(again);
    await lookAtPhoto(again);
    await excuseInvoice(again);
    await fillPayee(again);
    const claim = await checkAndSubmit(again);
    await findOnAnotherPhone(await again.another(), who, claim);
    await mendClaim(again, claim, openReviewer(company.stage.url), photos.invoice);
    await inCareMode(again, claim);
    await takeBack(again, claim);
  };
  return browserJourney('攀枝花: a claim, from its draft to what is to be mended', company, run, {
    ownBrowser: true,
  });
}

async function lookAtPhoto({ phone, step, look }: Scene): Promise<void> {
  await step('a page that has arrived can be looked at, as the server keeps it', async () => {
    await phone.tap('放大看第 2 张');
    const photo = phone.page.locator('.sheet-photo img').last();
    await photo.waitFor();
    const width = await photo.evaluate(
      (image) => (image as unknown as { naturalWidth: number }).naturalWidth,
    );
    if (width < 1000) throw new Error(`the photo is ${width} pixels wide`);
    await look('a page in full');
    await phone.tap('关闭');
  });
}

async function findOnAnotherPhone(scene: Scene, who: Resident, claim: SentClaim): Promise<void> {
  const { phone, step, stage } = scene;
  await step('Redis loses everything: nothing of the claim was only there', () => stage.wipeCache());
  await comeIn(scene, who, scene.signIn(who.phone));
  await step('the same person finds the same claim on another phone', () => seeOneClaim(phone, claim));
}
