/**
 * Every unknown answer as the few values at which a year's help is least and most. That few are enough follows from what the
 * law gives over a year: it never falls when in-scope self-pay rises, and rises by no more than the self-pay does. So of an
 * unknown amount its two ends are tried, and of everything else each value that the documents tell apart.
 * Where care from before recognition is left out, recognition before all of it brings most and after all of it least: any day
 * between lies between.
 * Of several categories one at a time is tried: who holds more than one is given the help of one of them where the document
 * writes 就高; where it is silent the help of several stays open, and no end of a range rests on it.
 */
import type { Fen } from '../kernel/index.ts';
import { InvalidInput, ZERO } from '../kernel/index.ts';
import type { BillKind, CompiledPolicy, CoveredKind, Insurance } from '../policy/compiled.ts';
import { COVERED_KINDS } from '../policy/compiled.ts';
import type { Answers, Facts, Question } from './answers.ts';

/** An amount that nobody gave has no upper end: two that no document's line comes near, to see whether help still grows. */
export const FAR = 200_000_000_000 as Fen;
export const FARTHER = 400_000_000_000 as Fen;

/** Out of scope: a given part, or all that was paid. */
type Part = Fen | 'all';
type Sketch = Omit<Facts, 'outOfScope' | 'earlierOutOfScope'> & {
  readonly outOfScope: Part;
  readonly earlierOutOfScope: Part;
};

/** One answer and the values that it may have: the more favourable first. */
export type Choice = { readonly question: Question; readonly values: readonly Partial<Sketch>[] };

/** @throws InvalidInput `invalid_identity` for a category that the document does not know (reading GEN-CLASS), `invalid_bill` */
export function listChoices(policy: CompiledPolicy, answers: Answers): Choice[] {
  const { designated, referred, inProvince } = answers;
  return [
    { question: 'who', values: listWho(policy, answers.categories).map((categories) => ({ categories })) },
    {
      question: 'recognised',
      values: listRecognised(policy, answers).map((recognised) => ({ recognised })),
    },
    {
      question: 'insurance',
      values: listInsurances(policy, answers.insurance).map((insurance) => ({ insurance })),
    },
    { question: 'kind', values: listKinds(policy, answers.kind).map((kind) => ({ kind })) },
    {
      question: 'designated',
      values: either(designated, true, false).map((value) => ({ designated: value })),
    },
    { question: 'referred', values: either(referred, true, false).map((value) => ({ referred: value })) },
    {
      question: 'inProvince',
      values: either(inProvince, true, false).map((value) => ({ inProvince: value })),
    },
    { question: 'selfPaid', values: listSelfPaid(answers).map((selfPaid) => ({ selfPaid })) },
    {
      question: 'outOfScope',
      values: either<Part>(answers.outOfScope, ZERO, 'all').map((outOfScope) => ({ outOfScope })),
    },
    {
      question: 'earlierSelfPaid',
      values: listAmount(answers.earlierSelfPaid).map((earlierSelfPaid) => ({ earlierSelfPaid })),
    },
    {
      question: 'earlierOutOfScope',
      values: listEarlierPart(answers).map((earlierOutOfScope) => ({ earlierOutOfScope })),
    },
  ];
}

/** All combinations, the last choice turning fastest. */
export function combine(choices: readonly Choice[]): Facts[] {
  const sketches = choices.reduce<Partial<Sketch>[]>(
    (all, { values }) => all.flatMap((sketch) => values.map((value) => ({ ...sketch, ...value }))),
    [{}],
  );
  // Every choice has set its part.
  return (sketches as Sketch[]).map((sketch) => ({
    ...sketch,
    outOfScope: partOf(sketch.selfPaid, sketch.outOfScope),
    earlierOutOfScope: partOf(sketch.earlierSelfPaid, sketch.earlierOutOfScope),
  }));
}

function either<T>(answer: NoInfer<T> | null, ...values: readonly T[]): readonly T[] {
  return answer === null ? values : [answer];
}

function listWho(policy: CompiledPolicy, categories: Answers['categories']): (readonly string[])[] {
  if (categories === null) {
    const one = policy.classes.flatMap(({ categories: [first] }) => (first === undefined ? [] : [[first]]));
    return [...one, []];
  }
  const unknown = categories.find((category) => policy.classOf[category] === undefined);
  if (unknown !== undefined) {
    throw new InvalidInput(
      'invalid_identity',
      `The document of ${policy.region} knows no ${unknown}`,
      'categories',
    );
  }
  return [categories];
}

/** Whether it matters when in the year a family was recognised: 攀枝花 counts the year again (PZH-A8), 宜昌 does not (YC-A12). */
export function asksRecognition(policy: CompiledPolicy): boolean {
  return policy.identities?.onBetterClass === 'difference';
}

/** Who may be in no class at all, or is, has nothing less to fear from a late recognition. */
function listRecognised(
  policy: CompiledPolicy,
  { categories, recognised, earlierSelfPaid }: Answers,
): boolean[] {
  if (!asksRecognition(policy) || categories === null || categories.length === 0) return [true];
  if (recognised === true) return [true];
  // Not all of it was after: of one single care, none was.
  return recognised === false && earlierSelfPaid === 0 ? [false] : [true, false];
}

/** Only a 大病 line parts the two (YC-A2b); where a document has none, one stands for both. */
function listInsurances(policy: CompiledPolicy, insurance: Answers['insurance']): readonly Insurance[] {
  const parted = policy.terms.some(({ assistance }) => (assistance?.tierLine ?? null) !== null);
  return parted ? either<Insurance>(insurance, 'resident', 'employee') : [insurance ?? 'resident'];
}

/** One kind of each sort that the document tells apart. */
function listKinds(policy: CompiledPolicy, kind: Answers['kind']): BillKind[] {
  if (kind !== null) return [kind];
  const covered = policy.bills?.assistanceKinds ?? [];
  const sortOf = (one: CoveredKind) => (one === 'ordinary_outpatient' ? one : covered.includes(one));
  return [
    ...COVERED_KINDS.filter(
      (one, at) => COVERED_KINDS.findIndex((other) => sortOf(other) === sortOf(one)) === at,
    ),
    'other',
  ];
}

/** What was left to the family: by what people know of the bill. */
function listSelfPaid({ total, insurancePaid, selfPaid }: Answers): Fen[] {
  if (total !== null && insurancePaid !== null) {
    if (insurancePaid > total) {
      throw new InvalidInput(
        'invalid_bill',
        'The insurance cannot have paid more than the total',
        'insurancePaid',
      );
    }
    return [(total - insurancePaid) as Fen];
  }
  if (selfPaid !== null) return [selfPaid];
  return total === null ? [FARTHER, FAR, ZERO] : [total, ZERO];
}

function listEarlierPart({ earlierSelfPaid, earlierOutOfScope }: Answers): readonly Part[] {
  // Of nothing there is no part.
  return either<Part>(earlierSelfPaid === 0 ? ZERO : earlierOutOfScope, ZERO, 'all');
}

function listAmount(amount: Fen | null): Fen[] {
  return amount === null ? [FARTHER, FAR, ZERO] : [amount];
}

function partOf(whole: Fen, part: Part): Fen {
  return part === 'all' || part > whole ? whole : part;
}
