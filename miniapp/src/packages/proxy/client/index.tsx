import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { ClientReply } from '@yijiutong/rules/contract';
import { useCallback, useEffect, useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Loaded } from '../../../components/loaded';
import { Notice, Trouble } from '../../../components/notice';
import { Page } from '../../../components/page';
import { Section } from '../../../components/section';
import { Tap } from '../../../components/tap';
import { rememberClient } from '../../../services/behalf';
import { openStep } from '../../../services/road';
import { useAttempt } from '../../../services/use-attempt';
import { useReply } from '../../../services/use-reply';
import { claimKinds, claimStates, filedWords } from '../../../text/claim';
import { formatMoment } from '../../../text/date';
import { proxyApi } from '../proxy-api';
import { standingOf, taskWords } from '../words';
import { ConsentStep } from './consent-step';

type Claim = ClientReply['claims'][number];
const beginnings = ['reimbursement', 'recognition'] as const;

function Standing({ client }: Pick<ClientReply, 'client'>) {
  const { words, tone } = standingOf(client);
  return (
    <Card title={client.name} aside={<View className={`tag tag_${tone}`}>{words}</View>}>
      <View className="lead">
        身份证 {client.certno}，{client.villageName ?? '没写住在哪个村'}
      </View>
      {client.tasks.map((task) => (
        <View key={`${task.kind}${task.claimId ?? ''}`} className="claim-row__wait">
          {taskWords(task)}
        </View>
      ))}
      {client.callBack === 'waits' && (
        <Notice tone="warm">委托书被抽中回访。村里、镇上会打电话或上门问本人，问过了才能批。</Notice>
      )}
    </Card>
  );
}

/** The number is shown by the call alone, and every look is written down. */
function Call({ client }: Pick<ClientReply, 'client'>) {
  const { busy, trouble, attempt } = useAttempt();
  const [phone, setPhone] = useState<string | null>(null);
  const call = () =>
    attempt(async () => {
      const known = await proxyApi.getPhone(client.mandateId);
      setPhone(known.phone);
      await Taro.makePhoneCall({ phoneNumber: known.phone }).catch(() => undefined);
    });
  return (
    <>
      <Trouble code={trouble} />
      {phone !== null && <View className="lead">手机 {phone}</View>}
      <Button id="call" kind="plain" words="打电话" busy={busy} onTap={() => void call()} />
    </>
  );
}

function ClaimRow({ claim }: { claim: Claim }) {
  const { words, tone } = claimStates[claim.state];
  return (
    <Tap
      id={`claim-${claim.claimId}`}
      className="bill-row"
      onTap={() => openStep(claim.state === 'draft' ? 'tasks' : 'claim', claim.claimId)}
    >
      <View className="bill-row__head">
        <View className="bill-row__place">{claimKinds[claim.kind]}</View>
        <View className={`tag tag_${tone}`}>{words}</View>
      </View>
      <View className="bill-row__note">
        {claim.number === null ? '还没有交' : `编号 ${claim.number}`}，
        {formatMoment(claim.changedAt, new Date().toISOString())}
      </View>
      {claim.number !== null && (
        <View className="bill-row__note">
          {filedWords(claim.filedBy) ?? '本人自己交的'}
          {claim.takenOver ? '，本人自己接着办了' : ''}
        </View>
      )}
    </Tap>
  );
}

function Begin({ client }: Pick<ClientReply, 'client'>) {
  const { busy, trouble, attempt } = useAttempt();
  const { scope, mandateId, name } = client;
  const start = (kind: (typeof beginnings)[number]) =>
    void attempt(async () => {
      const claim = await proxyApi.startFor({ mandateId, name }, kind);
      openStep('tasks', claim.claimId);
    });
  if (scope.by === 'claims') return null;
  return (
    <>
      <Trouble code={trouble} />
      <View className="actions">
        {beginnings
          .filter((kind) => scope.kinds.includes(kind))
          .map((kind, at) => (
            <Button
              key={kind}
              id={`start-${kind}`}
              kind={at === 0 ? 'primary' : 'plain'}
              words={`替本人申请：${claimKinds[kind]}`}
              busy={busy}
              onTap={() => start(kind)}
            />
          ))}
      </View>
    </>
  );
}

function Live({ reply }: { reply: ClientReply }) {
  const { client, claims } = reply;
  return (
    <>
      <Call client={client} />
      {claims.length > 0 && <Section title={`${client.name}的申请`} />}
      {claims.map((claim) => (
        <ClaimRow key={claim.claimId} claim={claim} />
      ))}
      <Begin client={client} />
    </>
  );
}

function useRemembered({ client, claims }: ClientReply): void {
  const { mandateId, name } = client;
  useEffect(() => {
    rememberClient({ mandateId, name }, [mandateId, ...claims.map(({ claimId }) => claimId)], []);
  }, [mandateId, name, claims]);
}

function Shown({ reply, put, again }: Parameters<typeof ConsentStep>[0]) {
  useRemembered(reply);
  const { client } = reply;
  const renews = client.tasks.some(({ kind }) => kind === 'renew');
  return (
    <>
      <Standing client={client} />
      {client.state === 'live' && <Live reply={reply} />}
      {(client.state === 'asked' || renews) && <ConsentStep reply={reply} put={put} again={again} />}
      {client.state === 'ended' && <View className="lead">要接着办，请重新问一问本人。</View>}
    </>
  );
}

export default function ClientPage() {
  const { mandate = '' } = useRouter().params;
  const get = useCallback((mandateId: string) => proxyApi.getClient(mandateId), []);
  const { reply, again, put } = useReply('client', mandate, get);
  return (
    <Page title="我帮的人" below>
      <Loaded from={{ reply, again, put }}>
        {(value) => <Shown reply={value} put={put} again={again} />}
      </Loaded>
    </Page>
  );
}
