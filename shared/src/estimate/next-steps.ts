/** What the family can do after the estimate: each step from a clause of the same pack, with what it can bring. */
import type { Clause, Fen } from '../kernel/index.ts';
import { ZERO, addDays } from '../kernel/index.ts';
import type { RetroactiveTerms } from '../policy/benefits.ts';
import type { CompiledPolicy, StatisticUse } from '../policy/compiled.ts';
import type { PackSpan, PolicyPack } from '../policy/pack.ts';
import { decidePremiumSubsidy, decideRetroactive } from '../rules/index.ts';
import type { Answers, Facts } from './answers.ts';
import { combine, listChoices } from './completions.ts';
import type { Estimated, NextStep, NextStepCode, Range } from './estimate.types.ts';
import { listRelied, toRange } from './ranges.ts';
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
    ...earlier(known),
    ...referral(known),
    ...papers(known),
    ...premium(known),
    ...deposit(known),
  ];
  return steps.length > 0 ? steps : [step('nothing_to_do')];
}

/** What a step can bring, and what that rests on. */
type Brings = { readonly amount: Range | null; readonly relies: readonly StatisticUse[] };
const NO_AMOUNT: Brings = { amount: null, relies: [] };

function step(code: NextStepCode, clause: Clause | null = null, brings: Brings = NO_AMOUNT): NextStep {
  return { code, ...brings, clause };
}

function reimbursement({ policy, answers, estimated: { due, relies } }: Known): NextStep[] {
  if (due.high === 0 || answers.categories === null) return [];
  return [step('apply_reimbursement', policy.bills?.payers ?? null, { amount: due, relies })];
}

/** Who is in no class, or does not know: recognition, by the class of those who are in no other. */
function identity(known: Known): NextStep[] {
  const { policy, answers } = known;
  const inClass = answers.categories?.some((category) => (policy.classOf[category] ?? -1) >= 0) === true;
  if (inClass) return [];
  const last = policy.classes[policy.classes.length - 1];
  const category = last?.categories[0];
  if (last === undefined || category === undefined) return [];
  const recognition = step('apply_recognition', last.clause, recognised(known, category));
  return answers.categories === null
    ? [step('ask_identity', policy.classesClause), recognition]
    : [recognition];
}

/** What recognition today brings for care that lies behind: the year's own terms, or those of a window (宜昌 第十一条). */
function recognised(known: Known, category: string): Brings {
  const { span, policy, answers, setting } = known;
  const all = combine(listChoices(policy, { ...answers, categories: [category], recognised: true }));
  const terms = span.benefits?.retroactive ?? null;
  const window = terms?.window ?? null;
  const brings = bringsOf(
    all.map((facts) =>
      terms !== null && window !== null ? windowRow(policy, terms, setting, facts) : toRow(setting, facts),
    ),
  );
  // Nothing for this care, a later one all the same.
  return brings.amount?.high === 0 ? NO_AMOUNT : brings;
}

/** Care from before recognition that the year itself leaves out: what the window may bring, on application. */
function earlier({ span, policy, answers, setting }: Known): NextStep[] {
  const terms = span.benefits?.retroactive ?? null;
  const window = terms?.window ?? null;
  if (terms === null || window === null) return [];
  const all = combine(listChoices(policy, answers));
  if (all.every((facts) => facts.recognised)) return [];
  const rows = all.map((facts) =>
    facts.recognised
      ? { ...toRow(setting, facts), total: ZERO, relies: [] }
      : windowRow(policy, terms, setting, facts),
  );
  const brings = bringsOf(rows);
  return brings.amount?.high === 0 ? [] : [step('apply_earlier', terms.clause, brings)];
}

function bringsOf(rows: readonly Row[]): Brings {
  if (rows.some(({ missing }) => missing.length > 0)) return NO_AMOUNT;
  return { amount: toRange(rows, ({ total }) => total), relies: listRelied(rows) };
}

function windowRow(policy: CompiledPolicy, terms: RetroactiveTerms, setting: Setting, facts: Facts): Row {
  const outcome = decideRetroactive(policy, terms, {
    categories: facts.categories,
    insurance: facts.insurance,
    recognisedOn: setting.on,
    // Asked for those who are in no class: nobody has assisted this visit.
    bills: [{ ...toBill(facts, addDays(setting.on, -1)), assisted: false }],
    applied: true,
    paidThisYear: ZERO,
  });
  const row = toRow(setting, { ...facts, recognised: true });
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
  if (answers.referred === true) return [];
  if (answers.referred === null) {
    const matters = estimated.widenings.some(({ question }) => question === 'referred');
    return matters ? [step('prove_referral', clause)] : [];
  }
  const rows = combine(listChoices(policy, { ...answers, referred: true })).map((facts) =>
    toRow(setting, facts),
  );
  const wouldBe = bringsOf(rows);
  // Who is in no class has that in the way as well: both are told.
  if (answers.categories?.length === 0) return [step('ask_referral', clause)];
  return wouldBe.amount?.high === 0 ? [] : [step('ask_referral', clause, wouldBe)];
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
  const amount: Range = { low: subsidy, high: subsidy };
  return subsidy === 0 ? [] : [step('premium_subsidy', terms.clause, { amount, relies: terms.relies })];
}

/**
 * The deposit is waived on facts of a stay that is still to come: it is told to whom the clause names. What is paid on admission
 * all the same differs by level of hospital: no amount is told.
 */
function deposit({ span, answers: { categories } }: Known): NextStep[] {
  const terms = span.benefits?.deposit ?? null;
  if (terms === null || categories === null) return [];
  if (!categories.some((category) => terms.categories.includes(category))) return [];
  return [step(terms.payable === 0 ? 'deposit_waiver' : 'deposit_deductible', terms.clause)];
}
