import { View } from '@tarojs/components';
import type { Clause, ClauseText, ExplanationStep } from '@yijiutong/rules/contract';
import { useCallback, useState } from 'react';

import { tellSteps, type Told } from '../text/steps';
import { Card } from './card';
import { ClauseSheet } from './clause-sheet';
import { SampleMark } from './sample';
import { Tap } from './tap';

function Line({ told, at, onClause }: { told: Told; at: number; onClause: (clause: Clause) => void }) {
  const { title, sentence, clause } = told;
  const words = (
    <>
      <View className="step__at">{at + 1}</View>
      <View className="step__bd">
        <View className="step__title">{title}</View>
        <View className="step__sentence">{sentence}</View>
        {clause !== null && <View className="step__clause">看依据 {clause.article}</View>}
      </View>
    </>
  );
  if (clause === null) return <View className="step">{words}</View>;
  return (
    <Tap id={`step-${at + 1}`} className="step" onTap={() => onClause(clause)}>
      {words}
    </Tap>
  );
}

type Props = { steps: readonly ExplanationStep[]; texts: readonly ClauseText[]; sample: boolean };

/** How the amount came about, one plain sentence a line; a tap shows where it is written. */
export function PlainSteps({ steps, texts, sample }: Props) {
  const [clause, setClause] = useState<Clause | null>(null);
  const close = useCallback(() => setClause(null), []);
  return (
    <Card title="这笔钱是怎么算的" aside={sample && <SampleMark />}>
      <View className="steps">
        {tellSteps(steps).map((told, at) => (
          <Line key={at} told={told} at={at} onClause={setClause} />
        ))}
      </View>
      {clause !== null && <ClauseSheet clause={clause} texts={texts} onClose={close} />}
    </Card>
  );
}
