import { View } from '@tarojs/components';
import type { Clause, ClauseText, ExplanationStep } from '@yijiutong/rules/contract';
import { tellResident, type Told } from '@yijiutong/rules/words';
import { useCallback, useState } from 'react';

import { Card } from './card';
import { ClauseSheet, nameArticle } from './clause-sheet';
import { SampleMark } from './sample';
import { Tap } from './tap';

type LineProps = { id: string; told: Told; at: number; onClause: (clause: Clause) => void };

function Line({ id, told, at, onClause }: LineProps) {
  const { title, sentence, clause } = told;
  const words = (
    <>
      <View className="step__at">{at + 1}</View>
      <View className="step__bd">
        <View className="step__title">{title}</View>
        <View className="step__sentence">{sentence}</View>
        {clause !== null && <View className="step__clause">看依据 {nameArticle(clause.article)}</View>}
      </View>
    </>
  );
  if (clause === null) return <View className="step">{words}</View>;
  return (
    <Tap id={`${id}-${at + 1}`} className="step" onTap={() => onClause(clause)}>
      {words}
    </Tap>
  );
}

type Props = {
  steps: readonly ExplanationStep[];
  texts: readonly ClauseText[];
  sample: boolean;
  title?: string;
  /** What it rests on, before the first step. */
  lead?: string | null;
  /** Tells one explanation from another on the same page. */
  id?: string;
};

/** How the amount came about, one plain sentence a line; a tap shows where it is written. */
export function PlainSteps(props: Props) {
  const { steps, texts, sample, title = '这笔钱是怎么算的', lead = null, id = 'step' } = props;
  const [clause, setClause] = useState<Clause | null>(null);
  const close = useCallback(() => setClause(null), []);
  return (
    <Card title={title} aside={sample && <SampleMark />}>
      {lead !== null && lead !== '' && <View className="card__text">{lead}</View>}
      <View className="steps">
        {steps.flatMap(tellResident).map((told, at) => (
          <Line key={at} id={id} told={told} at={at} onClause={setClause} />
        ))}
      </View>
      {clause !== null && <ClauseSheet clause={clause} texts={texts} onClose={close} />}
    </Card>
  );
}
