/** The way from page to page. The only thing an address ever carries is the id of a bill. */
import Taro from '@tarojs/taro';

type Tab = 'home' | 'bills' | 'me';
type Page = 'welcome' | 'sign-in' | 'binding' | 'status' | 'bill';

const urlOf = (page: Tab | Page): string => `/pages/${page}/index`;

/** Navigation that fails (the page is already on its way) leaves the person where she is. */
const settled = (moving: Promise<unknown>): void => void moving.catch(() => undefined);

export const goToTab = (tab: Tab): void => settled(Taro.switchTab({ url: urlOf(tab) }));
export const open = (page: Exclude<Page, 'bill'>): void => settled(Taro.navigateTo({ url: urlOf(page) }));
export const openBill = (setlId: string): void =>
  settled(Taro.navigateTo({ url: `${urlOf('bill')}?id=${encodeURIComponent(setlId)}` }));
/** No way back: the page before is over. */
export const replaceAll = (page: Tab | Page): void => settled(Taro.reLaunch({ url: urlOf(page) }));

export const goToSignIn = (why: 'asked' | 'ended'): void =>
  why === 'asked' ? open('sign-in') : settled(Taro.reLaunch({ url: `${urlOf('sign-in')}?ended=1` }));

export const goBack = (): void => {
  if (Taro.getCurrentPages().length > 1) settled(Taro.navigateBack());
  else goToTab('home');
};
