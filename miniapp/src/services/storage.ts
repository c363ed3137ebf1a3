/** What stays on the phone: the session token, how the person likes to read, the last replies, and pages not yet sent. */
import Taro from '@tarojs/taro';

const REPLY_PREFIX = 'reply:';

/** A full or broken storage must never stop a page: it only means nothing is kept, and nothing that is out of date. */
export function write(key: string, value: unknown): void {
  if (!writeIfRoom(key, value)) remove(key);
}

/** @returns whether it was written; where there is no room, what was there before stays */
export function writeIfRoom(key: string, value: unknown): boolean {
  try {
    Taro.setStorageSync(key, value);
    return true;
  } catch {
    return false;
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

export function forgetReply(name: string): void {
  remove(REPLY_PREFIX + name);
}

export function listKeys(prefix: string): string[] {
  return Taro.getStorageInfoSync().keys.filter((key) => key.startsWith(prefix));
}

/** What was shown of a person leaves the phone: at sign-out, at closing, and when the session has ended. */
export function forgetReplies(): void {
  for (const key of listKeys(REPLY_PREFIX)) remove(key);
}
