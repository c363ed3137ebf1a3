/** What the family can do after the estimate: each step from a clause of the same pack, with what it can bring. */
import type { Clause, Fen } from '../kernel/index.ts';
import { ZERO, addDays } from '../kernel/index.ts';
import type { RetroactiveTerms } from '../policy/benefits.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import type { PackSpan, PolicyPack } from '../policy/pack.ts';
import { decideDeposit, decidePremiumSubsidy, decideRetroactive } from '../rules/index.ts';
import type { Answers, Facts } from './answers.ts';
import { combine, listChoices } from './completions.ts';
import type { Estimated, NextStep, NextStepCode, Range } from './estimate.types.ts';
import { toRange } from './ranges.ts';
import { toBill, toRow } from './year-of-facts.ts';
import type { Row, Setting } from './year-of-facts.ts';

type Known = {
  readonly pack: PolicyPack;
  readonly span: PackSpan;
  readonly policy: CompiledPolicy;
  readonly answers: Answers;
  readonly estimated: Omit<Estimated, 'next'>;
  readonly setting: Setting;
};

/** In the order in which they are worth doing; never empty. */
export function listNextSteps(known: Known): NextStep[] {
  const steps = [
    ...reimbursement(known),
    ...identity(known),
    ...referral(known),
    ...papers(known),
    ...premium(known),
    ...deposit(known),
  ];
  return steps.length > 0 ? steps : [step('nothing_to_do')];
}

function step(code: NextStepCode, amount: Range | null = null, clause: Clause | null = null): NextStep {
  return { code, amount, clause };
}

function reimbursement({ policy, answers, estimated: { due } }: Known): NextStep[] {
  if (due.high === 0 || answers.categories === null) return [];
  return [step('apply_reimbursement', due, policy.bills?.payers ?? null)];
}

/** Who is in no class, or does not know: recognition, by the class of those who are in no other. */
function identity(known: Known): NextStep[] {
  const { policy, answers } = known;
  const inClass = answers.categories?.some((category) => (policy.classOf[category] ?? -1) >= 0) === true;
  if (inClass) return [];
  const last = policy.classes[policy.classes.length - 1];
  const category = last?.categories[0];
  if (last === undefined || category === undefined) return [];
  const recognition = step('apply_recognition', recognised(known, category), last.clause);
  return answers.categories === null
    ? [step('ask_identity', null, policy.classesClause), recognition]
    : [recognition];
}

/** What recognition today brings for care that lies behind: the year's own terms, or those of a window (宜昌 第十一条). */
function recognised({ span, policy, answers, setting }: Known, category: string): Range | null {
  const all = combine(listChoices(policy, { ...answers, categories: [category] }));
  const retroactive = span.benefits?.retroactive ?? null;
  const byWindow = retroactive !== null && retroactive.window !== null;
  const rows = all.map((facts) =>
    byWindow ? windowRow(policy, retroactive, setting, facts) : toRow(setting, facts),
  );
  return rows.some(({ missing }) => missing.length > 0) ? null : toRange(rows, ({ total }) => total);
}

function windowRow(policy: CompiledPolicy, terms: RetroactiveTerms, setting: Setting, facts: Facts): Row {
  const outcome = decideRetroactive(policy, terms, {
    categories: facts.categories,
    insurance: facts.insurance,
    recognisedOn: setting.on,
    bills: [toBill(facts, addDays(setting.on, -1))],
    applied: true,
    paidThisYear: ZERO,
  });
  const row = toRow(setting, facts);
  return {
    ...row,
    total: outcome.status === 'granted' ? outcome.value.topUp : ZERO,
    missing: outcome.status === 'incomplete' ? outcome.missing : [],
  };
}

/** Care without a referral is left out; what it would have brought is said, so that the next time is by the rules. */
function referral(known: Known): NextStep[] {
  const { policy, answers, estimated, setting } = known;
  const clause = policy.bills?.referral ?? null;
  if (answers.referred === true || answers.categories?.length === 0) return [];
  if (answers.referred === null) {
    const matters = estimated.widenings.some(({ question }) => question === 'referred');
    return matters ? [step('prove_referral', null, clause)] : [];
  }
  const rows = combine(listChoices(policy, { ...answers, referred: true })).map((facts) =>
    toRow(setting, facts),
  );
  const wouldBe = toRange(rows, ({ total }) => total);
  return wouldBe.high === 0 ? [] : [step('ask_referral', wouldBe, clause)];
}

const ON_PAPER = [
  'kind',
  'designated',
  'selfPaid',
  'outOfScope',
  'earlierSelfPaid',
  'earlierOutOfScope',
  'aidReceived',
];

function papers({ estimated: { widenings } }: Known): NextStep[] {
  return widenings.some(({ question }) => ON_PAPER.includes(question)) ? [step('bring_papers')] : [];
}

function premium({ span, policy, answers, setting }: Known): NextStep[] {
  const terms = span.benefits?.premium ?? null;
  const { categories, insurance } = answers;
  if (terms === null || categories === null || insurance === null) return [];
  const outcome = decidePremiumSubsidy(policy, terms, { categories, insurance, on: setting.on });
  const subsidy: Fen = outcome.status === 'granted' ? outcome.value.subsidy : ZERO;
  return subsidy === 0 ? [] : [step('premium_subsidy', { low: subsidy, high: subsidy }, terms.clause)];
}

/** The deposit is waived on facts of a stay that is still to come: it is told to whom the clause names. */
function deposit({ span, policy, answers: { categories } }: Known): NextStep[] {
  const terms = span.benefits?.deposit ?? null;
  if (terms === null || categories === null) return [];
  const facts = { primaryCareReferral: true, inCity: true, designated: true };
  const outcome = decideDeposit(policy, terms, categories, facts);
  const waived = outcome.status === 'granted' && outcome.value.depositWaived;
  return waived ? [step('deposit_waiver', null, terms.clause)] : [];
}
