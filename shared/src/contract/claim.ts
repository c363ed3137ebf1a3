/** A claim for manual reimbursement (手工零星报销): applied for once, with its papers, and followed. */
import { z } from 'zod';

import { billKind, billSummary, decisionState } from './bill.ts';
import { claimCourse } from './claim-course.ts';
import {
  actorRole,
  claimEventKind,
  claimKind,
  claimState,
  closeReason,
  paymentFailure,
  refusalReason,
  reopenReason,
  returnReason,
} from './claim-life.ts';
import { clauseText, explanationStep } from './explanation.ts';
import { household } from './household.ts';
import { paperCode, paperPage } from './paper.ts';
import { day, instant, money, recordId, regionCode, setlId } from './values.ts';

/** A bill within a claim: the platform's setl_id, or our own id for a bill that only paper knows. */
const billRef = z.string().regex(/^[\w-]{1,30}$/, 'a setl_id, or the ref that a reply gave');

/** Names one item of the task list: a kind of paper, and the bill that it belongs to (null: the person's own). */
const paperPlace = { paper: paperCode, bill: billRef.nullable() };

/** Whether the treatment was for an accident: it decides one paper. Null until answered. */
const injury = z.boolean().nullable();

const claimBill = z
  .object({
    ref: billRef,
    /** `paper`: the platform does not hold it; what it says is the person's own word until the papers are read. */
    source: z.enum(['platform', 'paper']),
    institution: z.string().nullable(),
    on: day,
    kind: billKind,
    total: money,
    injury,
    state: decisionState.nullable(),
    /** By the rules, less what was already granted: what this bill can still bring. Null while nobody can say. */
    claimable: money.nullable(),
    illustrative: z.boolean(),
  })
  .meta({ id: 'ClaimBill' });
export type ClaimBill = z.infer<typeof claimBill>;

export const excuseReason = z
  .enum(['lost', 'not_issued', 'too_far', 'too_long_ago', 'other'])
  .meta({ id: 'ExcuseReason' });
export type ExcuseReason = z.infer<typeof excuseReason>;

export const correctionReason = z
  .enum([
    'unclear',
    'pages_missing',
    'wrong_paper',
    'does_not_match',
    'no_stamp',
    'expired',
    'missing',
    'other',
  ])
  .meta({ id: 'CorrectionReason' });
export type CorrectionReason = z.infer<typeof correctionReason>;

const remark = z.string().trim().max(100, 'at most 100 characters');

/** One paper on the task list, and where it stands. */
const claimTask = z
  .object({
    ...paperPlace,
    title: z.string(),
    /** What it is, in simple words. */
    words: z.string(),
    /** Where one gets it. */
    source: z.string(),
    /**
     * `held`: known already, nothing to send. `given`: pages have arrived. `excused`: she cannot get it.
     * `asked_again`: the notice names it, and nothing newer has arrived.
     */
    state: z.enum(['missing', 'held', 'given', 'excused', 'asked_again']),
    heldBecause: z.enum(['platform', 'earlier_claim']).nullable(),
    maxPages: z.int(),
    /** How many more pages can be sent now. What went with the claim takes no room: a notice asks for it anew. */
    room: z.int(),
    mayExcuse: z.boolean(),
    pages: z.array(paperPage),
    excuse: z.object({ reason: excuseReason, words: z.string().nullable() }).nullable(),
    correction: z.object({ reason: correctionReason, words: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'ClaimTask' });
export type ClaimTask = z.infer<typeof claimTask>;

/** `passbook` (存折): its number has no check digit, and no length that all banks keep to. */
const accountKind = z.enum(['card', 'passbook']).meta({ id: 'AccountKind' });
export type AccountKind = z.infer<typeof accountKind>;

/** The account that the money goes to, masked. */
const payee = z
  .object({ holder: z.string(), bank: z.string(), kind: accountKind, account: z.string() })
  .meta({ id: 'Payee' });

/** What the claim can bring, as far as it is known. */
const estimate = z
  .object({
    /** The sum over the bills that can be reckoned; null when none can. */
    claimable: money.nullable(),
    /** Bills that nobody can reckon yet: the officer does, from the papers. */
    unknownBills: z.int(),
    explanation: z.array(explanationStep),
    clauses: z.array(clauseText),
    illustrative: z.array(z.string()),
    asOf: instant,
  })
  .meta({ id: 'ClaimEstimate' });
export type ClaimEstimate = z.infer<typeof estimate>;

const claimEvent = z
  .object({
    kind: claimEventKind,
    at: instant,
    by: actorRole,
    /** The opinion of whoever looked at it: of the township, or whether the means check was passed. */
    opinion: z.enum(['agree', 'disagree', 'within', 'beyond']).nullable(),
    reason: z.union([refusalReason, returnReason, reopenReason, paymentFailure, closeReason]).nullable(),
    /** What the office says of it, where that is for the person to read. */
    words: z.string().nullable(),
  })
  .meta({ id: 'ClaimEvent' });
export type ClaimEvent = z.infer<typeof claimEvent>;

/**
 * The day by which it is decided. `provisional`: the State Council has not yet named the holidays up to there.
 * `workingDaysProvisional`: the region's own period is not known, another's stands in; it is not to be promised.
 */
const due = z
  .object({
    workingDays: z.int(),
    workingDaysProvisional: z.boolean(),
    on: day.nullable(),
    provisional: z.boolean(),
  })
  .meta({ id: 'ClaimDue' });

/**
 * Somebody else sent it for her, last: a volunteer of an organisation, or an office at its window. Null: she did so herself.
 * `takenOver`: what the volunteer may still do since she goes on by herself.
 */
export const filedBy = z
  .object({
    who: z.enum(['helper', 'office']),
    organisation: z.string(),
    at: instant,
    takenOver: z.enum(['reads', 'nothing']).nullable(),
  })
  .meta({ id: 'FiledBy' });
export type FiledBy = z.infer<typeof filedBy>;

export const claimReply = z
  .object({
    claimId: recordId,
    /** Given on submission, for good. */
    number: z.string().nullable(),
    kind: claimKind,
    state: claimState,
    /** Goes up with every change: a change says which version it was made on. */
    version: z.int(),
    region: regionCode,
    regionName: z.string(),
    createdAt: instant,
    submittedAt: instant.nullable(),
    due: due.nullable(),
    bills: z.array(claimBill),
    tasks: z.array(claimTask),
    payee: payee.nullable(),
    /** Where the family lives; null until somebody has said. */
    home: z
      .object({ code: z.string(), village: z.string(), township: z.string(), county: z.string() })
      .nullable(),
    household,
    /** What still keeps it from being sent; empty when it can be. */
    open: z.array(
      z.object({
        what: z.enum(['bills', 'injury', 'paper', 'payee', 'household']),
        paper: paperCode.nullable(),
        bill: billRef.nullable(),
      }),
    ),
    estimate,
    filedBy: filedBy.nullable(),
    /** As it stood when the claim was sent. */
    submittedEstimate: estimate.nullable(),
    timeline: z.array(claimEvent),
    /** The notice that stands: everything to mend, at once. */
    correction: z.object({ askedAt: instant, words: z.string().nullable() }).nullable(),
    mayWithdraw: z.boolean(),
    /** She, or who acts for her, can still say where the family lives. */
    maySetHome: z.boolean(),
    course: claimCourse,
  })
  .meta({ id: 'Claim' });
export type ClaimReply = z.infer<typeof claimReply>;

const claimSummary = z
  .object({
    claimId: recordId,
    number: z.string().nullable(),
    kind: claimKind,
    state: claimState,
    createdAt: instant,
    submittedAt: instant.nullable(),
    changedAt: instant,
    due: due.nullable(),
    bills: z.int(),
    /** The first institution's name, to tell one claim from another. */
    institution: z.string().nullable(),
    claimable: money.nullable(),
    /** Whether `claimable` rests on a made-up figure; never in production. */
    illustrative: z.boolean(),
    /** Papers that still wait for the person. */
    openPapers: z.int(),
    filedBy: filedBy.nullable(),
  })
  .meta({ id: 'ClaimSummary' });
export type ClaimSummary = z.infer<typeof claimSummary>;

export const claimsReply = z
  .object({
    /** Drafts first, then the newest. At most one of each kind is a draft. */
    claims: z.array(claimSummary),
    /** Bills of the last years not or only partly paid, and in no claim that is under way. */
    claimable: z.array(billSummary),
  })
  .meta({ id: 'Claims' });
export type ClaimsReply = z.infer<typeof claimsReply>;

const version = z.int().min(1);

/** Finds the draft of this kind that is open, or begins one with these bills. */
export const startClaimRequest = z.strictObject({
  kind: claimKind.extract(['reimbursement', 'recognition', 'tilt']).default('reimbursement'),
  bills: z.array(setlId).max(10).default([]),
});

const platformBillInput = z.strictObject({ setlId, injury });
const paperBillInput = z.strictObject({
  /** Given back by the reply; absent for a new one. */
  ref: billRef.optional(),
  institution: z.string().trim().min(2, 'the name of the hospital').max(60),
  on: day,
  kind: billKind,
  total: money,
  injury,
});
export const claimBillsRequest = z.strictObject({
  version,
  bills: z.array(z.union([platformBillInput, paperBillInput])).max(10, 'at most ten bills a claim'),
});

/** All that can be said of the number of a passbook. */
const isPassbookAccount = (text: string): boolean => /^\d{8,32}$/.test(text);

/** Whether the digits of a bank card end in the right check digit (ISO/IEC 7812, Luhn). */
export function isBankAccount(text: string): boolean {
  if (!/^\d{12,19}$/.test(text)) return false;
  const sum = Array.from(text)
    .reverse()
    .reduce((total, digit, at) => {
      const doubled = Number(digit) * (at % 2 === 0 ? 1 : 2);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}

export const payeeRequest = z
  .strictObject({
    version,
    bank: z.string().trim().min(2, 'the name of the bank').max(40),
    kind: accountKind.default('card'),
    /** Passbooks print hyphens within the number. */
    account: z.string().transform((text) => text.replace(/[\s-]/g, '')),
  })
  .refine(({ kind, account }) => kind !== 'card' || isBankAccount(account), {
    path: ['account'],
    message: 'not the number of a bank card: check the digits',
  })
  .refine(({ kind, account }) => kind !== 'passbook' || isPassbookAccount(account), {
    path: ['account'],
    message: 'not the number of a passbook: 8 to 32 digits',
  });

/** `reason: null` takes the answer back. */
export const excuseRequest = z
  .strictObject({
    version,
    ...paperPlace,
    reason: excuseReason.nullable(),
    words: remark.nullable().default(null),
  })
  .refine(({ reason, words }) => reason !== 'other' || (words ?? '') !== '', {
    path: ['words'],
    message: 'say in a few words why',
  });

export const submissionRequest = z.strictObject({ version });
export const withdrawalRequest = z.strictObject({ version });
/** Of the refused claim. `words`: why she does not agree; until the appeal is sent, newer words take the place of older. */
export const appealRequest = z.strictObject({
  version,
  words: z.string().trim().min(2, 'say in a few words why').max(500, 'at most 500 characters').optional(),
});

/** One notice lists everything (一次性告知); a second one may only name again what the first did. */
export const correctionRequest = z.strictObject({
  version,
  words: remark.nullable().default(null),
  papers: z
    .array(
      z
        .strictObject({ ...paperPlace, reason: correctionReason, words: remark.nullable().default(null) })
        .refine(({ reason, words }) => reason !== 'other' || (words ?? '') !== '', {
          path: ['words'],
          message: 'say in a few words what is to be mended',
        }),
    )
    .min(1, 'name at least one paper')
    .max(40),
});
