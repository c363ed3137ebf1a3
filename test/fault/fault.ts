/** One fault: a name for the command line, what is done, and the claims that must stand afterwards. */
import type { Claims } from './claims.ts';
import type { Stage } from './stage.ts';

export type Size = 'test' | 'full';

export type Fault = {
  name: string;
  title: string;
  play(stage: Stage, claims: Claims, size: Size): Promise<void>;
};
