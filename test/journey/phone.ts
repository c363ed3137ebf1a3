/** A phone in somebody's hand: what she reads and what she touches. Chromium and the mini-program both are one. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { PhoneFile } from '../support/paper-photo.ts';

export type Phone = {
  kind: 'h5' | 'weapp';
  /** Everything that can be read now: the page in front and what lies over it. */
  text: () => Promise<string>;
  /** `pages/home/index` */
  route: () => Promise<string>;
  /** A value of the page's own address. */
  query: (name: string) => Promise<string | undefined>;
  /** Touches what bears this name: the whole name, else the smallest thing whose name begins with it. */
  tap: (name: string) => Promise<void>;
  /** Touches it again before anything can have been drawn. */
  tapTwice: (name: string) => Promise<void>;
  /** Touches what opens the camera, the album or the files, and hands these over. */
  choose: (name: string, files: readonly PhoneFile[]) => Promise<void>;
  /** Whether something that can be touched bears the name. */
  offers: (name: string) => Promise<boolean>;
  /** Types into the field of this name. */
  fill: (field: string, value: string) => Promise<void>;
  /** One of the tabs at the bottom. */
  tab: (name: string) => Promise<void>;
  back: () => Promise<void>;
  setOnline: (online: boolean) => Promise<void>;
  /** The network goes in the moment in which a request to such an address leaves. */
  loseNetworkAt: (address: RegExp) => Promise<void>;
  /** Whether the page in front is drawn in care mode. */
  isCare: () => Promise<boolean>;
  close: () => Promise<void>;
};

/** Longer than anything takes on a busy machine: only what never comes is waited for to its end. */
export const patienceMs = 15_000;

/** Waits until all of it can be read. */
export async function see(phone: Phone, ...wanted: string[]): Promise<string> {
  return await until(
    phone,
    (text) => wanted.every((words) => text.includes(squeeze(words))),
    `“${wanted.join('”, “')}”`,
  );
}

/** As `see`, for what takes its time by design. */
export async function seeWithin(ms: number, phone: Phone, ...wanted: string[]): Promise<string> {
  return await until(
    phone,
    (text) => wanted.every((words) => text.includes(squeeze(words))),
    `“${wanted.join('”, “')}” within ${ms} ms`,
    ms,
  );
}

/** Waits until none of it can be read any more. */
export async function seeNone(phone: Phone, ...unwanted: string[]): Promise<string> {
  return await until(
    phone,
    (text) => !unwanted.some((words) => text.includes(squeeze(words))),
    `no “${unwanted.join('”, no “')}”`,
  );
}

export async function seePage(phone: Phone, route: string): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const at = await phone.route();
    if (at === route) return;
    if (Date.now() > end) {
      throw new Error(`expected to be at ${route}, is at ${at}, which says:\n${await phone.text()}`);
    }
    await sleep(40);
  }
}

export async function seeCare(phone: Phone): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await phone.isCare())) {
    if (Date.now() > end) throw new Error(`${await phone.route()} is not in care mode`);
    await sleep(40);
  }
}

async function until(
  phone: Phone,
  holds: (text: string) => boolean,
  wanted: string,
  ms = patienceMs,
): Promise<string> {
  const end = Date.now() + ms;
  for (;;) {
    const text = await phone.text();
    if (holds(squeeze(text))) return text;
    if (Date.now() > end) {
      throw new Error(`expected to read ${wanted} at ${await phone.route()}, which says:\n${text}`);
    }
    await sleep(40);
  }
}

/** Looks again and again: what a page has not drawn yet may come. */
export async function patiently<T>(
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T | undefined> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined || Date.now() > end) return found;
    await sleep(40);
  }
}

/** Chinese has no word spaces: two screens that differ in white space say the same. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
