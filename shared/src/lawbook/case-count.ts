/** How many worked cases hold each rule of each document. */
import type { Step } from '../kernel/index.ts';
import type { PolicyDocument } from '../policy/index.ts';
import type { SectionName } from '../policy/sections.ts';
import type { CheckedDocument } from './check-document.ts';
import type { Finding } from './finding.ts';
import { SECTIONS } from './words.ts';

/** At and around each threshold and date: fewer leave some of them untried. */
export const CASES_A_RULE = 12;

/** What one worked case asked, of which documents, and how it was answered. */
export type AskedCase = {
  readonly question: string;
  /** the documents in force on the days of the case, and on the days just before and after */
  readonly documents: readonly string[];
  readonly explanations: readonly Step[];
};

/** Questions that bear another name than the section that answers them. */
const ASKED: Readonly<Record<string, readonly SectionName[]>> = {
  chain: ['critical_illness', 'assistance'],
  framework_deductible: ['framework'],
  order_of_payers: ['payer_order'],
  place_of_recognition: ['place_of_care'],
  mid_year_enrolment: ['premium_subsidy'],
  fund_deadlines: ['fund_calendar'],
  account_use: ['account_uses'],
  // One case asks about one of the gates; the count of both is the upper bound.
  gate: ['tilt_gate', 'one_off_assistance'],
};

/** Steps of an explanation begin with the name of the rule that made them. */
const STEPS: Readonly<Record<string, SectionName>> = {
  assistance: 'assistance',
  outpatient: 'outpatient_assistance',
  tilt: 'tilt_assistance',
  criticalIllness: 'critical_illness',
  topUp: 'retroactive',
  secondAssistance: 'second_assistance',
  aidOffset: 'aid_offset',
  payers: 'payer_order',
};

/** A warning for each rule with figures of its own that fewer than `CASES_A_RULE` cases touch. */
export function checkCases(documents: readonly CheckedDocument[], cases: readonly AskedCase[]): Finding[] {
  const counts = countCases(cases);
  return documents.flatMap(({ file, document }) =>
    listRules(document).flatMap((section) => {
      const count = counts.get(`${document.document.id} ${section}`) ?? 0;
      if (count >= CASES_A_RULE) return [];
      const what = `只有 ${count} 个算例算到“${SECTIONS[section].title}”，要有 ${CASES_A_RULE} 个`;
      const todo = `每个数字的下面一点、正好、上面一点，每个日期的前后，都加上算例，写在 test/cases/${document.region}.json`;
      return [{ severity: 'warning' as const, kind: 'cases' as const, file, path: section, what, todo }];
    }),
  );
}

/** The rules of a document that decide something; one that is left to somebody else as a whole decides nothing. */
function listRules(document: PolicyDocument): SectionName[] {
  return (Object.keys(SECTIONS) as SectionName[]).filter((section) => {
    const value: unknown = document[section];
    const open = typeof value === 'object' && value !== null && ('deferred' in value || 'unstated' in value);
    return SECTIONS[section].decides && value !== undefined && !open;
  });
}

/** By `document section`; a case counts once for each rule that it touches. */
function countCases(cases: readonly AskedCase[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { question, documents, explanations } of cases) {
    const touched = new Set<string>();
    const sections = ASKED[question] ?? (Object.hasOwn(SECTIONS, question) ? [question] : []);
    for (const section of sections) for (const id of documents) touched.add(`${id} ${section}`);
    for (const { step, clause } of explanations.flatMap(listSteps)) {
      const section = STEPS[step.split('.')[0] ?? ''];
      if (section !== undefined) touched.add(`${clause.document} ${section}`);
    }
    for (const one of touched) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return counts;
}

function listSteps(step: Step): Step[] {
  return [step, ...step.steps.flatMap(listSteps)];
}
