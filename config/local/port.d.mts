import type { Child } from './children.mjs';

/** A loopback port that is free at this moment. */
export function freePort(): Promise<number>;

/** Waits until `url` answers 2xx; false when the process behind it ends first or the time is over. */
export function waitForHttp(url: string, child: Child, withinMs?: number): Promise<boolean>;
