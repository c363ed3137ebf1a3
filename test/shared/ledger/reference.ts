/*
 * The clauses of both cities once more, in decimal.js and as plainly as they read, sharing nothing with the engine:
 * what a person in one class all year is given for a list of in-scope self-pays.
 */
import { Decimal } from 'decimal.js';

export type ReferenceBill = { readonly yuan: string; readonly tilted: boolean; readonly outpatient: boolean };
type Law = {
  readonly deductible: string;
  readonly low: string;
  readonly high: string;
  readonly line: string | null;
  readonly cap: string | null;
  readonly outpatient: { readonly ratio: string; readonly cap: string | null } | null;
  readonly tilt: { readonly line: string; readonly ratio: string; readonly cap: string };
};

const pzh = (deductible: string, ratio: string, cap: string | null, outpatient: Law['outpatient']): Law => ({
  deductible,
  low: ratio,
  high: ratio,
  line: null,
  cap,
  outpatient,
  tilt: { line: '7500', ratio: '0.5', cap: '20000' },
});
const yc = (deductible: string, low: string, high: string, line: string, tilt: string): Law => ({
  deductible,
  low,
  high,
  line,
  cap: '80000',
  outpatient: null,
  tilt: { line: '7000', ratio: tilt, cap: '50000' },
});

/** With an income of 40,000, a monitoring line of 7,500 and a standard 大病 line of 12,000. */
export const REFERENCE: Readonly<Record<string, Readonly<Record<string, Law>>>> = {
  '510400': {
    特困人员: pzh('0', '1', null, { ratio: '1', cap: null }),
    孤儿: pzh('0', '1', null, { ratio: '1', cap: null }),
    低保对象: pzh('0', '0.7', '70000', { ratio: '0.7', cap: '800' }),
    防止返贫监测对象: pzh('2000', '0.65', '70000', null),
    低保边缘家庭成员: pzh('4000', '0.5', '70000', null),
    因病致贫重病患者: pzh('10000', '0.5', '70000', null),
  },
  '420500': {
    孤儿: yc('0', '1', '1', '6000', '1'),
    低保对象: yc('0', '0.7', '0.75', '6000', '0.9'),
    突发严重困难人口: yc('3000', '0.65', '0.7', '12000', '0.7'),
    因病致贫重病患者: yc('7000', '0.55', '0.6', '12000', '0.5'),
  },
};

const cents = (value: Decimal) => value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
const part = (value: Decimal) => Decimal.max(value, 0);
const upTo = (value: Decimal, cap: string | null) => (cap === null ? value : Decimal.min(value, cap));

function assistance(law: Law, base: Decimal): Decimal {
  const line = law.line === null ? base : new Decimal(law.line);
  const low = part(Decimal.min(base, line).minus(law.deductible));
  const high = part(base.minus(Decimal.max(line, law.deductible)));
  return upTo(cents(low.times(law.low).plus(high.times(law.high))), law.cap);
}

export function referenceYear(law: Law, bills: readonly ReferenceBill[]) {
  let base = new Decimal(0);
  let outpatientBase = new Decimal(0);
  let residual = new Decimal(0);
  return bills.map(({ yuan, tilted, outpatient }) => {
    if (outpatient) {
      const { ratio, cap } = law.outpatient ?? { ratio: '0', cap: null };
      const before = upTo(cents(outpatientBase.times(ratio)), cap);
      outpatientBase = outpatientBase.plus(yuan);
      const after = upTo(cents(outpatientBase.times(ratio)), cap);
      return { assistance: after.minus(before).toFixed(2), tilt: '0.00' };
    }
    const paid = assistance(law, base.plus(yuan)).minus(assistance(law, base));
    base = base.plus(yuan);
    const tiltOf = (rest: Decimal) =>
      upTo(cents(part(rest.minus(law.tilt.line)).times(law.tilt.ratio)), law.tilt.cap);
    const rest = tilted ? residual.plus(yuan).minus(paid) : residual;
    const tilt = tiltOf(rest).minus(tiltOf(residual));
    residual = rest;
    return { assistance: paid.toFixed(2), tilt: tilt.toFixed(2) };
  });
}
