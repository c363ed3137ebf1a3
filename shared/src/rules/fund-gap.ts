/**
 * 宜昌 市级统筹 二、（三）5: a unit's gap is filled from its own accumulated surplus first; the rest is shared, city and district
 * half and half, city and county two to eight.
 * Reading YC-F1 (the part that comes from money which a unit owes, 应补足资金, is wholly its own, before anything is shared).
 * Not modelled: adjusted proportions (适当调整): a city dates a new figure.
 */
import type { Clause, Fen, Ratio, StepId, Trace } from '../kernel/index.ts';
import { ZERO, above, add, atMost, formatPercent, formatYuan, share, subtract } from '../kernel/index.ts';
import type { GapTerms } from '../policy/benefits.ts';

export type GapShares = {
  readonly fromSurplus: Fen;
  readonly city: Fen;
  /** the unit's own share, what it owes included */
  readonly local: Fen;
};

/** A gap of the year, in fen. */
export type FundGap = {
  readonly unit: 'district' | 'county';
  readonly gap: Fen;
  readonly accumulatedSurplus: Fen;
  /** the part of the gap that 应补足资金 caused */
  readonly owed?: Fen;
};

/** Who fills the gap, in fen; the three parts add up to it. */
export function shareGap(
  terms: GapTerms,
  { unit, gap, accumulatedSurplus, owed }: FundGap,
  trace: Trace | null = null,
): GapShares {
  const own = atMost(owed ?? ZERO, gap);
  const shared = subtract(gap, own);
  const fromSurplus = atMost(shared, accumulatedSurplus);
  const rest = above(shared, fromSurplus);
  const city = share(rest, terms.cityShare[unit]);
  const local = add(subtract(rest, city), own);
  if (trace !== null) {
    const { clause } = terms;
    const amounts = { gap, own, shared, fromSurplus, accumulatedSurplus, rest, city, local };
    explain(trace, clause, terms.cityShare[unit], amounts);
  }
  return { fromSurplus, city, local };
}

type Amounts = GapShares & Readonly<Record<'gap' | 'own' | 'shared' | 'accumulatedSurplus' | 'rest', Fen>>;

function explain(trace: Trace, clause: Clause, cityShare: Ratio, amounts: Amounts): void {
  const { gap, own, shared, fromSurplus, accumulatedSurplus, rest, city, local } = amounts;
  const yuan = formatYuan;
  const add = (step: StepId, label: string, operation: string, result: Fen) =>
    trace.add({ step, label, clause, operation, result: yuan(result) });
  add('fundGap', '基金缺口', '', gap);
  add('fundGap.owed', '应补足资金形成的缺口', '', own);
  const needed = `${yuan(gap)} − ${yuan(own)}`;
  add('fundGap.surplus', '累计结余解决', `min(${needed}, ${yuan(accumulatedSurplus)})`, fromSurplus);
  add('fundGap.rest', '共同分担的部分', `${yuan(shared)} − ${yuan(fromSurplus)}`, rest);
  add('fundGap.city', '市级承担', `${yuan(rest)} × ${formatPercent(cityShare)}`, city);
  add('fundGap.local', '当地承担', `${yuan(rest)} − ${yuan(city)} + ${yuan(own)}`, local);
}
