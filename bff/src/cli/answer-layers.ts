/**
 * Questions about the layers as a whole: who pays first, what is paid on top, what is deducted, and which gates are open.
 *
 * `order_of_payers`: `on`, `person`, `input` = one bill as for `chain` (`total`, `outOfScope`, `basicPaid`, `supplementPaid`,
 *   `commercialPaid`, `kind`, `referred`, `inProvince`; `criticalIllnessPaid`, or `supplied` 大病 figures to calculate it).
 *   Expect `order` (payers, first first: basic, critical_illness, supplement, commercial, assistance, tilt, second_assistance),
 *   `paid` and `rest` (the same length; null from the first unknown on), `assistanceBase`, `personalAfter` (out-of-scope
 *   included). A payer outside the order comes last, and takes nothing off `assistanceBase`.
 * `second_assistance`: `on`, categories, `input.totalCost` (the year's, out-of-scope included), `burden` (still hers to pay),
 *   `assistancePaid`, `secondPaid` (default 0), `applied`, `capBreach {decision}`. Expect `amount`, `breached`; or `incomplete`,
 *   `deferredTo`.
 * `aid_offset`: `on`, categories, `supplied` 大病 figures, `input.visits[] {selfPayAfterBasic, assistancePaid}` in order,
 *   `input.assistanceDue` (the assistance of the year on what 大病 leaves; where the region's own document gives the figures it
 *   is calculated and must not be given). Expect `reachedAt` (visit from 0, null: not reached), `criticalIllness` (before),
 *   `assistanceDue`, `offset`, `criticalIllnessPaid` (after).
 * `gate`: `on`, categories, `input.benefit`: `tilt` with `referred`, `inProvince`; or `one_off` with `enrolledThisYear`, `applied`.
 *   Expect `open` (true, false, null), and `deferredTo` = who gives the amount. `one_off` with `selfPayInScope` (in-scope self-pay
 *   after every insurance and supplement) gives `amount` as well, null where it is deferred.
 */
import type { Fen, Figure, Missing } from '@yijiutong/rules/kernel';
import { Trace, ZERO, formatYuan, incomplete, isMissing, parseYuan } from '@yijiutong/rules/kernel';
import type { Bill } from '@yijiutong/rules/ledger';
import { replayYear } from '@yijiutong/rules/ledger';
import type { CompiledPolicy, Law, OneOffTerms, Payer } from '@yijiutong/rules/policy';
import { compileBenefits } from '@yijiutong/rules/policy';
import {
  assistanceTotal,
  chooseClass,
  decideAidOffset,
  decideOneOff,
  decideOneOffGate,
  decideSecondAssistance,
  decideTiltGate,
  findClasses,
  missingPrecedence,
  payInOrder,
} from '@yijiutong/rules/rules';
import { z } from 'zod';

import { bestCriticalIllness } from './answer-bills.ts';
import type { Answer } from './outcome.ts';
import { explained, plain, policyOf, reasonOf } from './outcome.ts';
import { CaseError, contextOf, getDay, insuranceOf, overridesOf, parseWith, toBill } from './worked-case.ts';
import type { WorkedCase } from './worked-case.ts';

function benefitsFor(law: Law, asked: WorkedCase, policy: CompiledPolicy) {
  return compileBenefits(law, { region: policy.region, on: policy.on, overrides: overridesOf(asked) });
}

export function answerOrder(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const given = parseWith(z.looseObject({ total: z.string() }), asked.input ?? {}, 'input');
  const bill = toBill({ ...given, date: getDay(asked) }, 0, 'input');
  const policy = policyOf(law, asked);
  const none = { order: null, paid: null, rest: null, assistanceBase: null, personalAfter: null };
  if (policy === null) return plain({ ...none, refused: 'not_in_force' });
  const order = benefitsFor(law, asked, policy).payerOrder;
  if (order === null) return plain({ ...none, incomplete: true, missing: ['order_of_payers'] });
  const inScope = Math.max(bill.total - bill.outOfScope - preSelfPayOf(policy, bill), 0) as Fen;
  const insured =
    'criticalIllnessPaid' in given ? bill.criticalIllnessPaid : insuredPart(policy, asked, bill);
  const aid = aidOf(law, asked, policy, insured === null ? null : { ...bill, criticalIllnessPaid: insured });
  const owed: Partial<Record<Payer, Fen | null>> = {
    basic: bill.basicPaid,
    critical_illness: insured,
    supplement: bill.supplementPaid,
    commercial: bill.commercialPaid,
  };
  // Aid that the document does not speak of is nobody's, and never comes after the order.
  for (const { payer } of order.payers) if (!(payer in owed)) owed[payer] = aid.owed(payer);
  const trace = new Trace();
  const chain = payInOrder(order, { kind: bill.kind, classId: aid.classId }, inScope, owed, trace);
  const outside = (bill.total - inScope) as Fen;
  const text = (amount: Fen | null) => (amount === null ? null : formatYuan(amount));
  return {
    answer: {
      order: chain.parts.map(({ payer }) => payer),
      paid: chain.parts.map(({ paid }) => text(paid)),
      rest: chain.parts.map(({ rest }) => text(rest)),
      assistanceBase: text(chain.assistanceBase),
      personalAfter: chain.rest === null ? null : formatYuan((chain.rest + outside) as Fen),
      ...aid.reason,
    },
    explanations: explain ? trace.steps : [],
  };
}

type Aid = {
  readonly owed: (payer: Payer) => Fen | null;
  readonly reason: Readonly<Record<string, unknown>>;
  /** the class that it is given by; null: none, or nobody can say */
  readonly classId: string | null;
};

/** What assistance owes of the bill; `bill` null: what comes before it is unknown. Whoever is no recipient is owed nothing. */
function aidOf(law: Law, asked: WorkedCase, policy: CompiledPolicy, bill: Bill | null): Aid {
  const categories = asked.person?.categories ?? [];
  const classes = findClasses(policy, categories);
  if ('unknown' in classes)
    return { owed: () => ZERO, reason: { refused: 'unknown_category' }, classId: null };
  const open = categories.some((category) => policy.unclassified[category] !== undefined);
  if (classes.held.length === 0 && !open)
    return { owed: () => ZERO, reason: { refused: 'no_class' }, classId: null };
  if (bill === null) return { owed: () => null, reason: {}, classId: null };
  const context = contextOf(law, { ...asked, withTilt: true }, policy.year, false);
  const outcome = replayYear(context, [bill]).decisions[0]?.outcome;
  if (outcome?.status !== 'granted') {
    const refused = outcome?.status === 'refused';
    const reason = outcome === undefined ? {} : reasonOf(outcome);
    return { owed: () => (refused ? ZERO : null), reason, classId: null };
  }
  const { assistance, outpatient, tilt, classId } = outcome.value;
  const amounts: Partial<Record<Payer, Fen>> = { assistance: (assistance + outpatient) as Fen, tilt };
  return { owed: (payer) => amounts[payer] ?? null, reason: {}, classId };
}

function preSelfPayOf(policy: CompiledPolicy, bill: Bill): Fen {
  return policy.bills?.preSelfPayExcluded === false ? ZERO : bill.preSelfPay;
}

/** 大病 of the bill by the figures of the case; null where nobody can say. */
function insuredPart(policy: CompiledPolicy, asked: WorkedCase, bill: Bill): Fen | null {
  const outside = bill.outOfScope + preSelfPayOf(policy, bill);
  const selfPay = Math.max(bill.total - outside - bill.basicPaid, 0) as Fen;
  const best = bestCriticalIllness(policy, asked, selfPay);
  return 'answer' in best ? null : best.paid;
}

const secondInput = z.looseObject({
  totalCost: z.string(),
  burden: z.string(),
  assistancePaid: z.string().optional(),
  secondPaid: z.string().optional(),
  applied: z.boolean().nullable().optional(),
  capBreach: z.strictObject({ decision: z.string().min(1) }).optional(),
});

export function answerSecondAssistance(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const input = parseWith(secondInput, asked.input ?? {}, 'input');
  const policy = policyOf(law, asked);
  if (policy === null) return plain({ amount: '0.00', breached: false, refused: 'not_in_force' });
  const terms = benefitsFor(law, asked, policy).secondAssistance;
  // No clause gives it: nothing is due, and nothing is missing.
  if (terms === null) return plain({ amount: '0.00', breached: false, refused: 'kind_not_covered' });
  const outcome = decideSecondAssistance(policy, terms, {
    categories: asked.person?.categories ?? [],
    totalCost: parseYuan(input.totalCost, 'input.totalCost'),
    burden: parseYuan(input.burden, 'input.burden'),
    assistancePaid: parseYuan(input.assistancePaid ?? '0', 'input.assistancePaid'),
    secondPaid: parseYuan(input.secondPaid ?? '0', 'input.secondPaid'),
    applied: input.applied ?? null,
    ...(input.capBreach === undefined ? {} : { capBreach: input.capBreach }),
  });
  if (outcome.status === 'refused') return plain({ amount: '0.00', breached: false, ...reasonOf(outcome) });
  if (outcome.status === 'incomplete') return plain({ amount: null, breached: null, ...reasonOf(outcome) });
  const { amount, breached } = outcome.value;
  const explanations = explain && outcome.explanation !== null ? [outcome.explanation] : [];
  return { answer: { amount: formatYuan(amount), breached }, explanations };
}

const offsetInput = z.looseObject({
  visits: z.array(z.strictObject({ selfPayAfterBasic: z.string(), assistancePaid: z.string() })).min(1),
  assistanceDue: z.string().optional(),
});

export function answerAidOffset(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const input = parseWith(offsetInput, asked.input ?? {}, 'input');
  const none = { criticalIllness: null, assistanceDue: null, offset: null, criticalIllnessPaid: null };
  const policy = policyOf(law, asked);
  if (policy === null) return plain({ ...none, reachedAt: null, refused: 'not_in_force' });
  const clause = benefitsFor(law, asked, policy).aidOffset;
  if (clause === null) return plain({ ...none, reachedAt: null, refused: 'kind_not_covered' });
  const visits = input.visits.map((visit, index) => ({
    selfPayAfterBasic: parseYuan(visit.selfPayAfterBasic, `input.visits[${index}].selfPayAfterBasic`),
    assistancePaid: parseYuan(visit.assistancePaid, `input.visits[${index}].assistancePaid`),
  }));
  const selfPay = visits.reduce((sum, visit) => sum + visit.selfPayAfterBasic, 0) as Fen;
  const insurance = bestCriticalIllness(policy, asked, selfPay);
  if ('answer' in insurance) return plain({ ...insurance.answer, ...none, reachedAt: null });
  const outcome = decideAidOffset(clause, insurance.terms, visits, (base) =>
    assistanceOn(policy, asked, input.assistanceDue, base),
  );
  if (outcome.status !== 'granted') return plain({ ...none, reachedAt: null, ...reasonOf(outcome) });
  const { value, explanation } = outcome;
  return {
    answer: {
      reachedAt: value.reachedAt,
      criticalIllness: formatYuan(value.criticalIllness),
      assistanceDue: formatYuan(value.assistanceDue),
      offset: formatYuan(value.offset),
      criticalIllnessPaid: formatYuan(value.criticalIllnessPaid),
    },
    explanations: explain && explanation !== null ? [explanation] : [],
  };
}

/** Assistance of the year by the region's own document, or as the case gives it where the document leaves it open. */
function assistanceOn(
  policy: CompiledPolicy,
  asked: WorkedCase,
  given: string | undefined,
  base: Fen,
): Figure<Fen> {
  const { assistance: open } = policy.deferred;
  if (open !== undefined) return given === undefined ? open : parseYuan(given, 'input.assistanceDue');
  if (given !== undefined) throw new CaseError('input.assistanceDue: the document itself gives the figures');
  const classes = findClasses(policy, asked.person?.categories ?? []);
  const held = 'unknown' in classes ? [] : classes.held;
  const unsaid = missingPrecedence(policy, held, (index) => policy.terms[index]?.assistance);
  if (unsaid !== null) return unsaid;
  const totals = held.map((index) => {
    const terms = policy.terms[index]?.assistance ?? null;
    return terms === null ? (0 as Fen) : assistanceTotal(terms, insuranceOf(asked), base);
  });
  const lack = totals.find((total): total is Missing => isMissing(total));
  if (lack !== undefined) return lack;
  const best = chooseClass([...totals.keys()], (at) => totals[at] as Fen);
  return best === null ? (0 as Fen) : (totals[best] as Fen);
}

const fact = z.boolean().nullable().optional();
const gateInput = z.discriminatedUnion('benefit', [
  z.looseObject({ benefit: z.literal('tilt'), referred: fact, inProvince: fact }),
  z.looseObject({
    benefit: z.literal('one_off'),
    enrolledThisYear: fact,
    applied: fact,
    selfPayInScope: z.string().optional(),
  }),
]);

export function answerGate(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const input = parseWith(gateInput, asked.input ?? {}, 'input');
  const policy = policyOf(law, asked);
  if (policy === null) return plain({ open: false, refused: 'not_in_force' });
  const { tiltGate, oneOff } = benefitsFor(law, asked, policy);
  if (input.benefit === 'tilt') {
    if (tiltGate === null) return plain({ open: null, incomplete: true, missing: ['tilt_gate'] });
    const facts = { referred: input.referred ?? null, inProvince: input.inProvince ?? null };
    const categories = asked.person?.categories ?? [];
    const outcome = decideTiltGate(policy, tiltGate, categories, facts);
    return explained(gate(outcome, policy.deferred.tilt ?? null).answer, outcome, explain);
  }
  return oneOff === null
    ? plain({ open: false, refused: 'kind_not_covered' })
    : oneOffGate(policy, oneOff, asked, input, explain);
}

function oneOffGate(
  policy: CompiledPolicy,
  terms: OneOffTerms,
  asked: WorkedCase,
  input: Extract<z.infer<typeof gateInput>, { benefit: 'one_off' }>,
  explain: boolean,
): Answer {
  const facts = {
    categories: asked.person?.categories ?? [],
    enrolledThisYear: input.enrolledThisYear ?? null,
    applied: input.applied ?? null,
  };
  const opened = gate(decideOneOffGate(policy, terms, facts), isMissing(terms.amount) ? terms.amount : null);
  if (input.selfPayInScope === undefined) return opened;
  const base = parseYuan(input.selfPayInScope, 'input.selfPayInScope');
  const paid = decideOneOff(policy, terms, facts, base);
  const refused = paid.status === 'refused' ? '0.00' : null;
  const amount = paid.status === 'granted' ? formatYuan(paid.value) : refused;
  return explained({ ...opened.answer, amount }, paid, explain);
}

/** The gate, and who gives the amount behind it. */
function gate(outcome: ReturnType<typeof decideTiltGate>, amount: Missing | null): Answer {
  if (outcome.status === 'refused') return plain({ open: false, ...reasonOf(outcome) });
  if (outcome.status === 'incomplete') return plain({ open: null, ...reasonOf(outcome) });
  const lack = outcome.value && amount !== null ? reasonOf(incomplete([amount])) : {};
  return plain({ open: outcome.value, ...lack });
}
