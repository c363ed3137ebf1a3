/** What became of a notice that was handed to a carrier. Whoever asks decides by it whether it may be sent again. */
export type NoticeOutcome =
  /** The carrier has it. `serial`: what it calls it, where it does. */
  | { kind: 'accepted'; serial: string | null }
  /**
   * The carrier does not take it. `number`: it cannot reach her there · `consent`: she has not asked for it (any more) ·
   * `later`: too many for now, it takes it after `waitMs` · `ours`: sign, template, balance …, ours to mend.
   */
  | { kind: 'refused'; why: 'number' | 'consent' | 'ours'; code: string }
  | { kind: 'refused'; why: 'later'; code: string; waitMs: number }
  /** It never left this machine: nothing was sent. */
  | { kind: 'not_sent'; code: string }
  /** No answer, or none that can be read: it may have been sent. */
  | { kind: 'unknown'; code: string };

/** What had to come before the exchange did not happen. */
export class NeverLeft extends Error {
  override name = 'NeverLeft';
}

const neverLeft = /\b(NeverLeft|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EOPENBREAKER)\b/;
const broken = /\b(ECONNRESET|EPIPE|ETIMEDOUT|timeout|TimeoutError)\b/i;

/** What an exchange that threw means: the connection was never made, or nobody knows. */
export function outcomeOfFailure(error: unknown): NoticeOutcome {
  const said = causes(error);
  const [never] = neverLeft.exec(said) ?? [];
  if (never !== undefined) return { kind: 'not_sent', code: never };
  return { kind: 'unknown', code: broken.exec(said)?.[0] ?? 'no_readable_answer' };
}

/** Names, codes and messages of an error and of what it was caused by. */
function causes(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as { code?: unknown };
  return `${error.name} ${typeof code === 'string' ? code : ''} ${error.message} ${causes(error.cause)}`;
}
