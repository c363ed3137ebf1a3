// What may be done with a case in each state, by whom, and what it becomes: the whole life of a case is this table.
// It reads like the documents: 申请 → 受理 → 乡镇（街道）初审 → 入户调查 → 民政核对 → 公示 → 认定 → 县级审核 → 审批 → 支付.
import type { ActorRole, ClaimAct, ClaimEventKind, ClaimKind, ClaimState } from '@yijiutong/rules/contract';

export type { ClaimAct } from '@yijiutong/rules/contract';

/** What a history says that the person is not shown: her own writing. */
type OwnWriting = 'bills_set' | 'payee_set' | 'excuse_set' | 'home_set' | 'household_set';
export type EventKind = ClaimEventKind | OwnWriting;

/** Which way an act goes where the state alone does not say it. */
interface When {
  kinds?: readonly ClaimKind[];
  /** Whether money is claimed: without any there is nothing to review and nothing to pay. */
  money?: boolean;
  /** Whether the publicity is running. */
  posted?: boolean;
  /** Where the notice of correction was asked from. */
  askedIn?: ClaimState;
  /** Whether a notice was never answered. */
  unmended?: boolean;
  /** What the standing review proposes, or the check of the means. */
  proposed?: Verdict | null;
  /** Whether it was paid before it was taken up again. */
  paid?: boolean;
}

export type Verdict = 'grant' | 'refuse';

export interface Move {
  to: ClaimState;
  /** What its history says of it. */
  event: EventKind;
  by: readonly ActorRole[];
  when?: When;
}

/** The clock of the promised days: `runs`, `waits` for somebody who is not the office, or is `over` or not begun. */
export type ClockState = 'none' | 'runs' | 'waits' | 'over';

interface Row {
  clock: ClockState;
  acts: Partial<Record<ClaimAct, readonly Move[]>>;
}

const family = ['resident', 'volunteer'] as const;
const township = ['township_officer'] as const;
const village = ['village_clerk', 'township_officer'] as const;
/** Who has no phone of her own answers at the window of her village or township. */
const familyOrWindow = [...family, ...village] as const;
const window = ['township_officer', 'county_reviewer'] as const;
const everyWindow = [...village, 'county_reviewer'] as const;
const civil = ['civil_affairs'] as const;
const reviewer = ['county_reviewer'] as const;
const approver = ['county_approver'] as const;
const fund = ['fund_manager'] as const;
const fundOrBank = ['fund_manager', 'system'] as const;

const recognition = { kinds: ['recognition'] } as const;
/** Those that the township has looked at before the county does. */
const reviewedBelow = { kinds: ['reimbursement', 'tilt', 'appeal'] } as const;
export const chosenByHer = { kinds: ['reimbursement', 'recognition', 'tilt'] } as const;

/** What was paid stands: taken up again, it is closed or paid further, and its bills go into no other case. */
const unpaid = { paid: false } as const;
const withdraw: readonly Move[] = [{ to: 'withdrawn', event: 'withdrawn', by: family, when: unpaid }];
const askCorrection = (by: readonly ActorRole[]): readonly Move[] => [
  { to: 'correction_asked', event: 'correction_asked', by },
];
/** 退汇: the bank has sent back what it had paid. What was put aside because nobody mended it has let go of its bills. */
const moneyBack: readonly Move[] = [
  { to: 'payment_failed', event: 'payment_returned', by: fund, when: { paid: true, unmended: false } },
];
const setHome = (to: ClaimState): readonly Move[] => [
  { to, event: 'home_set', by: to === 'draft' ? family : [...family, ...window] },
];
/** By the rules less is due than was approved. She was told of the approval: she is told that it is looked at again. */
const takeBackApproval: readonly Move[] = [{ to: 'county_review', event: 'reopened', by: fund }];
/** The law opens such a case; she may not have named an account yet. */
const setPayeeLate = (to: ClaimState): readonly Move[] => [
  { to, event: 'payee_set', by: family, when: { kinds: ['retroactive'] } },
];

export const lifecycle: Record<ClaimState, Row> = {
  draft: {
    clock: 'none',
    acts: {
      set_bills: [{ to: 'draft', event: 'bills_set', by: family, when: chosenByHer }],
      set_payee: [{ to: 'draft', event: 'payee_set', by: family }],
      set_excuse: [{ to: 'draft', event: 'excuse_set', by: family }],
      set_home: setHome('draft'),
      set_household: [{ to: 'draft', event: 'household_set', by: family, when: recognition }],
      submit: [{ to: 'submitted', event: 'submitted', by: family }],
      withdraw,
    },
  },
  submitted: {
    clock: 'runs',
    acts: {
      set_home: setHome('submitted'),
      accept: [{ to: 'accepted', event: 'accepted', by: window }],
      ask_correction: askCorrection(window),
      withdraw,
    },
  },
  correction_asked: {
    clock: 'waits',
    acts: {
      set_excuse: [{ to: 'correction_asked', event: 'excuse_set', by: family }],
      submit: [
        { to: 'submitted', event: 'resubmitted', by: familyOrWindow, when: { askedIn: 'submitted' } },
        { to: 'accepted', event: 'resubmitted', by: familyOrWindow, when: { askedIn: 'accepted' } },
        { to: 'county_review', event: 'resubmitted', by: familyOrWindow, when: { askedIn: 'county_review' } },
      ],
      close: [{ to: 'closed', event: 'closed', by: [...window, 'system'] }],
      withdraw,
    },
  },
  accepted: {
    clock: 'runs',
    acts: {
      set_home: setHome('accepted'),
      first_review: [
        { to: 'household_visit', event: 'first_reviewed', by: township, when: recognition },
        { to: 'county_review', event: 'first_reviewed', by: township, when: reviewedBelow },
      ],
      ask_correction: askCorrection(window),
      withdraw,
    },
  },
  household_visit: {
    clock: 'runs',
    acts: {
      record_visit: [{ to: 'means_check', event: 'visited', by: village, when: recognition }],
      withdraw,
    },
  },
  means_check: {
    clock: 'runs',
    acts: {
      record_means: [
        // Beyond the limit nobody's name is posted: another person of 民政 decides on it.
        {
          to: 'recognition',
          event: 'means_checked',
          by: civil,
          when: { ...recognition, proposed: 'refuse' },
        },
        { to: 'publicity', event: 'means_checked', by: civil, when: recognition },
      ],
      withdraw,
    },
  },
  publicity: {
    // 公示期不计入办理时限: the village has the floor, not the office.
    clock: 'waits',
    acts: {
      start_publicity: [
        {
          to: 'publicity',
          event: 'publicity_started',
          by: township,
          when: { ...recognition, posted: false },
        },
      ],
      record_objection: [
        {
          to: 'publicity',
          event: 'objection_recorded',
          by: township,
          when: { ...recognition, posted: true },
        },
      ],
      end_publicity: [
        { to: 'recognition', event: 'publicity_ended', by: township, when: { ...recognition, posted: true } },
      ],
      withdraw,
    },
  },
  recognition: {
    clock: 'runs',
    acts: {
      // What the law grants for earlier bills opens as a case of its own (追溯救助).
      recognise: [{ to: 'closed', event: 'recognised', by: civil, when: { ...recognition, proposed: null } }],
      refuse: [{ to: 'refused', event: 'refused', by: civil, when: recognition }],
      return: [{ to: 'household_visit', event: 'returned', by: civil, when: recognition }],
      withdraw,
    },
  },
  county_review: {
    clock: 'runs',
    acts: {
      set_payee: setPayeeLate('county_review'),
      review: [{ to: 'county_approval', event: 'reviewed', by: reviewer }],
      ask_correction: askCorrection(reviewer),
      return: [{ to: 'accepted', event: 'returned', by: reviewer, when: reviewedBelow }],
      // Taken up again, and by the rules there is nothing more to pay: it was right as it stood.
      close: [{ to: 'closed', event: 'closed', by: reviewer, when: { paid: true } }],
      withdraw,
    },
  },
  county_approval: {
    clock: 'runs',
    acts: {
      set_payee: setPayeeLate('county_approval'),
      approve: [
        { to: 'payment_due', event: 'approved', by: approver, when: { money: true, proposed: 'grant' } },
        // 复核 of a refused recognition: nothing to pay, the former case is taken up again.
        { to: 'closed', event: 'approved', by: approver, when: { money: false, proposed: 'grant' } },
      ],
      refuse: [{ to: 'refused', event: 'refused', by: approver, when: { proposed: 'refuse', ...unpaid } }],
      return: [{ to: 'county_review', event: 'returned', by: approver }],
    },
  },
  payment_due: {
    clock: 'runs',
    acts: {
      send_payment: [{ to: 'paying', event: 'payment_sent', by: fund }],
      return: takeBackApproval,
    },
  },
  paying: {
    clock: 'runs',
    acts: {
      confirm_payment: [{ to: 'paid', event: 'paid', by: fundOrBank }],
      fail_payment: [{ to: 'payment_failed', event: 'payment_failed', by: fundOrBank }],
    },
  },
  payment_failed: {
    clock: 'waits',
    acts: {
      // The money is granted by now: nobody else turns it to another account.
      correct_payee: [{ to: 'payment_due', event: 'payee_corrected', by: ['resident'] }],
      // Who has no phone names it at a window; nothing is due before a second person has looked at it and orders it.
      bring_payee: [{ to: 'payment_failed', event: 'payee_brought', by: everyWindow }],
      // To that account; or, where the fault was the bank's, to the same once more.
      order_payment: [{ to: 'payment_due', event: 'payment_ordered', by: fund }],
      return: takeBackApproval,
    },
  },
  paid: {
    clock: 'over',
    acts: { close: [{ to: 'closed', event: 'closed', by: fundOrBank }], return_payment: moneyBack },
  },
  closed: {
    clock: 'over',
    acts: {
      reopen: [
        // It was put aside because nobody mended it. The township never sees what the law opens: that lies with the county.
        {
          to: 'county_review',
          event: 'reopened',
          by: approver,
          when: { kinds: ['retroactive'], unmended: true },
        },
        // Of the others nobody has looked at it yet.
        { to: 'submitted', event: 'reopened', by: approver, when: { unmended: true } },
        { to: 'household_visit', event: 'reopened', by: approver, when: recognition },
        { to: 'county_review', event: 'reopened', by: approver, when: { money: true } },
      ],
      return_payment: moneyBack,
    },
  },
  refused: {
    clock: 'over',
    acts: {
      // The appeal is a case of its own; nobody appeals the refusal of an appeal here.
      appeal: [
        {
          to: 'refused',
          event: 'appealed',
          by: family,
          when: { kinds: ['reimbursement', 'recognition', 'retroactive', 'tilt'] },
        },
      ],
      reopen: [
        { to: 'household_visit', event: 'reopened', by: [...approver, 'system'], when: recognition },
        { to: 'county_review', event: 'reopened', by: approver, when: { money: true } },
      ],
    },
  },
  withdrawn: { clock: 'over', acts: {} },
};

/** Where a case begins: the person's with a draft; what the law opens by itself lies at once with the county. */
export const beginnings: Record<ClaimKind, { state: ClaimState; event: EventKind }> = {
  reimbursement: { state: 'draft', event: 'started' },
  recognition: { state: 'draft', event: 'started' },
  retroactive: { state: 'county_review', event: 'opened_by_law' },
  tilt: { state: 'draft', event: 'started' },
  appeal: { state: 'draft', event: 'started' },
};

/** All that the table asks of a case. */
export interface Standing {
  state: ClaimState;
  kind: ClaimKind;
  money: boolean;
  posted: boolean;
  askedIn: ClaimState | null;
  proposed: Verdict | null;
  paid: boolean;
}

/** Null: not in this state, whoever asks. */
export function decideMove(standing: Standing, act: ClaimAct): Move | null {
  const moves = lifecycle[standing.state].acts[act] ?? [];
  return moves.find(({ when }) => when === undefined || applies(when, standing)) ?? null;
}

function applies(when: When, standing: Standing): boolean {
  const { kinds, money, posted, askedIn, unmended, proposed, paid } = when;
  return (
    (kinds === undefined || kinds.includes(standing.kind)) &&
    (money === undefined || money === standing.money) &&
    (posted === undefined || posted === standing.posted) &&
    (unmended === undefined || unmended === (standing.askedIn !== null)) &&
    (askedIn === undefined || askedIn === (standing.askedIn ?? 'submitted')) &&
    (proposed === undefined || proposed === standing.proposed) &&
    (paid === undefined || paid === standing.paid)
  );
}

/** What a person of these roles can do now, hands aside. */
export function listActs(standing: Standing, roles: readonly ActorRole[]): ClaimAct[] {
  const acts = Object.keys(lifecycle[standing.state].acts) as ClaimAct[];
  return acts.filter((act) => decideMove(standing, act)?.by.some((role) => roles.includes(role)) === true);
}

/** Nothing more comes of it by itself; `closed` and `refused` can be taken up again, what was withdrawn cannot. */
export function isOver({ state }: Pick<Standing, 'state'>): boolean {
  return state === 'closed' || state === 'refused' || state === 'withdrawn';
}

export function clockOf(state: ClaimState): ClockState {
  return lifecycle[state].clock;
}

/**
 * Whether a request was answered before: the claim is one version further, by an act of this kind. The other phone, or
 * this one before its answer was lost, has done it.
 */
export function isRepeated(act: ClaimAct, asked: number, last: { version: number; kind: string }): boolean {
  const kinds = Object.values(lifecycle).flatMap(({ acts }) => (acts[act] ?? []).map(({ event }) => event));
  return last.version === asked + 1 && kinds.some((kind) => kind === last.kind);
}
