/** Questions about a person on a day: premium, warning, deposit, recognition; and about the documents themselves. */
import type { Fen, Missing } from '@yijiutong/rules/kernel';
import { formatYuan, isMissing, parseYuan } from '@yijiutong/rules/kernel';
import type { Benefits, CompiledPolicy, Law } from '@yijiutong/rules/policy';
import { compileBenefits, listInForce } from '@yijiutong/rules/policy';
import {
  decideDeposit,
  decidePremiumSubsidy,
  decideRecognition,
  decideWarning,
  findClasses,
} from '@yijiutong/rules/rules';
import { z } from 'zod';

import type { Answer } from './outcome.ts';
import { explained, plain, policyOf, reasonOf } from './outcome.ts';
import { getDay, getRegion, insuranceOf, overridesOf, parseWith } from './worked-case.ts';
import type { WorkedCase } from './worked-case.ts';

type Known = {
  readonly policy: CompiledPolicy;
  readonly benefits: Benefits;
  readonly categories: readonly string[];
};

/** Policy and benefits of the day, or null when nothing is in force. */
function findKnown(law: Law, asked: WorkedCase): Known | null {
  const policy = policyOf(law, asked);
  if (policy === null) return null;
  const options = { region: policy.region, on: policy.on, overrides: overridesOf(asked) };
  return { policy, benefits: compileBenefits(law, options), categories: asked.person?.categories ?? [] };
}

/** A document is in force, but has no figures of its own for the question: not the same as "nothing is due". */
function noFigures(question: string, open?: Missing): Record<string, unknown> {
  const deferredTo = open?.deferredTo;
  return { incomplete: true, missing: [question], ...(deferredTo === undefined ? {} : { deferredTo }) };
}

export function answerPremium(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const known = findKnown(law, asked);
  const terms = known?.benefits.premium ?? null;
  if (known === null) return plain({ subsidy: '0.00', selfPay: null, refused: 'not_in_force' });
  if (terms === null) {
    const open = known.benefits.open.premium;
    return plain({ subsidy: null, selfPay: null, ...noFigures('premium_subsidy', open) });
  }
  const { policy, categories } = known;
  const person = { categories, insurance: insuranceOf(asked), on: policy.on };
  const outcome = decidePremiumSubsidy(policy, terms, person);
  if (outcome.status === 'granted') {
    const { subsidy, atLeast } = outcome.value;
    // The premium that a case supplies is this person's: whom no clause reaches pays all of it.
    const charged = terms.employee === null ? asked.supplied?.premium : undefined;
    const selfPay = outcome.value.selfPay ?? (typeof charged === 'string' ? parseYuan(charged) : null);
    const figures = {
      subsidy: formatYuan(subsidy),
      selfPay: selfPay === null ? null : formatYuan(selfPay),
      atLeast,
    };
    return explained(figures, outcome, explain);
  }
  const subsidy = outcome.status === 'refused' ? '0.00' : null;
  return plain({ subsidy, selfPay: null, ...reasonOf(outcome) });
}

export function answerWarning(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const input = parseWith(z.looseObject({ yearToDateSelfPay: z.string() }), asked.input ?? {}, 'input');
  const known = findKnown(law, asked);
  const terms = known?.benefits.warning ?? null;
  if (known === null) return plain({ warning: false, type: null, refused: 'not_in_force' });
  if (terms === null) return plain({ warning: null, type: null, ...noFigures('warning') });
  const selfPay = parseYuan(input.yearToDateSelfPay, 'input.yearToDateSelfPay');
  const { person } = asked;
  // The form of a case says: a resident unless it says otherwise; null: nobody stated it.
  const insurance = person?.insurance === undefined ? 'resident' : person.insurance;
  const facts = { categories: known.categories, insurance, yearToDateSelfPay: selfPay };
  const outcome = decideWarning(known.policy, terms, facts);
  if (outcome.status === 'granted') return explained(outcome.value, outcome, explain);
  const warning = outcome.status === 'refused' ? false : null;
  return plain({ warning, type: null, ...reasonOf(outcome) });
}

const depositInput = z.looseObject({
  primaryCareReferral: z.boolean().nullable().optional(),
  inCity: z.boolean().nullable().optional(),
  designated: z.boolean().nullable().optional(),
  oneStopSettlement: z.boolean().nullable().optional(),
});

export function answerDeposit(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const input = parseWith(depositInput, asked.input ?? {}, 'input');
  const known = findKnown(law, asked);
  const terms = known?.benefits.deposit ?? null;
  const none = { depositWaived: false, payableAtAdmission: null };
  if (known === null) return plain({ ...none, refused: 'not_in_force' });
  if (terms === null) return plain({ ...none, depositWaived: null, ...noFigures('admission_deposit') });
  const outcome = decideDeposit(known.policy, terms, known.categories, {
    primaryCareReferral: input.primaryCareReferral ?? null,
    inCity: input.inCity ?? null,
    designated: input.designated === undefined ? true : input.designated,
    oneStopSettlement: input.oneStopSettlement ?? null,
  });
  if (outcome.status === 'refused') return plain({ ...none, ...reasonOf(outcome) });
  if (outcome.status === 'incomplete') {
    return plain({ depositWaived: null, payableAtAdmission: null, ...reasonOf(outcome) });
  }
  const { depositWaived, payableAtAdmission: payable } = outcome.value;
  const payableAtAdmission = payable === null ? null : formatYuan(payable);
  return explained({ depositWaived, payableAtAdmission }, outcome, explain);
}

const recognitionInput = z.looseObject({
  category: z.string(),
  selfPayPast12Months: z.string().nullable().optional(),
  assetsWithinLimit: z.boolean().nullable().optional(),
});

export function answerRecognition(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const input = parseWith(recognitionInput, asked.input ?? {}, 'input');
  const known = findKnown(law, asked);
  const none = { eligible: false, validUntil: null };
  if (known === null) return plain({ ...none, refused: 'not_in_force' });
  const terms = known.benefits.recognition;
  // 攀枝花 and 广东 leave the test to the civil affairs departments: there is no figure to decide by.
  if (terms === null) {
    const open = known.benefits.open.recognition;
    return plain({ eligible: null, validUntil: null, ...noFigures('recognition', open) });
  }
  const { selfPayPast12Months: spent } = input;
  const outcome = decideRecognition(known.policy, terms, {
    category: input.category,
    categoriesHeld: known.categories,
    selfPayPast12Months: typeof spent === 'string' ? parseYuan(spent, 'input.selfPayPast12Months') : null,
    assetsWithinLimit: input.assetsWithinLimit ?? null,
  });
  if (outcome.status === 'granted') return explained(outcome.value, outcome, explain);
  if (outcome.status === 'refused') return plain({ ...none, ...reasonOf(outcome) });
  return plain({ eligible: null, validUntil: null, ...reasonOf(outcome) });
}

export function answerInForce(law: Law, asked: WorkedCase): Answer {
  const subjects = z.looseObject({ component: z.enum(['assistance', 'outpatient_pool', 'pooling']) });
  const { component } = parseWith(subjects, asked.input ?? {}, 'input');
  const inForce = listInForce(law, getRegion(law, asked.region), getDay(asked));
  return plain({ inForce: inForce.some(({ document }) => document.subject === component) });
}

export function answerMissingParameter(law: Law, asked: WorkedCase): Answer {
  const parameters = z.enum(['assistance.deductible', 'assistance.ratio', 'tilt', 'retroactive']);
  const { parameter } = parseWith(z.looseObject({ parameter: parameters }), asked.input ?? {}, 'input');
  const known = findKnown(law, asked);
  if (known === null) return plain({ missing: true, deferredTo: null, refused: 'not_in_force' });
  const lack = findLack(known, parameter);
  return plain({ missing: lack !== null, deferredTo: lack?.deferredTo ?? null });
}

function findLack({ policy, benefits, categories }: Known, parameter: string): Missing | null {
  const { deferred } = policy;
  if (parameter === 'tilt') return deferred.tilt ?? null;
  if (parameter === 'retroactive') return deferred.retroactive ?? null;
  const { framework } = benefits;
  const classes = findClasses(policy, categories);
  const held = 'unknown' in classes ? [] : classes.held;
  if (framework !== null) {
    if (parameter === 'assistance.ratio') return framework.ratio;
    const figures = held.map((index) => framework.deductible[policy.classes[index]?.id ?? '']);
    const left = figures.map((figure) => (figure === undefined || !isMissing(figure) ? null : figure));
    return left.includes(null) ? null : (left[0] ?? null);
  }
  if (deferred.assistance !== undefined) return deferred.assistance;
  const own = held.map((index) => policy.terms[index]?.assistance ?? null);
  const read = own.map((terms) => (parameter === 'assistance.ratio' ? terms?.lowRatio : terms?.deductible));
  return (read.find((figure) => isMissing(figure ?? null)) as Missing | undefined) ?? null;
}

export function answerFramework(law: Law, asked: WorkedCase): Answer {
  const known = findKnown(law, asked);
  const framework = known?.benefits.framework ?? null;
  if (known === null || framework === null) return plain({ deductible: null, refused: 'not_in_force' });
  const classes = findClasses(known.policy, known.categories);
  if ('unknown' in classes) return plain({ deductible: null, refused: 'unknown_category' });
  const figures = classes.held.map((index) => framework.deductible[known.policy.classes[index]?.id ?? '']);
  const fixed = figures.filter((figure): figure is Fen => typeof figure === 'number');
  if (fixed.length > 0) return plain({ deductible: formatYuan(Math.min(...fixed) as Fen) });
  const lack = figures.find((figure) => typeof figure === 'object');
  return plain({ deductible: null, incomplete: true, deferredTo: lack?.deferredTo ?? null });
}
