/** A visit as it is typed, and what it still lacks. Pure. */
import type { Body } from '../../../services/api';
import { findCitizenNumberFault } from '../../../services/citizen-number';
import { findDay } from '../../../text/date';
import { readMoney } from './figures';

export type VisitDraft = {
  on: string;
  members: string;
  workers: string;
  yearlyIncome: string;
  house: string;
  illness: string;
  remarks: string;
  family: readonly string[];
};
export type VisitFaults = Partial<Record<Exclude<keyof VisitDraft, 'family'>, string>> & {
  /** By place in the list. */
  family?: readonly (string | null)[];
};

type Visit = Omit<Body<'recordVisit'>, 'version'>;

const MOST_MEMBERS = 20;

/** A whole number within its bounds; null where it is none. */
function readCount(text: string, least: number, most: number): number | null {
  const count = /^\d{1,2}$/.test(text.trim()) ? Number(text.trim()) : NaN;
  return count >= least && count <= most ? count : null;
}

function faultOfNumber(number: string): string | null {
  return findCitizenNumberFault(number) === null ? null : '身份证号不对，请照着证件核对。';
}

function findFaults(draft: VisitDraft, today: string): VisitFaults {
  const on = findDay(draft.on);
  const members = readCount(draft.members, 1, MOST_MEMBERS);
  const family = draft.family.map((number) => (number === '' ? null : faultOfNumber(number)));
  const some = (text: string) => text.trim().length >= 2;
  return {
    ...(on === null ? { on: '请写成 2026-03-05 这样。' } : on > today ? { on: '日子还没有到。' } : {}),
    ...(members === null ? { members: '请写 1 到 20。' } : {}),
    ...(readCount(draft.workers, 0, members ?? MOST_MEMBERS) === null
      ? { workers: '请写 0 到家里人口数。' }
      : {}),
    ...(readMoney(draft.yearlyIncome) === null ? { yearlyIncome: '请写金额，没有就写 0。' } : {}),
    ...(some(draft.house) ? {} : { house: '请写几个字。' }),
    ...(some(draft.illness) ? {} : { illness: '请写几个字。' }),
    ...(family.some((fault) => fault !== null) ? { family } : {}),
  };
}

/** As the API takes it; else what is wrong, field by field. */
export function checkVisit(
  draft: VisitDraft,
  today: string,
): { visit: Visit; faults: null } | { visit: null; faults: VisitFaults } {
  const faults = findFaults(draft, today);
  if (Object.keys(faults).length > 0) return { visit: null, faults };
  const visit = {
    on: findDay(draft.on) ?? '',
    findings: {
      members: Number(draft.members),
      workers: Number(draft.workers),
      yearlyIncome: readMoney(draft.yearlyIncome) ?? '',
      house: draft.house.trim(),
      illness: draft.illness.trim(),
      remarks: draft.remarks.trim(),
    },
    family: draft.family.filter((number) => number !== ''),
  };
  return { visit, faults: null };
}
