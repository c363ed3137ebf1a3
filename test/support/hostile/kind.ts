import type { PaperRefusal } from '../../../bff/src/paper/inspect/inspected.ts';

/** What must become of it. `cleaned`: taken, and what is kept holds nothing of the payload. */
export type Expected = PaperRefusal | 'cleaned';

/** One way to send what is no paper. */
export interface HostileKind {
  name: string;
  what: string;
  expect: Expected;
  make: () => Buffer | Promise<Buffer>;
}

/** What every file that carries something carries: it must turn up in nothing that is kept or served. */
export const payload = 'PAYLOAD-8d1f';

export function kind(
  name: string,
  what: string,
  expect: Expected,
  make: () => Buffer | Promise<Buffer>,
): HostileKind {
  return { name, what, expect, make };
}

export const latin = (text: string) => Buffer.from(text, 'latin1');
/** `7f 45 4c 46` */
export const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
