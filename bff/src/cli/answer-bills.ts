/** Questions about bills: assistance over the years, 大病, one bill through all layers, and 追溯救助. */
import type { Fen, Missing, Step } from '@yijiutong/rules/kernel';
import {
  Trace,
  formatRatio,
  formatYuan,
  incomplete,
  isMissing,
  parseDay,
  parseYuan,
} from '@yijiutong/rules/kernel';
import type { Bill, BillDecision, TopUp } from '@yijiutong/rules/ledger';
import { categoriesOn, replayYear } from '@yijiutong/rules/ledger';
import type { CompiledPolicy, CriticalIllnessTerms, Law } from '@yijiutong/rules/policy';
import { compileBenefits, compilePolicy } from '@yijiutong/rules/policy';
import { criticalIllnessTotal, decideRetroactive, findClasses, outOfPocket } from '@yijiutong/rules/rules';
import { z } from 'zod';

import type { Answer } from './outcome.ts';
import { plain, policyOf, reasonOf } from './outcome.ts';
import {
  CaseError,
  billsOf,
  contextOf,
  earlierBillsOf,
  getDay,
  getRegion,
  identitiesOf,
  insuranceOf,
  overridesOf,
  parseWith,
  toBill,
  yearsOf,
} from './worked-case.ts';
import type { WorkedCase } from './worked-case.ts';

export function answerAssistance(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const bills = billsOf(asked);
  const decisions = new Map<string, BillDecision>();
  const topUps: TopUp[] = [];
  const sums = { assistance: 0, tilt: 0, personal: 0 };
  for (const year of yearsOf(bills)) {
    const context = contextOf(law, asked, year, explain);
    const own = bills.filter(({ on }) => on.startsWith(String(year)));
    const result = replayYear(context, own);
    for (const decision of result.decisions) decisions.set(decision.billId, decision);
    topUps.push(...result.topUps);
    const { totals } = result.state;
    sums.assistance += totals.assistance + totals.outpatient;
    sums.tilt += totals.tilt;
    sums.personal += totals.personal;
  }
  const listed = bills.map(({ id }) => decisions.get(id)).filter((decision) => decision !== undefined);
  // A sum that leaves out a bill nobody could decide is no answer.
  const open = listed.some(({ outcome }) => outcome.status === 'incomplete');
  const total = (amount: number) => (open ? null : formatYuan(amount as Fen));
  const tilt = { tilt: listed.map(tiltOf), tiltTotal: total(sums.tilt) };
  return {
    answer: {
      assistance: listed.map(assistanceOf),
      assistanceTotal: total(sums.assistance),
      ...(asked.withTilt === true ? tilt : {}),
      topUps: topUps.map(({ on, amount }) => ({ on, amount: formatYuan(amount) })),
      personalAfter: total(sums.personal),
      ...reasonsOf(listed),
      ...besides(law, asked, bills),
    },
    explanations: [
      ...listed.flatMap(explanationOf),
      ...topUps.flatMap(({ explanation }) => explanation ?? []),
    ],
  };
}

/** The fund that pays, and the document that may give some of these people more (宜昌 第十二条 就高不就低). */
function besides(law: Law, asked: WorkedCase, bills: readonly Bill[]): Record<string, unknown> {
  const region = getRegion(law, asked.region);
  const identities = identitiesOf(asked);
  const came: Record<string, unknown> = {};
  for (const { on } of bills) {
    const policy = compilePolicy(law, { region, on, overrides: overridesOf(asked) });
    if (policy === null) continue;
    if (policy.fund !== null) came.fund = policy.fund.name;
    const { transition } = policy;
    if (transition === null) continue;
    const within = typeof transition.until === 'object' || on <= transition.until;
    const held = categoriesOn(policy, identities, on);
    const named = held.some((category) => transition.categories.includes(category));
    if (within && named) came.mayGetMoreBy = transition.to;
  }
  return came;
}

export function assistanceOf({ outcome }: BillDecision): string | null {
  if (outcome.status === 'incomplete') return null;
  if (outcome.status === 'refused') return '0.00';
  return formatYuan((outcome.value.assistance + outcome.value.outpatient) as Fen);
}

function tiltOf({ outcome }: BillDecision): string | null {
  if (outcome.status === 'incomplete') return null;
  return outcome.status === 'refused' ? '0.00' : formatYuan(outcome.value.tilt);
}

/** The first reason why some bill has no figure. */
function reasonsOf(decisions: readonly BillDecision[]): Record<string, unknown> {
  const all = decisions.map(({ outcome }) => outcome);
  const open =
    all.find(({ status }) => status === 'incomplete') ?? all.find(({ status }) => status === 'refused');
  return open === undefined || open.status === 'granted' ? {} : reasonOf(open);
}

function explanationOf({ outcome }: BillDecision): Step[] {
  return outcome.status === 'granted' && outcome.explanation !== null ? [outcome.explanation] : [];
}

export function answerCriticalIllness(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const { selfPayAfterBasic } = parseWith(
    z.looseObject({ selfPayAfterBasic: z.string() }),
    asked.input ?? {},
    'input',
  );
  const policy = policyOf(law, asked);
  if (policy === null) return plain({ deductible: null, ratio: null, paid: '0.00', refused: 'not_in_force' });
  const best = bestCriticalIllness(policy, asked, parseYuan(selfPayAfterBasic, 'input.selfPayAfterBasic'));
  if ('answer' in best) return best;
  const { terms, paid, trace } = best;
  const first = 'what' in terms.brackets ? undefined : terms.brackets[0];
  return {
    answer: {
      deductible: isMissing(terms.deductible) ? null : formatYuan(terms.deductible),
      ratio: first === undefined ? null : formatRatio(first.ratio),
      paid: formatYuan(paid),
      tilted: terms.tilted,
    },
    explanations: explain ? trace.steps : [],
  };
}

type CriticalIllnessPart = {
  readonly terms: CriticalIllnessTerms;
  readonly paid: Fen;
  readonly trace: Trace;
};

/** 大病 under the most favourable of the terms that reach the person. */
export function bestCriticalIllness(
  policy: CompiledPolicy,
  asked: WorkedCase,
  selfPay: Fen,
): CriticalIllnessPart | Answer {
  const none = { deductible: null, ratio: null };
  const undecided = (lack: Missing | null, tilted: boolean | null = null) => {
    const { region, on } = policy;
    const missing: Missing = lack ?? { what: 'figure', name: 'criticalIllness', region, day: on };
    return plain({ ...none, paid: null, tilted, ...reasonOf(incomplete([missing])) });
  };
  // A document without classes of its own leaves them, and the tilt, to another.
  if (policy.classes.length === 0) return undecided(null);
  const categories = asked.person?.categories ?? [];
  const classes = findClasses(policy, categories);
  if ('unknown' in classes) return plain({ ...none, paid: '0.00', refused: 'unknown_category' });
  const resident = insuranceOf(asked) === 'resident';
  // 职工大额医疗费用补助 is another scheme, and the residents' figures are not hers: only what the case supplies is.
  if (!resident && asked.supplied?.['criticalIllness.deductible'] === undefined) {
    return undecided(
      { what: 'figure', name: 'employeeSupplement', region: policy.region, day: policy.on },
      false,
    );
  }
  // Whose class only another document knows: nobody can say whether the tilt reaches her.
  const [open] = categories.flatMap((category) => policy.unclassified[category] ?? []);
  if (open !== undefined && resident) return undecided(open);
  const tilted = resident ? classes.held : [];
  const best = findBest(policy, tilted, selfPay);
  if (best === null) return undecided(null);
  return 'name' in best ? undecided(best, isTilted(policy, tilted)) : best;
}

function findBest(
  policy: CompiledPolicy,
  held: readonly number[],
  selfPay: Fen,
): CriticalIllnessPart | Missing | null {
  let best: CriticalIllnessPart | null = null;
  const own = held.map((index) => policy.terms[index]?.criticalIllness ?? null);
  for (const terms of [policy.standardCriticalIllness, ...own]) {
    if (terms === null) continue;
    const trace = new Trace();
    const paid = criticalIllnessTotal(terms, selfPay, trace);
    if (isMissing(paid)) return paid;
    const better = best === null || paid > best.paid || (paid === best.paid && terms.tilted);
    if (better) best = { terms, paid, trace };
  }
  return best;
}

/** Whether some held class is given the tilt, whatever it comes to. */
function isTilted(policy: CompiledPolicy, held: readonly number[]): boolean {
  return held.some((index) => policy.terms[index]?.criticalIllness?.tilted === true);
}

export function answerChain(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const on = getDay(asked);
  const given = parseWith(z.looseObject({ total: z.string() }), asked.input ?? {}, 'input');
  const before = toBill({ ...given, date: on }, 0, 'input');
  const policy = policyOf(law, asked);
  if (policy === null) {
    return plain({
      criticalIllness: '0.00',
      assistance: '0.00',
      tilt: '0.00',
      personalAfter: formatYuan(outOfPocket(before)),
      refused: 'not_in_force',
    });
  }
  const preSelfPay = policy.bills?.preSelfPayExcluded === false ? 0 : before.preSelfPay;
  const selfPay = Math.max(before.total - before.outOfScope - preSelfPay - before.basicPaid, 0) as Fen;
  // What 大病, or an employee's 职工大额, paid may be known from the settlement.
  const insurance =
    'criticalIllnessPaid' in given
      ? { paid: before.criticalIllnessPaid, trace: new Trace() }
      : bestCriticalIllness(policy, asked, selfPay);
  if ('answer' in insurance) return withoutInsurance(insurance);
  const bill: Bill = { ...before, criticalIllnessPaid: insurance.paid };
  const context = contextOf(law, { ...asked, withTilt: true }, policy.year, explain);
  const result = replayYear(context, [bill]);
  const [decision] = result.decisions;
  if (decision === undefined) throw new CaseError('the bill was not decided');
  const { outcome } = decision;
  const { totals } = result.state;
  return {
    answer: {
      criticalIllness: formatYuan(insurance.paid),
      assistanceBase: formatYuan(totals.inScopeSelfPay),
      assistance: assistanceOf(decision),
      tilt: tiltOf(decision),
      personalAfter: formatYuan(totals.personal),
      ...(outcome.status === 'granted' ? {} : reasonOf(outcome)),
    },
    explanations: explain ? [...insurance.trace.steps, ...explanationOf(decision)] : [],
  };
}

/** The chain ends where 大病 cannot be decided: everything after it depends on it. */
function withoutInsurance({ answer: { refused, incomplete: open, missing } }: Answer): Answer {
  const none = { criticalIllness: null, assistanceBase: null, assistance: null, tilt: null };
  const reason = refused === undefined ? { incomplete: open, missing } : { refused };
  return plain({ ...none, personalAfter: null, ...reason });
}

const retroactiveInput = z.looseObject({
  applied: z.boolean().nullable().optional(),
  assistancePaidThisYear: z.string().optional(),
});

export function answerRetroactive(law: Law, asked: WorkedCase): Answer {
  const { recognisedOn } = asked.person ?? {};
  if (recognisedOn === undefined) throw new CaseError('person.recognisedOn is missing');
  const on = parseDay(recognisedOn, 'person.recognisedOn');
  const input = parseWith(retroactiveInput, asked.input ?? {}, 'input');
  const options = { region: getRegion(law, asked.region), on, overrides: overridesOf(asked) };
  const policy = compilePolicy(law, options);
  const none = { yearAssistance: '0.00', topUp: '0.00' };
  if (policy === null) return plain({ ...none, refused: 'not_in_force' });
  const terms = compileBenefits(law, options).retroactive;
  if (terms === null) {
    const { retroactive } = policy.deferred;
    const reason =
      retroactive === undefined ? { refused: 'not_in_force' } : { deferredTo: retroactive.deferredTo };
    return plain({ yearAssistance: null, topUp: null, incomplete: retroactive !== undefined, ...reason });
  }
  const outcome = decideRetroactive(policy, terms, {
    categories: asked.person?.categories ?? [],
    insurance: insuranceOf(asked),
    recognisedOn: on,
    bills: earlierBillsOf(asked),
    applied: input.applied ?? null,
    paidThisYear: parseYuan(input.assistancePaidThisYear ?? '0', 'input.assistancePaidThisYear'),
  });
  if (outcome.status === 'refused') return plain({ ...none, ...reasonOf(outcome) });
  if (outcome.status === 'incomplete')
    return plain({ yearAssistance: null, topUp: null, ...reasonOf(outcome) });
  const { due, topUp } = outcome.value;
  return plain({ yearAssistance: formatYuan(due), topUp: formatYuan(topUp) });
}
