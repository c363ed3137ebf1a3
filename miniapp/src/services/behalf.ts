/**
 * For whom a volunteer does what she does. Every record of somebody else's that this phone has been shown is known here
 * with its mandate; a request that names the record names the mandate too, and so does the band on the page.
 */
import { useSyncExternalStore } from 'react';

import { findKeptReply, keepReply } from './storage';

export type Client = {
  mandateId: string;
  /** As the server shows it: masked. */
  name: string;
};

/** Kept as a reply is: it leaves the phone with the sign-in. */
const KEPT = 'clients';
/** Pages and uploads are told anew with every claim. */
const passing = new Map<string, Client>();

const listeners = new Set<() => void>();

const kept = (): Record<string, Client> => findKeptReply<Record<string, Client>>(KEPT)?.value ?? {};

/** Null: it is her own, or nobody's. */
export function findClient(ids: readonly (string | undefined)[]): Client | null {
  const lasting = kept();
  // The sign-in has ended: who holds the phone now may be she whose pages they are.
  if (Object.keys(lasting).length === 0) passing.clear();
  for (const id of ids) {
    const client = id === undefined ? undefined : (lasting[id] ?? passing.get(id));
    if (client !== undefined) return client;
  }
  return null;
}

/** A claim outlives the app; a page or an upload need not. */
export function rememberClient(client: Client, claims: readonly string[], others: readonly string[]): void {
  for (const id of others) passing.set(id, client);
  const before = kept();
  const known = claims.every((id) => before[id]?.mandateId === client.mandateId);
  if (known) return;
  keepReply(KEPT, { ...before, ...Object.fromEntries(claims.map((id) => [id, client])) });
  listeners.forEach((tell) => tell());
}

const listen = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** The name to be shown; '' where it is her own. */
export function useClientName(ids: readonly (string | undefined)[]): string {
  const find = () => findClient(ids)?.name ?? '';
  return useSyncExternalStore(listen, find, find);
}
