/**
 * A worked case in, the answer of the rules out: one function for each question. What a question is given and what its answer
 * holds: `test/cases`, and for the later ones the head of `answer-layers.ts`, `answer-recipient.ts` and `answer-fund-work.ts`.
 */
import type { Law } from '@yijiutong/rules/policy';

import { answerAssistance, answerChain, answerCriticalIllness, answerRetroactive } from './answer-bills.ts';
import {
  answerAccountClosing,
  answerAccountUse,
  answerCostControl,
  answerFundAlert,
  answerFundDeadlines,
} from './answer-fund-work.ts';
import { answerAccount, answerGap, answerPool } from './answer-fund.ts';
import { answerAidOffset, answerGate, answerOrder, answerSecondAssistance } from './answer-layers.ts';
import {
  answerDeposit,
  answerFramework,
  answerInForce,
  answerMissingParameter,
  answerPremium,
  answerRecognition,
  answerWarning,
} from './answer-person.ts';
import { answerMidYearEnrolment, answerPlace } from './answer-recipient.ts';
import type { Answer, Question } from './outcome.ts';
import { CaseError, regionWithDocuments } from './worked-case.ts';
import type { WorkedCase } from './worked-case.ts';

const questions: Readonly<Record<string, Question>> = {
  assistance: answerAssistance,
  critical_illness: answerCriticalIllness,
  chain: answerChain,
  retroactive: answerRetroactive,
  premium_subsidy: answerPremium,
  warning: answerWarning,
  admission_deposit: answerDeposit,
  recognition: answerRecognition,
  in_force: answerInForce,
  missing_parameter: answerMissingParameter,
  framework_deductible: answerFramework,
  outpatient_pool: answerPool,
  personal_account: answerAccount,
  fund_gap: answerGap,
  fund_alert: answerFundAlert,
  fund_deadlines: answerFundDeadlines,
  cost_control: answerCostControl,
  account_use: answerAccountUse,
  account_closing: answerAccountClosing,
  order_of_payers: answerOrder,
  second_assistance: answerSecondAssistance,
  aid_offset: answerAidOffset,
  gate: answerGate,
  place_of_recognition: answerPlace,
  mid_year_enrolment: answerMidYearEnrolment,
};

/** @throws CaseError for an unknown question or region · InvalidInput for amounts and days that are none */
export function answer(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const question = Object.hasOwn(questions, asked.question) ? questions[asked.question] : undefined;
  if (question === undefined) throw new CaseError(`the question "${asked.question}" is not built`);
  const region = regionWithDocuments(law, asked);
  const came = question(law, { ...asked, region }, explain);
  return isUndated(law, region) ? { ...came, answer: { ...came.answer, undated: true } } : came;
}

/** Whether some document of the region bears no date, and counts as in force on any day (reading GEN-EFFECTIVE). */
function isUndated(law: Law, region: string): boolean {
  return law.documents.some((file) => file.region === region && 'undated' in file.document.effective);
}
