/** Paying in WeChat: the bank's file goes into a chat or to a computer's disk, and its file of results comes out of a chat. */
import { openBank } from '../../sandbox/bank/bank.ts';
import type { PhoneFile } from '../../support/paper-photo.ts';
import { see, seeNone, seePage } from '../phone.ts';
import type { Scene } from './scene.ts';

type Due = { number: string; amount: string };

/** From the queue of the fund's manager. */
export async function payInWechat(scene: Scene, due: Due): Promise<void> {
  const bank = openBank();
  await makeBatch(scene, due);
  const file = await sendToChat(scene);
  await saveOnComputer(scene, file);
  await takeResults(scene, { name: '银行结果.csv', mimeType: 'text/csv', bytes: bank.take(file) }, due);
  await scene.step('the bank has paid once', () => {
    const times = [...bank.paid().values()].join();
    return times === '1' ? Promise.resolve() : Promise.reject(new Error(`paid ${times} times`));
  });
}

async function makeBatch({ phone, step, look }: Scene, { number, amount }: Due): Promise<void> {
  await step('the fund: what is due becomes a batch', async () => {
    await phone.tap('#to-payments');
    await seePage(phone, 'packages/staff/payments/index');
    await see(phone, number.replace(/ /g, ''), amount, '选了 1 笔');
    await look('payments that are due');
    await phone.tap('#make-batch');
    await phone.tap('做成一批');
    await seePage(phone, 'packages/staff/batch/index');
    await see(phone, '等银行结果 1 笔');
    await look('a batch');
  });
}

async function sendToChat({ phone, step, look }: Scene): Promise<Buffer> {
  return await step('its file goes into a chat, once she does not change her mind; none stays', async () => {
    phone.handed.cancels = true;
    await phone.tap('#save-file');
    await phone.tap('#hand-file');
    await see(phone, '存到电脑，或者发给自己');
    await seeNone(phone, '取出来了');
    if (phone.handed.chats.length > 0) throw new Error('a file went where she did not send it');
    await phone.tap('#hand-file');
    await see(phone, '取出来了', '请把它删掉');
    await look('a file that was handed over');
    return checkHanded(phone, phone.handed.chats);
  });
}

async function saveOnComputer(scene: Scene, sent: Buffer): Promise<void> {
  const { phone, step } = scene;
  await step('on a computer the same file goes to the disk', async () => {
    phone.handset.platform = 'windows';
    await phone.tap('#save-file');
    await phone.tap('#hand-file');
    await see(phone, '取出来了');
    if (!checkHanded(phone, phone.handed.disk).equals(sent)) throw new Error('it is another file');
    if (phone.handed.chats.length > 1) throw new Error('it went into a chat as well');
  });
}

/** The one file that left the app; its own copy, with account numbers in it, must be gone. */
function checkHanded({ memory }: Scene['phone'], [file]: { name: string; bytes: Buffer }[]): Buffer {
  if (file === undefined) throw new Error('no file has left the app');
  if (!/^payments-\d{4}-\d\d-\d\d-[\w-]+\.csv$/.test(file.name)) throw new Error(`it is called ${file.name}`);
  if (memory.files.size > 0) throw new Error('a file with account numbers stays on the phone');
  return file.bytes;
}

async function takeResults({ phone, step, look }: Scene, answer: PhoneFile, due: Due): Promise<void> {
  await step('a chat from which nothing is chosen changes nothing', async () => {
    await phone.choose('#choose-answer', []);
    await see(phone, '等银行结果 1 笔');
    await seeNone(phone, '收下了', '没有收下');
  });
  await step('the bank’s file out of a chat: paid', async () => {
    await phone.choose('#choose-answer', [answer]);
    await see(phone, '收下了', '付成 1 笔', due.amount);
    await look('a batch that is paid');
  });
  await step('the bank’s file once more: said so, and nothing changes', async () => {
    await phone.choose('#choose-answer', [answer]);
    await see(phone, '以前交过，这次什么都没有变，也不会多付');
    await look('a file that came twice');
  });
}
