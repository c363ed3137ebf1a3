/** 宜昌市健全重特大疾病医疗保险和救助制度实施办法 (2022), read clause by clause. */
import type { Yuan } from './amounts.ts';
import { NOTHING, atLeastNothing, capped, sum, toFen, yuan } from './amounts.ts';
import type { Counted, Terms, YearToDate } from './benefit.ts';
import { shareOfVisit } from './benefit.ts';
import type { Span } from './calendar.ts';
import { endOfTwelveMonths, holds, sameDayInYear, yearOfDay } from './calendar.ts';
import type { Identity, Person, Visit, YearPayments } from './facts.ts';
import { inOrderOfDays, isClass, outOfPocket, selfPayInScope } from './facts.ts';

/** 第二十五条; the text names no last day (YC-A11). */
export const YICHANG_IN_FORCE: Span = { from: '2022-09-01', to: null };

export type Grade = 1 | 2 | 3 | 4;

/** 第四条. */
const GRADE_OF: Readonly<Record<string, Grade>> = {
  特困人员: 1,
  城乡特困人员: 1,
  孤儿: 1,
  低保对象: 2,
  城乡最低生活保障对象: 2,
  返贫致贫人口: 2,
  低保边缘家庭成员: 3,
  城乡低保边缘家庭成员: 3,
  农村易返贫致贫人口: 3,
  防止返贫监测对象: 3,
  脱贫不稳定人口: 3,
  边缘易致贫人口: 3,
  突发严重困难人口: 3,
  因病致贫重病患者: 4,
  其他特殊困难人员: 4,
};

/** 第九条: deductible, ratio below and above the 大病 line. */
const ASSISTANCE = {
  1: { deductible: '0', below: '1', above: '1' },
  2: { deductible: '0', below: '0.70', above: '0.75' },
  3: { deductible: '3000', below: '0.65', above: '0.70' },
  4: { deductible: '7000', below: '0.55', above: '0.60' },
};
/** 第九条 last sentence: for every grade (YC-A4). */
const ANNUAL_CAP = '80000';
/** 第十条. */
const TILT_LINE = '7000';
const TILT_RATIO = { 1: '1', 2: '0.90', 3: '0.70', 4: '0.50' };
const TILT_CAP = '50000';
/** 第十一条: above 5000元, ten percentage points less. */
const RETROACTIVE_LINE = '5000';
const RETROACTIVE_LESS = '0.10';
/** 第十三条: the line of grades one and two is halved. */
const HALF = '0.50';

export interface YichangFigures {
  /** The standard 城乡居民大病保险 line of the year … */
  standardLine: Yuan;
  /** … or the line that applies to this person, already halved where it is. */
  appliedLine: Yuan | null;
}

function gradeOf(category: string): Grade {
  const found = GRADE_OF[category];
  if (found === undefined) throw new Error(`${category} is no class of 第四条`);
  return found;
}

/** 第五条: the standing of 因病致贫重病患者 ends twelve months after its first day, whatever the register says. */
function spanOf({ category, from, to }: Identity): Span {
  if (category !== '因病致贫重病患者' || from === null) return { from, to };
  const last = endOfTwelveMonths(from);
  return { from, to: to !== null && to < last ? to : last };
}

/** The grades held on a day, the best first. */
function gradesOn(person: Person, day: string): Grade[] {
  const held = person.identities.filter((identity) => holds(spanOf(identity), day) && isClass(identity));
  return [...new Set(held.map(({ category }) => gradeOf(category)))].sort();
}

/** 第十五条 就高: the lowest number gives most in every clause that looks at no bills (YC-A8). */
export function yichangGradeOn(person: Person, day: string): Grade | null {
  return gradesOn(person, day)[0] ?? null;
}

/** The line that splits the ratios: halved for grades one and two of residents (YC-A3), never for employees (YC-A2b). */
function lineFor(grade: Grade, person: Person, figures: YichangFigures): Yuan {
  if (figures.appliedLine !== null) return figures.appliedLine;
  const halved = person.insurance === 'resident' && grade <= 2;
  return halved ? toFen(figures.standardLine.times(HALF)) : figures.standardLine;
}

/** YC-A2: the part of the base up to the line at one ratio, the rest at the other; the deductible eats from below. */
function split(base: Yuan, line: Yuan, from: Yuan, below: Yuan, above: Yuan): Yuan {
  const lower = atLeastNothing(capped(base, line).minus(from)).times(below);
  const start = line.greaterThan(from) ? line : from;
  return lower.plus(atLeastNothing(base.minus(start)).times(above));
}

function termsOf(
  grade: Grade,
  person: Person,
  figures: YichangFigures,
  withTilt: boolean,
  retroactivePaid: Yuan,
): Terms {
  const { deductible, below, above } = ASSISTANCE[grade];
  const line = lineFor(grade, person, figures);
  return {
    assistanceOn: (base) => split(base, line, yuan(deductible), yuan(below), yuan(above)),
    // 第十一条 与第九条共用年度救助限额.
    assistanceCap: atLeastNothing(yuan(ANNUAL_CAP).minus(retroactivePaid)),
    tilt: withTilt ? { line: yuan(TILT_LINE), ratio: yuan(TILT_RATIO[grade]), cap: yuan(TILT_CAP) } : null,
  };
}

/** 第七条 names inpatient and chronic outpatient care with special drugs; 第九条 定点; 第十九条 referral, no exception. */
function countedAs(visit: Visit): Counted | null {
  const kinds: Visit['kind'][] = ['inpatient', 'chronic_outpatient', 'special_drug'];
  if (!kinds.includes(visit.kind) || !visit.designated || !visit.referred) return null;
  return { base: selfPayInScope(visit, false), outOfPocket: outOfPocket(visit), tilts: visit.inProvince };
}

/** A year of 宜昌: every bill by the class of its day (YC-A12). Retroactive aid comes on application only; what it paid is given. */
export function yichangYear(
  person: Person,
  visits: readonly Visit[],
  figures: YichangFigures,
  withTilt: boolean,
  retroactivePaid: Yuan = NOTHING,
): YearPayments {
  const before: Counted[] = [];
  const shares = new Map<Visit, YearToDate>();
  let paid: YearToDate = { assistance: NOTHING, tilt: NOTHING };
  for (const visit of inOrderOfDays(visits)) {
    shares.set(visit, { assistance: NOTHING, tilt: NOTHING });
    const counted = countedAs(visit);
    const grades = gradesOn(person, visit.on);
    if (counted === null || grades.length === 0 || !holds(YICHANG_IN_FORCE, visit.on)) continue;
    const held = grades.map((grade) => termsOf(grade, person, figures, withTilt, retroactivePaid));
    const share = shareOfVisit(held, before, counted, paid);
    shares.set(visit, share);
    paid = { assistance: paid.assistance.plus(share.assistance), tilt: paid.tilt.plus(share.tilt) };
    before.push(counted);
  }
  return {
    assistance: visits.map((visit) => shares.get(visit)!.assistance),
    tilt: visits.map((visit) => shares.get(visit)!.tilt),
    topUps: [],
    assistanceTotal: paid.assistance,
    tiltTotal: paid.tilt,
    personalAfter: sum(visits.map(outOfPocket)).minus(paid.assistance).minus(paid.tilt),
  };
}

/** 第十一条: the twelve months before the day of recognition, that day not counted in; no visit that 第九条 paid (YC-A6, YC-A7). */
export function yichangRetroactive(
  person: Person,
  on: string,
  visits: readonly Visit[],
  paid: Yuan,
  figures: YichangFigures,
): Yuan {
  const grade = yichangGradeOn(person, on);
  if (grade === null || !holds(YICHANG_IN_FORCE, on)) return NOTHING;
  const first = sameDayInYear(on, yearOfDay(on) - 1);
  const window = visits.filter((visit) => first <= visit.on && visit.on < on);
  const base = sum(window.map((visit) => countedAs(visit)?.base ?? NOTHING));
  const { below, above } = ASSISTANCE[grade];
  const due = split(
    base,
    lineFor(grade, person, figures),
    yuan(RETROACTIVE_LINE),
    yuan(below).minus(RETROACTIVE_LESS),
    yuan(above).minus(RETROACTIVE_LESS),
  );
  return capped(toFen(due), atLeastNothing(yuan(ANNUAL_CAP).minus(paid)));
}
