/** Causes where one of two decisions gives nothing: what stood in the way, then or now. The whole difference is theirs. */
import type { Cause, DecisionView } from './decision-view.ts';
import { grantedBy, moved } from './decision-view.ts';
import { figureNames } from './names.ts';

type Obstacle = Pick<Cause, 'cause'> & { readonly gone: string; readonly came: string };

const refusals: Readonly<Record<string, Obstacle>> = {
  no_class: {
    cause: 'recognised',
    gone: '看病那天您已经是救助对象，上次还没有算进来',
    came: '看病那天，您不是救助对象',
  },
  unknown_category: {
    cause: 'recognised',
    gone: '您的身份，现在这里的办法认了',
    came: '您的身份，这里的办法里没有写',
  },
  not_referred: {
    cause: 'referral',
    gone: '上次没有按规定转诊，现在有转诊了',
    came: '这次看病没有按规定转诊',
  },
  not_designated: {
    cause: 'designated',
    gone: '看病的医院，现在查到是医保定点医院',
    came: '看病的医院，现在查到不是医保定点医院',
  },
  not_in_force: {
    cause: 'document',
    gone: '看病那天，上次没有可以用的救助办法，现在有了',
    came: '看病那天，没有可以用的救助办法',
  },
  kind_not_covered: {
    cause: 'kind',
    gone: '这一类看病的费用，上次不在救助里，现在在了',
    came: '这一类看病的费用，不在救助里',
  },
  class_not_covered: {
    cause: 'class',
    gone: '这项救助，上次没有您这一类，现在有了',
    came: '这项救助，没有您这一类',
  },
  not_applied: { cause: 'applied', gone: '这项救助，您现在申请了', came: '这项救助，要先申请才有' },
};

/** Null when both decisions give help: then it is the figures that differ. */
export function tellStanding(before: DecisionView, after: DecisionView): readonly Cause[] | null {
  const open = before.outcome.status === 'granted' && after.outcome.status === 'granted';
  if (open) return null;
  const change = grantedBy(after) - grantedBy(before);
  const said = [goneObstacle(before, after), newObstacle(before, after)].flat();
  const [only] = said;
  if (only === undefined)
    return [{ cause: 'same', sentence: '算出来和上次一样。', amount: change, clause: null }];
  // Two reasons for one difference cannot be told apart; without a difference there is nothing to tell apart.
  const amount = said.length === 1 ? change : change === 0 ? 0 : null;
  const end = amount === null ? '。' : `，${moved(change)}`;
  return said.map(({ cause, sentence }) => ({ cause, sentence: sentence + end, amount, clause: null }));
}

type Said = Pick<Cause, 'cause' | 'sentence'>;

/** What stood in the way, told as gone only where that is certain. */
function goneObstacle({ outcome }: DecisionView, after: DecisionView): Said[] {
  if (outcome.status === 'granted' || after.outcome.status === 'reversed') return [];
  if (outcome.status === 'reversed')
    return [{ cause: 'restored', sentence: '上次这张账单退了费，现在又重新算' }];
  if (firstPlace(after.outcome) <= lastPlace(outcome)) return [];
  return outcome.status === 'incomplete'
    ? [{ cause: 'supplied', sentence: `上次还缺${namesOf(outcome.missing)}，现在有了` }]
    : refusal(outcome.code, 'gone');
}

/**
 * What a bill is asked, in the order of `ledger/bill-decision.ts`: document, kind of care, hospital, referral, class, then the
 * facts and figures that are lacking, last what the class is given. A decision names the first obstacle alone, so that an
 * earlier one says nothing of what would have come after it.
 */
const places: Readonly<Record<string, readonly [first: number, last: number]>> = {
  not_in_force: [0, 0],
  // Ordinary outpatient care is refused only when everything else is known.
  kind_not_covered: [1, 7],
  // A fact that is no longer stated hides them until facts are asked for.
  not_designated: [2, 5],
  not_referred: [3, 5],
  unknown_category: [4, 4],
  no_class: [4, 4],
  class_not_covered: [7, 7],
  not_applied: [7, 7],
};
const factPlaces: Readonly<Record<string, number>> = {
  assistance: 0,
  designated: 2,
  referred: 3,
  inProvince: 5,
};
const FIGURES = 6;

/** Everything that is asked before this place was passed. */
function firstPlace(outcome: DecisionView['outcome']): number {
  if (outcome.status === 'refused') return places[outcome.code]?.[0] ?? 0;
  if (outcome.status !== 'incomplete') return Infinity;
  return Math.min(...outcome.missing.map(({ name }) => factPlaces[name] ?? FIGURES));
}

/** Who gets beyond this place has the obstacle no more. */
function lastPlace(outcome: DecisionView['outcome']): number {
  return outcome.status === 'refused' ? (places[outcome.code]?.[1] ?? 7) : FIGURES;
}

function newObstacle(before: DecisionView, { outcome }: DecisionView): Said[] {
  switch (outcome.status) {
    case 'granted':
      return [];
    case 'reversed':
      return before.outcome.status === 'reversed'
        ? []
        : [{ cause: 'reversed', sentence: '医院把这张账单退了费，不再算救助' }];
    case 'incomplete':
      return before.outcome.status === 'incomplete' &&
        namesOf(before.outcome.missing) === namesOf(outcome.missing)
        ? []
        : [{ cause: 'missing', sentence: `还缺${namesOf(outcome.missing)}，没有算完` }];
    case 'refused': {
      const code = before.outcome.status === 'refused' ? before.outcome.code : null;
      return code === outcome.code ? [] : refusal(outcome.code, 'came');
    }
  }
}

function refusal(code: string, what: 'gone' | 'came'): Said[] {
  const known = refusals[code];
  if (known === undefined) {
    return [
      { cause: 'document', sentence: what === 'gone' ? '上次不能救助，现在能了' : '按现在的办法不能救助' },
    ];
  }
  const lost = what === 'came' && known.cause === 'recognised';
  return [{ cause: lost ? 'not_recognised' : known.cause, sentence: known[what] }];
}

function namesOf(missing: readonly { readonly name: string }[]): string {
  const names = missing.map(({ name }) => figureNames[name] ?? '一项要用到的情况');
  return `“${[...new Set(names)].join('、')}”`;
}
