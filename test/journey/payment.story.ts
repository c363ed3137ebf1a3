/** Paying: a batch is made, its file goes to the bank, and the bank's file of results comes back. */
import { readFile } from 'node:fs/promises';

import type { Bank } from '../sandbox/bank/bank.ts';
import type { PhoneFile } from '../support/paper-photo.ts';
import type { BrowserPhone } from './browser/phone.ts';
import { see, seePage } from './phone.ts';
import type { Told } from './story.ts';

type ToldInBrowser = Told & { phone: BrowserPhone };

/** What the bank has answered with. */
export async function payThroughBank(
  { phone, step, look }: ToldInBrowser,
  bank: Bank,
  due: { number: string; amount: string },
): Promise<PhoneFile> {
  await step('the fund: what is due becomes a batch', async () => {
    await phone.tap('#to-payments');
    await seePage(phone, 'packages/staff/payments/index');
    await see(phone, due.number.replace(/ /g, ''), due.amount, '选了 1 笔');
    await look('payments that are due');
    await phone.tap('#make-batch');
    await phone.tap('#confirm-yes');
    await seePage(phone, 'packages/staff/batch/index');
    await see(phone, '等银行结果 1 笔');
    await look('a batch');
  });
  return await step('its file goes to the bank, and the bank’s file comes back: paid', async () => {
    const [download] = await Promise.all([phone.page.waitForEvent('download'), phone.tap('#save-file')]);
    await see(phone, '下载好了');
    const bytes = bank.take(await readFile(await download.path()));
    const answer = { name: '银行结果.csv', mimeType: 'text/csv', bytes };
    await phone.choose('#choose-answer', [answer]);
    await see(phone, '收下了', '付成 1 笔', due.amount);
    await look('a batch that is paid');
    return answer;
  });
}

export async function sameFileAgain({ phone, step, look }: ToldInBrowser, answer: PhoneFile): Promise<void> {
  await step('the bank’s file once more: said so, and nothing changes', async () => {
    await phone.choose('#choose-answer', [answer]);
    await see(phone, '以前交过，这次什么都没有变，也不会多付');
    await look('a file that came twice');
  });
}
