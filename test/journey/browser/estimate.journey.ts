/** 我家能救助多少 in a browser: online, asked again by its ETag, without a network, in care mode, and where the law has no figure. */
import { answerPlace, answerStay, openFromWelcome, readExact, readRange } from '../estimate.story.ts';
import { see, seeCare, seeNone, seePage, type Phone } from '../phone.ts';
import type { Journey } from '../report.ts';
import { waitUntil } from './look.ts';
import { browserJourney, type Company, type Scene } from './scene.ts';

const packs = '/api/v1/policy-packs';

export function estimateJourney(company: Company): Journey {
  return browserJourney('我家能救助多少: nobody signed in', company, async (scene) => {
    await openFromWelcome(scene);
    await answerPlace(scene, '攀枝花市');
    await answerStay(scene, { who: '吃低保的', referred: 'yes', outOfScope: '1000' });
    await readExact(scene);
    await readClause(scene);
    await askAgain(scene);
    await changeToUnknown(scene);
    await withoutNetwork(scene);
    await inCareMode(scene);
    await whereNoFigureIs(scene);
    await firstTimeOffline(scene);
    await toApply(scene);
  });
}

async function readClause({ phone, step, look }: Scene): Promise<void> {
  await step('a tap shows the clause in its own words', async () => {
    await phone.tap('看依据：第六条');
    await see(phone, '依据：第六条', '按个人缴费标准的75%资助低保对象');
    await look('estimate: a clause');
    await phone.tap('关闭');
    await seeNone(phone, '依据：第六条');
  });
}

/** The law is kept: a page opened anew asks whether it still holds, and is told so without a body. */
async function askAgain({ phone, step }: Scene): Promise<void> {
  await step('opened anew, the answers are there, and the law is asked for by its ETag: 304', async () => {
    const [reply] = await Promise.all([
      phone.page.waitForResponse((response) => response.url().includes('/policy-packs/510400')),
      phone.page.reload(),
    ]);
    await see(phone, '还留着上次填的');
    await seeNone(phone, '4,900.00');
    await phone.tap('接着看上次的');
    if (reply.status() !== 304) throw new Error(`the law was sent again: ${reply.status()}`);
    const { authorization } = reply.request().headers();
    if (authorization !== undefined) throw new Error('an anonymous question bears a token');
    await see(phone, '4,900.00');
    await seeNone(phone, '看到的');
  });
}

async function changeToUnknown(scene: Scene): Promise<void> {
  const { phone, step } = scene;
  await step('back to the questions: what was said stays; what is not known is left open', async () => {
    await phone.tap('改一改答案');
    await see(phone, '第 6 题');
    await phone.tap('上一题');
    await phone.fill('其中医保不能报的（元）', '');
    await phone.tap('上一题');
    await phone.tap('#referred-unknown');
    for (const question of ['第 5 题', '第 6 题']) {
      await phone.tap('下一题');
      await see(phone, question);
    }
    await phone.tap('算一算');
  });
  await readRange(scene);
  await step('one answer more, and the range says so', async () => {
    await phone.tap('下一题');
    await phone.tap('算一算');
    await see(phone, '最多', '5,600.00', '医保不能报的有多少');
    await seeNone(phone, '有没有按规定转诊');
  });
}

async function withoutNetwork({ phone, step, look }: Scene): Promise<void> {
  await step(
    'without a network it still reckons, with the law that was kept, and says of when it is',
    async () => {
      phone.expectFailure(/ERR_INTERNET_DISCONNECTED/);
      await toWelcome(phone);
      await phone.setOnline(false);
      await goOn(phone);
      await see(phone, '没有连上网。下面是', '看到的', '5,600.00');
      await look('estimate without a network');
      await phone.setOnline(true);
      await phone.tap('再试一次');
      await seeNone(phone, '没有连上网');
    },
  );
}

/** Back through whatever was opened. */
async function toWelcome(phone: Phone): Promise<void> {
  await phone.tap('返回');
  await seePage(phone, 'pages/welcome/index');
}

/** What was said before is there, once somebody says that it is theirs. */
async function goOn(phone: Phone): Promise<void> {
  await phone.tap('我家能救助多少');
  await phone.tap('接着看上次的');
}

async function inCareMode({ phone, step, look }: Scene): Promise<void> {
  await step('in care mode: every question and the result', async () => {
    await toWelcome(phone);
    await phone.tap('关怀模式');
    await seeCare(phone);
    await phone.tap('我家能救助多少');
    await see(phone, '还留着上次填的');
    await seeCare(phone);
    await look('estimate: whose answers they are');
    await phone.tap('接着看上次的');
    await see(phone, '5,600.00');
    await seeCare(phone);
    await look('estimate: a range');
    await phone.tap('改一改答案');
    for (const screen of ['earlier', 'money', 'where', 'kind', 'who']) {
      await look(`estimate: ${screen}`);
      await phone.tap('上一题');
    }
    await look('estimate: place');
  });
}

async function whereNoFigureIs({ phone, step, look }: Scene): Promise<void> {
  await step('柳州: said at the first question; no figure is borrowed, and where to ask', async () => {
    await phone.tap('我的城市不在上面');
    await phone.tap('柳州市');
    await see(phone, '柳州市，现在还算不出来', '我们还没有拿到', '不拿别的城市的数来猜', '12393');
    await seeNone(phone, '下一题');
    await seeNone(phone, '广东省');
    await look('estimate: no figures');
    await phone.tap('攀枝花市');
    await see(phone, '下一题');
  });
}

/** A phone that has never asked: what the app itself needs has come with the first page. */
async function firstTimeOffline(scene: Scene): Promise<void> {
  await scene.step('a phone that never had the law says what to do', async () => {
    const { phone, look } = await scene.another();
    await see(phone, '隐私政策');
    // The subpackages travel a moment after the first page. A resource is listed once it has arrived whole.
    await waitUntil(
      phone.page,
      `['js/estimate', 'css/estimate'].every((file) =>
        performance.getEntriesByType('resource').some(({ name }) => name.includes(file)))`,
    );
    await phone.answered();
    phone.expectFailure(/ERR_INTERNET_DISCONNECTED/);
    await phone.setOnline(false);
    await phone.tap('我家能救助多少');
    await see(phone, '没有连上网', '第一次用要连上网');
    await look('estimate, the first time without a network');
    await phone.setOnline(true);
    await phone.tap('再试一次');
    await see(phone, '攀枝花市');
  });
}

async function toApply({ phone, step }: Scene): Promise<void> {
  await step(
    'the way on leads to signing in, which asks for agreement first; no address held an answer',
    async () => {
      await phone.tap('下一题');
      await phone.tap('吃低保的');
      for (const question of ['第 3 题', '第 4 题', '第 5 题', '第 6 题']) {
        await phone.tap('下一题');
        await see(phone, question);
      }
      await phone.tap('算一算');
      await phone.tap('登录，去申请');
      await seePage(phone, 'pages/welcome/index');
      await see(phone, '隐私政策', '同意，开始使用');
      const asked = phone.requests.filter((request) => request.includes(packs));
      const told = asked.filter((request) => !/policy-packs(\/\d{6})?$/.test(request));
      if (told.length > 0) throw new Error(`more than the city was told: ${told.join(', ')}`);
    },
  );
}
