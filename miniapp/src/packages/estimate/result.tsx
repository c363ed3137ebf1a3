import { View } from '@tarojs/components';
import type { Threshold } from '@yijiutong/rules/contract';
import {
  estimate,
  estimateDay,
  type Answers,
  type End,
  type Estimated,
  type NextStep,
  type PolicyPack,
} from '@yijiutong/rules/estimate';
import { formatPercent, formatYuan, type Day } from '@yijiutong/rules/kernel';
import { useEffect, useMemo, useState } from 'react';

import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { Cell, List } from '../../components/list';
import { Waiting } from '../../components/loaded';
import { Notice } from '../../components/notice';
import { PlainSteps } from '../../components/plain-steps';
import { SampleNotice } from '../../components/sample';
import { Section } from '../../components/section';
import { ThresholdBar } from '../../components/threshold-bar';
import { goToSignIn, goToTab, open } from '../../services/road';
import { useStanding } from '../../services/session';
import { formatDay, today } from '../../text/date';
import { findNextThreshold } from '../../text/thresholds';
import { screenOf, screens } from './ask/questions';
import { toAnswers, type Draft } from './draft';
import { Parts, RangeCard } from './range-card';
import { tellMissing, tellWidening, unknowns } from './result-words';
import { ResultSheet, TakeAlong } from './take-along';
import { namesOf, Todos } from './todos';
import { Unreckoned } from './unreckoned';
import { listWays, type Way } from './ways';

function nextOf({ thresholds, facts }: End): Threshold | undefined {
  const forOutpatient = facts.kind === 'ordinary_outpatient';
  return findNextThreshold(
    thresholds
      .filter(({ id }) => id.startsWith('outpatient.') === forOutpatient)
      .map(({ at, reached, left, ratio, relies, ...line }) => ({
        ...line,
        at: formatYuan(at),
        reached: formatYuan(reached),
        left: formatYuan(left),
        ratio: ratio === null ? null : formatPercent(ratio),
        illustrative: relies.some(({ status }) => status === 'illustrative'),
      })),
  );
}

/** How far it is to the next line, where that is the same however the unknown turns out, and such care counts at all. */
function findThreshold({ least, most }: Estimated): Threshold | undefined {
  if (most === null || least.refusal !== null || most.refusal !== null) return undefined;
  const [one, other] = [nextOf(least), nextOf(most)];
  return one?.id === other?.id && one?.left === other?.left ? one : undefined;
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

type Ways = { ways: readonly Way[]; pack: PolicyPack; sample: boolean };

/** How the ends come about. */
function HowItIs({ ways, pack, sample }: Ways) {
  return ways.map(({ id, title, lead, steps }) =>
    steps.length === 0 ? (
      <Card key={id} title={title}>
        <View className="card__text">{lead}</View>
      </Card>
    ) : (
      <PlainSteps key={id} {...{ id, title, lead, steps, sample }} texts={pack.articles} />
    ),
  );
}

type AmountsProps = Pick<Props, 'pack' | 'change'> & { of: Estimated; ways: readonly Way[] };

function Amounts({ of, ways, pack, change }: AmountsProps) {
  const all = [of, ...of.next].flatMap(({ relies }) => relies);
  const provisional = namesOf(all, 'provisional');
  const sample = namesOf(of.relies, 'illustrative').length > 0;
  const threshold = findThreshold(of);
  const taken = {
    of,
    place: pack.region.name,
    year: pack.year,
    sample: namesOf(all, 'illustrative').length > 0,
    ways,
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
      <HowItIs ways={ways} pack={pack} sample={sample} />
      <View className="actions">
        <TakeAlong {...taken} />
      </View>
    </>
  );
}

/** The one button: to where the money is applied for, or to what opens that. */
function WayOn({ next }: { next: readonly NextStep[] }) {
  const standing = useStanding();
  // Where there is nothing to apply for, signing in brings nothing.
  if (next.every(({ code }) => code !== 'apply_reimbursement')) return null;
  if (standing === 'bound') return <Button id="apply" words="去申请" onTap={() => goToTab('claims')} />;
  if (standing === 'unbound')
    return <Button id="apply" words="去认证，再申请" onTap={() => open('binding')} />;
  return <Button id="apply" words="登录，去申请" onTap={() => goToSignIn('asked')} />;
}

/** Reckoning may take a moment on an old phone: that it goes on is seen first. */
export function Result(props: Props) {
  const [begun, setBegun] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setBegun(true), 0);
    return () => clearTimeout(timer);
  }, []);
  return begun ? <Reckoned {...props} /> : <Waiting />;
}

function Reckoned({ pack, draft, change, startAnew }: Props) {
  const on = estimateDay(pack, today() as Day);
  const { known, ways } = useMemo(() => {
    const reckon = (answers: Answers) => estimate(pack, answers, on);
    const answers = toAnswers(draft);
    const reckoned = reckon(answers);
    return {
      known: reckoned,
      ways: reckoned.status === 'estimated' ? listWays(reckoned, answers, reckon) : [],
    };
  }, [pack, draft, on]);
  return (
    <>
      {known.status === 'estimated' && <Amounts of={known} ways={ways} pack={pack} change={change} />}
      {known.status !== 'estimated' && <Unreckoned known={known} pack={pack} />}
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
