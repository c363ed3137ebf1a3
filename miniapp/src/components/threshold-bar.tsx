import type { Threshold } from '@yijiutong/rules/contract';

import { percentOf } from '../text/money';
import { thresholdSentence, thresholdTitle } from '../text/thresholds';
import { Progress } from './progress';

export function ThresholdBar({ threshold }: { threshold: Threshold }) {
  return (
    <Progress
      label={thresholdTitle(threshold)}
      percent={percentOf(threshold.reached, threshold.at)}
      sentence={thresholdSentence(threshold)}
      tone={threshold.kind}
      sample={threshold.illustrative}
    />
  );
}
