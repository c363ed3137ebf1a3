import { View } from '@tarojs/components';
import type { ClaimEstimate, ExplanationStep } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Card } from '../../components/card';
import { Figure } from '../../components/money';
import { PlainSteps } from '../../components/plain-steps';
import { SampleNotice } from '../../components/sample';
import { Tap } from '../../components/tap';
import { formatDay, today } from '../../text/date';
import { isAboveZero } from '../../text/money';

function unknownWords({ claimable, unknownBills }: ClaimEstimate): string | null {
  if (unknownBills === 0) return null;
  return claimable === null
    ? '账单上的数还不够算。医保局看了您的材料，就会算出来。'
    : `还有 ${unknownBills} 张账单，要等医保局看了材料才能算，没有加在里面。`;
}

/** "2026-11-05 攀枝花市中心医院" → "11月5日 攀枝花市中心医院" */
function billTitle(label: string): string {
  return label.replace(/^\d{4}-\d{2}-\d{2}/, (day) => formatDay(day, today()));
}

/** Each bill on its own, as it was explained before; where there are several, their sum at the end. */
function listParts(explanation: readonly ExplanationStep[]): { title: string; steps: ExplanationStep[] }[] {
  return explanation.flatMap((total) => {
    const bills = total.steps.map((bill) => ({ title: billTitle(bill.label), steps: [bill] }));
    return bills.length === 1 ? bills : [...bills, { title: '加起来', steps: [{ ...total, steps: [] }] }];
  });
}

/** What the claim can bring, and, a tap away, how it is reckoned and where that is written. */
export function Estimate({ estimate, title = '大约能领' }: { estimate: ClaimEstimate; title?: string }) {
  const { claimable, explanation, clauses, illustrative } = estimate;
  const [open, setOpen] = useState(false);
  const unknown = unknownWords(estimate);
  const sample = illustrative.length > 0;
  return (
    <>
      <Card tone={isAboveZero(claimable) ? 'green' : 'plain'}>
        {claimable === null ? (
          <View className="card__title">{title}多少，现在还算不出来</View>
        ) : (
          <Figure money={claimable} words={title} sample={sample} />
        )}
        {unknown !== null && <View className="card__text">{unknown}</View>}
        {claimable !== null && <View className="card__text">最后给多少，以医保局核定的为准。</View>}
        {explanation.length > 0 && (
          <Tap id="how" className="fold" expanded={open} onTap={() => setOpen(!open)}>
            {open ? '收起来' : '这笔钱是怎么算的'}
          </Tap>
        )}
      </Card>
      {open && (
        <>
          <SampleNotice names={illustrative} />
          {listParts(explanation).map(({ title, steps }, at) => (
            <PlainSteps
              key={at}
              id={`part-${at + 1}`}
              title={title}
              steps={steps}
              texts={clauses}
              sample={sample}
            />
          ))}
        </>
      )}
    </>
  );
}
