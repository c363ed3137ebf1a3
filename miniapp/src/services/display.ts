/** How a person likes to read: care mode (关怀模式) and the size of the letters. Kept on the phone only. */
import Taro from '@tarojs/taro';
import { useSyncExternalStore } from 'react';

import { read, write } from './storage';

export type Display = { care: boolean; size: number };

const KEY = 'display';
/** In care mode text starts at 20 px: ×1.5 is 30. */
export const sizes = [
  { size: 1, name: '标准' },
  { size: 1.15, name: '大' },
  { size: 1.3, name: '较大' },
  { size: 1.5, name: '最大' },
] as const;
const LARGEST = 1.5;
/** From here on WeChat itself speaks of 关怀模式 (23.8 px of 17). */
const WECHAT_CARE_FROM = 1.35;

const listeners = new Set<() => void>();
let current: Display | undefined;

/** WeChat's own font setting; 1 where there is none to ask. */
function findWechatScale(): number {
  if (process.env.TARO_ENV !== 'weapp') return 1;
  const info = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number; fontSizeSetting?: number };
  const factor = info.fontSizeScaleFactor ?? (info.fontSizeSetting ?? 17) / 17;
  return factor > 1 ? Math.min(factor, LARGEST) : 1;
}

/** Her own choice stands; without one, what WeChat was told stands here too. */
export function getDisplay(): Display {
  current ??= (read(KEY) as Display | undefined) ?? {
    care: findWechatScale() >= WECHAT_CARE_FROM,
    size: findWechatScale(),
  };
  return current;
}

/** On H5 the tab bar stands outside our pages: it is styled and named from the document. */
function markDocument({ care }: Display): void {
  if (process.env.TARO_ENV !== 'h5') return;
  document.body.dataset.weuiMode = care ? 'care' : '';
  const tabBar = document.querySelector('taro-tabbar');
  tabBar?.setAttribute('role', 'navigation');
  tabBar?.setAttribute('aria-label', '主菜单');
}

export function setDisplay(change: Partial<Display>): void {
  current = { ...getDisplay(), ...change };
  write(KEY, current);
  markDocument(current);
  listeners.forEach((tell) => tell());
}

export function startDisplay(): void {
  markDocument(getDisplay());
}

const listen = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

export function useDisplay(): Display {
  return useSyncExternalStore(listen, getDisplay, getDisplay);
}
