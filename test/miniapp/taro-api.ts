// Taro's API on a phone that the tests hold in their hands: its storage, its network, its way between pages.
import { useEffect, useRef } from 'react';

type Sent = { url: string; method: string; header: Record<string, string>; data?: unknown; timeout: number };
type Answer = { statusCode: number; data: unknown };

export const phone = {
  storage: new Map<string, unknown>(),
  sent: [] as Sent[],
  /** Where the person was led, in order. */
  visited: [] as string[],
  params: {} as Record<string, string>,
  copied: [] as string[],
  /** Whom she has called. */
  called: [] as string[],
  /** What the person answers when she is asked to confirm. */
  confirms: true,
  /** What she was asked. */
  questions: [] as string[],
  answer: (() => Promise.reject(new Error('no answer was arranged'))) as (sent: Sent) => Promise<Answer>,
  baseInfo: {} as Record<string, unknown>,
  storageFails: false,
  /** What WeChat was asked leave for, and what she answers to each; null: WeChat does not ask. */
  leaveAsked: [] as string[][],
  leaveGiven: 'accept' as 'accept' | 'reject' | null,
  shows: new Set<() => void>(),
  /** The page comes to the front again. */
  showAgain: () => phone.shows.forEach((show) => show()),
  reset(): void {
    this.storage.clear();
    this.sent.length = 0;
    this.visited.length = 0;
    this.params = {};
    this.copied.length = 0;
    this.called.length = 0;
    this.confirms = true;
    this.questions.length = 0;
    this.baseInfo = {};
    this.storageFails = false;
    this.leaveAsked.length = 0;
    this.leaveGiven = 'accept';
    this.answer = () => Promise.reject(new Error('no answer was arranged'));
  },
};

(globalThis as { API_ORIGIN?: string }).API_ORIGIN = 'https://api.test';

const go = ({ url }: { url: string }): Promise<void> => {
  phone.visited.push(url);
  return Promise.resolve();
};

export function useDidShow(show: () => void): void {
  const newest = useRef(show);
  useEffect(() => {
    newest.current = show;
  });
  useEffect(() => {
    const told = () => newest.current();
    phone.shows.add(told);
    told();
    return () => void phone.shows.delete(told);
  }, []);
}

export const useLaunch = (launch: () => void): void => useEffect(launch, [launch]);
export const useReachBottom = (): void => undefined;
export const useRouter = () => ({ params: phone.params });

export default {
  request(sent: Sent): Promise<Answer> {
    phone.sent.push(sent);
    return phone.answer(sent);
  },
  setStorageSync(key: string, value: unknown): void {
    if (phone.storageFails) throw new Error('storage is full');
    // A phone keeps text, not objects: what cannot be written as JSON is lost.
    phone.storage.set(key, JSON.parse(JSON.stringify(value)));
  },
  getStorageSync: (key: string): unknown => phone.storage.get(key) ?? '',
  removeStorageSync: (key: string): boolean => phone.storage.delete(key),
  getStorageInfoSync: () => ({ keys: [...phone.storage.keys()] }),
  switchTab: go,
  navigateTo: go,
  reLaunch: go,
  redirectTo: go,
  navigateBack: () => go({ url: 'back' }),
  getCurrentPages: () => [{}, {}],
  pageScrollTo: () => Promise.resolve(),
  getAppBaseInfo: () => phone.baseInfo,
  canIUse: () => false,
  requestSubscribeMessage({ tmplIds }: { tmplIds: string[] }): Promise<Record<string, string>> {
    phone.leaveAsked.push(tmplIds);
    const answer = phone.leaveGiven;
    if (answer === null) return Promise.reject(new Error('requestSubscribeMessage:fail'));
    return Promise.resolve({
      errMsg: 'requestSubscribeMessage:ok',
      ...Object.fromEntries(tmplIds.map((id) => [id, answer])),
    });
  },
  setClipboardData({ data }: { data: string }): Promise<void> {
    phone.copied.push(data);
    return Promise.resolve();
  },
  makePhoneCall({ phoneNumber }: { phoneNumber: string }): Promise<void> {
    phone.called.push(phoneNumber);
    return Promise.resolve();
  },
  showModal: ({ content }: { content: string }) => {
    phone.questions.push(content);
    return Promise.resolve({ confirm: phone.confirms });
  },
};
