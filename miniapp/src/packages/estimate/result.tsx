import { View } from '@tarojs/components';
import type { ExplanationStep, Threshold } from '@yijiutong/rules/contract';
import {
  estimate,
  estimateDay,
  type End,
  type Estimated,
  type NextStep,
  type PolicyPack,
} from '@yijiutong/rules/estimate';
import { formatPercent, formatYuan, type Day, type Step } from '@yijiutong/rules/kernel';
import type { StatisticUse } from '@yijiutong/rules/policy';
import { useMemo } from 'react';

import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { ClauseLink } from '../../components/clause-sheet';
import { Cell, List } from '../../components/list';
import { Notice } from '../../components/notice';
import { PlainSteps } from '../../components/plain-steps';
import { SampleMark, SampleNotice } from '../../components/sample';
import { Section } from '../../components/section';
import { ThresholdBar } from '../../components/threshold-bar';
import { goToSignIn, goToTab, open } from '../../services/road';
import { useStanding } from '../../services/session';
import { formatDay, today } from '../../text/date';
import { findNextThreshold } from '../../text/thresholds';
import { screenOf, screens } from './ask/questions';
import { toAnswers, type Draft } from './draft';
import { Parts, RangeCard } from './range-card';
import { isExact, showRange, tellMissing, tellWidening, todos, unknowns } from './result-words';
import { ResultSheet, TakeAlong } from './take-along';

/** What the page has told already, and the parts of a bill that a family was not asked about. */
const TOLD = ['bill.total', 'bill.basicPaid', 'bill.criticalIllnessPaid', 'bill.outOfScope', 'bill.base'];
/** A year in one bill has nothing before it. */
const BEFORE_IT = /\.(earlier|left)$/;

function stepsOf({ explanation }: End): ExplanationStep[] {
  const shown = ({ inputs, steps, ...step }: Step): ExplanationStep => ({
    ...step,
    inputs: [...inputs],
    steps: steps.filter(({ step: id }) => !TOLD.includes(id) && !BEFORE_IT.test(id)).map(shown),
  });
  return explanation === null ? [] : shown(explanation).steps;
}

function nextOf({ thresholds, assumed }: End): Threshold | undefined {
  // How far it is from an amount that nobody gave, nobody can say.
  if (assumed.length > 0) return undefined;
  return findNextThreshold(
    thresholds.map(({ at, reached, left, ratio, relies, ...line }) => ({
      ...line,
      at: formatYuan(at),
      reached: formatYuan(reached),
      left: formatYuan(left),
      ratio: ratio === null ? null : formatPercent(ratio),
      illustrative: relies.some(({ status }) => status === 'illustrative'),
    })),
  );
}

/** The statistics of one standing, each once. */
export function namesOf(relies: readonly StatisticUse[], status: StatisticUse['status']): string[] {
  return [...new Set(relies.filter((use) => use.status === status).map(({ title }) => title))];
}

function Todos({ steps, pack }: { steps: readonly NextStep[]; pack: PolicyPack }) {
  return (
    <Card title="接下来做什么">
      {steps.map(({ code, amount, clause, relies }) => (
        <View key={code} className="todo">
          <View className="todo__title">
            {todos[code].title}
            {amount !== null && namesOf(relies, 'illustrative').length > 0 && <SampleMark />}
          </View>
          <View className="todo__words">{todos[code].words(amount === null ? null : showRange(amount))}</View>
          {clause !== null && <ClauseLink clause={clause} texts={pack.articles} />}
        </View>
      ))}
    </Card>
  );
}

type Props = {
  pack: PolicyPack;
  draft: Draft;
  change: (answers: Partial<Draft>) => void;
  startAnew: () => void;
};

/** What was not clear, the widest first: a tap leads back to its question. */
function Unknowns({ of, change }: { of: Estimated; change: Props['change'] }) {
  if (of.widenings.length === 0) return null;
  return (
    <>
      <Section title="弄清这几样，算得更准" />
      <List>
        {of.widenings.map(({ question, by }) => (
          <Cell
            key={question}
            id={`clear-${question}`}
            title={unknowns[question]}
            note={tellWidening(by)}
            onTap={() => change({ at: screens.indexOf(screenOf[question]) })}
          />
        ))}
      </List>
    </>
  );
}

/** How both ends come about; one, where they are the same. */
function HowItIs({ of, pack, sample }: { of: Estimated; pack: PolicyPack; sample: boolean }) {
  const { least, most, total } = of;
  const ends = isExact(total)
    ? [{ id: 'most', end: most, title: '这笔钱是怎么算的' }]
    : [
        { id: 'most', end: most, title: '最多的那个数，是怎么算的' },
        { id: 'least', end: least, title: '最少的那个数，是怎么算的' },
      ];
  return (
    <>
      {ends.map(({ id, end, title }) => {
        // Of nothing, for an amount that nobody gave, there is nothing to reckon.
        const empty = end === null || (id === 'least' && total.low === 0 && end.assumed.length > 0);
        const steps = empty ? [] : stepsOf(end);
        if (steps.length === 0) return null;
        return (
          <PlainSteps key={id} id={id} title={title} steps={steps} texts={pack.articles} sample={sample} />
        );
      })}
    </>
  );
}

function Amounts({ of, pack, change }: { of: Estimated; pack: PolicyPack; change: Props['change'] }) {
  const all = [of, ...of.next].flatMap(({ relies }) => relies);
  const provisional = namesOf(all, 'provisional');
  const sample = namesOf(of.relies, 'illustrative').length > 0;
  const threshold = nextOf(of.least) ?? (of.most === null ? undefined : nextOf(of.most));
  const taken = {
    of,
    place: pack.region.name,
    year: pack.year,
    sample: namesOf(all, 'illustrative').length > 0,
    steps: stepsOf(of.most ?? of.least),
  };
  return (
    <>
      {process.env.TARO_ENV === 'h5' && <ResultSheet {...taken} />}
      <RangeCard of={of} year={pack.year} sample={sample} />
      <SampleNotice names={namesOf(all, 'illustrative')} />
      {provisional.length > 0 && (
        <Notice tone="warm">{provisional.join('、')}用的是暂定的数，正式公布后会有一点变化。</Notice>
      )}
      {of.missing.length > 0 && (
        <Notice tone="warm">还有一样没有算在里面。{of.missing.map(tellMissing).join('')}</Notice>
      )}
      <Todos steps={of.next} pack={pack} />
      <Parts of={of} />
      <Unknowns of={of} change={change} />
      {threshold !== undefined && (
        <Card title="离下一档还差多少">
          <ThresholdBar threshold={threshold} />
        </Card>
      )}
      <HowItIs of={of} pack={pack} sample={sample} />
      <View className="actions">
        <TakeAlong {...taken} />
      </View>
    </>
  );
}

/** The city's document has no figure: whose they are, and what to do. */
function NoFigures({
  words,
  next,
  pack,
}: {
  words: readonly string[];
  next: readonly NextStep[];
  pack: PolicyPack;
}) {
  return (
    <>
      <Card title={`${pack.region.name}，现在还算不出来`} tone="warm">
        {words.map((sentence) => (
          <View key={sentence} className="card__text">
            {sentence}
          </View>
        ))}
        <View className="card__text">我们不拿别的城市的数来猜。</View>
      </Card>
      <Todos steps={next} pack={pack} />
    </>
  );
}

/** The one button: to where the money is applied for, or to what opens that. */
function WayOn({ next }: { next: readonly NextStep[] }) {
  const standing = useStanding();
  // Where there is nothing to apply for, signing in brings nothing.
  if (next.every(({ code }) => code !== 'apply_reimbursement' && code !== 'ask_identity')) return null;
  if (standing === 'bound') return <Button id="apply" words="去申请" onTap={() => goToTab('claims')} />;
  if (standing === 'unbound')
    return <Button id="apply" words="去认证，再申请" onTap={() => open('binding')} />;
  return <Button id="apply" words="登录，去申请" onTap={() => goToSignIn('asked')} />;
}

export function Result({ pack, draft, change, startAnew }: Props) {
  const on = estimateDay(pack, today() as Day);
  const known = useMemo(() => estimate(pack, toAnswers(draft), on), [pack, draft, on]);
  return (
    <>
      {known.status === 'estimated' && <Amounts of={known} pack={pack} change={change} />}
      {known.status === 'no_figures' && (
        <NoFigures words={known.missing.map(tellMissing)} next={known.next} pack={pack} />
      )}
      {known.status === 'not_in_force' && (
        <NoFigures words={['这一天，这个城市没有救助的规定在用。']} next={known.next} pack={pack} />
      )}
      <View className="actions">
        {known.status === 'estimated' && <WayOn next={known.next} />}
        <Button
          id="previous"
          kind="plain"
          words="改一改答案"
          onTap={() => change({ at: screens.length - 1 })}
        />
        <Button id="anew" kind="plain" words="重新算一家" onTap={startAnew} />
      </View>
      <View className="end">
        按{pack.region.name} {formatDay(on, '')}
        的规定算。没有算商业保险赔的钱；同一年的看病，按同一个地方、同样转诊来算；没有算今年里换过种类的。您填的只留在这部手机上。
      </View>
    </>
  );
}
