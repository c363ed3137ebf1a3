/** The `wx` object: the functions this app may call, each as WeChat documents it. An unknown one does not exist. */
import { randomBytes } from 'node:crypto';

import { asynchronous, Refused, type Options } from './call.ts';
import type { Dialogs } from './dialogs.ts';
import { userFolder, type Files } from './files.ts';
import { galleryApi, type Gallery } from './gallery.ts';
import type { Leave } from './leave.ts';
import type { Network } from './network.ts';
import type { PageStack } from './pages.ts';
import type { PrivacyGate } from './privacy.ts';
import { createStorage, type Memory } from './storage.ts';

export type Handset = {
  /** WeChat's own font size, px: 17 is its standard, 23.8 its care mode. */
  fontSize: number;
  /** What `wx.login` gives: a code that the sandbox knows. */
  loginCode: () => Promise<string>;
  /** Where WeChat runs: a phone, unless it is a computer. */
  platform?: 'ios' | 'windows';
  /** What the face check gives of the person in front of the camera; absent where the phone cannot do it. */
  faceResult?: (name: string, certno: string) => Promise<string>;
};

export type SharedFile = { name: string; bytes: Buffer };

/** Where files go from the app: into a chat, or to the disk of a computer. */
export type Handed = {
  chats: SharedFile[];
  disk: SharedFile[];
  /** Whether the person closes WeChat's window again, the next time. */
  cancels: boolean;
};

export type WxParts = {
  stack: PageStack;
  network: Network;
  dialogs: Dialogs;
  memory: Memory;
  files: Files;
  gallery: Gallery;
  leave: Leave;
  privacy: PrivacyGate;
  handset: Handset;
  /** What was copied to the clipboard. */
  clipboard: { text: string };
  handed: Handed;
  title: { text: string };
  copyIn: (value: unknown) => unknown;
  /** A copy of bytes as an ArrayBuffer of the app's own realm. */
  bytesIn: (bytes: Uint8Array) => ArrayBuffer;
};

export function createWx(parts: WxParts): Record<string, unknown> {
  const wx: Record<string, unknown> = {
    ...system(parts),
    ...navigation(parts),
    ...storageApi(parts),
    ...dialogsApi(parts),
    ...make(parts, handingApi(parts)),
    ...networkApi(parts),
    ...account(parts),
    ...make(parts, galleryApi(parts)),
    canIUse: (schema: string) => (schema.split('.')[0] ?? '') in wx,
  };
  return wx;
}

type Api = Record<string, unknown>;

function make(parts: WxParts, functions: Record<string, (options: Options) => unknown>): Api {
  return Object.fromEntries(
    Object.entries(functions).map(([name, run]) => [name, asynchronous(name, run, parts.copyIn)]),
  );
}

function system({ handset, copyIn, stack }: WxParts): Api {
  const base = {
    SDKVersion: '3.8.10',
    language: 'zh_CN',
    version: '8.0.60',
    theme: 'light',
    fontSizeSetting: handset.fontSize,
    fontSizeScaleFactor: handset.fontSize / 17,
    host: { appId: '', env: 'WeChat' },
  };
  const device = {
    brand: 'iPhone',
    model: 'iPhone 14',
    platform: 'ios',
    system: 'iOS 17.5',
    benchmarkLevel: 40,
  };
  const window = {
    pixelRatio: 2,
    screenWidth: 390,
    screenHeight: 844,
    windowWidth: 390,
    windowHeight: 753,
    statusBarHeight: 47,
    safeArea: {
      left: 0,
      right: 390,
      top: 47,
      bottom: 810,
      width: 390,
      height: 763,
    },
  };
  return {
    env: { USER_DATA_PATH: userFolder },
    getAppBaseInfo: () => copyIn(base),
    getDeviceInfo: () => copyIn({ ...device, platform: handset.platform ?? 'ios' }),
    getWindowInfo: () => copyIn(window),
    getSystemInfoSync: () => copyIn({ ...base, ...device, ...window }),
    getLaunchOptionsSync: () => copyIn({ path: '', query: {}, scene: 1001 }),
    getEnterOptionsSync: () => copyIn({ path: '', query: {}, scene: 1001 }),
    getAccountInfoSync: () =>
      copyIn({
        miniProgram: { appId: 'wx0', envVersion: 'develop', version: '' },
      }),
    getMenuButtonBoundingClientRect: () =>
      copyIn({
        top: 51,
        bottom: 83,
        left: 296,
        right: 383,
        width: 87,
        height: 32,
      }),
    nextTick: (run: () => void) => void setTimeout(run, 0),
    onAppShow: stack.onShow,
    onAppHide: noop,
    offAppShow: noop,
    offAppHide: noop,
    onError: noop,
    onUnhandledRejection: noop,
    onThemeChange: noop,
  };
}

function navigation(parts: WxParts): Api {
  const { stack, title } = parts;
  return make(parts, {
    navigateTo: (options) => stack.navigateTo(options),
    redirectTo: (options) => stack.redirectTo(options),
    reLaunch: (options) => stack.reLaunch(options),
    switchTab: (options) => stack.switchTab(options),
    navigateBack: (options) => stack.navigateBack(options),
    setNavigationBarTitle: (options) => void (title.text = String(options.title)),
    setNavigationBarColor: noop,
    pageScrollTo: noop,
    stopPullDownRefresh: noop,
    startPullDownRefresh: noop,
    hideHomeButton: noop,
  });
}

function storageApi(parts: WxParts): Api {
  const storage = createStorage(parts.memory, parts.copyIn);
  const keyOf = (options: Options): string => String(options.key);
  return {
    getStorageSync: storage.get,
    setStorageSync: storage.set,
    removeStorageSync: storage.remove,
    clearStorageSync: storage.clear,
    getStorageInfoSync: () => parts.copyIn(storage.info()),
    getFileSystemManager: () => parts.files.manager,
    ...make(parts, {
      getStorage: (options) => {
        if (!storage.info().keys.includes(keyOf(options))) throw new Refused('data not found');
        return { data: storage.get(keyOf(options)) };
      },
      setStorage: (options) => storage.set(keyOf(options), options.data),
      removeStorage: (options) => storage.remove(keyOf(options)),
      clearStorage: () => storage.clear(),
      getStorageInfo: () => storage.info(),
    }),
  };
}

function dialogsApi(parts: WxParts): Api {
  const { dialogs, clipboard, leave, privacy } = parts;
  return make(parts, {
    showModal: (options) => dialogs.modal(options),
    showActionSheet: (options) => dialogs.sheet(options),
    showToast: (options) => dialogs.toast(options),
    hideToast: noop,
    showLoading: (options) => void (dialogs.loading = String(options.title)),
    hideLoading: () => void (dialogs.loading = null),
    setClipboardData: async (options) => {
      await privacy.pass('setClipboardData');
      clipboard.text = String(options.data);
    },
    getClipboardData: async () => {
      await privacy.pass('getClipboardData');
      return { data: clipboard.text };
    },
    requestSubscribeMessage: (options) => leave.request(options),
    vibrateShort: noop,
  });
}

/** Files that leave the app: WeChat asks where to, and only after a tap. */
function handingApi({ handed, leave, memory, handset }: WxParts) {
  const hand = (to: SharedFile[], { filePath, fileName }: Options): void => {
    leave.checkTap();
    const path = String(filePath);
    const bytes = memory.files.get(path);
    if (bytes === undefined) throw new Refused('file not found');
    if (handed.cancels) {
      handed.cancels = false;
      throw new Refused('cancel');
    }
    const name = typeof fileName === 'string' ? fileName : path.slice(path.lastIndexOf('/') + 1);
    to.push({ name, bytes: Buffer.from(bytes) });
  };
  return {
    shareFileMessage: (options: Options) => hand(handed.chats, options),
    saveFileToDisk: (options: Options) => {
      if (handset.platform !== 'windows') throw new Refused('not supported on this platform');
      hand(handed.disk, options);
    },
  };
}

function networkApi(parts: WxParts): Api {
  const { network } = parts;
  const request = asynchronous(
    'request',
    (options) => network.request(options),
    // Bytes stay bytes: a copy through text would lose them.
    (value) => {
      const { data, ...rest } = value as { data?: unknown };
      const reply = parts.copyIn(rest) as Record<string, unknown>;
      return { ...reply, data: data instanceof Uint8Array ? parts.bytesIn(data) : parts.copyIn(data) };
    },
  );
  return {
    onNetworkStatusChange: (listener: (status: unknown) => void) =>
      network.listen((online) =>
        listener(
          parts.copyIn({
            isConnected: online,
            networkType: networkType(online),
          }),
        ),
      ),
    offNetworkStatusChange: noop,
    request: (options: Options) => {
      void request(options);
      return { abort: noop, onHeadersReceived: noop, offHeadersReceived: noop };
    },
    ...make(parts, {
      getNetworkType: () => ({ networkType: networkType(network.isOnline()) }),
    }),
  };
}

function networkType(online: boolean): string {
  return online ? 'wifi' : 'none';
}

function account(parts: WxParts): Api {
  const { privacy, handset } = parts;
  return {
    onNeedPrivacyAuthorization: (ask: Parameters<PrivacyGate['listen']>[0]) => privacy.listen(ask),
    getRandomValues: asynchronous(
      'getRandomValues',
      // The bytes stay an ArrayBuffer: a copy through text would lose them.
      (options) => ({
        randomValues: [...randomBytes(Number(options.length))],
      }),
      (value) => {
        const { randomValues, ...rest } = value as { randomValues: number[] };
        return { ...rest, randomValues: Uint8Array.from(randomValues).buffer };
      },
    ),
    ...make(parts, {
      login: async () => ({ code: await handset.loginCode() }),
      checkSession: noop,
      checkIsSupportFacialRecognition: () => {
        if (!handset.faceResult) throw new Refused('not supported');
      },
      startFacialRecognitionVerify: async (options) => {
        if (!handset.faceResult) throw new Refused('not supported');
        const name = String(options.name);
        return { errCode: 0, verifyResult: await handset.faceResult(name, String(options.idCardNumber)) };
      },
      getPrivacySetting: () => ({
        needAuthorization: !privacy.isAgreed(),
        privacyContractName: '《医救通用户隐私保护指引》',
      }),
      requirePrivacyAuthorize: noop,
      openPrivacyContract: noop,
    }),
  };
}

function noop(): void {
  // Nothing that a journey could see.
}
