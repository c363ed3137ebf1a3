import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import type { SessionReply, StatusReply } from '@yijiutong/rules/contract';
import { useEffect } from 'react';

import { BigAction } from '../../components/button';
import { Card } from '../../components/card';
import { CareToggle } from '../../components/care-toggle';
import { Cell, List } from '../../components/list';
import { Loaded } from '../../components/loaded';
import { Figure } from '../../components/money';
import { Page } from '../../components/page';
import { ThresholdBar } from '../../components/threshold-bar';
import { api } from '../../services/api';
import { goToSignIn, goToTab, open, openBill, replaceAll } from '../../services/road';
import { session, useStanding } from '../../services/session';
import { useReply } from '../../services/use-reply';
import { formatDay, greeting, today } from '../../text/date';
import { formatYuan, isAboveZero } from '../../text/money';
import { findNextThreshold } from '../../text/thresholds';

/** The one big thing to do, by what is known of the person. */
function NextStep({ status: { year, latestBill } }: { status: StatusReply }) {
  if (isAboveZero(year.claimable)) {
    return (
      <BigAction
        id="next-step"
        title="看看还能领多少"
        words={`按规定，还有 ${formatYuan(year.claimable)}该给您`}
        sample={year.illustrative.length > 0}
        // What a new identity brings for earlier bills stands in the year, not on one bill.
        onTap={() => (year.topUps.length > 0 ? open('status') : goToTab('bills'))}
      />
    );
  }
  if (latestBill !== null) {
    return (
      <BigAction
        id="next-step"
        title="看懂最近一张账单"
        words={`${formatDay(latestBill.on, today())}的账单，一行一行讲给您听`}
        onTap={() => openBill(latestBill.setlId)}
      />
    );
  }
  return (
    <BigAction
      id="next-step"
      title="看看我有哪些保障"
      words="今年还没有账单，先看看三层保障怎么帮您"
      onTap={() => open('status')}
    />
  );
}

function Overview({ status }: { status: StatusReply }) {
  const { year, currentClass, latestBill } = status;
  const next = findNextThreshold(year.thresholds);
  return (
    <>
      <NextStep status={status} />
      <Card title={`${year.year} 年`}>
        <Figure money={year.selfPaid} words="到今天，您自己付了" />
        {next !== undefined && <ThresholdBar threshold={next} />}
      </Card>
      <List>
        <Cell
          id="to-status"
          title="我的保障"
          note={
            currentClass === null
              ? `${status.region.name}，现在没有救助身份`
              : `${status.region.name}，${currentClass.title}`
          }
          onTap={() => open('status')}
        />
        {latestBill !== null && (
          <Cell
            id="to-latest-bill"
            title="最近一张账单"
            note={formatDay(latestBill.on, today())}
            onTap={() => openBill(latestBill.setlId)}
          />
        )}
      </List>
    </>
  );
}

function Greeting({ person }: { person: SessionReply['person'] }) {
  return (
    <View className="lead">
      {person === null ? '您好，欢迎用医救通。' : `${person.name}，很高兴见到您。`}
    </View>
  );
}

/** Whom the page greets; and whether someone is bound, which another phone may have changed. */
function useSessionReply() {
  const standing = useStanding();
  const replied = useReply('session', standing === 'out' ? null : 'mine', api.getSession);
  const { reply } = replied;
  useEffect(() => {
    if (reply.state === 'ready' && reply.heldSince === null) session.markBound(reply.value.person !== null);
  }, [reply]);
  return reply.state === 'ready' ? reply.value.person : null;
}

export default function Home() {
  const standing = useStanding();
  const person = useSessionReply();
  const replied = useReply('status', standing === 'bound' ? 'now' : null, api.getStatus);
  useDidShow(() => {
    if (session.agreedVersion() === undefined) replaceAll('welcome');
  });
  return (
    <Page title={greeting()}>
      <Greeting person={person} />
      {standing === 'out' && (
        <BigAction
          id="next-step"
          title="登录"
          words="登录后，看看三层保障帮了您多少"
          onTap={() => goToSignIn('asked')}
        />
      )}
      {standing === 'unbound' && (
        <BigAction
          id="next-step"
          title="去认证"
          words="填姓名和身份证号，就能看到您的账单"
          onTap={() => open('binding')}
        />
      )}
      {standing === 'bound' && <Loaded from={replied}>{(status) => <Overview status={status} />}</Loaded>}
      <CareToggle />
    </Page>
  );
}
