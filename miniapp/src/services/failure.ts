import type { FailureCode } from '../text/failures';

/** The one kind of failure the phone knows. Pages look the words up by `code` (text/failures.ts). */
export class AppFailure extends Error {
  readonly code: FailureCode;
  readonly data: Record<string, unknown>;

  constructor(code: FailureCode, data: Record<string, unknown> = {}) {
    super(code);
    this.name = 'AppFailure';
    this.code = code;
    this.data = data;
  }
}

/** Failures that pass by themselves: what was shown before may stay on screen meanwhile. */
const PASSING: ReadonlySet<string> = new Set<FailureCode>([
  'offline',
  'timeout',
  'rate_limited',
  'upstream_unavailable',
  'upstream_invalid_reply',
  'storage_unavailable',
  'shutting_down',
  'internal_error',
]);

export function isPassing(failure: AppFailure): boolean {
  return PASSING.has(failure.code);
}

export function toFailure(error: unknown): AppFailure {
  if (error instanceof AppFailure) return error;
  // A bug of ours must not look like a fault of the network.
  return new AppFailure('internal_error');
}
