/** One journey's browser: a fresh phone, the checks of every screen, and no complaint left at the end. */
import type { Browser } from 'playwright-core';

import type { Resident } from '../people.ts';
import type { Journey, Step } from '../report.ts';
import type { Stage } from '../stage.ts';
import { arrive, type Look, type SignIn, type Told } from '../story.ts';
import { lookAt } from './look.ts';
import { openBrowserPhone, type BrowserPhone } from './phone.ts';

export type Scene = Told & {
  phone: BrowserPhone;
  stage: Stage;
  /** Signs in with this phone number and the code that arrives on it. */
  signIn: (number: string) => SignIn;
  /** From the first page to the home page of the resident's bound account. */
  arriveAs: (who: Resident) => Promise<void>;
};

export type Company = { stage: Stage; browser: Browser; resident: (name: string) => Resident };

export function browserJourney(
  name: string,
  { stage, browser }: Company,
  run: (scene: Scene) => Promise<void>,
): Journey {
  return {
    name,
    run: async (step) => {
      const phone = await openBrowserPhone(browser, stage.url);
      try {
        await run(createScene(phone, stage, step));
        await step(
          'no error on the console, no request that failed unannounced, nothing personal in an address',
          () => checkQuiet(phone),
        );
      } finally {
        await phone.close();
      }
    },
  };
}

function createScene(phone: BrowserPhone, stage: Stage, step: Step): Scene {
  const look: Look = async (screen) => {
    const mode = (await phone.isCare()) ? 'care' : 'normal';
    const faults = await lookAt(phone.page, mode);
    if (faults.length) throw new Error(`${screen}, ${mode} mode:\n${faults.join('\n')}`);
  };
  const signIn = (number: string) => async (): Promise<void> => {
    await phone.fill('手机号', number);
    await phone.tap('获取验证码');
    await phone.fill('短信验证码', await stage.outside.smsCode(number));
    await phone.tap('登录');
  };
  const told = { phone, step, look };
  return { ...told, stage, signIn, arriveAs: (who) => arrive(told, who, signIn(who.phone)) };
}

/** A name, a citizen number or a phone number in an address would end up in every log on the way. */
const personal = /\d{17}[\dX]|1[3-9]\d{9}(?!\d)|%E[4-9]/i;

function checkQuiet(phone: BrowserPhone): Promise<void> {
  if (phone.complaints.length) throw new Error(phone.complaints.join('\n'));
  const loud = phone.requests.filter((request) => personal.test(request));
  if (loud.length) throw new Error(`personal data in an address: ${loud.join(', ')}`);
  return Promise.resolve();
}
