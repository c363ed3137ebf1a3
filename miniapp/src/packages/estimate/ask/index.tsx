import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { estimateDay, findSpan, readsPack, type PolicyPack } from '@yijiutong/rules/estimate';
import type { Day } from '@yijiutong/rules/kernel';
import { useEffect, useState } from 'react';

import { Button } from '../../../components/button';
import { Failed, Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { Page } from '../../../components/page';
import { speak } from '../../../components/speak';
import { usePolicyPack } from '../../../services/policy-pack';
import type { Replied } from '../../../services/use-reply';
import { today } from '../../../text/date';
import { emptyDraft, findDraft, keepDraft, type Draft } from '../draft';
import { knowsFamily } from '../families';
import { Result } from '../result';
import type { Asked, LawOfDay } from './asked';
import { Kind, Where } from './care';
import { Earlier, Money } from './money';
import { Place } from './place';
import { findFault, leads, screens, titles, type Screen } from './questions';
import { Who } from './who';

import '../estimate.less';

function Question({ screen, law, ...asked }: Asked & { screen: Screen; law: LawOfDay | null }) {
  switch (screen) {
    case 'place':
      return <Place {...asked} />;
    case 'who':
      return <Who {...asked} law={law} />;
    case 'kind':
      return <Kind {...asked} />;
    case 'where':
      return <Where {...asked} />;
    case 'money':
      return <Money {...asked} />;
    case 'earlier':
      return <Earlier {...asked} />;
  }
}

type FormProps = Asked & { screen: Screen; law: LawOfDay | null };

/** One question, and the way on and back. */
function Form({ screen, law, draft, change }: FormProps) {
  const [tried, setTried] = useState(false);
  const at = screens.indexOf(screen);
  const fault = tried ? findFault(screen, draft, law) : null;
  const go = (to: number) => {
    change({ at: to });
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 });
  };
  const next = () => {
    if (findFault(screen, draft, law) === null) go(at + 1);
    else setTried(true);
  };
  return (
    <>
      <View className="asked">
        第 {at + 1} 题，一共 {screens.length} 题
      </View>
      <View className="lead">{leads[screen]}</View>
      <Question screen={screen} law={law} draft={draft} change={change} />
      {fault !== null && (
        <View {...speak({ role: 'alert' })}>
          <Notice tone="red">{fault}</Notice>
        </View>
      )}
      <View className="actions">
        <Button id="next" words={at + 1 === screens.length ? '算一算' : '下一题'} onTap={next} />
        {at > 0 && <Button id="previous" kind="plain" words="上一题" onTap={() => go(at - 1)} />}
      </View>
    </>
  );
}

function findLaw(pack: PolicyPack): LawOfDay | null {
  return findSpan(pack, estimateDay(pack, today() as Day))?.policy ?? null;
}

/** The same, as if it were still under way. */
function waiting<T>(replied: Replied<T>): Replied<T> {
  return { ...replied, reply: { state: 'loading' } };
}

/** False on the first frame: what the phone holds already would be too much for it, and reckoning may take a moment. */
function useArrived(): boolean {
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setArrived(true), 0);
    return () => clearTimeout(timer);
  }, []);
  return arrived;
}

export default function Estimate() {
  const [draft, setDraft] = useState<Draft>(findDraft);
  const arrived = useArrived();
  const replied = usePolicyPack(draft.region);
  const change = (answers: Partial<Draft>) => {
    const changed = { ...draft, ...answers };
    keepDraft(changed);
    setDraft(changed);
  };
  const screen = screens[draft.at];
  if (screen === 'place') {
    return (
      <Page title={titles.place} below>
        <Form key="place" screen="place" law={null} draft={draft} change={change} />
      </Page>
    );
  }
  return (
    <Page title={screen === undefined ? '大约能救助多少' : titles[screen]} below>
      <Loaded from={arrived ? replied : waiting(replied)}>
        {(value) => {
          // What the contract promises the frame of, the rules on both sides know the inside of.
          const pack = value as unknown as PolicyPack;
          if (!readsPack(value))
            return <Failed code="payload_too_large" again={() => void replied.again()} />;
          const law = findLaw(pack);
          // A document of a new year may call the family otherwise: it is asked once more.
          if (!knowsFamily(law, draft.who)) {
            return <Form key="who" screen="who" law={law} draft={{ ...draft, who: null }} change={change} />;
          }
          if (screen === undefined) {
            return <Result pack={pack} draft={draft} change={change} startAnew={() => change(emptyDraft)} />;
          }
          return <Form key={screen} screen={screen} law={law} draft={draft} change={change} />;
        }}
      </Loaded>
      {replied.reply.state === 'failed' && <AnotherPlace onTap={() => change({ at: 0 })} />}
    </Page>
  );
}

/** Without a law there is still a way on. */
function AnotherPlace({ onTap }: { onTap: () => void }) {
  return (
    <>
      <Notice tone="warm">
        这个城市的规定还没有存到手机里。连上网打开一次，以后没有网也能算。也可以打 12393 医保热线问。
      </Notice>
      <View className="actions">
        <Button id="other-place" kind="plain" words="换一个城市" onTap={onTap} />
      </View>
    </>
  );
}
