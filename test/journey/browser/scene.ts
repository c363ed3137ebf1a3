/** One journey's browser: a fresh phone, the checks of every screen, and no complaint left at the end. */
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import type { Browser } from 'playwright-core';

import { ownFolder } from '../../../config/local/children.mjs';
import { signInStaff } from '../desk.story.ts';
import type { Resident } from '../people.ts';
import type { Journey, Step } from '../report.ts';
import type { Stage } from '../stage.ts';
import { arrive, type Look, type SignIn, type Told } from '../story.ts';
import { lookAt } from './look.ts';
import { openBrowserPhone, startBrowserPhone, type BrowserPhone, type Device } from './phone.ts';

export type Scene = Told & {
  phone: BrowserPhone;
  stage: Stage;
  /** Signs in with this phone number and the code that arrives on it. */
  signIn: (number: string) => SignIn;
  /** From the first page to the home page of the resident's bound account. */
  arriveAs: (who: Resident) => Promise<void>;
  /** The browser's process ends; it starts again with what it had kept. */
  reopen: () => Promise<Scene>;
  /** Another phone, with nothing on it. */
  another: () => Promise<Scene>;
  /** A device of somebody of the staff, before she signs in: her own, and nobody else's session on it. */
  desk: (device?: Device) => Promise<Scene>;
  /** The same, signed in, in front of her first page. */
  staff: (login: string, device?: Device) => Promise<Scene>;
};

export type Company = { stage: Stage; browser: Browser; resident: (name: string) => Resident };

type Options = {
  /** A browser of the journey's own, which it may close and open again; the others share one. */
  ownBrowser?: boolean;
};

export function browserJourney(
  name: string,
  { stage, browser }: Company,
  run: (scene: Scene) => Promise<void>,
  { ownBrowser = false }: Options = {},
): Journey {
  return {
    name,
    run: async (step) => {
      const kept = ownBrowser ? await makeFolder() : undefined;
      const screens: Screens = { seen: 0, faults: [] };
      const phones: BrowserPhone[] = [];
      const hold = (phone: BrowserPhone): Scene => {
        phones.push(phone);
        const reopen = async (): Promise<Scene> => {
          await phone.close();
          return hold(await open());
        };
        return createScene(phone, stage, step, screens, { reopen, another, desk, staff });
      };
      const another = async (): Promise<Scene> => hold(await openBrowserPhone(browser, stage.url));
      const desk = async (device: Device = 'phone'): Promise<Scene> =>
        hold(await openBrowserPhone(browser, `${stage.url}/#/packages/staff/queue/index`, device));
      const staff = async (login: string, device?: Device): Promise<Scene> => {
        const scene = await desk(device);
        await signInStaff(scene, login);
        return scene;
      };
      const open = () =>
        kept ? startBrowserPhone(existsSync, kept.folder, stage.url) : openBrowserPhone(browser, stage.url);
      try {
        await run(hold(await open()));
        await step(`${screens.seen} screens: axe, names, keyboard, sizes, nothing cut off`, () =>
          checkNone(screens.faults),
        );
        await step(
          'no error on the console, no request that failed unannounced, nothing personal in an address',
          () => checkNone(phones.flatMap(findNoise)),
        );
      } finally {
        for (const phone of phones) await phone.close();
        await kept?.remove();
      }
    },
  };
}

async function makeFolder() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-browser-'));
  return { folder, remove: ownFolder(folder) };
}

type Screens = { seen: number; faults: string[] };

/** A folder that gets a picture of every screen that is looked at: `JOURNEY_PICTURES=/tmp/screens npm run journeys`. */
const pictures = process.env.JOURNEY_PICTURES;
let pictured = 0;

async function keepPicture({ page }: BrowserPhone, screen: string): Promise<void> {
  if (pictures === undefined) return;
  const number = String((pictured += 1)).padStart(3, '0');
  await page.screenshot({ path: path.join(pictures, `${number} ${screen}.png`), fullPage: true });
}

function createScene(
  phone: BrowserPhone,
  stage: Stage,
  step: Step,
  screens: Screens,
  others: Pick<Scene, 'reopen' | 'another' | 'desk' | 'staff'>,
): Scene {
  const look: Look = async (screen) => {
    const mode = (await phone.isCare()) ? 'care' : 'normal';
    screens.seen += 1;
    await keepPicture(phone, `${screen}, ${mode} mode`);
    screens.faults.push(
      ...(await lookAt(phone.page, mode)).map((fault) => `${screen}, ${mode} mode: ${fault}`),
    );
  };
  const signIn = (number: string) => async (): Promise<void> => {
    // Another journey may have asked for a code for this number within the minute.
    await stage.ageSmsCodes(2);
    await phone.fill('手机号', number);
    await phone.tap('获取验证码');
    await phone.fill('短信验证码', await stage.outside.smsCode(number));
    await phone.tap('登录');
  };
  const told = { phone, step, look };
  return { ...told, ...others, stage, signIn, arriveAs: (who) => arrive(told, who, signIn(who.phone)) };
}

/** A name, a citizen number or a phone number in an address would end up in every log on the way. */
const personal = /\d{17}[\dX]|1[3-9]\d{9}(?!\d)|%E[4-9]/i;
/** Of a piece of a photo: its digits may look like a number of anything. */
const hash = /sha256=[0-9a-f]{64}/;

function findNoise({ complaints, requests }: BrowserPhone): string[] {
  const loud = requests.filter((request) => personal.test(request.replace(hash, '')));
  return [...complaints, ...loud.map((request) => `personal data in an address: ${request}`)];
}

function checkNone(faults: string[]): Promise<void> {
  return faults.length === 0 ? Promise.resolve() : Promise.reject(new Error(faults.join('\n')));
}
