/**
 * 我家能救助多少: what the law of a region comes to for a family that knows only part of the figures. Every amount is the ledger's;
 * this folder only asks it about the ways in which things may really be, and keeps the least and the most.
 * Readings PZH-A1 / YC-A1 (one deductible a year: all care of the year counts together), PZH-A7 / YC-A8 (就高), GEN-CLASS.
 * Not modelled: 普惠险 and supplements (an amount that they paid is not self-pay), care of the year at other places than the one
 * that was asked about, a status that changed or ended within the year (one that began in it is asked about).
 */
import type { Clause, Day, Fen, Missing } from '../kernel/index.ts';
import { ZERO, above, firstDayOf, lastDayOf } from '../kernel/index.ts';
import type { YearPolicy } from '../policy/compiled.ts';
import { PACK_FORM } from '../policy/pack-form.ts';
import type { PackSpan, PolicyPack } from '../policy/pack.ts';
import type { Answers } from './answers.ts';
import { combine, listChoices } from './completions.ts';
import type { Choice } from './completions.ts';
import { explainEnd } from './ends.ts';
import type { Estimate, Estimated, NextStep, Range, Unreckoned } from './estimate.types.ts';
import { listNextSteps } from './next-steps.ts';
import { findEnds, listRelied, listWidenings, toRange } from './ranges.ts';
import { newSetting, toRow } from './year-of-facts.ts';
import type { Row, Setting } from './year-of-facts.ts';

/** Whether a pack is of the form that these rules read: a newer server may send another. */
export function readsPack(pack: { readonly form: number }): pack is PolicyPack {
  return pack.form === PACK_FORM;
}

/** The day that an estimate speaks of: today, or the nearest day of the pack's year. */
export function estimateDay(pack: PolicyPack, today: Day): Day {
  const [first, last] = [firstDayOf(pack.year), lastDayOf(pack.year)];
  if (today < first) return first;
  return today > last ? last : today;
}

/** What is in force on the day, or null. */
export function findSpan(pack: PolicyPack, on: Day): PackSpan | null {
  return pack.spans.find(({ from, to }) => from <= on && on <= to) ?? null;
}

/** What keeps anybody from an amount, whatever the answers are: no law on the day, or all of its figures left to someone else. */
export function findUnreckoned(pack: PolicyPack, on: Day): Unreckoned | null {
  const law = findSpan(pack, on)?.policy ?? null;
  if (law === null) return NOT_IN_FORCE;
  const { assistance } = law.deferred;
  return assistance === undefined ? null : noFigures([assistance]);
}

/**
 * The bounds of what a family is given in the year: however the unknown answers turn out, the help lies between them, and each
 * end is reached by `least.facts` and `most.facts`. It holds for a family whose class does not change within the year; when in
 * the year it was recognised is one of the answers (`recognised`).
 * @param on a day of the pack's year: its law governs
 * @throws InvalidInput `invalid_identity` for a category that the document does not know, `invalid_bill` for more paid by the
 *   insurance than the total
 */
export function estimate(pack: PolicyPack, answers: Answers, on: Day): Estimate {
  const span = findSpan(pack, on);
  const law = span?.policy ?? null;
  const unreckoned = findUnreckoned(pack, on);
  if (span === null || law === null || unreckoned !== null) return unreckoned ?? NOT_IN_FORCE;
  const choices = listChoices(law, answers);
  const policy: YearPolicy = { region: law.region, year: pack.year, spans: pack.spans };
  const whole = calculate(newSetting(policy, on, true), choices);
  // A missing figure of 倾斜救助 keeps nobody from being told of the rest.
  const known = whole.missing.length === 0 ? whole : calculate(newSetting(policy, on, false), choices);
  if (known.missing.length > 0) {
    return noFigures(known.missing);
  }
  const estimated = toEstimated(answers, choices, known);
  const missing = whole === known ? [] : whole.missing;
  const tilt = missing.length === 0 ? estimated.tilt : null;
  const main = { ...estimated, tilt, missing };
  return {
    ...main,
    next: listNextSteps({
      pack,
      span,
      policy: law,
      answers,
      estimated: main,
      setting: known.setting,
    }),
  };
}

type Calculated = {
  readonly setting: Setting;
  readonly rows: readonly Row[];
  readonly missing: Row['missing'];
};

function calculate(setting: Setting, choices: readonly Choice[]): Calculated {
  const rows = combine(choices).map((facts) => toRow(setting, facts));
  const missing = rows.flatMap((row) => row.missing);
  const distinct = missing.filter((one, at) => missing.findIndex(({ name }) => name === one.name) === at);
  return { setting, rows, missing: distinct };
}

function toEstimated(
  { aidReceived }: Answers,
  choices: readonly Choice[],
  { setting, rows }: Calculated,
): Omit<Estimated, 'next' | 'missing'> {
  const totals = (name: 'assistance' | 'tilt' | 'outpatient' | 'personal') =>
    toRange(rows, ({ result }) => result.state.totals[name]);
  const { low, high } = findEnds(rows, ({ total }) => total);
  const total: Range = { low: low.total, high: high === null ? null : high.total };
  const widenings = listWidenings(choices, rows);
  const received =
    aidReceived === null && total.high !== 0 ? [{ question: 'aidReceived' as const, by: total.high }] : [];
  return {
    status: 'estimated',
    on: setting.on,
    total,
    assistance: totals('assistance'),
    tilt: totals('tilt'),
    outpatient: totals('outpatient'),
    personal: totals('personal'),
    due: dueOf(total, aidReceived),
    least: explainEnd(setting, low),
    most: high === null ? null : explainEnd(setting, high),
    widenings: [...widenings, ...received],
    relies: listRelied(rows),
  };
}

/** What is left of the year's help; what was received is anything up to it where nobody knows. */
function dueOf({ low, high }: Range, received: Fen | null): Range {
  if (received === null) return { low: ZERO, high };
  return { low: above(low, received), high: high === null ? null : above(high, received) };
}

const NOT_IN_FORCE: Unreckoned = { status: 'not_in_force', next: [askAuthority(null)] };

function noFigures(missing: readonly Missing[]): Unreckoned {
  return { status: 'no_figures', missing, next: [askAuthority(missing[0]?.clause ?? null)] };
}

function askAuthority(clause: Clause | null): NextStep {
  return { code: 'ask_authority', amount: null, relies: [], clause };
}
