/** The officers' desk: what waits for them and how urgently, one case on one page, who has it, and who is away. */
import { z } from 'zod';

import { billReply } from './bill.ts';
import {
  actorRole,
  claimAct,
  claimEventKind,
  claimKind,
  claimState,
  paymentFailure,
  refusalReason,
  reopenReason,
  returnReason,
  closeReason,
} from './claim-life.ts';
import { paperFigures } from './claim-work.ts';
import { claimReply } from './claim.ts';
import { appealedCase, askablePaper, colleague, deskFindings } from './desk-findings.ts';
import { clause, clauseText } from './explanation.ts';
import { staffRole } from './staff.ts';
import { twin } from './twin.ts';
import { day, instant, money, recordId, signedMoney } from './values.ts';

/** The promised days. `waits`: they stand still while somebody who is not the office is to act. */
const deskClock = z
  .object({
    state: z.enum(['runs', 'waits', 'over']),
    stepDueOn: day.nullable(),
    dueOn: day.nullable(),
    /** Working days up to the earlier of the two; while it waits, those that were left; null where no day is known. */
    daysLeft: z.int().nullable(),
    overdue: z.boolean(),
    /** The holidays up to there are not all announced. */
    provisional: z.boolean(),
  })
  .meta({ id: 'DeskClock' });
export type DeskClock = z.infer<typeof deskClock>;

const deskCase = z
  .object({
    claimId: recordId,
    number: z.string().nullable(),
    kind: claimKind,
    state: claimState,
    version: z.int(),
    /** Masked. */
    person: z.string(),
    village: z.object({ code: z.string(), name: z.string().nullable() }).nullable(),
    submittedAt: instant.nullable(),
    /** What waits to be paid, as far as it can be reckoned. */
    amount: money.nullable(),
    /** What its place in the queue rests on: how bad waiting is for her (1–8) × how easily it is done (1–4). */
    urgency: z.object({ harm: z.int(), ease: z.int() }),
    clock: deskClock,
    assignee: colleague.nullable(),
    /** What she who asks may do with it now. */
    acts: z.array(claimAct),
    /** It waits for somebody of her post, and not for her: she has had her hands on it. */
    sameHands: z.boolean(),
  })
  .meta({ id: 'DeskCase' });
export type DeskCase = z.infer<typeof deskCase>;

/** `soon`: within three working days. `text`: digits of the claim's number; with it, claims in every state are searched. */
export const deskQueueQuery = z.strictObject({
  kind: claimKind.optional(),
  state: claimState.exclude(['draft']).optional(),
  due: z.enum(['overdue', 'soon']).optional(),
  /** A township (9 digits) or a village (12). */
  village: z
    .string()
    .regex(/^\d{9}(\d{3})?$/, '9 or 12 digits')
    .optional(),
  /** A colleague by her staffId. */
  assigned: z.union([z.enum(['me', 'nobody']), recordId]).optional(),
  text: z
    .string()
    .trim()
    .regex(/^\d{4,17}$/, '4 to 17 digits of the number')
    .optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const deskQueueReply = z
  .object({
    /** Overdue first; then by urgency. */
    cases: z.array(deskCase),
    nextCursor: z.string().nullable(),
    /** Of everything that the filters leave; null on later pages. */
    counts: z.object({ all: z.int(), overdue: z.int(), mine: z.int() }).nullable(),
  })
  .meta({ id: 'DeskQueue' });
export type DeskQueueReply = z.infer<typeof deskQueueReply>;

const officerLine = z.object({
  depth: z.int(),
  label: z.string(),
  rule: z.string(),
  figures: z.string(),
  result: z.string(),
  article: z.string(),
});
const toldSentence = z.object({ title: z.string(), sentence: z.string(), clause: clause.nullable() });

const billChange = z.object({
  before: money.nullable(),
  after: money.nullable(),
  change: signedMoney,
  causes: z.array(
    z.object({
      cause: z.string(),
      sentence: z.string(),
      amount: signedMoney.nullable(),
      clause: clause.nullable(),
    }),
  ),
});

/** A bill of the claim with its reckoning in both voices, and why it is not what it was. */
export const deskBill = z
  .object({
    ref: z.string(),
    /** Null for a bill that only paper knows, until its figures were read. */
    bill: billReply.nullable(),
    /** As an officer read them from the papers; null where the platform holds the bill, or nobody has read it. */
    figures: paperFigures.nullable(),
    officer: z.array(officerLine),
    resident: z.array(toldSentence),
    /** Null where the reckoning is the same. */
    sinceSubmission: billChange.nullable(),
    sinceReview: billChange.nullable(),
  })
  .meta({ id: 'DeskBill' });
export type DeskBill = z.infer<typeof deskBill>;

/** Which others share something with this claim. `person`: other claims of hers of the last year, for information. */
const duplicateKind = z.enum(['person', 'bill', 'page', 'account']).meta({ id: 'DuplicateKind' });
export type DuplicateKind = z.infer<typeof duplicateKind>;

const duplicate = z
  .object({
    kinds: z.array(duplicateKind),
    /** Null where she who asks may not open it. */
    claimId: recordId.nullable(),
    number: z.string().nullable(),
    kind: claimKind,
    state: claimState,
    regionName: z.string(),
    submittedAt: instant.nullable(),
    samePerson: z.boolean(),
    /** Of this claim: what the other one has too. */
    bills: z.array(z.string()),
    pages: z.array(recordId),
  })
  .meta({ id: 'Duplicate' });
export type Duplicate = z.infer<typeof duplicate>;

const historyReason = z.union([refusalReason, returnReason, reopenReason, paymentFailure, closeReason]);

const deskEvent = z
  .object({
    kind: claimEventKind,
    at: instant,
    role: actorRole,
    /** Of the staff; null for the family and the service itself. */
    by: colleague.nullable(),
    organisation: z.string().nullable(),
    reason: historyReason.nullable(),
    words: z.string().nullable(),
    policyOn: day.nullable(),
  })
  .meta({ id: 'DeskEvent' });

const deskReview = z
  .object({
    stage: z.enum(['township', 'county_review', 'county_approval', 'recognition']),
    verdict: z.enum(['agree', 'disagree', 'grant', 'refuse', 'approve', 'return', 'recognise']),
    at: instant,
    by: colleague,
    reason: z.string().nullable(),
    clause: z.string().nullable(),
    /** The clause in the document's own words. */
    quoted: clauseText.nullable(),
    words: z.string().nullable(),
    amount: money.nullable(),
  })
  .meta({ id: 'DeskReview' });

const deskAssignment = z.object({
  at: instant,
  state: claimState,
  to: colleague.nullable(),
  by: colleague.nullable(),
  why: z.enum(['taken', 'assigned', 'released', 'away', 'came_back']),
});

/** One act that is hers now, and for each reason that it may name what the resident will read. */
const deskAct = z.object({
  act: claimAct,
  reasons: z.array(z.object({ code: z.string(), resident: z.string() })),
});

export const deskClaimReply = z
  .object({
    claim: claimReply,
    person: z.object({ name: z.string(), certno: z.string() }),
    village: z.object({ code: z.string(), name: z.string().nullable() }).nullable(),
    clock: deskClock,
    bills: z.array(deskBill),
    /** What it could bring when it was sent, and now. */
    estimate: z.object({
      submitted: money.nullable(),
      now: money.nullable(),
      change: signedMoney.nullable(),
    }),
    reviews: z.array(deskReview),
    findings: deskFindings,
    /** Null unless this is an appeal. */
    appealOf: appealedCase.nullable(),
    history: z.array(deskEvent),
    assignee: colleague.nullable(),
    /** It waits for a post of hers: she can take it, and give it to a colleague. */
    assignable: z.boolean(),
    assignments: z.array(deskAssignment),
    duplicates: z.array(duplicate),
    /** Bills of hers that may be one of these. */
    twins: z.array(twin),
    acts: z.array(deskAct),
    /** Acts of her post that are not hers: she has had her hands on the case. */
    sameHands: z.array(claimAct),
    /** On what a refusal can rest: what is in force at the place. Empty where she cannot refuse. */
    clauses: z.array(clauseText),
    /** What a notice of correction may name; empty where she cannot ask for one. */
    askable: z.array(askablePaper),
    /** The last day to mend it; null unless a notice stands. Afterwards it can be put aside. */
    mendUntil: day.nullable(),
    /** While an approval in the lane can still be undone. */
    lane: z.object({ effectiveAt: instant, by: colleague }).nullable(),
    /** Drawn for a full review: it is approved by itself or not at all. */
    drawn: z.boolean(),
  })
  .meta({ id: 'DeskClaim' });
export type DeskClaimReply = z.infer<typeof deskClaimReply>;

/** `staffId`: herself, or a colleague of the same post; null gives it back. */
export const assigneeRequest = z.strictObject({ version: z.int().min(1), staffId: recordId.nullable() });
export const assigneeReply = z.object({ assignee: colleague.nullable() }).meta({ id: 'Assignee' });
export type AssigneeReply = z.infer<typeof assigneeReply>;

/** Both days are away. `handTo`: who of the same post and place gets her open cases; null: they go back to the queue. */
export const awayRequest = z
  .strictObject({ from: day, until: day, handTo: recordId.nullable() })
  .refine(({ from, until }) => from <= until, { path: ['until'], message: 'lies before the first day' });

const away = z.object({ from: day, until: day, handTo: colleague.nullable() }).meta({ id: 'Away' });
export const awayReply = z
  .object({
    away,
    /** What became of her open cases; nothing before the first day. */
    handed: z.int(),
    released: z.int(),
  })
  .meta({ id: 'AwaySet' });
export type AwayReply = z.infer<typeof awayReply>;

/** Those with whom she can share cases: a post of hers, in her place. */
export const colleaguesReply = z
  .object({
    colleagues: z.array(
      colleague.extend({
        roles: z.array(staffRole),
        organisation: z.string(),
        /** Now or to come. */
        away: away.nullable(),
        open: z.int(),
        herself: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Colleagues' });
export type ColleaguesReply = z.infer<typeof colleaguesReply>;
