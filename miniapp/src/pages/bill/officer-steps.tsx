import { View } from '@tarojs/components';
import type { ClauseText, ExplanationStep } from '@yijiutong/rules/contract';
import { showLabel, showOperation, showValue } from '@yijiutong/rules/words';

import { Card } from '../../components/card';
import { ClauseLink } from '../../components/clause-sheet';
import { SampleMark } from '../../components/sample';

type Props = { steps: readonly ExplanationStep[]; texts: readonly ClauseText[] };

function Steps({ steps, texts }: Props) {
  return (
    <>
      {steps.map((step, at) => (
        <View key={`${step.step}${at}`} className="formula">
          <View className="formula__label">{step.label}</View>
          {step.inputs.map(({ label, value }) => (
            <View key={label} className="pair">
              <View className="pair__name">{showLabel(label)}</View>
              <View className="pair__value">{showValue(value)}</View>
            </View>
          ))}
          {step.operation !== '' && (
            <View className="formula__operation">{showOperation(step.operation)}</View>
          )}
          <View className="pair pair_result">
            <View className="pair__name">得</View>
            <View className="pair__value">{showValue(step.result)}</View>
          </View>
          {step.clause !== null && <ClauseLink clause={step.clause} texts={texts} />}
          {step.steps.length > 0 && (
            <View className="formula__under">
              <Steps steps={step.steps} texts={texts} />
            </View>
          )}
        </View>
      ))}
    </>
  );
}

/** The same tree in the words of the document: every input, formula, result and clause. */
export function OfficerSteps({ steps, texts, sample }: Props & { sample: boolean }) {
  return (
    <Card title="计算过程" aside={sample && <SampleMark />}>
      <Steps steps={steps} texts={texts} />
    </Card>
  );
}
