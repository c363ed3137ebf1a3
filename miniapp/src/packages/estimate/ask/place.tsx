import { View } from '@tarojs/components';
import { useState } from 'react';

import { Choice, Cell, List } from '../../../components/list';
import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { speak } from '../../../components/speak';
import { usePolicyRegions } from '../../../services/policy-pack';
import { Options } from '../options';
import type { Asked } from './asked';

const insurances = [
  { value: 'resident', name: '居民医保', note: '自己一年交一次钱的，新农合也是' },
  { value: 'employee', name: '职工医保', note: '单位给交的，或者退休职工' },
  { value: 'unknown', name: '不清楚' },
] as const;

/** `figures` is missing in a list that an earlier app kept: such a city says itself whether it can be reckoned with. */
type Region = { code: string; name: string; figures?: boolean };
type CitiesProps = { all: readonly Region[]; chosen: string | null; onChoose: (region: string) => void };

/** The cities that can be reckoned with; the others only when they are asked for. */
function Cities({ all, chosen, onChoose }: CitiesProps) {
  const others = all.filter(({ figures }) => figures === false);
  const [shown, setShown] = useState(others.some(({ code }) => code === chosen));
  const one = (label: string, regions: readonly Region[]) => (
    <Choice
      id="region"
      label={label}
      options={regions.map(({ code, name }) => ({ value: code, name }))}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
  return (
    <>
      {one(
        '参加医保的城市',
        all.filter(({ figures }) => figures !== false),
      )}
      {!shown && (
        <List>
          <Cell id="other-cities" title="我的城市不在上面" onTap={() => setShown(true)} />
        </List>
      )}
      {shown && (
        <>
          {others.length > 0 && (
            <>
              <View className="question">这些城市，现在还算不出来</View>
              {one('还算不出来的城市', others)}
            </>
          )}
          <Notice tone="warm">
            上面都没有您的城市，就是这里还没有它的规定。请打 12393 医保热线，或者到医保窗口问：能救助多少。
          </Notice>
        </>
      )}
    </>
  );
}

type Props = Asked & {
  /** Nothing can be reckoned there: nothing more is asked. */
  closed: boolean;
};

/** Which city's law, and which insurance. */
export function Place({ draft, change, closed }: Props) {
  const regions = usePolicyRegions();
  const { reply } = regions;
  // Who a family can be stands in the city's own document.
  const choose = (region: string) => change(region === draft.region ? {} : { region, who: null });
  return (
    <>
      <Loaded from={regions}>
        {({ regions: all }) => <Cities all={all} chosen={draft.region} onChoose={choose} />}
      </Loaded>
      {reply.state === 'failed' && (
        <Notice tone="warm">第一次用要连上网，把这个城市的规定存到手机里。以后没有网，也能算。</Notice>
      )}
      {reply.state === 'ready' && !closed && (
        <>
          <View className="question" {...speak({ role: 'heading', level: 2 })}>
            您参加的是哪一种医保？
          </View>
          <Options
            id="insurance"
            label="哪一种医保"
            options={insurances}
            isOn={(value) => value === draft.insurance}
            onTap={(insurance) => change({ insurance })}
          />
        </>
      )}
    </>
  );
}
