/** Answers worked cases (test/cases, test/cases/own) by the reference alone. */
import type { Yuan } from './amounts.ts';
import { NOTHING, sum, written, yuan } from './amounts.ts';
import { holds, yearOfDay } from './calendar.ts';
import type { Identity, Person, Visit, YearPayments } from './facts.ts';
import type { City } from './insurance.ts';
import { criticalIllnessPaid, dueAtAdmission, premiumSubsidy, schemeFor, warningFor } from './insurance.ts';
import { PANZHIHUA_IN_FORCE, panzhihuaRetroactive, panzhihuaYear } from './panzhihua.ts';
import { gapShares, personalAccountMonthly, poolPayments, recognitionOf } from './yichang-funds.ts';
import type { PoolVisit, Standing } from './yichang-funds.ts';
import { YICHANG_IN_FORCE, yichangRetroactive, yichangYear } from './yichang.ts';
import type { YichangFigures } from './yichang.ts';

type Truth = boolean | null;

/** A settlement, or the single bill of a chain, as its JSON has it. */
interface GivenVisit {
  date?: string;
  kind?: Visit['kind'];
  selfPayInScope?: string;
  total?: string;
  outOfScope?: string;
  preSelfPay?: string;
  basicPaid?: string;
  criticalIllnessPaid?: string;
  supplementPaid?: string;
  commercialPaid?: string;
  referred?: Truth;
  inProvince?: Truth;
  designated?: Truth;
  assisted?: Truth;
  emergencyException?: { reason: string };
  inScope?: string;
  status?: PoolVisit['status'];
  hospitalLevel?: PoolVisit['level'] | null;
  prescribedAtLevel?: PoolVisit['level'];
  primaryCare?: boolean;
  becameInpatient?: boolean;
  chronicBenefit?: boolean;
}

interface GivenInput extends Omit<GivenVisit, 'status'> {
  selfPayAfterBasic?: string;
  applied?: boolean;
  assistancePaidThisYear?: string;
  yearToDateSelfPay?: string;
  primaryCareReferral?: boolean;
  inCity?: boolean;
  selfPayPast12Months?: string;
  assetsWithinLimit?: boolean;
  component?: 'assistance' | 'outpatient_pool';
  status?: 'employed' | 'pool_only' | 'retired_before_reform' | 'retired_after_reform';
  contributionBase?: string;
  monthsWithAccount?: number;
  poolOnlyMonthsBeforeReform?: number;
  localActualMonths?: number;
  unit?: 'district' | 'county';
  gap?: string;
  accumulatedSurplus?: string;
}

/** A case as its JSON has it; only what the reference reads is named. */
export interface WorkedCase {
  id: string;
  region: City;
  question: string;
  on?: string;
  person?: {
    categories?: string[];
    identities?: { category: string; from: string; to?: string | null }[];
    insurance?: 'resident' | 'employee';
    recognisedOn?: string;
  };
  statistics?: Record<string, Record<string, string>>;
  supplied?: Record<string, string | null>;
  withTilt?: boolean;
  retroactivePaid?: Record<string, string>;
  settlements?: GivenVisit[];
  input?: GivenInput;
  expect: Record<string, unknown>;
}

type Answer = Record<string, unknown>;

export function personOf(asked: WorkedCase): Person {
  const lasting: Identity[] = (asked.person?.categories ?? []).map((category) => ({
    category,
    from: null,
    to: null,
  }));
  const dated = (asked.person?.identities ?? []).map(({ category, from, to }) => ({
    category,
    from,
    to: to ?? null,
  }));
  return { identities: [...lasting, ...dated], insurance: asked.person?.insurance ?? 'resident' };
}

function visitOf(given: Omit<GivenVisit, 'status'>): Visit {
  const outOfScope = yuan(given.outOfScope ?? 0);
  return {
    on: given.date!,
    kind: given.kind ?? 'inpatient',
    total:
      given.selfPayInScope === undefined ? yuan(given.total!) : yuan(given.selfPayInScope).plus(outOfScope),
    outOfScope,
    preSelfPay: yuan(given.preSelfPay ?? 0),
    basicPaid: yuan(given.basicPaid ?? 0),
    criticalIllnessPaid: yuan(given.criticalIllnessPaid ?? 0),
    supplementPaid: yuan(given.supplementPaid ?? 0),
    commercialPaid: yuan(given.commercialPaid ?? 0),
    referred: given.referred ?? false,
    inProvince: given.inProvince ?? false,
    designated: given.designated ?? true,
    exception: given.emergencyException !== undefined,
  };
}

function statistic(asked: WorkedCase, name: string, year: number): Yuan | null {
  const found = asked.statistics?.[name]?.[String(year)];
  return found === undefined ? null : yuan(found);
}

function panzhihuaFigures(asked: WorkedCase, year: number, withTilt: boolean) {
  // A figure that a case leaves out is one it does not depend on: cases without an answer are not asked here.
  const residentIncome = statistic(asked, 'residentIncome', year - 1) ?? NOTHING;
  const monitoringLine = withTilt ? (statistic(asked, 'monitoringLine', year) ?? NOTHING) : null;
  return { residentIncome, monitoringLine };
}

function yichangFigures(asked: WorkedCase): YichangFigures {
  const supplied = asked.supplied ?? {};
  const applied = supplied['criticalIllness.appliedDeductible'];
  return {
    standardLine: yuan(supplied['criticalIllness.deductible'] ?? '0'),
    appliedLine: applied === undefined || applied === null ? null : yuan(applied),
  };
}

function yearsOfCase(asked: WorkedCase): Answer {
  return yearsOfVisits(asked, (asked.settlements ?? []).map(visitOf), asked.withTilt ?? false);
}

function yearsOfVisits(asked: WorkedCase, visits: readonly Visit[], withTilt: boolean) {
  const years = [...new Set(visits.map(({ on }) => yearOfDay(on)))].sort();
  const person = personOf(asked);
  const shares = new Map<Visit, { assistance: Yuan; tilt: Yuan }>();
  const paid: YearPayments[] = years.map((year) => {
    const own = visits.filter(({ on }) => yearOfDay(on) === year);
    const result =
      asked.region === '510400'
        ? panzhihuaYear(person, own, panzhihuaFigures(asked, year, withTilt), year)
        : yichangYear(person, own, yichangFigures(asked), withTilt, yuan(asked.retroactivePaid?.[year] ?? 0));
    own.forEach((visit, index) => {
      shares.set(visit, { assistance: result.assistance[index]!, tilt: result.tilt[index]! });
    });
    return result;
  });
  return {
    assistance: visits.map((visit) => written(shares.get(visit)!.assistance)),
    tilt: visits.map((visit) => written(shares.get(visit)!.tilt)),
    assistanceTotal: written(sum(paid.map(({ assistanceTotal }) => assistanceTotal))),
    tiltTotal: written(sum(paid.map(({ tiltTotal }) => tiltTotal))),
    topUps: paid.flatMap(({ topUps }) => topUps.map(({ on, amount }) => ({ on, amount: written(amount) }))),
    personalAfter: written(sum(paid.map(({ personalAfter }) => personalAfter))),
  };
}

function schemeOf(asked: WorkedCase) {
  const supplied = asked.supplied ?? {};
  const deductible = yuan(supplied['criticalIllness.deductible'] ?? '0');
  const cap = supplied['criticalIllness.cap'] ?? null;
  return schemeFor(asked.region, personOf(asked), asked.on!, {
    deductible,
    brackets: [{ from: deductible, ratio: yuan(supplied['criticalIllness.ratio'] ?? '0') }],
    cap: cap === null ? null : yuan(cap),
  });
}

function criticalIllness(asked: WorkedCase): Answer {
  const scheme = schemeOf(asked);
  return {
    deductible: written(scheme.deductible),
    ratio: scheme.brackets[0]!.ratio.toFixed(2),
    paid: written(criticalIllnessPaid(scheme, yuan(asked.input!.selfPayAfterBasic!))),
  };
}

/** One bill all the way: 基本医保, 大病保险, 医疗救助, 倾斜救助. */
function chain(asked: WorkedCase): Answer {
  const bill = { ...asked.input!, date: asked.on! };
  const visit = visitOf(bill);
  const selfPay = visit.total.minus(visit.outOfScope).minus(visit.basicPaid);
  const paid = criticalIllnessPaid(schemeOf(asked), selfPay);
  const settled = visitOf({ ...bill, criticalIllnessPaid: written(paid) });
  const year = yearsOfVisits(asked, [settled], true);
  return {
    criticalIllness: written(paid),
    assistanceBase: written(selfPay.minus(paid)),
    assistance: year.assistanceTotal,
    tilt: year.tiltTotal,
    personalAfter: year.personalAfter,
  };
}

function retroactive(asked: WorkedCase): Answer {
  const on = asked.person!.recognisedOn!;
  const visits = (asked.settlements ?? []).map(visitOf);
  const paid = yuan(asked.input!.assistancePaidThisYear ?? 0);
  if (asked.region === '510400') {
    const figures = panzhihuaFigures(asked, yearOfDay(on), false);
    const due = panzhihuaRetroactive(personOf(asked), on, visits, paid, figures);
    return { yearAssistance: written(due.yearAssistance), topUp: written(due.topUp) };
  }
  const unpaid = visits.filter((_, index) => asked.settlements![index]!.assisted !== true);
  const due = yichangRetroactive(personOf(asked), on, unpaid, paid, yichangFigures(asked));
  return { topUp: written(asked.input!.applied === true ? due : NOTHING) };
}

function warning(asked: WorkedCase): Answer {
  const name = asked.region === '510400' ? 'residentIncome' : 'ruralIncome';
  const income = statistic(asked, name, yearOfDay(asked.on!) - 1)!;
  const selfPay = yuan(asked.input!.yearToDateSelfPay!);
  return { ...warningFor(asked.region, asked.person?.categories ?? [], selfPay, income) };
}

function admission(asked: WorkedCase): Answer {
  const due = dueAtAdmission(asked.region, personOf(asked), asked.on!, {
    primaryCareReferral: asked.input!.primaryCareReferral!,
    inCity: asked.input!.inCity!,
    basicDeductible: yuan(asked.supplied?.['basicInsurance.inpatientDeductible'] ?? '0'),
  });
  return { depositWaived: due !== null, payableAtAdmission: due === null ? null : written(due) };
}

function premium(asked: WorkedCase): Answer {
  const charged = yuan(asked.supplied!.premium!);
  const end = asked.supplied!['transition.end'] ?? null;
  const subsidy = premiumSubsidy(asked.region, personOf(asked), asked.on!, charged, end);
  return { subsidy: written(subsidy), selfPay: written(charged.minus(subsidy)) };
}

function recognition(asked: WorkedCase): Answer {
  return recognitionOf(personOf(asked), asked.on!, {
    selfPay: yuan(asked.input!.selfPayPast12Months!),
    income: statistic(asked, 'residentIncome', yearOfDay(asked.on!) - 1)!,
    assetsWithinLimit: asked.input!.assetsWithinLimit!,
  });
}

function pool(asked: WorkedCase): Answer {
  const visits = (asked.settlements ?? []).map((given): PoolVisit => ({
    on: given.date!,
    inScope: yuan(given.inScope!),
    status: given.status!,
    level: given.prescribedAtLevel ?? given.hospitalLevel!,
    primaryCare: given.primaryCare ?? false,
    elsewhere: given.becameInpatient === true || given.chronicBenefit === true,
  }));
  const paid = poolPayments(visits);
  return { fundPaid: paid.map(written), fundPaidTotal: written(sum(paid)) };
}

function account(asked: WorkedCase): Answer {
  return { monthly: written(personalAccountMonthly(standingOf(asked.input!))) };
}

function standingOf(input: GivenInput): Standing {
  switch (input.status!) {
    case 'employed':
      return { status: 'employed', contributionBase: yuan(input.contributionBase!) };
    case 'retired_after_reform':
      return {
        status: 'retired_after_reform',
        withAccount: input.monthsWithAccount!,
        poolOnlyBefore: input.poolOnlyMonthsBeforeReform ?? 0,
        localActual: input.localActualMonths!,
      };
    default:
      return { status: input.status as 'pool_only' };
  }
}

function gap(asked: WorkedCase): Answer {
  const { unit, gap: lacking, accumulatedSurplus } = asked.input!;
  const shares = gapShares(unit!, yuan(lacking!), yuan(accumulatedSurplus!));
  return Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, written(share)]));
}

function inForce(asked: WorkedCase): Answer {
  const isPool = asked.input!.component === 'outpatient_pool';
  const yichang = isPool ? { from: '2023-01-01', to: null } : YICHANG_IN_FORCE;
  return { inForce: holds(asked.region === '510400' ? PANZHIHUA_IN_FORCE : yichang, asked.on!) };
}

/** What the reference can be asked; a question outside this list has no second opinion. */
export const REFERENCE_ANSWERS: Readonly<Record<string, (asked: WorkedCase) => Answer>> = {
  admission_deposit: admission,
  assistance: yearsOfCase,
  chain,
  critical_illness: criticalIllness,
  fund_gap: gap,
  in_force: inForce,
  outpatient_pool: pool,
  personal_account: account,
  premium_subsidy: premium,
  recognition,
  retroactive,
  warning,
};
