/**
 * The benefits that stand apart from a bill: compiled on their own, when somebody asks for them.
 */
import type { Day, Fen, Missing } from '../kernel/index.ts';
import { isMissing, parseRatio, parseYuan, wholeShare } from '../kernel/index.ts';
import type {
  Benefits,
  DepositTerms,
  FrameworkTerms,
  OneOffTerms,
  OpenBenefit,
  PayerOrder,
  PlaceTerms,
  PremiumTerms,
  RecognitionTerms,
  RetroactiveTerms,
  SecondAssistanceClass,
  SecondAssistanceTerms,
  WarningTerms,
} from './benefit-terms.ts';
import type { PolicyDocument } from './documents.ts';
import { missing, readAmount, readOpen, readRatio } from './figures.ts';
import type { Reading } from './figures.ts';
import { compileFund } from './fund-benefits.ts';
import type { SecondAssistanceSection } from './schema/bills.ts';
import type { PremiumSection, RecognitionSection } from './schema/people.ts';
import { cite, citeByClass, findSection, listInForce, readingOf } from './sections.ts';
import type { CompileOptions, Law, Section, SectionName } from './sections.ts';

export type * from './benefit-terms.ts';
export type * from './fund-terms.ts';

type DayOptions = CompileOptions & { readonly on: Day };

/** Compiles the benefits of a region for a day. @throws InvalidInput `invalid_policy` on overlaps */
export function compileBenefits(law: Law, options: DayOptions): Benefits {
  const inForce = listInForce(law, options.region, options.on);
  const from = <N extends SectionName, T>(
    name: N,
    compile: (section: Section<N>, reading: Reading) => T,
  ): T | null => {
    const section = findSection(inForce, name, options.on);
    return section === null ? null : compile(section, readingOf(law, options, section.file.document.id));
  };
  return {
    premium: from('premium_subsidy', compilePremium),
    warning: from('warning', compileWarning),
    deposit: from('admission_deposit', compileDeposit),
    retroactive: from('retroactive', compileRetroactive),
    recognition: from('recognition', compileRecognition),
    payerOrder: from('payer_order', compilePayerOrder),
    secondAssistance: from('second_assistance', compileSecondAssistance),
    aidOffset: from('aid_offset', (section) => cite(section, section.value.clause)),
    oneOff: from('one_off_assistance', compileOneOff),
    tiltGate: from('tilt_gate', (section) => {
      return { needs: section.value.needs, clause: cite(section, section.value.clause) };
    }),
    place: from('place_of_care', compilePlace),
    framework: from('framework', compileFramework),
    open: compileOpen(law, options, inForce),
    ...compileFund(inForce, options.on),
  };
}

function compileOpen(law: Law, options: DayOptions, inForce: readonly PolicyDocument[]): Benefits['open'] {
  const names: readonly [OpenBenefit, 'premium_subsidy' | 'recognition'][] = [
    ['premium', 'premium_subsidy'],
    ['recognition', 'recognition'],
  ];
  const found: Partial<Record<OpenBenefit, Missing>> = {};
  for (const [benefit, name] of names) {
    const section = findSection(inForce, name, options.on);
    if (section === null) continue;
    const { value, file } = section;
    if ('deferred' in value || 'unstated' in value) {
      found[benefit] = readOpen(readingOf(law, options, file.document.id), value, benefit);
    }
  }
  return found;
}

function compilePremium(section: Section<'premium_subsidy'>, reading: Reading): PremiumTerms | null {
  if ('deferred' in section.value || 'unstated' in section.value) return null;
  const value: PremiumSection = section.value;
  const clause = cite(section, value.clause);
  const premium = reading.statistics.find('premium', reading.year);
  const end = reading.statistics.findTransitionEnd();
  return {
    premium: premium?.amount ?? { ...missing(reading, 'premium', clause), year: reading.year },
    relies: premium === null ? [] : [premium.use],
    insurance: value.insurance,
    grants: value.grants.map((grant) => ({
      categories: grant.categories,
      share: parseRatio(grant.share),
      floor: grant.floor === undefined ? null : parseYuan(grant.floor),
      until: grant.until === undefined ? null : (end?.day ?? missing(reading, 'transition.end', clause)),
      clause: cite(section, grant.clause),
    })),
    employee: compileEmployeeGrant(value, reading),
    newRecipients: value.new_recipients === undefined ? null : cite(section, value.new_recipients.clause),
    clause,
  };
}

function compileEmployeeGrant({ employee }: PremiumSection, reading: Reading): PremiumTerms['employee'] {
  if (employee === undefined) return null;
  const read = readAmount(reading, employee.amount, 'premium.employeeAmount', employee.clause);
  return {
    amount: read.value ?? missing(reading, 'premium.employeeAmount', read.clause),
    atLeastResident: employee.at_least !== undefined,
    clause: read.clause,
  };
}

function compileWarning(section: Section<'warning'>, reading: Reading): WarningTerms {
  const groups = section.value.groups.map((group) => {
    const line = readAmount(reading, group.line, 'warning.line', group.clause, wholeShare);
    return {
      categories: group.categories === 'everyone' ? null : group.categories,
      orInsured: group.or_insured ?? null,
      line: line.value ?? missing(reading, 'warning.line', line.clause),
      type: group.type ?? null,
      clause: line.clause,
      relies: line.relies,
    };
  });
  const { push, self_pay: selfPay } = section.value;
  return {
    selfPay,
    groups,
    push:
      push === undefined
        ? null
        : { to: push.to, every: push.every ?? null, clause: cite(section, push.clause) },
    clause: cite(section, section.value.clause),
  };
}

function compileDeposit(section: Section<'admission_deposit'>, reading: Reading): DepositTerms {
  const { categories, gates, payable, clause } = section.value;
  const read = readAmount(reading, payable, 'admissionDeposit.payable', clause);
  return { categories, gates, payable: read.value ?? (0 as Fen), clause: read.clause };
}

function compileRetroactive(section: Section<'retroactive'>, reading: Reading): RetroactiveTerms | null {
  const { value } = section;
  if ('deferred' in value) return null;
  const clause = cite(section, value.clause);
  if (value.window === 'calendar_year') return { onApplication: value.on_application, window: null, clause };
  if (!('deductible' in value)) return null;
  const deductible = readAmount(reading, value.deductible, 'retroactive.deductible', value.clause);
  const ratioDecrease = readRatio(reading, value.ratio_decrease, 'retroactive.ratioDecrease', value.clause);
  return {
    onApplication: value.on_application,
    window: {
      months: Number(value.window.months),
      deductible: deductible.value ?? (0 as Fen),
      ratioDecrease: ratioDecrease.value,
    },
    clause,
  };
}

function compileRecognition(section: Section<'recognition'>, reading: Reading): RecognitionTerms | null {
  if ('deferred' in section.value || 'unstated' in section.value) return null;
  const value: RecognitionSection = section.value;
  const { category, validity, line, not_in_classes: notInClasses, clause } = value;
  const read = readAmount(reading, line, 'recognition.line', clause);
  return {
    category,
    line: read.value ?? missing(reading, 'recognition.line', read.clause),
    notInClasses,
    validityMonths: Number(validity.months),
    relies: read.relies,
    clause: read.clause,
  };
}

function compilePayerOrder(section: Section<'payer_order'>): PayerOrder {
  const { payers, clause } = section.value;
  return {
    payers: payers.map(({ payer, kinds, ordinary_outpatient: outpatient, clause: own }) => ({
      payer,
      kinds:
        kinds === undefined || outpatient === undefined ? (kinds ?? null) : [...kinds, 'ordinary_outpatient'],
      clause: cite(section, own),
      outpatient: outpatient === undefined ? null : citeByClass(section, outpatient.by_class),
    })),
    clause: cite(section, clause),
  };
}

function compileSecondAssistance(
  section: Section<'second_assistance'>,
  reading: Reading,
): SecondAssistanceTerms {
  const { value } = section;
  const cap = readAmount(reading, value.cap, 'secondAssistance.cap', value.clause);
  const classes = Object.entries(value.brackets.by_class).map(
    ([id, figure]) => [id, compileSecondClass(value, figure, reading)] as const,
  );
  const breach = value.cap_breach;
  return {
    onApplication: value.on_application,
    byClass: Object.fromEntries(classes),
    cap: cap.value,
    capBreach:
      breach === undefined ? null : { decidedBy: breach.decided_by, clause: cite(section, breach.clause) },
    clauses: { brackets: cite(section, value.brackets.clause), cap: cap.clause },
    clause: cite(section, value.clause),
  };
}

/** The first bracket never begins below the deductible; edges above it are moved up by it where the document counts so. */
function compileSecondClass(
  value: SecondAssistanceSection,
  figure: SecondAssistanceSection['brackets']['by_class'][string],
  reading: Reading,
): SecondAssistanceClass {
  const read = readAmount(reading, value.deductible, 'secondAssistance.deductible', value.clause);
  // 不设起付线 is a deductible of zero.
  const deductible = read.value ?? (0 as Fen);
  if (!('steps' in figure)) {
    return { deductible, brackets: readOpen(reading, figure, 'secondAssistance.ratio') };
  }
  if (isMissing(deductible)) return { deductible, brackets: deductible };
  const shift = figure.edges === 'absolute' ? 0 : deductible;
  const brackets = figure.steps.map(({ from, ratio }) => ({
    from: (parseYuan(from, 'second_assistance.brackets') + shift) as Fen,
    ratio: parseRatio(ratio, 'second_assistance.brackets'),
  }));
  return { deductible, brackets };
}

function compileOneOff(section: Section<'one_off_assistance'>, reading: Reading): OneOffTerms {
  const { value } = section;
  const amount = readAmount(reading, value.amount, 'oneOff.amount', value.clause);
  return {
    category: value.category,
    enrolledThisYear: value.enrolled_this_year,
    onApplication: value.on_application,
    amount: amount.value ?? missing(reading, 'oneOff.amount', amount.clause),
    clause: cite(section, value.clause),
  };
}

function compilePlace(section: Section<'place_of_care'>): PlaceTerms {
  const { standards, paid_by: paidBy, referral, clause } = section.value;
  return {
    standards,
    paidByRecognition: paidBy === 'recognition',
    referral: cite(section, referral.clause),
    clause: cite(section, clause),
  };
}

function compileFramework(section: Section<'framework'>, reading: Reading): FrameworkTerms {
  const { deductible, ratio, clause } = section.value;
  const read = Object.entries(deductible.by_class).map(([id, figure]) => {
    const { value } = readAmount(reading, figure, 'assistance.deductible', deductible.clause);
    return [id, value ?? (0 as Fen)] as const;
  });
  const left = readRatio(reading, ratio, 'assistance.ratio', clause).value;
  return {
    deductible: Object.fromEntries(read),
    ratio: isMissing(left) ? left : missing(reading, 'assistance.ratio', cite(section, clause)),
  };
}
