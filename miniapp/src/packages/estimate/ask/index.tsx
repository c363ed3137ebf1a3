import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { PolicyPackReply } from '@yijiutong/rules/contract';
import { estimateDay, findSpan, findUnreckoned, readsPack, type PolicyPack } from '@yijiutong/rules/estimate';
import type { Day } from '@yijiutong/rules/kernel';
import { useRef, useState, type ReactNode } from 'react';

import { Button } from '../../../components/button';
import { Failed, Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { Page } from '../../../components/page';
import { speak } from '../../../components/speak';
import { usePolicyPack } from '../../../services/policy-pack';
import { today } from '../../../text/date';
import { emptyDraft, findDraft, forgetDraft, keepDraft, type Draft } from '../draft';
import { knowsFamily } from '../families';
import { Result } from '../result';
import { Unreckoned } from '../unreckoned';
import type { Asked, LawOfDay } from './asked';
import { Kind, Where } from './care';
import { Earlier, Money } from './money';
import { Place } from './place';
import { findFault, findWrongAmount, leads, screens, titles, type Screen } from './questions';
import { Who } from './who';

import '../estimate.less';

type QuestionProps = Asked & { screen: Screen; law: LawOfDay | null };

function Question({ screen, law, closed, ...asked }: QuestionProps & { closed: boolean }) {
  switch (screen) {
    case 'place':
      return <Place {...asked} closed={closed} />;
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

type FormProps = QuestionProps & {
  /** The answers as they are at this moment: a tap may come before the page shows the one before it. */
  latest: () => Draft;
  /** What stands in place of the way on where no answer leads to an amount. */
  end?: ReactNode;
};

/** One question, and the way on and back. */
function Form({ screen, law, draft, change, latest, end = null }: FormProps) {
  const [tried, setTried] = useState(false);
  const at = screens.indexOf(screen);
  const fault = tried ? findFault(screen, draft, law) : null;
  const go = (to: number) => {
    change({ at: to });
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 });
  };
  const next = () => {
    const answers = latest();
    if (findFault(screen, answers, law) === null) go(at + 1);
    else setTried(true);
    const wrong = findWrongAmount(screen, answers);
    // At once: a scroll that is drawn out would go on under the next question.
    if (wrong !== undefined) void Taro.pageScrollTo({ selector: `#${wrong}`, offsetTop: -120, duration: 0 });
  };
  return (
    <>
      <View className="asked">
        第 {at + 1} 题，一共 {screens.length} 题
      </View>
      <View className="lead">{leads[screen]}</View>
      <Question screen={screen} law={law} draft={draft} change={change} closed={end !== null} />
      {end}
      {end === null && fault !== null && (
        <View {...speak({ role: 'alert' })}>
          <Notice tone="red">{fault}</Notice>
        </View>
      )}
      <View className="actions">
        {end === null && (
          <Button id="next" words={at + 1 === screens.length ? '算一算' : '下一题'} onTap={next} />
        )}
        {at > 0 && <Button id="previous" kind="plain" words="上一题" onTap={() => go(at - 1)} />}
      </View>
    </>
  );
}

/** The answers on the phone may be another family's: whose they are, its hands know. */
function GoOn({ onGo, onAnew }: { onGo: () => void; onAnew: () => void }) {
  return (
    <Page title="上次填过一次" below>
      <View className="lead">这部手机上，还留着上次填的。是您家的，就接着看；不是，就重新算。</View>
      <View className="actions">
        <Button id="go-on" words="接着看上次的" onTap={onGo} />
        <Button id="anew" kind="plain" words="重新算一家" onTap={onAnew} />
      </View>
    </Page>
  );
}

export default function Estimate() {
  const [draft, setDraft] = useState<Draft>(findDraft);
  const [asksWhose, setAsksWhose] = useState(draft.at > 0);
  const replied = usePolicyPack(draft.region);
  // Two taps may come before the page is drawn again: the second adds to the first.
  const held = useRef(draft);
  const latest = () => held.current;
  const put = (changed: Draft) => {
    held.current = changed;
    setDraft(changed);
  };
  const change = (answers: Partial<Draft>) => {
    put({ ...latest(), ...answers });
    keepDraft(latest());
  };
  const startAnew = () => {
    forgetDraft();
    put(emptyDraft);
    setAsksWhose(false);
  };
  if (asksWhose) return <GoOn onGo={() => setAsksWhose(false)} onAnew={startAnew} />;
  const screen = screens[draft.at];
  if (screen === 'place') {
    const { reply } = replied;
    const pack = reply.state === 'ready' && readsPack(reply.value) ? reply.value : null;
    return (
      <Page title={titles.place} below>
        <Form key="place" screen="place" law={null} {...{ draft, change, latest }} end={endOf(pack)} />
      </Page>
    );
  }
  return (
    <Page title={screen === undefined ? '大约能救助多少' : titles[screen]} below>
      <Loaded from={replied}>
        {(pack) => <Asking {...{ pack, screen, draft, change, latest, startAnew, again: replied.again }} />}
      </Loaded>
      {replied.reply.state === 'failed' && <AnotherPlace onTap={() => change({ at: 0 })} />}
    </Page>
  );
}

/** What is told of a city that nobody can reckon with. */
function endOf(pack: PolicyPack | null): ReactNode {
  if (pack === null) return null;
  const known = findUnreckoned(pack, dayOf(pack));
  return known === null ? null : <Unreckoned known={known} pack={pack} />;
}

const dayOf = (pack: PolicyPack): Day => estimateDay(pack, today() as Day);

type AskingProps = Asked & {
  pack: PolicyPackReply;
  /** undefined: everything was asked */
  screen: Screen | undefined;
  latest: () => Draft;
  startAnew: () => void;
  again: () => Promise<void>;
};

/** A question of the city's own document, or what the answers come to. */
function Asking({ pack, screen, draft, change, latest, startAnew, again }: AskingProps) {
  if (!readsPack(pack)) return <Failed code="app_too_old" again={() => void again()} />;
  const end = endOf(pack);
  if (end !== null) {
    return (
      <>
        {end}
        <OtherPlace onTap={() => change({ at: 0 })} />
      </>
    );
  }
  const law = findSpan(pack, dayOf(pack))?.policy ?? null;
  // A document of a new year may call the family otherwise: it is asked once more.
  if (!knowsFamily(law, draft.who)) {
    const unnamed = (one: Draft): Draft => (knowsFamily(law, one.who) ? one : { ...one, who: null });
    const form = { draft: unnamed(draft), change, latest: () => unnamed(latest()) };
    return <Form key="who" screen="who" law={law} {...form} />;
  }
  if (screen === undefined) return <Result {...{ pack, draft, change, startAnew }} />;
  return <Form key={screen} screen={screen} law={law} {...{ draft, change, latest }} />;
}

function OtherPlace({ onTap }: { onTap: () => void }) {
  return (
    <View className="actions">
      <Button id="other-place" kind="plain" words="换一个城市" onTap={onTap} />
    </View>
  );
}

/** Without a law there is still a way on. */
function AnotherPlace({ onTap }: { onTap: () => void }) {
  return (
    <>
      <Notice tone="warm">
        这个城市的规定还没有存到手机里。连上网打开一次，以后没有网也能算。也可以打 12393 医保热线问。
      </Notice>
      <OtherPlace onTap={onTap} />
    </>
  );
}
