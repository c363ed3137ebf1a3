import type { Clause, Day, Fen, Figure, Missing, Ratio } from '../kernel/index.ts';
import { addRatio, isMissing, ONE, share, subtractRatio } from '../kernel/index.ts';
import type {
  AssistanceTerms,
  BillRules,
  ClassTerms,
  CriticalIllnessTerms,
  Insurance,
  OutpatientTerms,
  PersonClass,
  StatisticUse,
  TiltTerms,
} from './compiled.ts';
import type { PolicyDocument } from './documents.ts';
import { findEntry, missing, readAmount, readRatio } from './figures.ts';
import type { Reading } from './figures.ts';
import type { AssistanceSection, CriticalIllnessSection, TiltSection } from './schema/bills.ts';
import type { RatioFigure } from './schema/figures.ts';
import { citeByClass, findSection, readingOf } from './sections.ts';
import type { CompileOptions, Law, Section } from './sections.ts';

type Scope = {
  readonly read: (document: string) => Reading;
  readonly inForce: readonly PolicyDocument[];
  readonly on: Day;
};

/** What each class is given, in the order of `classes`. */
export function compileTerms(
  law: Law,
  options: CompileOptions & { readonly on: Day },
  inForce: readonly PolicyDocument[],
  classes: readonly PersonClass[],
): ClassTerms[] {
  const scope: Scope = { read: (document) => readingOf(law, options, document), inForce, on: options.on };
  return classes.map(({ id }) => {
    const criticalIllness = compileCriticalIllness(scope, id);
    return {
      assistance: compileAssistance(scope, id, criticalIllness),
      outpatient: compileOutpatient(scope, id),
      tilt: compileTilt(scope, id),
      criticalIllness,
    };
  });
}

/** 大病保险 of somebody whom no tilt reaches. */
export function compileStandardCriticalIllness(
  law: Law,
  options: CompileOptions & { readonly on: Day },
  inForce: readonly PolicyDocument[],
): CriticalIllnessTerms | null {
  const scope: Scope = { read: (document) => readingOf(law, options, document), inForce, on: options.on };
  return compileCriticalIllness(scope, null);
}

/** Which bills count and what is taken off them; null where the documents have no such rules. */
export function compileBills(inForce: readonly PolicyDocument[], on: Day): BillRules | null {
  const bills = findSection(inForce, 'bills', on);
  const assistance = findSection(inForce, 'assistance', on);
  if (bills === null || assistance === null || 'deferred' in assistance.value) return null;
  const { value, file } = bills;
  const cite = (article: string): Clause => ({ document: file.document.id, article });
  const outpatient = value.commercial?.ordinary_outpatient;
  const preSelfPay = findEntry(value.pre_self_pay, on, 'bills.pre_self_pay');
  return {
    assistanceKinds: assistance.value.covers.kinds,
    covers: { document: assistance.file.document.id, article: assistance.value.covers.clause },
    emergencyException: value.referral.emergency_exception,
    referral: cite(value.referral.clause),
    designated: cite(value.designated.clause),
    preSelfPayExcluded: preSelfPay === null || preSelfPay.choice === 'excluded',
    commercialKinds: [
      ...(value.commercial?.kinds ?? []),
      ...(outpatient === undefined ? [] : (['ordinary_outpatient'] as const)),
    ],
    commercial: cite(value.commercial?.clause ?? value.clause),
    commercialOutpatient: outpatient === undefined ? null : citeByClass(bills, outpatient.by_class),
    scope: cite(value.scope.clause),
    payers: cite(value.payers.clause),
  };
}

function pick<T>(byClass: Readonly<Record<string, T>>, id: string): T | undefined {
  return byClass[id] ?? byClass.all;
}

/** 大病 of the class: the standard of the year, and the tilt where the class has it (reading GEN-DB1). */
function compileCriticalIllness(scope: Scope, id: string | null): CriticalIllnessTerms | null {
  const section = findSection(scope.inForce, 'critical_illness', scope.on);
  if (section === null) return null;
  const { value, file } = section;
  const reading = scope.read(file.document.id);
  const clause = { document: file.document.id, article: value.clause };
  const tilt = id === null ? false : isTilted(reading, value, id);
  const standard = reading.statistics.find('criticalIllness.deductible', reading.year);
  const lack = (name: string) => ({ ...missing(reading, name, clause), year: reading.year });
  const open = (lacking: Missing): CriticalIllnessTerms => {
    return { deductible: lacking, brackets: lacking, cap: null, tilted: tilt === true, clause, relies: [] };
  };
  if (typeof tilt === 'object') return open(tilt);
  const cut = readRatio(reading, value.deductible_cut, 'criticalIllness.deductibleCut', value.clause).value;
  const more = readRatio(reading, value.ratio_increase, 'criticalIllness.ratioIncrease', value.clause).value;
  // Figures of the tilt are nobody's business whom the tilt does not reach.
  if (tilt && isMissing(cut)) return open(cut);
  if (tilt && isMissing(more)) return open(more);
  if (standard === null) return open(lack('criticalIllness.deductible'));
  const deductible = tilt ? share(standard.amount, subtractRatio(ONE, cut as Ratio)) : standard.amount;
  const insurance = reading.statistics.findCriticalIllness(reading.year, standard.amount);
  const shared = { tilted: tilt, clause, deductible };
  if (insurance === null) {
    return { ...shared, brackets: lack('criticalIllness.ratio'), cap: null, relies: [standard.use] };
  }
  const brackets = insurance.brackets.map(({ from, ratio }, index) => ({
    // Only the floor of the first bracket moves with the deductible; the other edges stay.
    from: index === 0 ? deductible : from,
    ratio: tilt ? addRatio(ratio, more as Ratio) : ratio,
  }));
  const cap = tilt && value.cap === 'lifted' ? null : insurance.cap;
  return { ...shared, brackets, cap, relies: [standard.use, insurance.use] };
}

/** Whether the class is given the tilt on the day; the end of 过渡期 that nobody knows, where it decides. */
function isTilted(reading: Reading, value: CriticalIllnessSection, id: string): boolean | Missing {
  if (value.classes.includes(id)) return true;
  const { transition } = value;
  if (transition?.classes.includes(id) !== true) return false;
  const end = reading.statistics.findTransitionEnd();
  if (end !== null) return reading.on <= end.day;
  return missing(reading, 'transition.end', { document: reading.document, article: transition.clause });
}

function compileAssistance(
  scope: Scope,
  id: string,
  criticalIllness: CriticalIllnessTerms | null,
): AssistanceTerms | null {
  const section = findSection(scope.inForce, 'assistance', scope.on);
  if (section === null || 'deferred' in section.value) return null;
  const value: AssistanceSection = section.value;
  const document = section.file.document.id;
  const reading = scope.read(document);
  const deductibleFigure = pick(value.deductible.by_class, id);
  const ratioFigure = pick(value.ratio.by_class, id);
  const capFigure = pick(value.cap.by_class, id);
  if (deductibleFigure === undefined || ratioFigure === undefined || capFigure === undefined) return null;
  const deductible = readAmount(reading, deductibleFigure, 'assistance.deductible', value.deductible.clause);
  const cap = readAmount(reading, capFigure, 'assistance.cap', value.cap.clause);
  const tiers = splitTiers(ratioFigure);
  const low = readRatio(reading, tiers.below, 'assistance.ratio', value.ratio.clause);
  const high = readRatio(reading, tiers.above, 'assistance.ratio', value.ratio.clause);
  const line = tiers.split ? readTierLine(scope, value, document, criticalIllness) : null;
  return {
    // 不设起付线 is a deductible of zero.
    deductible: deductible.value ?? (0 as Fen),
    lowRatio: low.value,
    highRatio: high.value,
    tierLine: line?.byInsurance ?? null,
    cap: cap.value,
    clauses: {
      deductible: deductible.clause,
      ratio: low.clause,
      tierLine: line?.clause ?? low.clause,
      cap: cap.clause,
    },
    relies: [...deductible.relies, ...cap.relies, ...(line?.relies ?? [])],
  };
}

function splitTiers(figure: RatioFigure | { below: RatioFigure; above: RatioFigure }) {
  if ('below' in figure) return { below: figure.below, above: figure.above, split: true };
  return { below: figure, above: figure, split: false };
}

/** The line between the tiers: the person's own 大病 line, or everybody's (readings YC-A2b, YC-A3). */
function readTierLine(
  scope: Scope,
  value: AssistanceSection,
  document: string,
  criticalIllness: CriticalIllnessTerms | null,
): { byInsurance: Record<Insurance, Figure<Fen>>; clause: Clause; relies: readonly StatisticUse[] } | null {
  if (value.tier_line === undefined) return null;
  const reading = scope.read(document);
  const { figure, which, clause } = value.tier_line;
  const applied = reading.statistics.findAppliedLine(reading.year);
  const cited = { document, article: clause };
  if (applied !== null) {
    const byInsurance = { resident: applied.amount, employee: applied.amount };
    return { byInsurance, clause: cited, relies: [applied.use] };
  }
  const standard = readAmount(reading, figure, 'assistance.tierLine', clause);
  const line = standard.value ?? missing(reading, 'assistance.tierLine', standard.clause);
  const choice = findEntry(which, scope.on, 'assistance.tier_line.which');
  const own = choice?.choice === 'applied' && criticalIllness !== null && !isMissing(line);
  const resident = own ? criticalIllness.deductible : line;
  return { byInsurance: { resident, employee: line }, clause: standard.clause, relies: standard.relies };
}

function compileOutpatient(scope: Scope, id: string): OutpatientTerms | null {
  const section = findSection(scope.inForce, 'outpatient_assistance', scope.on);
  const own = section === null ? undefined : pick(section.value.by_class, id);
  if (section === null || own === undefined) return null;
  const reading = scope.read(section.file.document.id);
  const ratio = readRatio(reading, own.ratio, 'outpatient.ratio', own.clause);
  const cap = readAmount(reading, own.cap, 'outpatient.cap', own.clause);
  return { ratio: ratio.value, cap: cap.value, clause: ratio.clause };
}

function compileTilt(scope: Scope, id: string): TiltTerms | null {
  const section = findSection(scope.inForce, 'tilt_assistance', scope.on);
  if (section === null || 'deferred' in section.value) return null;
  const { file, value } = section as Section<'tilt_assistance'> & { value: TiltSection };
  const reading = scope.read(file.document.id);
  const figure = pick(value.ratio.by_class, id);
  if (figure === undefined) return null;
  const line = readAmount(reading, value.line, 'tilt.line', value.clause);
  const ratio = readRatio(reading, figure, 'tilt.ratio', value.ratio.clause);
  const cap = readAmount(reading, value.cap, 'tilt.cap', value.clause);
  return {
    line: line.value ?? (0 as Fen),
    ratio: ratio.value,
    cap: cap.value,
    clause: ratio.clause,
    relies: [...line.relies, ...cap.relies],
  };
}
