/** The session on the phone: an opaque token, whether a person is bound, and the privacy text agreed to. */
import { useSyncExternalStore } from 'react';

import { randomName } from './random-name';
import { forgetReplies, read, remove, write } from './storage';

const SESSION = 'session';
const AGREED = 'privacy-agreed';

/** `id`: tells one sign-in on this phone from another; it means nothing to the server. */
type Session = { token: string; bound: boolean; id: string };

/** `bound`: a person stands behind the account, so there is something to show. */
export type Standing = 'out' | 'unbound' | 'bound';

const listeners = new Set<() => void>();

function find(): Session | undefined {
  return read(SESSION) as Session | undefined;
}

function keep(next: Session | undefined): void {
  if (next) write(SESSION, next);
  else remove(SESSION);
  listeners.forEach((tell) => tell());
}

function standing(): Standing {
  const current = find();
  if (!current) return 'out';
  return current.bound ? 'bound' : 'unbound';
}

const listen = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

export function useStanding(): Standing {
  return useSyncExternalStore(listen, standing, standing);
}

export const session = {
  token: (): string | undefined => find()?.token,
  isSignedIn: (): boolean => find() !== undefined,
  /** Of the sign-in behind which a person stands; nobody's while there is none. */
  ownId: (): string | undefined => (standing() === 'bound' ? find()?.id : undefined),
  onChange: listen,

  begin(token: string, bound: boolean): void {
    forgetReplies();
    keep({ token, bound, id: randomName(12) });
  },
  markBound(bound: boolean): void {
    const current = find();
    if (current && current.bound !== bound) keep({ ...current, bound });
  },
  end(): void {
    keep(undefined);
    forgetReplies();
  },

  /** The version of the privacy text that the person agreed to on this phone. */
  agreedVersion: (): string | undefined => read(AGREED) as string | undefined,
  agree(version: string): void {
    write(AGREED, version);
  },
  disagree(): void {
    remove(AGREED);
  },
};
