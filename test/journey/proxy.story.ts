/** 代办: a neighbour becomes a volunteer, is allowed to help, and files for the one she helps. */
import { takePhotos, type Photos } from './claim.story.ts';
import { giveEverything, nameAccount } from './filing.story.ts';
import type { Resident } from './people.ts';
import { see, seeNone, seePage } from './phone.ts';
import { maskedName, type Told } from './story.ts';

/** At the desk of the village: an invitation, which is shown once. */
export async function inviteVolunteer({ phone, step, look }: Told): Promise<string> {
  return await step('the village invites a volunteer: a code that works once', async () => {
    await phone.tap('#to-volunteers');
    await seePage(phone, 'packages/staff/volunteers/index');
    await see(phone, '还没有志愿者');
    await look('volunteers');
    await phone.tap('#invite');
    const text = await see(phone, '邀请码', '一个码只能用一次');
    await look('an invitation');
    const code = /\b[0-9A-HJKMNP-TV-Z]{5} [0-9A-HJKMNP-TV-Z]{5}\b/.exec(text)?.[0];
    if (code === undefined) throw new Error(`no code in:\n${text}`);
    return code;
  });
}

export async function becomeVolunteer(
  { phone, step, look }: Told,
  code: string,
  body: string,
): Promise<void> {
  await step('she types the code and belongs to those who help', async () => {
    await phone.tab('我的');
    // The page grows while it loads, and the way to 代办 moves down.
    await see(phone, '我同意过的');
    await phone.tap('#to-proxy');
    await seePage(phone, 'packages/proxy/mandates/index');
    await see(phone, '当志愿者');
    await look('who helps me, and whom I help');
    await phone.fill('邀请码', code);
    await phone.tap('#join');
    await see(phone, '我帮的人', body);
    await phone.tap('#to-clients');
    await seePage(phone, 'packages/proxy/clients/index');
    await see(phone, '还没有帮过人');
    await look('nobody is helped yet');
  });
}

/** @param readOut the six digits of the SMS, as she whom it is about reads them out */
export async function askHer(
  { phone, step, look }: Told,
  her: Resident,
  readOut: () => Promise<string>,
): Promise<void> {
  await step('asks her whom she wants to help: a code comes by SMS, and she reads it out', async () => {
    await phone.tap('#add-client');
    await seePage(phone, 'packages/proxy/add/index');
    await phone.fill('本人姓名', her.name);
    await phone.fill('本人身份证号', her.certno);
    await phone.fill('本人手机号', her.phone);
    await look('somebody new to help');
    await phone.tap('#add');
    await seePage(phone, 'packages/proxy/client/index');
    await see(phone, '等本人同意', '念给本人听', maskedName(her.name));
    await seeNone(phone, her.certno, '本人的申请');
    await look('before she has agreed');
    await phone.fill('本人念的验证码', await readOut());
    await phone.tap('#confirm-code');
    await see(phone, '可以代办', '替本人申请');
    await look('she has agreed');
  });
}

/** Whose claim it is stands on every page. */
export async function fillFor({ phone, step, look }: Told, her: Resident, bill: string): Promise<Photos> {
  const photos = await takePhotos();
  await step('begins the claim for her, with the bill on which nothing was given', async () => {
    await phone.tap('#start-reimbursement');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, maskedName(her.name), '先选账单');
    await look('the task list of somebody else’s claim');
    await phone.tap('#next-step');
    await seePage(phone, 'packages/apply/bills/index');
    await see(phone, maskedName(her.name), '大约能领 4,707.15 元');
    await phone.tap(`#pick-${bill}`);
    await phone.tap(`#injury-${bill}-no`);
    await phone.tap('存好');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '选了 1 张');
  });
  return photos;
}

/** Papers, account and village. */
export async function finishFor({ phone, step, look }: Told, photos: Photos): Promise<void> {
  await step('every paper, and the account that the money goes to', async () => {
    await giveEverything(phone, photos);
    await nameAccount(phone);
  });
  await step('where she lives: the township and the village follow from it', async () => {
    await phone.tap('#to-home');
    await seePage(phone, 'packages/apply/home/index');
    await phone.tap('#township-510402901');
    await look('in which village');
    await phone.tap('#village-510402901001');
    await seePage(phone, 'packages/apply/tasks/index');
    await see(phone, '杏林街道桐湾社区');
  });
}
