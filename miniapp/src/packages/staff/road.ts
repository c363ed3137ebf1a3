/** The way between the pages of the desk. An address carries ids and nothing else. */
import Taro from '@tarojs/taro';

import { settled } from '../../services/road';

export type DeskPage =
  | 'queue'
  | 'case'
  | 'duplicate'
  | 'paper'
  | 'rural'
  | 'lane'
  | 'payments'
  | 'batch'
  | 'follow-ups'
  | 'follow-up'
  | 'mandates'
  | 'people'
  | 'member'
  | 'volunteers'
  | 'audit'
  | 'desk-me';

const urlOf = (page: DeskPage, params: Record<string, string>): string => {
  const search = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/packages/staff/${page}/index${search.length > 0 ? `?${search.join('&')}` : ''}`;
};

export const openStaff = (page: DeskPage, params: Record<string, string> = {}): void =>
  settled(Taro.navigateTo({ url: urlOf(page, params) }));

/** In place of the page in front: from one part of the desk to another, and away from what is done. */
export const replaceStaff = (page: DeskPage, params: Record<string, string> = {}): void =>
  settled(Taro.redirectTo({ url: urlOf(page, params) }));

/** No way back: what was open belonged to whoever left. */
export const startOver = (): void => settled(Taro.reLaunch({ url: urlOf('queue', {}) }));

/** To where the page was opened from; opened by its own address, to what waits. */
export const leaveStaff = (): void => {
  if (Taro.getCurrentPages().length > 1) settled(Taro.navigateBack());
  else replaceStaff('queue');
};
