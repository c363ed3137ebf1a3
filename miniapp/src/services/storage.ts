/** What stays on the phone: the session token, how the person likes to read, and the last replies. Nothing else. */
import Taro from '@tarojs/taro';

const REPLY_PREFIX = 'reply:';

/** A full or broken storage must never stop a page: it only means nothing is kept. */
export function write(key: string, value: unknown): void {
  try {
    Taro.setStorageSync(key, value);
  } catch {
    remove(key);
  }
}

export function read(key: string): unknown {
  try {
    const value: unknown = Taro.getStorageSync(key);
    return value === '' ? undefined : value;
  } catch {
    return undefined;
  }
}

export function remove(key: string): void {
  try {
    Taro.removeStorageSync(key);
  } catch {
    // Nothing was there to remove.
  }
}

/** A reply that was received, and when. */
export type Kept<T> = { at: string; value: T };

export function keepReply(name: string, value: unknown, at = new Date().toISOString()): void {
  write(REPLY_PREFIX + name, { at, value });
}

export function findKeptReply<T>(name: string): Kept<T> | undefined {
  return read(REPLY_PREFIX + name) as Kept<T> | undefined;
}

/** Everything personal leaves the phone: at sign-out, at closing, and when the session has ended. */
export function forgetReplies(): void {
  const { keys } = Taro.getStorageInfoSync();
  for (const key of keys) if (key.startsWith(REPLY_PREFIX)) remove(key);
}
