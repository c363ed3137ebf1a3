/** Why the least of a range is nothing: one reason that holds by itself, and the answers that it hangs on. */
import type { Answers, End, Estimate, Estimated, Question } from '@yijiutong/rules/estimate';

import { tellAssumed } from './assumed';
import { tellReason } from './result-words';

/** What the law comes to for other answers of the same family. */
export type Reckon = (answers: Answers) => Estimate;

/** Circumstances under which nothing is given whatever was paid: the answer that keeps the help away. */
const adverse: Partial<Record<Question, Partial<Answers>>> = {
  designated: { designated: false },
  referred: { referred: false },
  inProvince: { inProvince: false },
  kind: { kind: 'other' },
};

/** Every answer as the end has it; of what the family said itself, what it said. */
function settle(answers: Answers, { facts }: End): Answers {
  return {
    ...facts,
    total: null,
    insurancePaid: null,
    outOfScope: answers.outOfScope ?? facts.outOfScope,
    earlierOutOfScope: answers.earlierOutOfScope ?? facts.earlierOutOfScope,
    aidReceived: answers.aidReceived,
  };
}

/** The settled answers with one of them open again, as the family left it. */
function leaveOpen(answers: Answers, settled: Answers, question: Question): Answers {
  if (question === 'aidReceived') return settled;
  const { total, insurancePaid, selfPaid } = answers;
  if (question === 'selfPaid') return { ...settled, total, insurancePaid, selfPaid };
  return { ...settled, [question === 'who' ? 'categories' : question]: null };
}

const helps = (known: Estimate) => known.status === 'estimated' && known.total.high !== 0;

/** "假如：没有按规定转诊。没有按规定转诊，救助不帮。" Only for a range that begins at 0 and does not end there. */
export function tellWhyNothing(of: Estimated, answers: Answers, reckon: Reckon): string {
  const { least, widenings, next } = of;
  const open = widenings.map(({ question }) => question);
  const tell = (end: End, questions: readonly Question[]) =>
    `${tellAssumed(questions, end)}${tellReason(end)}`;

  // Who is in no class, or was in none, is given nothing, however all else turns out.
  if (open.includes('who')) {
    return '假如：您家不在救助的人里。这样，算出来是 0。可以申请认定，看上面“接下来做什么”。';
  }
  if (open.includes('recognised')) {
    const canApply = next.some(({ code }) => code === 'apply_earlier');
    return `假如：看病都在认定以前。平常的救助，不算认定以前的。${canApply ? '可以申请补，看上面“接下来做什么”。' : ''}`;
  }
  const settled = settle(answers, least);
  if (least.refusal === null) {
    for (const question of open) {
      const answer = adverse[question];
      const known = answer === undefined ? null : reckon({ ...settled, ...answer });
      if (known?.status === 'estimated' && known.least.refusal !== null) return tell(known.least, [question]);
    }
  }
  const deciding = open.filter((question) => helps(reckon(leaveOpen(answers, settled, question))));
  // Where no single one is enough, it takes them all.
  return tell(least, deciding.length > 0 ? deciding : open);
}
