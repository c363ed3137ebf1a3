// Work that comes round: one round at a time, and within it one thing that fails does not keep the others waiting.
import type { Deps } from './deps.ts';

type Logged = Pick<Deps, 'log'>;

export interface Rounds<Done> {
  /** One round now, or the one that runs. */
  sweep(): Promise<Done>;
  /** Begins no more rounds, and waits for the one that runs. */
  stop(): Promise<void>;
}

/** @param everySeconds 0 = only when told */
export function startRounds<Done>(
  { log }: Logged,
  { everySeconds, failed }: { everySeconds: number; failed: string },
  round: (isStopped: () => boolean) => Promise<Done>,
): Rounds<Done> {
  let running: Promise<Done> | undefined;
  let stopped = false;
  const sweep = () => {
    running ??= round(() => stopped).finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer =
    everySeconds === 0
      ? undefined
      : setInterval(() => {
          sweep().catch((error: unknown) => log.warn({ err: error }, failed));
        }, everySeconds * 1000);
  return {
    sweep,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}

/** Whether it was done: what failed is logged, and is there for the next round. */
export async function attempt(
  { log }: Logged,
  problem: string,
  work: () => Promise<unknown>,
): Promise<boolean> {
  try {
    return (await work()) !== false;
  } catch (error) {
    log.warn({ err: error }, problem);
    return false;
  }
}
