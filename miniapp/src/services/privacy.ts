/**
 * WeChat's own privacy gate (base library 2.32.3 and later): it holds back any call that touches personal data until
 * a button of type agreePrivacyAuthorization was pressed. Ours stands on the welcome page.
 */
import Taro from '@tarojs/taro';

import { replaceAll } from './road';

type Resolve = (answer: { event: 'agree' | 'disagree'; buttonId?: string }) => void;

export const AGREE_BUTTON = 'agree';
let waiting: Resolve | undefined;

const hasGate = (): boolean => process.env.TARO_ENV === 'weapp' && Taro.canIUse('getPrivacySetting');

export function startPrivacyGate(): void {
  if (!hasGate()) return;
  Taro.onNeedPrivacyAuthorization((resolve) => {
    waiting = resolve;
    replaceAll('welcome');
  });
}

/** Whether WeChat still waits for its own agreement; false wherever there is no such gate. */
export function needsWechatAgreement(): Promise<boolean> {
  if (!hasGate()) return Promise.resolve(false);
  return new Promise((resolve) => {
    Taro.getPrivacySetting({
      success: ({ needAuthorization }) => resolve(needAuthorization),
      fail: () => resolve(false),
    });
  });
}

export function answerPrivacyGate(agreed: boolean): void {
  waiting?.(agreed ? { event: 'agree', buttonId: AGREE_BUTTON } : { event: 'disagree' });
  waiting = undefined;
}
