// A Redis that is known to be away is not waited for.

export interface CircuitEvents {
  /** Called once when Redis goes away, with what it said, and once when it is back. */
  onAway?(reason: string): void;
  onBack?(): void;
}

/** How long a silent Redis is left alone before one request tries it again. */
const pause = 1000;
/** Longest wait for Redis, in milliseconds. The database answers faster than this. */
export const patience = 200;

/** Lets calls through while Redis answers; after a failure, one call a second. */
export class Circuit {
  private openUntil = 0;
  private away = false;
  private readonly events: CircuitEvents;

  constructor(events: CircuitEvents) {
    this.events = events;
  }

  isClosed(): boolean {
    return !this.away;
  }

  /** Whether this call may try. In an open circuit the first after the pause may, alone. */
  admits(): boolean {
    if (!this.away) return true;
    const now = performance.now();
    if (now < this.openUntil) return false;
    this.openUntil = now + pause;
    return true;
  }

  succeed(): void {
    if (!this.away) return;
    this.away = false;
    this.events.onBack?.();
  }

  fail(error: unknown): void {
    this.openUntil = performance.now() + pause;
    if (this.away) return;
    this.away = true;
    this.events.onAway?.(error instanceof Error ? error.message : String(error));
  }

  /** The result of `call`, or `undefined` where Redis does not answer. */
  async guard<T>(call: () => Promise<T>): Promise<T | undefined> {
    if (!this.admits()) return undefined;
    try {
      const result = await inTime(call());
      this.succeed();
      return result;
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }
}

/**
 * The reply, or an error after `patience`, which is counted in tenths: while this process itself stands still no more
 * than one of them goes by, so that its own pause is not taken for Redis being away.
 */
async function inTime<T>(reply: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    let tenths = 0;
    const count = () => {
      tenths += 1;
      if (tenths === 10) reject(new Error(`no reply within ${patience} ms`));
    };
    timer = setInterval(count, patience / 10);
  });
  try {
    return await Promise.race([reply, late]);
  } finally {
    clearInterval(timer);
  }
}
