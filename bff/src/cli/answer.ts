/**
 * A worked case in, the answer of the rules out: one function for each question of `cases/README.md`.
 */
import type { Law } from '@yijiutong/rules/policy';

import { answerAssistance, answerChain, answerCriticalIllness, answerRetroactive } from './answer-bills.ts';
import { answerAccount, answerGap, answerPool } from './answer-fund.ts';
import {
  answerDeposit,
  answerFramework,
  answerInForce,
  answerMissingParameter,
  answerPremium,
  answerRecognition,
  answerWarning,
} from './answer-person.ts';
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
};

/** @throws CaseError for an unknown question or region · InvalidInput for amounts and days that are none */
export function answer(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const question = Object.hasOwn(questions, asked.question) ? questions[asked.question] : undefined;
  if (question === undefined) throw new CaseError(`the question "${asked.question}" is not built`);
  return question(law, { ...asked, region: regionWithDocuments(law, asked) }, explain);
}
