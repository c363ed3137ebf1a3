/** The real weapp build on a phone of ours: its scripts run in a bare realm, its WXML is rendered by WeChat's compiler. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { PhoneFile } from '../../support/paper-photo.ts';
import { patiently, squeeze, type Phone } from '../phone.ts';
import type { Bundle } from './bundle.ts';
import { createDialogs, type Dialogs } from './dialogs.ts';
import { createFiles } from './files.ts';
import { emptyGallery, type Gallery } from './gallery.ts';
import { createLeave, type Leave } from './leave.ts';
import { createNetwork, type Network } from './network.ts';
import { createPageStack, type PageInstance, type PageStack } from './pages.ts';
import { createPrivacyGate, type PrivacyGate } from './privacy.ts';
import { createRealm } from './realm.ts';
import { emptyMemory, type Memory } from './storage.ts';
import { growTree, listener, nameOf, readText, stringAttr, walk, type Node } from './tree.ts';
import { createWx, type Handed, type Handset } from './wx.ts';

export type WeappPhone = Phone & {
  kind: 'weapp';
  stack: PageStack;
  network: Network;
  dialogs: Dialogs;
  clipboard: { text: string };
  handed: Handed;
  memory: Memory;
  gallery: Gallery;
  leave: Leave;
  title: { text: string };
  /** The device itself: what it is may change with the app open, as when WeChat goes on at a computer. */
  handset: Handset;
  tree: () => Node;
  /** What the app complained about: console errors, uncaught throws. Empty in a good run. */
  complaints: string[];
};

export type WeappOptions = {
  bundle: Bundle;
  serverOrigin: string;
  handset: Handset;
  memory?: Memory;
  gallery?: Gallery;
  launch?: string;
};

export function openWeapp(options: WeappOptions): WeappPhone {
  const { bundle } = options;
  const complaints: string[] = [];
  const clipboard = { text: '' };
  const title = { text: '' };
  const handed: Handed = { chats: [], disk: [], cancels: false };
  const network = createNetwork(options.serverOrigin);
  const dialogs = createDialogs();
  const timers = createTimers((error) => complaints.push(describe(error)));
  const tabs = (bundle.app.tabBar?.list ?? []).map((tab) => tab.pagePath);

  const stack = createPageStack({
    pages: bundle.pages,
    tabs,
    loadPage: (route) => realm.load(`${route}.js`),
    copyIn: (value) => realm.copyIn(value),
    later: (run) => void timers.setTimeout(run, 0),
  });
  const copyIn = (value: unknown): unknown => realm.copyIn(value);
  const memory = options.memory ?? emptyMemory();
  const privacy = createPrivacyGate(memory.privacy);
  const gallery = options.gallery ?? emptyGallery();
  const leave = createLeave();
  let isOpen = true;
  const bytesIn = (bytes: Uint8Array): ArrayBuffer => realm.bytesIn(bytes);
  const files = createFiles({ memory, copyIn, bytesIn, isOpen: () => isOpen });
  /** What a journey may look into, as the app itself does. */
  const open = {
    stack,
    network,
    dialogs,
    clipboard,
    handed,
    memory,
    gallery,
    leave,
    title,
    handset: options.handset,
  };
  const wx = createWx({ ...open, privacy, files, copyIn, bytesIn });
  const realm = createRealm(bundle, {
    wx,
    App: stack.App,
    Page: stack.Page,
    Component: () => undefined,
    Behavior: (config: unknown) => config,
    getApp: stack.getApp,
    getCurrentPages: stack.getCurrentPages,
    console: quietConsole(complaints),
    ...timers.globals,
  });
  // A promise that the app leaves rejected is an error on a real phone too.
  const onRejection = (error: unknown): void =>
    void complaints.push(`unhandled rejection: ${describe(error)}`);
  process.on('unhandledRejection', onRejection);

  realm.load('app.js');
  stack.launch(options.launch ?? `/${bundle.pages[0] ?? ''}`);

  const tree = (): Node => renderPage(bundle, stack.top());
  const touch = createTouch({ stack, tree, dialogs, privacy, gallery, leave });
  return {
    kind: 'weapp',
    ...open,
    complaints,
    tree,
    ...createEyes({ stack, tree, dialogs }),
    ...touch,
    ...createLine(network),
    ...createWays(stack, bundle),
    // As when WeChat or the person ends the app: at once, with whatever was under way.
    close: () => {
      isOpen = false;
      timers.stop();
      network.end();
      process.off('unhandledRejection', onRejection);
      return Promise.resolve();
    },
  };
}

function createEyes({ stack, tree, dialogs }: Pick<Hand, 'stack' | 'tree' | 'dialogs'>) {
  return {
    text: () => Promise.resolve(readAll(tree(), dialogs)),
    route: () => Promise.resolve(stack.top().route),
    query: (name: string) => Promise.resolve(stack.top().options[name]),
    isCare: () =>
      Promise.resolve(
        [...walk(tree())].some((node) => /(^| )page care( |$)/.test(stringAttr(node, 'class'))),
      ),
  };
}

function createLine(network: Network) {
  return {
    setOnline: (online: boolean): Promise<void> => {
      network.setOnline(online);
      return Promise.resolve();
    },
    loseNetworkAt: (address: RegExp): Promise<void> => {
      network.loseAt(address);
      return Promise.resolve();
    },
  };
}

/** The tabs at the bottom, and WeChat's own way back. */
function createWays(stack: PageStack, { app }: Bundle) {
  const items = app.tabBar?.list ?? [];
  return {
    tab: async (name: string): Promise<void> => {
      const item = items.find((tab) => tab.text === name);
      const isTab = items.some(({ pagePath }) => pagePath === stack.top().route);
      if (!item || !isTab) throw new Error(`no tab ${name} on this page`);
      stack.switchTab({ url: `/${item.pagePath}` });
      await sleep(0);
    },
    back: async (): Promise<void> => {
      stack.navigateBack({});
      await sleep(0);
    },
  };
}

function renderPage(bundle: Bundle, page: PageInstance): Node {
  const component = (tag: string) => (tag === 'comp' ? bundle.render('comp.wxml') : undefined);
  return growTree(bundle.render(`${page.route}.wxml`), JSON.stringify(page.data), component);
}

function readAll(tree: Node, dialogs: Dialogs): string {
  const { current, loading, toasts } = dialogs;
  const over = current ? [current.text, ...current.buttons] : [];
  return [readText(tree), ...(loading ? [loading] : []), ...over, ...toasts.slice(-1)].join('\n');
}

/** What fingers do: they find a thing by its name, and the page's own handlers run as WeChat runs them. */
type Hand = {
  stack: PageStack;
  tree: () => Node;
  dialogs: Dialogs;
  privacy: PrivacyGate;
  gallery: Gallery;
  leave: Leave;
};

function createTouch({ stack, tree, dialogs, privacy, gallery, leave }: Hand) {
  function find(name: string, fits: (node: Node) => boolean): Node | undefined {
    if (name.startsWith('#')) return [...walk(tree())].find((node) => node.attr.id === name.slice(1));
    const wanted = squeeze(name);
    const named = [...walk(tree())].filter(fits).map((node) => ({ node, name: nameOf(node) }));
    const whole = named.filter((item) => item.name === wanted);
    // The innermost of equals: a card and the only line in it bear the same name.
    if (whole.length) return whole.at(-1)?.node;
    const partly = named.filter((item) => item.name.startsWith(wanted));
    return partly.sort((a, b) => a.name.length - b.name.length)[0]?.node;
  }

  async function send(node: Node, type: string, detail: Record<string, unknown>): Promise<void> {
    const page = stack.top();
    const target = {
      id: stringAttr(node, 'id'),
      dataset: { sid: node.attr['data-sid'] },
    };
    const bubbles = type === 'tap';
    for (let at = listener(node, type); at; at = bubbles ? listener(at.parent, type) : null) {
      const handler = page[String(at.attr[`bind${type}`] ?? at.attr[`catch${type}`])];
      if (typeof handler !== 'function') throw new Error(`the page has no handler for ${type}`);
      const currentTarget = {
        id: stringAttr(at, 'id'),
        dataset: { sid: at.attr['data-sid'] },
      };
      const event = {
        type,
        target,
        currentTarget,
        detail,
        timeStamp: Date.now(),
        touches: [],
        changedTouches: [],
      };
      const run = () => (handler as (event: unknown) => void).call(page, event);
      if (type === 'tap') leave.duringTap(run);
      else run();
      if (at.attr[`catch${type}`]) break;
    }
    await sleep(0);
  }

  const touchable = (node: Node): boolean => listener(node, 'tap') === node || node.tag === 'switch';

  const offers = (name: string): boolean =>
    dialogs.current?.buttons.includes(name) ?? find(name, touchable) !== undefined;

  async function get(name: string): Promise<Node> {
    const node = await patiently(() => find(name, touchable));
    if (!node) throw new Error(`nothing to touch is called “${name}” here:\n${readText(tree())}`);
    if (node.attr.disabled === true) throw new Error(`“${name}” is disabled`);
    return node;
  }

  async function touchNode(node: Node): Promise<void> {
    if (stringAttr(node, 'openType').includes('agreePrivacyAuthorization')) {
      privacy.agree();
      await send(node, 'agreeprivacyauthorization', {});
    }
    if (node.tag === 'switch') await send(node, 'change', { value: node.attr.checked !== true });
    else await send(node, 'tap', { x: 0, y: 0 });
  }

  async function tap(name: string): Promise<void> {
    const dialog = dialogs.current;
    if (!dialog) {
      await touchNode(await get(name));
      return;
    }
    if (!dialog.buttons.includes(name)) {
      throw new Error(
        `a dialog is open and has no “${name}”: ${dialog.text} [${dialog.buttons.join('] [')}]`,
      );
    }
    dialog.press(name);
    await sleep(0);
  }

  return {
    offers: (name: string) => Promise.resolve(offers(name)),
    tap,
    async tapTwice(name: string): Promise<void> {
      const node = await get(name);
      await Promise.all([touchNode(node), touchNode(node)]);
    },
    async choose(name: string, files: readonly PhoneFile[]): Promise<void> {
      const isPhoto = ({ mimeType }: PhoneFile): boolean => mimeType.startsWith('image/');
      const photos = files.filter(isPhoto).map(({ bytes }) => bytes);
      Object.assign(gallery, {
        camera: [...photos],
        album: [...photos],
        chats: files.filter((file) => !isPhoto(file)),
      });
      await tap(name);
    },
    async fill(field: string, value: string): Promise<void> {
      const node = await patiently(() => find(field, isTyped));
      if (!node) throw new Error(`no field is called “${field}” here:\n${readText(tree())}`);
      await send(node, 'focus', {
        value: node.attr.value ?? '',
        height: 300,
      });
      await send(node, 'input', { value, cursor: value.length, keyCode: 0 });
      await send(node, 'blur', { value });
    },
  };
}

const isTyped = ({ tag }: Node): boolean => tag === 'input' || tag === 'textarea';

/** Timers that end with the phone, and whose errors are the app's complaints instead of this process's end. */
function createTimers(complain: (error: unknown) => void) {
  const running = new Set<NodeJS.Timeout>();
  const guarded = (run: (...args: unknown[]) => void, args: unknown[]) => (): void => {
    try {
      run(...args);
    } catch (error) {
      complain(error);
    }
  };
  const once = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      running.delete(timer);
      guarded(run, args)();
    }, ms);
    running.add(timer);
    return timer;
  };
  const again = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): NodeJS.Timeout => {
    const timer = setInterval(guarded(run, args), ms);
    running.add(timer);
    return timer;
  };
  const clear = (timer: NodeJS.Timeout | undefined): void => {
    clearTimeout(timer);
    if (timer) running.delete(timer);
  };
  return {
    setTimeout: once,
    globals: {
      setTimeout: once,
      setInterval: again,
      clearTimeout: clear,
      clearInterval: clear,
    },
    stop: () => running.forEach(clear),
  };
}

function quietConsole(complaints: string[]): Record<string, (...words: unknown[]) => void> {
  const ignore = (): void => undefined;
  const complain = (...words: unknown[]): void => void complaints.push(words.map(describe).join(' '));
  return {
    log: ignore,
    info: ignore,
    debug: ignore,
    warn: complain,
    error: complain,
    time: ignore,
    timeEnd: ignore,
  };
}

function describe(value: unknown): string {
  // An error of the app's realm is no instance of ours.
  const stack = (value as { stack?: unknown } | null)?.stack;
  return typeof stack === 'string' ? stack : typeof value === 'string' ? value : JSON.stringify(value);
}
