import CircuitBreaker from 'opossum';

import { AppError } from '../error.ts';
import type { Metrics } from '../health/metrics.ts';

export type BreakerState = 'closed' | 'half_open' | 'open';

/** Calls to one system we do not own: measured, and spared while it is down. */
export interface Breaker {
  /** Runs `call`. @throws {AppError} 503 `upstream_unavailable` when it fails or is spared; what `call` refuses. */
  run<T>(operation: string, call: () => Promise<T>): Promise<T>;
  state(): BreakerState;
  close(): void;
}

const resetSeconds = 5;

export function createBreaker(system: string, metrics: Metrics): Breaker {
  const circuit = new CircuitBreaker((call: () => Promise<unknown>) => call(), {
    name: system,
    // Every call has its own time limit.
    timeout: false,
    volumeThreshold: 5,
    errorThresholdPercentage: 50,
    resetTimeout: resetSeconds * 1000,
    // A refusal (wrong code, number not reachable) is an answer: the system is well.
    errorFilter: isRefusal,
  });

  return {
    async run<T>(operation: string, call: () => Promise<T>) {
      const end = metrics.upstreamSeconds.startTimer({ system, operation });
      try {
        const result = await circuit.fire(call);
        end({ outcome: 'ok' });
        return result as T;
      } catch (error) {
        const refusal = isRefusal(error);
        end({ outcome: refusal ? 'refused' : 'failed' });
        if (error instanceof AppError) throw error;
        throw new AppError(503, 'upstream_unavailable', `${system} does not answer; try again shortly`, {
          cause: error,
          data: { system },
          retryAfter: resetSeconds,
        });
      }
    },
    state: () => (circuit.opened ? 'open' : circuit.halfOpen ? 'half_open' : 'closed'),
    close: () => circuit.shutdown(),
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.status < 500;
}
