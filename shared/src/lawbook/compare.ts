/** Two documents, or one region on two days, held against each other in a caseworker's words. */
import { valueInWords } from './facts.ts';
import type { Fact } from './facts.ts';
import { SECTIONS } from './words.ts';

export type Change = {
  /** e.g. 医疗救助 */
  readonly section: string;
  /** e.g. `低保对象 年度封顶线：70,000 元 → 80,000 元（第十二条（三））` */
  readonly text: string;
};

/** One change for each fact that is said differently, is new, or is gone; none where all is the same. */
export function compareFacts(before: readonly Fact[], after: readonly Fact[]): Change[] {
  const old = new Map(before.map((fact) => [fact.key, fact]));
  const now = new Map(after.map((fact) => [fact.key, fact]));
  const keys = [...old.keys(), ...[...now.keys()].filter((key) => !old.has(key))];
  const changes = keys.flatMap((key) => {
    const change = compareFact(old.get(key), now.get(key));
    return change === null ? [] : [change];
  });
  // What is new in a section stands with what has changed in it.
  const order = [...new Set(changes.map(({ section }) => section))];
  return changes.sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section));
}

function compareFact(before: Fact | undefined, after: Fact | undefined): Change | null {
  const fact = after ?? before;
  if (fact === undefined) return null;
  const section = titleOf(fact);
  const name = [fact.who, fact.label].filter(Boolean).join(' ');
  const say = (what: string, clause = fact.clause): Change => ({
    section,
    text: `${name}：${what}${clause === '' ? '' : `（${clause}）`}`,
  });
  if (before === undefined) return say(`新增 ${valueInWords(fact)}`);
  if (after === undefined) return say(`取消，原来是 ${valueInWords(fact)}`);
  const step = sameValue(before, after) ? '' : `${valueInWords(before)} → ${valueInWords(after)}`;
  if (before.who !== after.who) {
    const renamed = `${before.who ?? ''}改称${after.who ?? ''}`;
    return say(step === '' ? renamed : `${renamed}；${step}`);
  }
  if (step !== '') return say(step);
  if (before.clause === after.clause) return null;
  return say(`${valueInWords(after)}，依据 ${before.clause} → ${after.clause}`, '');
}

/** The same amount of another year is the same; an example that has become a published figure is not. */
function sameValue(before: Fact, after: Fact): boolean {
  return before.value === after.value && before.basis?.status === after.basis?.status;
}

function titleOf({ section }: Fact): string {
  if (section === 'document') return '文件';
  return section === 'statistics' ? '本地统计数' : SECTIONS[section].title;
}
