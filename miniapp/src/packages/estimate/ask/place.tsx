import { View } from '@tarojs/components';

import { Choice } from '../../../components/list';
import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { usePolicyRegions } from '../../../services/policy-pack';
import { Options } from '../options';
import type { Asked } from './asked';

const insurances = [
  { value: 'resident', name: '居民医保', note: '自己一年交一次钱的，新农合也是' },
  { value: 'employee', name: '职工医保', note: '单位给交的，或者退休职工' },
  { value: 'unknown', name: '不清楚' },
] as const;

/** Which city's law, and which insurance. */
export function Place({ draft, change }: Asked) {
  const regions = usePolicyRegions();
  const { reply } = regions;
  // Who a family can be stands in the city's own document.
  const choose = (region: string) => change(region === draft.region ? {} : { region, who: null });
  return (
    <>
      <Loaded from={regions}>
        {({ regions: all }) => (
          <Choice
            id="region"
            label="参加医保的城市"
            options={all.map(({ code, name }) => ({ value: code, name }))}
            chosen={draft.region}
            onChoose={choose}
          />
        )}
      </Loaded>
      {reply.state === 'failed' && (
        <Notice tone="warm">第一次用要连上网，把这个城市的规定存到手机里。以后没有网，也能算。</Notice>
      )}
      <View className="yes-no__hint">您参加的是哪一种医保？</View>
      <Options
        id="insurance"
        label="哪一种医保"
        options={insurances}
        isOn={(value) => value === draft.insurance}
        onTap={(insurance) => change({ insurance })}
      />
    </>
  );
}
