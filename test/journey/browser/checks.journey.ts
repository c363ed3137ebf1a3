/** The checks themselves: a screen with every fault we look for must be refused, or its silence would prove nothing. */
import { see } from '../phone.ts';
import type { Journey } from '../report.ts';
import { lookAt } from './look.ts';
import { openBrowserPhone } from './phone.ts';
import type { Company } from './scene.ts';

const faulty = `
  <div style="color: #999; background: #aaa; font-size: 10px">太浅又太小</div>
  <a class="faulty">点我</a>
  <button style="width: 20px; height: 20px"></button>
  <div style="width: 60px; overflow: hidden; white-space: nowrap">这一行字被切掉了一半</div>
  <div style="white-space: nowrap">这一行太宽了，一直写到屏幕外面去，左右滑才能看完，老人家不会这样看的</div>`;

const sought = [
  'axe color-contrast',
  'axe button-name',
  'reacts to a tap and has no role',
  'cannot be reached by keyboard',
  'has no name',
  'is 20×20, less than 44',
  'text of 10 px, less than 12',
  'is cut off: “这一行字被切掉了一半”',
  'leaves the screen: “这一行太宽了',
];

export function checksJourney({ stage, browser }: Company): Journey {
  return {
    name: 'The checks of a screen',
    run: async (step) => {
      const phone = await openBrowserPhone(browser, stage.url);
      try {
        await step('a screen with every fault is refused for each of them', async () => {
          await see(phone, '隐私政策');
          const html = JSON.stringify(faulty);
          await phone.page.evaluate(
            `document.querySelector('.page__main').insertAdjacentHTML('afterbegin', ${html})`,
          );
          const found = (await lookAt(phone.page, 'normal')).join('\n');
          const missed = sought.filter((fault) => !found.includes(fault));
          if (missed.length) throw new Error(`not found: ${missed.join(', ')}, in:\n${found}`);
        });
      } finally {
        await phone.close();
      }
    },
  };
}
