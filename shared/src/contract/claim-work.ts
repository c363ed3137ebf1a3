/** What staff do with a case: each act with what it has to say. */
import { z } from 'zod';

import { billKind } from './bill.ts';
import { claimKind, refusalReason, reopenReason, returnReason } from './claim-life.ts';
import { clause, explanationStep } from './explanation.ts';
import { twinVerdict } from './twin.ts';
import { citizenNumber, day, instant, money, recordId } from './values.ts';

const version = z.int().min(1);
const words = z.string().trim().max(500, 'at most 500 characters');
const someWords = words.min(2, 'say in a few words why');

/** A village or community: twelve digits. */
const villageCode = z
  .string()
  .regex(/^\d{12}$/, 'the twelve digits of a village or community')
  .meta({ id: 'VillageCode', examples: ['510402001001'] });

export const homeRequest = z.strictObject({ version, village: villageCode });

export const acceptClaimRequest = z.strictObject({ version });

/** 初审意见. A township that does not agree says why; the county decides all the same. */
export const firstReviewRequest = z
  .strictObject({ version, opinion: z.enum(['agree', 'disagree']), words: words.default('') })
  .refine(({ opinion, words: said }) => opinion === 'agree' || said.length > 1, {
    path: ['words'],
    message: 'say in a few words why',
  });

/** What the visitors saw. Sealed: nobody reads it but those who decide the case. */
export const visitRequest = z.strictObject({
  version,
  on: day,
  findings: z.strictObject({
    members: z.int().min(1).max(20),
    /** Who of the family can work. */
    workers: z.int().min(0).max(20),
    yearlyIncome: money,
    house: someWords,
    illness: someWords,
    remarks: words.default(''),
  }),
  /** Citizen numbers of the household: whoever of the staff is among them is kept from the case. */
  family: z.array(citizenNumber).max(20).default([]),
});

export const meansRequest = z.strictObject({
  version,
  withinLimit: z.boolean(),
  /** 申请前12个月累计自负医疗费用, as checked. */
  selfPaid: money,
  words: words.default(''),
});

export const publicityRequest = z.strictObject({ version });
export const objectionRequest = z.strictObject({ version, words: someWords });

export const recognitionRequest = z.strictObject({ version, words: words.default('') });

/** A bill that only paper knows, as the officer reads it from the papers (the platform's terms, in yuan). */
export const paperFigures = z.strictObject({
  ref: z.string().regex(/^[\w-]{1,30}$/),
  /** 定点医药机构编号 */
  institution: z.string().regex(/^[A-Z]\d{11}$/, 'a letter and eleven digits'),
  /** mdtrtarea_admvs */
  treatedIn: z.string().regex(/^\d{6}$/, 'six digits'),
  on: day,
  kind: billKind,
  total: money,
  fullSelfPay: money,
  overLimit: money,
  preSelfPay: money,
  inScope: money,
  basicPaid: money,
  criticalIllnessPaid: money,
  supplementPaid: money,
  commercialPaid: money,
  /** What the assistance fund has paid on it already. */
  grantedAssistance: money,
  grantedTilt: money,
  otherPaid: money,
  referred: z.boolean().nullable(),
  filed: z.boolean().nullable(),
});
export type PaperFigures = z.infer<typeof paperFigures>;

/** Of bills that look like others: whether they are. Kept, also where nothing is granted by it. */
const twins = z.array(twinVerdict).max(40).default([]);

/** 县级审核: proposes what the rules give, or to refuse. The amount is never the officer's: her figures go through the rules. */
export const reviewRequest = z.discriminatedUnion('verdict', [
  z.strictObject({
    version,
    verdict: z.literal('grant'),
    figures: z.array(paperFigures).max(10).default([]),
    twins,
    words: words.default(''),
  }),
  z.strictObject({
    version,
    verdict: z.literal('refuse'),
    figures: z.array(paperFigures).max(10).default([]),
    twins,
    reason: refusalReason,
    /** The clause that it rests on: one that `config/policy` holds. */
    clause,
    words: someWords,
  }),
]);

export const approvalRequest = z.strictObject({ version, words: words.default('') });
/** Of 民政: not recognised. Of the county's second person: the refusal that was proposed. */
export const refusalRequest = z.strictObject({
  version,
  /** Of 民政 only; the approver fixes what the review says. */
  reason: refusalReason.optional(),
  clause: clause.optional(),
  words: words.default(''),
});
export const returnRequest = z.strictObject({ version, reason: returnReason, words: someWords });
export const reopeningRequest = z.strictObject({ version, reason: reopenReason, words: someWords });
/** `twins`: of a case that is taken up again and was paid. */
export const closingRequest = z.strictObject({ version, twins });

/** One bill of a review: what the rules give, what was given, what is left to pay. */
const reviewedBill = z
  .object({
    ref: z.string(),
    source: z.enum(['platform', 'paper']),
    should: money,
    was: money,
    pays: money,
    explanation: z.array(explanationStep),
  })
  .meta({ id: 'ReviewedBill' });
export type ReviewedBill = z.infer<typeof reviewedBill>;

/** What the county would pay now, by the rules. */
export const proposalReply = z
  .object({
    claimId: recordId,
    kind: claimKind,
    bills: z.array(reviewedBill),
    /** 追溯救助 that recognition brings, by the ledger of the year or the window before it. */
    retroactive: money,
    /** What this case was paid before. */
    paidBefore: money,
    /** Null while a bill cannot be reckoned. */
    amount: money.nullable(),
    /** Bills that cannot be reckoned yet: the papers' figures are missing, or the rules lack something. */
    unsettled: z.array(z.string()),
    illustrative: z.array(z.string()),
    asOf: instant,
  })
  .meta({ id: 'Proposal' });
export type ProposalReply = z.infer<typeof proposalReply>;
