import type { BillKind } from '../policy/compiled.ts';

/** Where a bill comes from: settled by the national platform, or known from paper only. */
export type BillSource = 'platform' | 'paper';

/** A kind of paper (材料), as `config/papers` describes it. */
export type PaperKind = {
  /** the statutory term, e.g. 医疗收费票据 */
  readonly title: string;
  /** what it is, in simple words */
  readonly words: string;
  /** where one gets it */
  readonly source: string;
  readonly maxPages: number;
  /** how many months a page that was sent serves later claims; null: for as long as it is kept */
  readonly reuseMonths: number | null;
  /** whether "I cannot get it, because …" is an answer */
  readonly mayExcuse: boolean;
};

/** One line of a list: a paper, and when the platform has it already. */
export type PaperLine = {
  readonly paper: string;
  /** `settled`: the platform's settlement holds it; `identity_known`: the platform or a roster knows the identity */
  readonly heldWhen: 'settled' | 'identity_known' | null;
};

/** What a region asks for on a day. Made by `compilePapers`, so every line names a kind that is there. */
export type PaperLists = {
  readonly kinds: ReadonlyMap<string, PaperKind>;
  readonly person: readonly PaperLine[];
  readonly bills: Readonly<Record<BillKind, Readonly<Record<BillSource, readonly PaperLine[]>>>>;
  /** for every bill of an accident, besides its own */
  readonly injury: readonly PaperLine[];
};

export type ClaimFacts = {
  /** papers of her own that this kind of case needs besides, by their codes */
  readonly alsoNeeded?: readonly string[];
  /** she asks to be recognised: nobody can ask her for the proof that she is */
  readonly seeksRecognition?: boolean;
  readonly bills: readonly {
    readonly ref: string;
    readonly source: BillSource;
    readonly kind: BillKind;
    /** null: not answered yet; nothing is asked for on its account */
    readonly injury: boolean | null;
  }[];
  /** whether the platform or a roster says that the person is assisted */
  readonly identityKnown: boolean;
};

/** One paper that a claim needs. `(paper, bill)` names it. */
export type PaperNeed = PaperKind & {
  readonly paper: string;
  /** the bill that it belongs to; null: the person's own */
  readonly bill: string | null;
  /** `platform`: known already, nothing to send */
  readonly held: 'platform' | null;
};

/**
 * The papers that a claim needs (standards of 医疗救助对象手工（零星）报销), each once: first the person's own, those of
 * the kind of case among them, then bill by bill in the order of the facts. What the platform holds is on the list and marked, so that the person sees it is there.
 */
export function listPapers(lists: PaperLists, facts: ClaimFacts): PaperNeed[] {
  const asked = lists.person.filter(
    ({ heldWhen }) => heldWhen !== 'identity_known' || facts.seeksRecognition !== true,
  );
  const own = asked.map((line) => need(lists, line, null, facts.identityKnown));
  const ofBills = facts.bills.flatMap(({ ref, source, kind, injury }) =>
    [...lists.bills[kind][source], ...(injury === true ? lists.injury : [])].map((line) =>
      need(lists, line, ref, facts.identityKnown),
    ),
  );
  const listed = new Set(lists.person.map(({ paper }) => paper));
  const also = (facts.alsoNeeded ?? [])
    .filter((paper) => !listed.has(paper))
    .map((paper) => need(lists, { paper, heldWhen: null }, null, facts.identityKnown));
  return [...own, ...also, ...ofBills];
}

/** A paper that a notice of correction asks for, whether or not it is on the list; null for a kind that nobody knows. */
export function findPaper(lists: PaperLists, paper: string, bill: string | null): PaperNeed | null {
  const kind = lists.kinds.get(paper);
  return kind === undefined ? null : { ...kind, paper, bill, held: null };
}

function need(lists: PaperLists, line: PaperLine, bill: string | null, identityKnown: boolean): PaperNeed {
  const found = findPaper(lists, line.paper, bill);
  if (found === null) throw new Error(`the lists name the paper ${line.paper}, which they do not describe`);
  const held = line.heldWhen === 'settled' || (line.heldWhen === 'identity_known' && identityKnown);
  return held ? { ...found, held: 'platform' } : found;
}
