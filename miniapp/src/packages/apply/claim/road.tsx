import { View } from '@tarojs/components';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { Card } from '../../../components/card';
import { speak } from '../../../components/speak';
import { roadNames, roadOf, stepOf } from '../course-words';

type Standing = 'done' | 'now' | 'later';

const spoken: Record<Standing, string> = { done: '办完了', now: '现在在这一步', later: '还没到' };

/** All the steps of this kind of claim, in their order, and which of them is now. */
export function Road({ claim }: { claim: ClaimReply }) {
  const now = stepOf(claim.state);
  const steps = roadOf(claim);
  if (now === null) return null;
  const at = now === 'over' ? steps.length : steps.indexOf(now);
  return (
    <Card title={`一共 ${steps.length} 步`}>
      <View className="road" {...speak({ role: 'list' })}>
        {steps.map((step, index) => {
          const standing = index < at ? 'done' : index === at ? 'now' : 'later';
          return (
            <View
              key={step}
              className={`road__step road__step_${standing}`}
              {...speak({
                role: 'listitem',
                label: `第 ${index + 1} 步，${roadNames[step]}，${spoken[standing]}`,
              })}
            >
              <View className="road__mark" {...speak({ hidden: true })} />
              <View className="road__bd">{roadNames[step]}</View>
            </View>
          );
        })}
      </View>
    </Card>
  );
}
