import type { Clause } from '../kernel/index.ts';

/**
 * A step as both voices read it: the kernel's own, and the one that came over the API from a server that may be newer
 * than the phone, so that its id may be unknown here.
 */
export type ToldStep = {
  readonly step: string;
  readonly label: string;
  readonly clause: Clause | null;
  readonly inputs: readonly { readonly label: string; readonly value: string }[];
  readonly operation: string;
  readonly result: string;
  readonly steps: readonly ToldStep[];
};
