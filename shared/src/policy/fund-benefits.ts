/** The employees’ pool, personal accounts and the fund: compiled beside the benefits of people. */
import type { Day } from '../kernel/index.ts';
import { parseDay, parseRatio, parseYuan } from '../kernel/index.ts';
import type { Benefits } from './benefit-terms.ts';
import type { PolicyDocument } from './documents.ts';
import type {
  AccountClosingTerms,
  AccountTerms,
  AccountUse,
  AccountUseTerms,
  CostControlTerms,
  FundAlertTerms,
  FundTask,
  GapTerms,
  PoolTerms,
  WorkStatus,
} from './fund-terms.ts';
import { cite, findSection } from './sections.ts';
import type { Section, SectionName } from './sections.ts';

type FundBenefits = Pick<
  Benefits,
  | 'outpatientPool'
  | 'personalAccount'
  | 'accountUses'
  | 'accountClosing'
  | 'fundGap'
  | 'fundAlert'
  | 'fundTasks'
  | 'costControl'
>;

/** The fund’s part of `Benefits`: figures of the documents alone, no statistics. */
export function compileFund(inForce: readonly PolicyDocument[], on: Day): FundBenefits {
  const from = <N extends SectionName, T>(name: N, compile: (section: Section<N>) => T): T | null => {
    const section = findSection(inForce, name, on);
    return section === null ? null : compile(section);
  };
  return {
    outpatientPool: from('outpatient_pool', compilePool),
    personalAccount: from('personal_account', compileAccount),
    accountUses: from('account_uses', compileUses),
    accountClosing: from('account_closing', compileClosing),
    fundGap: from('fund_gap', compileGap),
    fundAlert: from('fund_alert', compileAlert),
    fundTasks: from('fund_calendar', compileTasks) ?? [],
    costControl: from('cost_control', compileCostControl),
  };
}

function compilePool(section: Section<'outpatient_pool'>): PoolTerms {
  const { deductible, ratio, cap, clause } = section.value;
  const levels = (texts: Readonly<Record<'1' | '2' | '3', string>>) => ({
    1: parseRatio(texts['1']),
    2: parseRatio(texts['2']),
    3: parseRatio(texts['3']),
  });
  const amounts = (texts: Readonly<Record<WorkStatus, string>>) => ({
    employed: parseYuan(texts.employed),
    retired: parseYuan(texts.retired),
  });
  return {
    deductible: amounts(deductible),
    ratio: { employed: levels(ratio.employed), retired: levels(ratio.retired) },
    primaryCareIncrease: parseRatio(ratio.primary_care_increase),
    cap: amounts(cap),
    clause: cite(section, clause),
  };
}

function compileAccount(section: Section<'personal_account'>): AccountTerms {
  const { employed, retired, flexible, clause } = section.value;
  return {
    shareOfBase: parseRatio(employed.share_of_base),
    monthly: parseYuan(retired.monthly),
    flexibleShare: flexible === undefined ? null : parseRatio(flexible.share_of_base),
    clause: cite(section, clause),
  };
}

function compileGap(section: Section<'fund_gap'>): GapTerms {
  const { district, county, clause } = section.value;
  return {
    cityShare: { district: parseRatio(district.city), county: parseRatio(county.city) },
    clause: cite(section, clause),
  };
}

function compileUses(section: Section<'account_uses'>): AccountUseTerms {
  const { allowed, explored, forbidden, clause } = section.value;
  const read = (uses: typeof allowed): AccountUse[] =>
    uses.map((use) => ({
      expense: use.expense,
      at: use.at ?? null,
      for: use.for ?? null,
      clause: cite(section, use.clause),
    }));
  return {
    allowed: read(allowed),
    explored: read(explored),
    forbidden: read(forbidden),
    clause: cite(section, clause),
  };
}

function compileClosing(section: Section<'account_closing'>): AccountClosingTerms {
  const { emigration, death, transfer } = section.value;
  return {
    emigration: { onApplication: emigration.on_application, clause: cite(section, emigration.clause) },
    death: cite(section, death.clause),
    transfer: cite(section, transfer.clause),
  };
}

function compileAlert(section: Section<'fund_alert'>): FundAlertTerms {
  const { months, clause } = section.value;
  return { months: Number(months), clause: cite(section, clause) };
}

function compileTasks(section: Section<'fund_calendar'>): FundTask[] {
  return section.value.tasks.map(({ task, by, clause }) => ({
    task,
    by:
      'day' in by
        ? { day: parseDay(by.day, 'fund_calendar.tasks') }
        : 'each_year' in by
          ? { eachYear: by.each_year }
          : { eachMonth: Number(by.each_month) },
    clause: cite(section, clause),
  }));
}

function compileCostControl(section: Section<'cost_control'>): CostControlTerms {
  const { out_of_scope_share: limit, clause } = section.value;
  return { outOfScopeShare: parseRatio(limit, 'cost_control'), clause: cite(section, clause) };
}
