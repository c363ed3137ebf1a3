import type { ErrorCode } from '@yijiutong/rules/contract';

export interface ErrorDetails {
  /** What a client may read beside the code: fields, kinds, seconds. Never a person's data. */
  data?: Record<string, unknown>;
  cause?: unknown;
  /** Seconds after which trying again makes sense: becomes the header Retry-After. */
  retryAfter?: number;
}

/**
 * Misuse, or a system that is away: the request cannot be answered, and the client is told why.
 * Everything else that is thrown is a broken invariant and becomes a 500 that says nothing.
 */
export class AppError extends Error {
  override name = 'AppError';
  readonly status: number;
  readonly code: ErrorCode;
  readonly data: Record<string, unknown> | undefined;
  readonly retryAfter: number | undefined;

  /** `message` is for developers: what, where, why, and what to do. */
  constructor(status: number, code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = status;
    this.code = code;
    this.data = details.data;
    this.retryAfter = details.retryAfter;
  }
}

/** A record that is not there, and one that belongs to someone else: one answer, so that nobody can probe. */
export function notFound(what: string): AppError {
  return new AppError(404, 'not_found', `${what} was not found`);
}

/** Signed out, too old, or the account was closed: one answer wherever it comes to light. */
export function sessionExpired(): AppError {
  return new AppError(401, 'session_expired', 'the session has ended or was revoked; sign in again');
}
