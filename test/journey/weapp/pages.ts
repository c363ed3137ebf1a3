/** The page stack: `App`, `Page`, navigation and life cycles, and every `setData` with its size. */
import { Refused, type Options } from './call.ts';

type Handler = (this: PageInstance, ...args: unknown[]) => unknown;
type PageConfig = Record<string, unknown> & { data?: Record<string, unknown> };
type AppConfig = Record<string, unknown>;

export type PageInstance = Record<string, unknown> & {
  route: string;
  options: Record<string, string>;
  data: Record<string, unknown>;
  setData: (patch: Record<string, unknown>, done?: () => void) => void;
};

export type SetData = { route: string; bytes: number; first: boolean };

export type PageStack = {
  App: (config: AppConfig) => void;
  Page: (config: PageConfig) => void;
  getApp: () => AppConfig | undefined;
  getCurrentPages: () => PageInstance[];
  top: () => PageInstance;
  /** What each `setData` carried across the bridge. */
  setDatas: SetData[];
  /** @param launch the page that the app opens on, with its query */
  launch: (launch: string) => void;
  navigateTo: (options: Options) => void;
  redirectTo: (options: Options) => void;
  reLaunch: (options: Options) => void;
  switchTab: (options: Options) => void;
  navigateBack: (options: Options) => void;
  /** The app comes to the front, goes behind. */
  show: () => void;
  hide: () => void;
  /** `wx.onAppShow` */
  onShow: (listener: () => void) => void;
};

export type Host = {
  pages: string[];
  tabs: string[];
  /** Runs the page's script, which calls `Page`. */
  loadPage: (route: string) => void;
  copyIn: (value: unknown) => unknown;
  /** Runs what belongs to the app later, and keeps an error of its for the test. */
  later: (run: () => void) => void;
};

const deepestStack = 10;

export function createPageStack(host: Host): PageStack {
  const configs = new Map<string, PageConfig>();
  const setDatas: SetData[] = [];
  let app: AppConfig | undefined;
  let loading = '';
  let stack: PageInstance[] = [];
  /** Tab pages stay alive while another tab is in front. */
  const tabPages = new Map<string, PageInstance>();
  const showListeners: (() => void)[] = [];

  const call = (target: Record<string, unknown>, name: string, ...args: unknown[]): void => {
    const handler = target[name];
    if (typeof handler === 'function') (handler as Handler).apply(target as PageInstance, args);
  };

  function open(address: string): PageInstance {
    const { route, query } = parse(address);
    if (!host.pages.includes(route)) throw new Refused(`page "${route}" is not found`);
    if (!configs.has(route)) {
      loading = route;
      host.loadPage(route);
    }
    const config = configs.get(route);
    if (!config) throw new Error(`${route} never called Page()`);
    const page = instantiate(config, route, query);
    stack.push(page);
    call(page, 'onLoad', host.copyIn(query));
    reveal(page, true);
    return page;
  }

  function reveal(page: PageInstance, ready: boolean): void {
    call(page, 'onShow');
    if (ready) host.later(() => call(page, 'onReady'));
  }

  function instantiate(config: PageConfig, route: string, options: Record<string, string>): PageInstance {
    const data = host.copyIn(config.data ?? {}) as Record<string, unknown>;
    let first = true;
    const page: PageInstance = {
      ...config,
      route,
      __route__: route,
      is: route,
      options,
      data,
      getOpenerEventChannel: () => ({
        on: noop,
        once: noop,
        off: noop,
        emit: noop,
      }),
      setData: (patch, done) => {
        const text = JSON.stringify(patch);
        setDatas.push({ route, bytes: Buffer.byteLength(text), first });
        first = false;
        const values = host.copyIn(patch) as Record<string, unknown>;
        for (const [path, value] of Object.entries(values)) write(data, path, value);
        if (done) host.later(() => done.call(page));
      },
    };
    return page;
  }

  function close(page: PageInstance): void {
    call(page, 'onUnload');
    if (tabPages.get(page.route) === page) tabPages.delete(page.route);
  }

  const isTab = (route: string): boolean => host.tabs.includes(route);
  const addressOf = (options: Options): string => {
    const { url } = options;
    if (typeof url !== 'string' || url === '') throw new Refused('parameter error: url should be String');
    return url.startsWith('/') ? url : resolve(stack.at(-1)?.route ?? '', url);
  };
  const checkNoTab = (address: string): void => {
    if (isTab(parse(address).route)) throw new Refused('can not navigateTo a tabbar page');
  };
  const top = (): PageInstance => {
    const page = stack.at(-1);
    if (!page) throw new Error('no page is open');
    return page;
  };

  return {
    App: (config) => void (app = config),
    Page: (config) => void configs.set(loading, config),
    getApp: () => app,
    getCurrentPages: () => [...stack],
    top,
    setDatas,
    launch: (address) => {
      if (!app) throw new Error('app.js never called App()');
      const { route, query } = parse(address);
      const options = host.copyIn({
        path: route,
        query,
        scene: 1001,
        referrerInfo: {},
      });
      call(app, 'onLaunch', options);
      call(app, 'onShow', options);
      const page = open(address);
      if (isTab(route)) tabPages.set(route, page);
    },
    navigateTo: (options) => {
      const address = addressOf(options);
      checkNoTab(address);
      if (stack.length >= deepestStack) throw new Refused('webview count limit exceed');
      call(top(), 'onHide');
      open(address);
    },
    redirectTo: (options) => {
      const address = addressOf(options);
      checkNoTab(address);
      const left = stack.pop();
      if (left) close(left);
      open(address);
    },
    reLaunch: (options) => {
      const address = addressOf(options);
      for (const page of new Set([...stack, ...tabPages.values()])) close(page);
      stack = [];
      const page = open(address);
      if (isTab(page.route)) tabPages.set(page.route, page);
    },
    switchTab: (options) => {
      const { route } = parse(addressOf(options));
      if (!isTab(route)) throw new Refused('can not switch to non-TabBar page');
      const before = top();
      if (before.route === route) return;
      const leaving = stack.filter((page) => !isTab(page.route)).reverse();
      if (isTab(before.route)) call(before, 'onHide');
      for (const page of leaving) close(page);
      const kept = tabPages.get(route);
      stack = kept ? [kept] : [];
      if (kept) reveal(kept, false);
      else tabPages.set(route, open(`/${route}`));
    },
    navigateBack: (options) => {
      const delta = typeof options.delta === 'number' ? options.delta : 1;
      if (stack.length <= 1) throw new Refused('cannot navigate back at first page');
      for (let step = 0; step < delta && stack.length > 1; step++) {
        const left = stack.pop();
        if (left) close(left);
      }
      reveal(top(), false);
    },
    show: () => {
      if (app) call(app, 'onShow', host.copyIn({ path: top().route, query: {}, scene: 1001 }));
      showListeners.forEach((listener) => listener());
      call(top(), 'onShow');
    },
    onShow: (listener) => void showListeners.push(listener),
    hide: () => {
      call(top(), 'onHide');
      if (app) call(app, 'onHide');
    },
  };
}

function noop(): void {
  // An event channel that nobody listens to.
}

function parse(address: string): {
  route: string;
  query: Record<string, string>;
} {
  const [route = '', search = ''] = address.replace(/^\//, '').split('?');
  const pairs = search.split('&').filter(Boolean);
  // WeChat hands the query over as it was written, still encoded.
  const query = Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
  return { route, query };
}

function resolve(from: string, relative: string): string {
  return new URL(relative, `http://app/${from}`).href.slice('http://app'.length);
}

/** `root.cn.[0].v` ← value. */
function write(data: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  const last = keys.pop();
  if (last === undefined) throw new Error('setData with an empty path');
  let at = data;
  for (const key of keys) {
    const next = at[key];
    if (typeof next !== 'object' || next === null) throw new Error(`setData: nothing at ${key} of ${path}`);
    at = next as Record<string, unknown>;
  }
  at[last] = value;
}
