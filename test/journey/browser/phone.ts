/** The H5 build in a real Chromium, held like a phone: 390×844, Chinese, China's time. */
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
  type Request,
} from 'playwright-core';

import { patienceMs, patiently, type Phone } from '../phone.ts';
import { settle } from './look.ts';

const executables = ['/usr/bin/chromium', '/usr/bin/google-chrome'];
const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const inPageFile = fileURLToPath(new URL('in-page.mjs', import.meta.url));

export type BrowserPhone = Phone & {
  kind: 'h5';
  page: Page;
  /** Console errors, page errors and failed requests that nobody announced. */
  complaints: string[];
  /** Announces failures that belong to the story: `PATTERN` is sought in `GET http://… 401`. */
  expectFailure: (pattern: RegExp) => void;
  /** Every address asked, for what must not be in one. */
  requests: string[];
  /** Resolves when what was asked is answered and drawn. */
  answered: () => Promise<void>;
};

export async function launchBrowser(exists: (file: string) => boolean): Promise<Browser> {
  return await chromium.launch({ executablePath: findBrowser(exists), args: flags });
}

function findBrowser(exists: (file: string) => boolean): string {
  const found = executables.find(exists);
  if (!found) throw new Error(`no browser: none of ${executables.join(', ')} is installed`);
  return found;
}

const here = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true };
const screens = {
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    ...here,
  },
  /** A computer in an office: a mouse, and no touch. */
  desktop: { viewport: { width: 1280, height: 800 }, ...here },
};
export type Device = keyof typeof screens;

/** @param address the page that is opened first, with the app's own way to it */
export async function openBrowserPhone(
  browser: Browser,
  address: string,
  device: Device = 'phone',
): Promise<BrowserPhone> {
  return await openPage(await browser.newContext(screens[device]), address, device);
}

/** A browser that is started and ends with its phone; what it keeps stays in the folder for the next start. */
export async function startBrowserPhone(
  exists: (file: string) => boolean,
  folder: string,
  origin: string,
): Promise<BrowserPhone> {
  const executablePath = findBrowser(exists);
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    args: flags,
    ...screens.phone,
  });
  return await openPage(context, origin, 'phone');
}

async function openPage(context: BrowserContext, address: string, device: Device): Promise<BrowserPhone> {
  await context.addInitScript({ path: axeFile });
  await context.addInitScript({ path: inPageFile });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  // A first load brings the whole app, beside whatever else keeps the machine busy.
  page.setDefaultNavigationTimeout(4 * patienceMs);
  const watch = watchFailures(page);
  const answered = watchAnswers(page);
  await page.goto(address, { waitUntil: 'load' });
  return { kind: 'h5', page, ...watch, answered, ...hands(page, context, device, answered) };
}

/** Longest wait for answers that are under way: some never come, and that is a story of its own. */
const answersMs = 600;
/** What an answer brings is drawn by then, or has asked the next thing. */
const drawnMs = 50;

/**
 * Resolves when nothing that was asked is still to be answered, and drawn: a person touches what she has read, not what
 * an answer is about to push aside.
 */
function watchAnswers(page: Page): () => Promise<void> {
  const underWay = new Set<Request>();
  let ended = 0;
  page.on('request', (request) => underWay.add(request));
  const end = (request: Request): void => {
    underWay.delete(request);
    ended = Date.now();
  };
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return async () => {
    const until = Date.now() + answersMs;
    const quiet = (): boolean => underWay.size === 0 && Date.now() - ended >= drawnMs;
    while (!quiet() && Date.now() < until) await sleep(10);
  };
}

function watchFailures(page: Page): Pick<BrowserPhone, 'complaints' | 'expectFailure' | 'requests'> {
  const complaints: string[] = [];
  const requests: string[] = [];
  const expected: RegExp[] = [];
  const complain = (text: string): void => {
    if (!expected.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) {
      complain(`${response.request().method()} ${response.url()} ${response.status()}`);
    }
  });
  page.on('requestfailed', (request) => {
    // A page that is left takes its unfinished requests with it.
    const reason = request.failure()?.errorText ?? 'failed';
    if (reason !== 'net::ERR_ABORTED') complain(`${request.method()} ${request.url()} ${reason}`);
  });
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    // Chromium repeats each failed request on the console; that one is judged above.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  return {
    complaints,
    requests,
    expectFailure: (pattern) => void expected.push(pattern),
  };
}

const touchableRoles = ['button', 'link', 'tab', 'switch', 'checkbox', 'radio', 'menuitem'] as const;

type Hands = Omit<BrowserPhone, 'kind' | 'page' | 'answered' | keyof ReturnType<typeof watchFailures>>;

function hands(page: Page, context: BrowserContext, device: Device, answered: () => Promise<void>): Hands {
  const press = async (target: Locator): Promise<void> => {
    await target.evaluate('(element) => journey.bringForward(element)');
    await (device === 'phone' ? target.tap({ force: true }) : target.click({ force: true }));
  };
  const touchable = (name: string | RegExp): Locator =>
    touchableRoles
      .map((role) =>
        page
          .getByRole(role, typeof name === 'string' ? { name, exact: true } : { name })
          .filter({ visible: true }),
      )
      .reduce((all, one) => all.or(one));

  async function find(name: string): Promise<Locator | undefined> {
    if (name.startsWith('#')) {
      const byId = page.locator(name).filter({ visible: true });
      return (await byId.count()) ? byId.last() : undefined;
    }
    const whole = touchable(name);
    if (await whole.count()) return whole.last();
    const beginning = touchable(new RegExp(`^\\s*${Array.from(name).map(escapeRegExp).join('\\s*')}`));
    return (await beginning.count()) ? beginning.last() : undefined;
  }

  async function get(name: string): Promise<Locator> {
    // What a page has not drawn yet may come: the search waits like a person would.
    const target = await patiently(() => find(name));
    if (!target) throw new Error(`nothing to touch is called “${name}” here:\n${await readScreen(page)}`);
    await answered();
    // A page that slides in is not where it will be. What lies over the target then takes the tap, as under a finger.
    await settle(page);
    return target;
  }

  return {
    text: () => readScreen(page),
    ...whereabouts(page),
    ...line(context),
    offers: async (name) => (await find(name)) !== undefined,
    tap: async (name) => await press(await get(name)),
    tapTwice: async (name) => {
      await (
        await get(name)
      ).evaluate((element) => {
        (element as { click(): void }).click();
        (element as { click(): void }).click();
      });
    },
    choose: async (name, files) => {
      const target = await get(name);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(target)]);
      await chooser.setFiles(files.map(({ bytes, ...file }) => ({ ...file, buffer: bytes })));
    },
    fill: async (field, value) => {
      await page
        .getByLabel(field, { exact: true })
        .filter({ visible: true })
        .locator('visible=true')
        .last()
        .fill(value);
    },
    tab: async (name) => {
      await page
        .locator('.weui-tabbar__item, .taro-tabbar__tabbar [role=tab]', {
          hasText: name,
        })
        .last()
        .tap();
    },
    back: async () => {
      await page.goBack();
    },
    isCare: async () => (await page.locator('.page.care').filter({ visible: true }).count()) > 0,
    close: async () => await context.close(),
  };
}

/** Taro's H5 router lives behind the hash: `#/pages/bill/index?id=…`. */
function whereabouts(page: Page): Pick<Hands, 'route' | 'query'> {
  const read = (): [string, string] => {
    const [route = '', search = ''] = new URL(page.url()).hash.replace(/^#\/?/, '').split('?');
    return [route, search];
  };
  return {
    route: () => Promise.resolve(read()[0]),
    query: (name) => Promise.resolve(new URLSearchParams(read()[1]).get(name) ?? undefined),
  };
}

function line(context: BrowserContext): Pick<Hands, 'setOnline' | 'loseNetworkAt'> {
  return {
    setOnline: async (online) => await context.setOffline(!online),
    loseNetworkAt: async (address) => {
      await context.route(
        address,
        async (route) => {
          await context.setOffline(true);
          await route.abort('internetdisconnected');
        },
        { times: 1 },
      );
    },
  };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

async function readScreen(page: Page): Promise<string> {
  return await page.evaluate<string>('journey.readScreen()');
}
