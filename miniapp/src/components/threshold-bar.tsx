import type { Threshold } from '@yijiutong/rules/contract';
import { tellThreshold, titleThreshold } from '@yijiutong/rules/words';

import { percentOf } from '../text/money';
import { Progress } from './progress';

export function ThresholdBar({ threshold }: { threshold: Threshold }) {
  return (
    <Progress
      label={titleThreshold(threshold)}
      percent={percentOf(threshold.reached, threshold.at)}
      sentence={tellThreshold(threshold)}
      tone={threshold.kind}
      sample={threshold.illustrative}
    />
  );
}
