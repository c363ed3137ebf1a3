/** The figures of a bill that only paper knows, as they are typed: what is missing, and whether they add up. Pure. */
import type { BillKind, ClaimBill, PaperFigures } from '@yijiutong/rules/contract';

import { findDay } from '../../../text/date';
import { formatYuan, sumOf, toFen, toHalfWidth } from '../../../text/money';

/** What the whole is made of, then who paid. */
export const partFields = ['fullSelfPay', 'overLimit', 'preSelfPay', 'inScope'] as const;
export const paidFields = [
  'basicPaid',
  'criticalIllnessPaid',
  'supplementPaid',
  'commercialPaid',
  'grantedAssistance',
  'grantedTilt',
  'otherPaid',
] as const;
export const moneyFields = ['total', ...partFields, ...paidFields] as const;
export type MoneyField = (typeof moneyFields)[number];

export const moneyNames: Record<MoneyField, string> = {
  total: '总费用',
  fullSelfPay: '全自费金额',
  overLimit: '超限价自费',
  preSelfPay: '先行自付金额',
  inScope: '符合政策范围金额',
  basicPaid: '基本医保统筹支付',
  criticalIllnessPaid: '大病保险支付',
  supplementPaid: '公务员、企业补充支付',
  commercialPaid: '普惠型商业健康保险支付',
  grantedAssistance: '医疗救助已支付',
  grantedTilt: '倾斜救助已支付',
  otherPaid: '其他支付',
};

type Amounts = Record<MoneyField, string>;
type Said = 'yes' | 'no' | 'unknown';

/** As it is typed; an empty amount stands for none typed, never for nothing paid. */
export type FiguresDraft = Amounts & {
  institution: string;
  treatedIn: string;
  on: string;
  kind: BillKind;
  referred: Said | null;
  filed: Said | null;
};

export type FiguresFaults = Partial<Record<keyof FiguresDraft, string>>;

const saidOf = (said: boolean | null): Said => (said === null ? 'unknown' : said ? 'yes' : 'no');

/** From what was read before, else from what the person wrote herself. */
export function beginFigures(read: PaperFigures | null, bill: ClaimBill): FiguresDraft {
  if (read !== null) {
    const { institution, treatedIn, on, kind, referred, filed } = read;
    const amounts = Object.fromEntries(moneyFields.map((field) => [field, read[field]])) as Amounts;
    return {
      ...amounts,
      institution,
      treatedIn,
      on,
      kind,
      referred: saidOf(referred),
      filed: saidOf(filed),
    };
  }
  const empty = Object.fromEntries(moneyFields.map((field) => [field, ''])) as Amounts;
  return {
    ...empty,
    total: bill.total,
    institution: '',
    treatedIn: '',
    on: bill.on,
    kind: bill.kind,
    referred: null,
    filed: null,
  };
}

/** "1240" → "1240.00"; "0" is an amount too; null where it is none. */
export function readMoney(text: string): string | null {
  const typed = toHalfWidth(text).replace(/[\s元]/g, '');
  if (/,(?!\d{3}(?!\d))/.test(typed)) return null;
  const match = /^0*(\d{1,9})(?:\.(\d{1,2}))?$/.exec(typed.replace(/,/g, ''));
  return match === null ? null : `${match[1]}.${(match[2] ?? '').padEnd(2, '0')}`;
}

/** 定点医药机构编号: a letter, the six digits of its place, five of its own. */
export const institutionForm = /^[A-Z]\d{11}$/;
export const readInstitution = (text: string): string => text.replace(/\s/g, '').toUpperCase();

/** The place of treatment follows from the institution's code, unless something else was typed. */
export function treatedInOf({ institution, treatedIn }: FiguresDraft): string {
  const code = readInstitution(institution);
  return treatedIn === '' && institutionForm.test(code) ? code.slice(1, 7) : treatedIn.trim();
}

function findFaults(draft: FiguresDraft): FiguresFaults {
  const faults: FiguresFaults = {};
  if (!institutionForm.test(readInstitution(draft.institution))) {
    faults.institution = '请选一家，或者填一个字母加 11 位数字，照结算单核对。';
  }
  if (!/^\d{6}$/.test(treatedInOf(draft))) faults.treatedIn = '就医地的 6 位区划。';
  if (findDay(draft.on) === null) faults.on = '请写成 2026-03-05 这样。';
  for (const field of moneyFields) {
    if (draft[field].trim() === '') faults[field] = '没有就写 0。';
    else if (readMoney(draft[field]) === null) faults[field] = '请写金额，最多两位小数。';
  }
  if (draft.referred === null) faults.referred = '请选一个。';
  if (draft.filed === null) faults.filed = '请选一个。';
  return faults;
}

/** 费用总额 = 全自费 + 超限价 + 先行自付 + 政策范围内, and nobody paid more than the whole. */
function findSumFaults(amounts: Amounts): FiguresFaults {
  const parts = sumOf(partFields.map((field) => amounts[field]));
  const paid = sumOf(paidFields.map((field) => amounts[field]));
  if (toFen(parts) !== toFen(amounts.total)) {
    return { total: `下面四项加起来是 ${formatYuan(parts)}，和总费用不相等。` };
  }
  return toFen(paid) > toFen(amounts.total)
    ? { total: `各方支付加起来是 ${formatYuan(paid)}，比总费用还多。` }
    : {};
}

const toldOf = (said: Said | null): boolean | null => (said === 'yes' ? true : said === 'no' ? false : null);

/** Whole and adding up, as the API takes it; else what is wrong, field by field. */
export function checkFigures(
  ref: string,
  draft: FiguresDraft,
): { figures: PaperFigures; faults: null } | { figures: null; faults: FiguresFaults } {
  const faults = findFaults(draft);
  if (Object.keys(faults).length > 0) return { figures: null, faults };
  const amounts = Object.fromEntries(
    moneyFields.map((field) => [field, readMoney(draft[field]) ?? '']),
  ) as Amounts;
  const sums = findSumFaults(amounts);
  if (Object.keys(sums).length > 0) return { figures: null, faults: sums };
  const figures: PaperFigures = {
    ref,
    ...amounts,
    institution: readInstitution(draft.institution),
    treatedIn: treatedInOf(draft),
    on: findDay(draft.on) ?? '',
    kind: draft.kind,
    referred: toldOf(draft.referred),
    filed: toldOf(draft.filed),
  };
  return { figures, faults: null };
}

/** What is left to the person, as far as the amounts were typed. */
export function personalOf(draft: FiguresDraft): string | null {
  const total = readMoney(draft.total);
  const paid = paidFields.map((field) => readMoney(draft[field]));
  const known = paid.filter((money) => money !== null);
  if (total === null || known.length < paid.length) return null;
  const minus = known.map((money) => (toFen(money) === 0 ? money : `-${money}`));
  return sumOf([total, ...minus]);
}
