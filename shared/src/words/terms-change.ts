/** Causes that lie in who the person is and in what the documents give her: class, insurance, document, statistic. */
import { formatPercent } from '../kernel/index.ts';
import { titleOfStatistic } from '../policy/statistics.ts';
import type { Cause, DecisionView } from './decision-view.ts';
import { inYuan, moved, shift } from './decision-view.ts';
import { figureNames } from './names.ts';
import type { Reckoning } from './reckoning.ts';
import type { ToldStep } from './told.ts';

type Reason = Pick<Cause, 'cause' | 'clause'> & { readonly words: string };

/** Which of the four changed; what changed is stated in both decisions and only compared here. */
export function listReasons(before: DecisionView, after: DecisionView): Reason[] {
  const reasons: Reason[] = [];
  const [was, is] = [titleOf(before), titleOf(after)];
  if (was !== is) {
    const clause = findAny(after.explanation, 'class')?.clause ?? null;
    reasons.push({ cause: 'class', clause, words: `您算的类从“${was}”变成“${is}”` });
  }
  if (before.insurance !== after.insurance) {
    reasons.push({ cause: 'insurance', clause: null, words: '您参加的医保变了' });
  }
  if (documentOf(before) !== documentOf(after)) {
    reasons.push({ cause: 'document', clause: null, words: documentWords(before, after) });
  }
  const statistics = changedStatistics(before, after);
  if (statistics.length > 0) {
    const words = `办法里用到的${statistics.join('、')}变了`;
    reasons.push({ cause: 'statistic', clause: null, words });
  }
  return reasons;
}

/**
 * One cause a reason. The first bears the amount; where several changed at once the others say that they are part of it.
 * @param figures what the exchange of all terms did, in words
 */
export function tellTerms(reasons: readonly Reason[], figures: readonly string[], amount: number): Cause[] {
  const [first, ...others] = reasons;
  if (first === undefined) return [];
  const detail = figures.length === 0 ? '' : `：${figures.join('，')}`;
  const told = { ...first, sentence: `${first.words}${detail}，${moved(amount)}`, amount };
  const rest = others.map(({ cause, clause, words }) => ({
    cause,
    sentence: `${words}，和上一条一起算，各是多少分不开。`,
    amount: null,
    clause,
  }));
  return [told, ...rest].map(({ cause, sentence, amount: own, clause }) => ({
    cause,
    sentence,
    amount: own,
    clause,
  }));
}

/** The figures of the terms that are not what they were, each as a few plain words. */
export function listShifts(before: Reckoning, after: Reckoning): string[] {
  const [was, is] = [before.terms, after.terms];
  const line = (amount: number | null) => (amount === null ? '没有' : inYuan(amount));
  const cap = (amount: number | null) => (amount === null ? '没有上限' : inYuan(amount));
  const tilts =
    before.tilt.kind === 'open' && after.tilt.kind === 'open'
      ? [
          ...shift('再帮一次的线', inYuan(before.tilt.line), inYuan(after.tilt.line)),
          ...shift('再帮一次的比例', formatPercent(before.tilt.ratio), formatPercent(after.tilt.ratio)),
        ]
      : [];
  return [
    ...shift('先自己付的一段', inYuan(was.deductible), inYuan(is.deductible)),
    ...shift('帮得更多的线', line(was.line), line(is.line)),
    ...shift('帮的比例', ratioOf(before), ratioOf(after)),
    ...shift('一年最多帮的', cap(was.cap), cap(is.cap)),
    ...tilts,
  ];
}

function ratioOf({ terms: { low, high, line } }: Reckoning): string {
  return line === null ? formatPercent(low) : `${formatPercent(low)}和 ${formatPercent(high)}`;
}

function titleOf({ outcome }: DecisionView): string {
  return outcome.status === 'granted' ? outcome.classTitle : '';
}

function documentOf({ document }: DecisionView): string {
  return document === null ? '' : `${document.id} ${document.revision}`;
}

function documentWords(before: DecisionView, after: DecisionView): string {
  const title = after.document?.title;
  const named = title === undefined || title === null ? '救助办法' : `《${title}》`;
  return before.document?.id === after.document?.id ? `${named}里的数改过了` : `换成按${named}算了`;
}

/** A statistic stands in a tree under its official name; this is what people call it. */
function plainNameOf(title: string): string {
  const key = Object.keys(figureNames).find((name) => titleOfStatistic(name) === title);
  return figureNames[key ?? ''] ?? '一个数';
}

/** Names of the statistics that both trees rest on, and that are of another year, goodness or amount than they were. */
function changedStatistics(before: DecisionView, after: DecisionView): string[] {
  const ids = ['assistance.deductible', 'assistance.tierLine', 'tilt.line'];
  const changed = ids.flatMap((id) => {
    const [was, is] = [findAny(before.explanation, id), findAny(after.explanation, id)];
    if (was === null || is === null || titleOf(before) !== titleOf(after)) return [];
    const values = new Map(was.inputs.map(({ label, value }) => [label, value]));
    const same = documentOf(before) === documentOf(after) && before.insurance === after.insurance;
    return is.inputs
      .filter(({ label, value }) => {
        const old = values.get(label);
        // The document stands as it stood: where its line moved, the statistic behind it did.
        return old !== undefined && (old !== value || (same && was.result !== is.result));
      })
      .map(({ label }) => plainNameOf(label));
  });
  return [...new Set(changed)];
}

/** A step anywhere in the tree. */
function findAny(tree: ToldStep | null, id: string): ToldStep | null {
  if (tree === null || tree.step === id) return tree;
  for (const step of tree.steps) {
    const found = findAny(step, id);
    if (found !== null) return found;
  }
  return null;
}
