/**
 * The sign-in of staff, beside the resident's on the same phone and apart from it: another token under another name, and
 * nothing that the desk shows is kept as a reply.
 */
import type { StaffSessionReply } from '@yijiutong/rules/contract';
import { useSyncExternalStore } from 'react';

import { read, remove, write } from '../../services/storage';

const TOKEN = 'staff-token';

/** Why nobody is signed in: she never was, she left, or the server has ended it. */
type Ending = 'none' | 'expired';

const listeners = new Set<() => void>();
/** Who the server says she is: asked anew whenever the app is opened. */
let known: StaffSessionReply | null = null;
let ending: Ending = 'none';

const listen = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};
const changed = () => listeners.forEach((tell) => tell());

const token = (): string | null => (read(TOKEN) as string | undefined) ?? null;
/** A storage that was emptied by another tab signs out here too. */
const who = (): StaffSessionReply | null => (token() === null ? null : known);
const why = (): Ending => ending;

export const staffSession = {
  token,
  begin(next: string): void {
    write(TOKEN, next);
    known = null;
    ending = 'none';
    changed();
  },
  /** The server's answer to who holds the token. */
  know(reply: StaffSessionReply): void {
    known = reply;
    changed();
  },
  end(because: Ending = 'none'): void {
    remove(TOKEN);
    known = null;
    ending = because;
    changed();
  },
};

/** Null: nobody is signed in, or it is not known yet who. */
export function useStaff(): StaffSessionReply | null {
  return useSyncExternalStore(listen, who, who);
}

export function useStaffToken(): string | null {
  return useSyncExternalStore(listen, token, token);
}

export function useEnding(): Ending {
  return useSyncExternalStore(listen, why, why);
}
