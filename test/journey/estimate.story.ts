/** 我家能救助多少, told once for both phones: six questions without signing in, and what is read at the end. */
import { see, seePage } from './phone.ts';
import type { Told } from './story.ts';

const page = 'packages/estimate/ask/index';

/** From the welcome page, before anything was agreed to. */
export async function openFromWelcome({ phone, step, look }: Told): Promise<void> {
  await step('the welcome page offers it, without signing in and before any agreement', async () => {
    await seePage(phone, 'pages/welcome/index');
    await see(phone, '我家能救助多少', '不用登录');
    await phone.tap('我家能救助多少');
    await seePage(phone, page);
    await see(phone, '第 1 题，一共 6 题', '攀枝花市', '宜昌市', '只留在这部手机上');
    await look('estimate: place');
  });
}

/** The city and the insurance. */
export async function answerPlace({ phone, step }: Told, city: string): Promise<void> {
  await step(`in ${city}, 居民医保`, async () => {
    await phone.tap(city);
    await phone.tap('#insurance-resident');
    await phone.tap('下一题');
    await see(phone, '第 2 题', '您家是下面哪一种', '都不是', '不清楚');
  });
}

export type Stay = { who: string; referred: 'yes' | 'no' | 'unknown'; outOfScope: string };

/** Who, the kind of care, where it was, the money, and what was before. */
export async function answerStay({ phone, step, look }: Told, stay: Stay): Promise<void> {
  await step('who the family is, what care it was, and where', async () => {
    await look('estimate: who');
    await phone.tap(stay.who);
    await phone.tap('下一题');
    await see(phone, '第 3 题');
    await look('estimate: kind');
    await phone.tap('#kind-inpatient');
    await phone.tap('下一题');
    await see(phone, '第 4 题', '是医保定点医院吗', '按规定转诊了吗');
    await phone.tap('#designated-yes');
    await phone.tap('#inProvince-yes');
    await phone.tap(`#referred-${stay.referred}`);
    await look('estimate: where');
    await phone.tap('下一题');
  });
  await step(
    'the money as it stands on the slip; an amount that cannot be is refused in its place',
    async () => {
      await see(phone, '第 5 题');
      await phone.fill('一共花了多少（元）', '20000');
      await phone.fill('医保报了多少（元）', '22000');
      await phone.fill('其中医保不能报的（元）', stay.outOfScope);
      await phone.tap('下一题');
      await see(phone, '医保报的，不会比一共花的还多');
      await look('estimate: money, one amount wrong');
      await phone.fill('医保报了多少（元）', '12000');
      await phone.tap('下一题');
    },
  );
  await step('nothing before in the year', async () => {
    await see(phone, '第 6 题');
    await phone.tap('#earlier-no');
    await phone.fill('今年已经领过多少救助（元）', '0');
    await look('estimate: earlier');
    await phone.tap('算一算');
  });
}

/** 低保, everything known: 70 % of the 7,000 that the insurance covers and the family paid. */
export async function readExact({ phone, step, look }: Told): Promise<void> {
  await step('one amount, what is left to pay, what to do, and how it is reckoned', async () => {
    await see(phone, '大约能救助', '4,900.00', '3,100.00', '接下来做什么', '申请，把钱领回来', '示例数据');
    await see(phone, '离下一档还差多少', '这笔钱是怎么算的', '看依据 第十二条（二）', '以医保局核定的为准');
    await look('estimate: one amount');
  });
}

/** The same stay by a family that does not know which part counts, nor of a referral. */
export async function readRange({ phone, step, look }: Told): Promise<void> {
  await step(
    'what is not clear makes a range; each unknown is named and leads back to its question',
    async () => {
      await see(phone, '最少', '0.00', '最多', '5,600.00', '弄清这几样，算得更准', '找出转诊单');
      await look('estimate: a range');
      await phone.tap('有没有按规定转诊');
      await see(phone, '第 4 题', '按规定转诊了吗');
      await phone.tap('#referred-yes');
      await phone.tap('下一题');
      await see(phone, '第 5 题');
    },
  );
}
