import { View } from '@tarojs/components';
import type { Client, ClientsReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { BigAction, Button } from '../../../components/button';
import { Cell, Choice, List } from '../../../components/list';
import { Empty, Loaded } from '../../../components/loaded';
import { Trouble } from '../../../components/notice';
import { Page } from '../../../components/page';
import { Section } from '../../../components/section';
import { Tap } from '../../../components/tap';
import { openProxy } from '../../../services/road';
import { useAttempt } from '../../../services/use-attempt';
import { useReply } from '../../../services/use-reply';
import { proxyApi } from '../proxy-api';
import { standingOf, taskWords } from '../words';

function ClientRow({ client }: { client: Client }) {
  const { mandateId, name, certno, villageName, tasks } = client;
  const { words, tone } = standingOf(client);
  const [first] = tasks;
  return (
    <Tap id={`client-${mandateId}`} className="bill-row" onTap={() => openProxy('client', mandateId)}>
      <View className="bill-row__head">
        <View className="bill-row__place">{name}</View>
        <View className={`tag tag_${tone}`}>{words}</View>
      </View>
      <View className="bill-row__note">
        {villageName ?? '没写住在哪个村'}，身份证 {certno}
      </View>
      {first !== undefined && (
        <View className="claim-row__wait">
          {taskWords(first)}
          {tasks.length > 1 ? `，还有 ${tasks.length - 1} 件` : ''}
        </View>
      )}
    </Tap>
  );
}

function byVillage(clients: readonly Client[]): [village: string, clients: Client[]][] {
  const groups = new Map<string, Client[]>();
  for (const client of clients) {
    if (client.tasks.every(({ kind }) => kind === 'wait')) continue;
    const village = client.villageName ?? '没写住在哪个村';
    groups.set(village, [...(groups.get(village) ?? []), client]);
  }
  return [...groups];
}

/** Whom to see in each village, and for what. */
function Villages({ clients }: { clients: readonly Client[] }) {
  const groups = byVillage(clients);
  if (groups.length === 0) return <Empty title="现在没有要做的事" next="有了会排在这里。" />;
  return (
    <>
      {groups.map(([village, people]) => (
        <View key={village}>
          <Section title={`${village}，${people.length} 人`} />
          {people.map((client) => (
            <ClientRow key={client.mandateId} client={client} />
          ))}
        </View>
      ))}
    </>
  );
}

const views = [
  { value: 'people', name: '按人看' },
  { value: 'villages', name: '按村看要做的' },
] as const;

type More = { shown: ClientsReply; put: (shown: ClientsReply) => void };

function LoadMore({ shown, put }: More) {
  const { busy, trouble, attempt } = useAttempt();
  const { next } = shown;
  if (next === null) return null;
  const load = () =>
    void attempt(async () => {
      const page = await proxyApi.listClients(next);
      put({ ...page, clients: [...shown.clients, ...page.clients] });
    });
  return (
    <>
      <Trouble code={trouble} />
      <Button id="more" kind="plain" words="再看一些" busy={busy} onTap={load} />
    </>
  );
}

function Clients({ shown, put }: More) {
  const { clients } = shown;
  const [view, setView] = useState<'people' | 'villages'>('people');
  return (
    <>
      <BigAction id="add-client" title="帮一个新的人" words="要本人先同意" onTap={() => openProxy('add')} />
      <Choice label="怎么排" options={views} chosen={view} onChoose={setView} />
      {view === 'villages' && <Villages clients={clients} />}
      {view === 'people' && clients.length === 0 && (
        <Empty title="还没有帮过人" next="点上面，问一个人要不要帮忙。" />
      )}
      {view === 'people' && clients.map((client) => <ClientRow key={client.mandateId} client={client} />)}
      <LoadMore shown={shown} put={put} />
      <List>
        <Cell id="to-sheet" title="今天要跑的" note="按村排好，可以打印" onTap={() => openProxy('sheet')} />
      </List>
    </>
  );
}

export default function ClientsPage() {
  const replied = useReply('clients', 'first', firstClients);
  return (
    <Page title="我帮的人" below>
      <Loaded from={replied}>
        {(shown) => (
          <>
            <View className="lead">{shown.organisation.name}。人是大家一起帮的，换了志愿者也接着办。</View>
            <Clients shown={shown} put={replied.put} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const firstClients = () => proxyApi.listClients();
