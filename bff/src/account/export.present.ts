// A row as its owner reads it: amounts in yuan, moments with their zone, JSON opened.
import { fen, formatYuan } from '@yijiutong/rules/kernel';

import { presentInstant } from '../storage/instant.ts';

/** Our own keys and hashes say nothing to a person. */
const internal = /(_id|_hash|_index)$/;
const keptIds = new Set(['setl_id']);
const openable = new Set(['facts', 'outcome', 'explanation', 'figures', 'content']);
/** Instants in UTC; settled_at alone is Beijing time, as the platform writes it. */
const instant = /(^|_)at$/;

/** Numbers of these names are fen, in columns and inside facts and outcomes alike. What a source holds stays as sent. */
const amounts = new Set([
  ...['total', 'fullSelfPay', 'overLimit', 'preSelfPay', 'inScope', 'outOfScope', 'inScopeSelfPay'],
  ...['basicPaid', 'criticalIllnessPaid', 'supplementPaid', 'commercialPaid', 'otherPaid', 'selfPaid'],
  ...['grantedAssistance', 'grantedTilt', 'calculated', 'change', 'granted', 'claimable', 'selfPaidInScope'],
  ...['base', 'assistance', 'outpatient', 'tilt', 'personal', 'amount'],
]);

export function presentRow(row: Record<string, unknown>): Record<string, unknown> {
  const columns = Object.entries(row).filter(([column]) => !internal.test(column) || keptIds.has(column));
  return Object.fromEntries(
    columns.map(([column, value]) => [camelCase(column), presentColumn(column, value)]),
  );
}

function presentColumn(column: string, value: unknown): unknown {
  if (typeof value !== 'string') return presentValue(camelCase(column), value);
  if (column === 'settled_at') return `${value.slice(0, 19).replace(' ', 'T')}+08:00`;
  if (instant.test(column)) return presentInstant(value);
  if (!openable.has(column)) return value;
  const opened = JSON.parse(value) as unknown;
  return column === 'content' ? opened : presentValue(column, opened);
}

function presentValue(name: string, value: unknown): unknown {
  if (typeof value === 'number') return amounts.has(name) ? formatYuan(fen(value)) : value;
  if (Array.isArray(value)) return value.map((item) => presentValue(name, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([part, within]) => [
      part,
      part === 'reversedAt' && typeof within === 'string'
        ? presentInstant(within)
        : presentValue(part, within),
    ]),
  );
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
}
