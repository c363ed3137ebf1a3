import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import type { ClaimsReply, SessionReply, StatusReply } from '@yijiutong/rules/contract';
import { useEffect } from 'react';

import { BigAction } from '../../components/button';
import { Card } from '../../components/card';
import { CareToggle } from '../../components/care-toggle';
import { Cell, List } from '../../components/list';
import { Loaded, Waiting } from '../../components/loaded';
import { Figure } from '../../components/money';
import { Page } from '../../components/page';
import { ThresholdBar } from '../../components/threshold-bar';
import { api } from '../../services/api';
import { hasClaimConsent } from '../../services/claim-consent';
import { goToSignIn, open, openBill, openEstimate, openMessages, replaceAll } from '../../services/road';
import { session, useStanding } from '../../services/session';
import { useReply, type Loadable, type Replied } from '../../services/use-reply';
import { formatDay, greeting, today } from '../../text/date';
import { findNextThreshold } from '../../text/thresholds';
import { NextStep } from './next-step';

function Overview({ status, claims }: { status: StatusReply; claims: ClaimsReply | null }) {
  const { year, currentClass, latestBill } = status;
  const next = findNextThreshold(year.thresholds);
  return (
    <>
      <NextStep status={status} claims={claims} />
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

/** Whom the page greets and what she agreed to; and whether someone is bound, which another phone may have changed. */
function useSessionReply(): Loadable<SessionReply> {
  const standing = useStanding();
  const replied = useReply('session', standing === 'out' ? null : 'mine', api.getSession);
  const { reply } = replied;
  useEffect(() => {
    if (reply.state === 'ready' && reply.heldSince === null) session.markBound(reply.value.person !== null);
  }, [reply]);
  return reply;
}

/** The claims, where the consent for them stands; null where there is nothing to ask, or no answer. */
function useClaims(mine: Loadable<SessionReply>): Loadable<ClaimsReply | null> {
  const asks = mine.state === 'ready' && mine.value.person !== null && hasClaimConsent(mine.value);
  const { reply } = useReply('claims', asks ? 'mine' : null, api.listClaims);
  if (asks && reply.state !== 'failed') return reply;
  return mine.state === 'loading' ? mine : { state: 'ready', value: null, heldSince: null, failure: null };
}

/** How many messages wait, where that is known; the list itself says everything else. */
function MessagesCell() {
  const { reply } = useReply('unread', 'mine', api.countUnread);
  const unread = reply.state === 'ready' ? reply.value.unread : 0;
  const note = unread > 0 ? `有 ${unread} 条新的` : '申请的进展都在这里';
  return <Cell id="to-messages" title="消息" note={note} onTap={openMessages} />;
}

const asksEstimate = {
  title: '我家能救助多少',
  words: '不用登录，六步问完，马上看到',
  note: '六步问完，马上看到',
};

/** What can be touched waits until all is known: nothing may change or move under a finger. */
function Mine({ claims, status }: { claims: Loadable<ClaimsReply | null>; status: Replied<StatusReply> }) {
  if (claims.state !== 'ready' || status.reply.state === 'loading') return <Waiting />;
  return (
    <>
      <Loaded from={status}>{(value) => <Overview status={value} claims={claims.value} />}</Loaded>
      <List>
        <MessagesCell />
        <Cell id="to-estimate" {...asksEstimate} onTap={openEstimate} />
      </List>
    </>
  );
}

export default function Home() {
  const standing = useStanding();
  const mine = useSessionReply();
  const person = mine.state === 'ready' ? mine.value.person : null;
  const claims = useClaims(mine);
  const status = useReply('status', standing === 'bound' ? 'now' : null, api.getStatus);
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
      {standing === 'bound' ? (
        <Mine claims={claims} status={status} />
      ) : (
        <BigAction id="to-estimate" {...asksEstimate} onTap={openEstimate} />
      )}
      <CareToggle />
    </Page>
  );
}
