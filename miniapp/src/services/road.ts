/** The way from page to page. An address carries at most the id of a bill or a claim, and the name of a paper. */
import Taro from '@tarojs/taro';

type Tab = 'home' | 'claims' | 'bills' | 'me';
type Page = 'welcome' | 'sign-in' | 'binding' | 'status' | 'bill';

/** The pages of a claim: a subpackage. */
type Step = 'bills' | 'tasks' | 'payee' | 'check' | 'claim' | 'paper';

const urlOf = (page: Tab | Page): string => `/pages/${page}/index`;
const stepUrl = (step: Step, params: Record<string, string>): string => {
  const search = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/packages/apply/${step}/index?${search.join('&')}`;
};

/** Navigation that fails (the page is already on its way) leaves the person where she is. */
export const settled = (moving: Promise<unknown>): void => void moving.catch(() => undefined);

export const goToTab = (tab: Tab): void => settled(Taro.switchTab({ url: urlOf(tab) }));
export const open = (page: Exclude<Page, 'bill'>): void => settled(Taro.navigateTo({ url: urlOf(page) }));
export const openBill = (setlId: string): void =>
  settled(Taro.navigateTo({ url: `${urlOf('bill')}?id=${encodeURIComponent(setlId)}` }));
/** A page of one claim. */
export const openStep = (step: Exclude<Step, 'paper'>, claimId: string): void =>
  settled(Taro.navigateTo({ url: stepUrl(step, { id: claimId }) }));
/** The same in place of the page in front: back does not lead to what is done. */
export const replaceStep = (step: Exclude<Step, 'paper'>, claimId: string): void =>
  settled(Taro.redirectTo({ url: stepUrl(step, { id: claimId }) }));
let awaited: string | null = null;
/**
 * To a claim that was just sent: back leads to all claims, never to a form of what is done. The page of all claims opens
 * it once it is there itself: on H5, a page that is opened while a tab is on its way for the first time stays blank.
 */
export const goToClaim = (claimId: string): void => {
  awaited = claimId;
  void Taro.switchTab({ url: urlOf('claims') }).catch(() => {
    awaited = null;
  });
};
/** Of the page of all claims, whenever it is shown. */
export const openAwaited = (): void => {
  const claimId = awaited;
  awaited = null;
  if (claimId !== null) openStep('claim', claimId);
};
/** Out of a form: to where it was opened from; opened by its own address, to where it is told what is to be done. */
export const leaveStep = (claimId: string, list: 'tasks' | 'claim' = 'tasks'): void => {
  if (Taro.getCurrentPages().length > 1) settled(Taro.navigateBack());
  else replaceStep(list, claimId);
};
/** One paper of a claim; `bill` is null for the person's own papers. */
export const openPaper = (claimId: string, paper: string, bill: string | null): void =>
  settled(
    Taro.navigateTo({ url: stepUrl('paper', { id: claimId, paper, ...(bill === null ? {} : { bill }) }) }),
  );
/** No way back: the page before is over. */
export const replaceAll = (page: Tab | Page): void => settled(Taro.reLaunch({ url: urlOf(page) }));

export const goToSignIn = (why: 'asked' | 'ended'): void =>
  why === 'asked' ? open('sign-in') : settled(Taro.reLaunch({ url: `${urlOf('sign-in')}?ended=1` }));

/** 我家能救助多少: for anybody, signed in or not. */
export const openEstimate = (): void => settled(Taro.navigateTo({ url: '/packages/estimate/ask/index' }));

type ProxyPage = 'mandates' | 'clients' | 'client' | 'add' | 'sheet';
/** 代办: who applies for her, and for whom she applies. */
export const openProxy = (page: ProxyPage, mandate?: string): void =>
  settled(Taro.navigateTo({ url: proxyUrl(page, mandate) }));
/** The same in place of the page in front. */
export const replaceProxy = (page: ProxyPage, mandate?: string): void =>
  settled(Taro.redirectTo({ url: proxyUrl(page, mandate) }));
const proxyUrl = (page: ProxyPage, mandate?: string): string =>
  `/packages/proxy/${page}/index${mandate === undefined ? '' : `?mandate=${mandate}`}`;

/** What can be applied for besides the money of a bill. */
export const openBegin = (): void => settled(Taro.navigateTo({ url: '/packages/apply/begin/index' }));
/** What she was told. */
export const openMessages = (): void => settled(Taro.navigateTo({ url: '/packages/messages/list/index' }));

/** The desk of those who handle claims. */
export const openDesk = (): void => settled(Taro.navigateTo({ url: '/packages/staff/queue/index' }));

export const goBack = (): void => {
  if (Taro.getCurrentPages().length > 1) settled(Taro.navigateBack());
  else goToTab('home');
};
