/** 攀枝花市健全重特大疾病医疗保险和救助制度实施细则 (2023), read clause by clause. */
import type { Yuan } from './amounts.ts';
import { NOTHING, atLeastNothing, capped, sum, toFen, yuan } from './amounts.ts';
import type { Counted, Terms, YearToDate } from './benefit.ts';
import { bestYearUnder, shareOfVisit, together, yearUnder } from './benefit.ts';
import type { Span } from './calendar.ts';
import { dayBefore, holds } from './calendar.ts';
import type { Person, Visit, YearPayments } from './facts.ts';
import { inOrderOfDays, isClass, outOfPocket, selfPayInScope } from './facts.ts';

/** 第三十三条: from 1 February 2023, five years (PZH-A10). */
export const PANZHIHUA_IN_FORCE: Span = { from: '2023-02-01', to: '2028-01-31' };

type PanzhihuaClass = '特困' | '孤儿' | '低保' | '监测' | '边缘' | '因病';

/** 第四条; 返贫致贫人口 stand in 监测 (GEN-CLASS). */
const CLASS_OF: Readonly<Record<string, PanzhihuaClass>> = {
  特困人员: '特困',
  城乡特困人员: '特困',
  孤儿: '孤儿',
  低保对象: '低保',
  城乡最低生活保障对象: '低保',
  防止返贫监测对象: '监测',
  返贫致贫人口: '监测',
  低保边缘家庭成员: '边缘',
  城乡低保边缘家庭成员: '边缘',
  因病致贫重病患者: '因病',
};

/**
 * 第十四条 就高: in this order every figure of 第十二条 is at least as good as the next one's (PZH-A7). 特困 and 孤儿 are
 * given the same; to be recognised as the one after the other is a recognition all the same (第十九条).
 */
const BEST_FIRST: readonly PanzhihuaClass[] = ['特困', '孤儿', '低保', '监测', '边缘', '因病'];

/** 第十二条（一）: share of 本市上年度居民人均可支配收入. */
const DEDUCTIBLE_SHARE = { 特困: '0', 孤儿: '0', 低保: '0', 监测: '0.05', 边缘: '0.10', 因病: '0.25' };
/** 第十二条（二）. */
const RATIO = { 特困: '1', 孤儿: '1', 低保: '0.70', 监测: '0.65', 边缘: '0.50', 因病: '0.50' };
/** 第十二条（三）: 7万元, none for 特困人员、孤儿. */
const ANNUAL_CAP = '70000';
/** 第十三条: 50% above the monitoring line, at most 2万元. */
const TILT_RATIO = '0.50';
const TILT_CAP = '20000';
/** 第十条: 70%, at most 800元 in a calendar year. 第九条: everything, without a cap. */
const OUTPATIENT_RATIO = '0.70';
const OUTPATIENT_CAP = '800';

export interface PanzhihuaFigures {
  /** Of the year before the benefit year. */
  residentIncome: Yuan;
  /** Of the benefit year; null: the tilt is not asked for. */
  monitoringLine: Yuan | null;
}

/** The classes held on a day, the best first. */
function classesOn(person: Person, day: string): PanzhihuaClass[] {
  const held = person.identities.filter((identity) => holds(identity, day) && isClass(identity)).map(classOf);
  return BEST_FIRST.filter((one) => held.includes(one));
}

export function panzhihuaClassOn(person: Person, day: string): PanzhihuaClass | null {
  return classesOn(person, day)[0] ?? null;
}

function classOf({ category }: { category: string }): PanzhihuaClass {
  const found = CLASS_OF[category];
  if (found === undefined) throw new Error(`${category} is no class of 第四条`);
  return found;
}

function termsOf(of: PanzhihuaClass, figures: PanzhihuaFigures): Terms {
  const deductible = toFen(figures.residentIncome.times(DEDUCTIBLE_SHARE[of]));
  return {
    assistanceOn: (base) => atLeastNothing(base.minus(deductible)).times(RATIO[of]),
    assistanceCap: paysEverything(of) ? null : yuan(ANNUAL_CAP),
    tilt:
      figures.monitoringLine === null
        ? null
        : { line: figures.monitoringLine, ratio: yuan(TILT_RATIO), cap: yuan(TILT_CAP) },
  };
}

/** 第九条、第十二条: 特困人员、孤儿 are given everything, without a cap. */
export function paysEverything(of: PanzhihuaClass | null): boolean {
  return of === '特困' || of === '孤儿';
}

function outpatientOn(of: PanzhihuaClass, base: Yuan): Yuan {
  if (paysEverything(of)) return base;
  if (of === '低保') return capped(toFen(base.times(OUTPATIENT_RATIO)), yuan(OUTPATIENT_CAP));
  return NOTHING;
}

/** 第九、十、十二条 “定点医疗机构”, 第十七条 referral: without them a visit counts nowhere (PZH-A6). */
function isCovered(visit: Visit): boolean {
  return visit.designated && (visit.referred || visit.exception);
}

/** One calendar year of one person, as it grows from day to day. */
class Year {
  readonly #person: Person;
  readonly #figures: PanzhihuaFigures;
  /** Covered visits so far, and those of them that have entered the cumulative totals. */
  readonly #facts: { visit: Visit; counted: boolean }[] = [];
  #paid: YearToDate = { assistance: NOTHING, tilt: NOTHING };
  #paidOutpatient: Yuan = NOTHING;
  readonly topUps: YearPayments['topUps'] = [];

  constructor(person: Person, figures: PanzhihuaFigures) {
    this.#person = person;
    this.#figures = figures;
  }

  get totals() {
    return { assistance: this.#paid.assistance.plus(this.#paidOutpatient), tilt: this.#paid.tilt };
  }

  /** 第十九条: on recognition, or on a change to a better class, the whole year is worked out anew (PZH-A8). */
  begin(day: string): void {
    const now = panzhihuaClassOn(this.#person, day);
    if (now === null || !holds(PANZHIHUA_IN_FORCE, day)) return;
    const before = panzhihuaClassOn(this.#person, dayBefore(day));
    const isBetter = before === null || BEST_FIRST.indexOf(now) < BEST_FIRST.indexOf(before);
    if (!isBetter) return;
    for (const fact of this.#facts) fact.counted = true;
    const due = bestYearUnder(this.#termsOn(day), this.#counted());
    const more = together(due).minus(together(this.#paid));
    const outpatient = outpatientOn(now, this.#outpatientBase());
    const moreOutpatient = atLeastNothing(outpatient.minus(this.#paidOutpatient));
    if (more.greaterThan(NOTHING)) this.#paid = due;
    this.#paidOutpatient = this.#paidOutpatient.plus(moreOutpatient);
    const amount = atLeastNothing(more).plus(moreOutpatient);
    if (amount.greaterThan(NOTHING)) this.topUps.push({ on: day, amount });
  }

  settle(visit: Visit): YearToDate {
    const nothing = { assistance: NOTHING, tilt: NOTHING };
    if (!isCovered(visit)) return nothing;
    const on = panzhihuaClassOn(this.#person, visit.on);
    if (on === null || !holds(PANZHIHUA_IN_FORCE, visit.on)) {
      this.#facts.push({ visit, counted: false });
      return nothing;
    }
    const share =
      visit.kind === 'ordinary_outpatient' ? this.#outpatientShare(on, visit) : this.#share(visit);
    this.#facts.push({ visit, counted: true });
    return share;
  }

  #termsOn(day: string): Terms[] {
    return classesOn(this.#person, day).map((one) => termsOf(one, this.#figures));
  }

  #share(visit: Visit): YearToDate {
    const counted = countedAs(visit);
    if (counted === null) return { assistance: NOTHING, tilt: NOTHING };
    const share = shareOfVisit(this.#termsOn(visit.on), this.#counted(), counted, this.#paid);
    this.#paid = {
      assistance: this.#paid.assistance.plus(share.assistance),
      tilt: this.#paid.tilt.plus(share.tilt),
    };
    return share;
  }

  #outpatientShare(on: PanzhihuaClass, visit: Visit): YearToDate {
    const before = this.#outpatientBase();
    const after = before.plus(selfPayInScope(visit, true));
    const share = outpatientOn(on, after).minus(outpatientOn(on, before));
    const left = on === '低保' ? atLeastNothing(yuan(OUTPATIENT_CAP).minus(this.#paidOutpatient)) : null;
    const assistance = capped(share, left);
    this.#paidOutpatient = this.#paidOutpatient.plus(assistance);
    return { assistance, tilt: NOTHING };
  }

  #counted(): Counted[] {
    return this.#facts.flatMap(({ visit, counted }) => (counted ? (countedAs(visit) ?? []) : []));
  }

  #outpatientBase(): Yuan {
    const visits = this.#facts.filter(
      ({ visit, counted }) => counted && visit.kind === 'ordinary_outpatient',
    );
    return sum(visits.map(({ visit }) => selfPayInScope(visit, true)));
  }
}

/** 第十一条 names inpatient and chronic outpatient care only; 第三十条: the inclusive insurance pays first. */
function countedAs(visit: Visit): Counted | null {
  if (visit.kind !== 'inpatient' && visit.kind !== 'chronic_outpatient') return null;
  return {
    base: selfPayInScope(visit, true),
    outOfPocket: outOfPocket(visit),
    tilts: visit.referred && visit.inProvince,
  };
}

/** A year of 攀枝花. `visits` are of one calendar year, in any order; shares come back in the order given. */
export function panzhihuaYear(
  person: Person,
  visits: readonly Visit[],
  figures: PanzhihuaFigures,
  year: number,
): YearPayments {
  const course = new Year(person, figures);
  const shares = new Map<Visit, YearToDate>();
  const firstDays = person.identities.map(({ from }) => from).filter((from) => from !== null);
  // A class can also be uncovered by the end of a better one, but that is never a better class.
  const pending = [...new Set(firstDays)].filter((day) => day.startsWith(`${String(year)}-`)).sort();
  for (const visit of inOrderOfDays(visits)) {
    while (pending[0] !== undefined && pending[0] <= visit.on) course.begin(pending.shift()!);
    shares.set(visit, course.settle(visit));
  }
  for (const day of pending) course.begin(day);
  const { assistance, tilt } = course.totals;
  return {
    assistance: visits.map((visit) => shares.get(visit)!.assistance),
    tilt: visits.map((visit) => shares.get(visit)!.tilt),
    topUps: course.topUps,
    assistanceTotal: assistance,
    tiltTotal: tilt,
    personalAfter: sum(visits.map(outOfPocket)).minus(assistance).minus(tilt),
  };
}

/** 第十九条 for one day: what the year so far comes to under the class, and what is still due of it. */
export function panzhihuaRetroactive(
  person: Person,
  on: string,
  visits: readonly Visit[],
  paid: Yuan,
  figures: PanzhihuaFigures,
): { yearAssistance: Yuan; topUp: Yuan } {
  const nothing = { yearAssistance: NOTHING, topUp: NOTHING };
  const of = panzhihuaClassOn(person, on);
  if (of === null || !holds(PANZHIHUA_IN_FORCE, on)) return nothing;
  const inYear = inOrderOfDays(visits).filter(
    (visit) => visit.on.slice(0, 4) === on.slice(0, 4) && visit.on < on && isCovered(visit),
  );
  const counted = inYear.flatMap((visit) => countedAs(visit) ?? []);
  const outpatient = inYear.filter(({ kind }) => kind === 'ordinary_outpatient');
  const due = yearUnder({ ...termsOf(of, figures), tilt: null }, counted).assistance.plus(
    outpatientOn(of, sum(outpatient.map((visit) => selfPayInScope(visit, true)))),
  );
  return { yearAssistance: due, topUp: atLeastNothing(due.minus(paid)) };
}
