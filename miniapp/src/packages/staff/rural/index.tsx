/** 乡村振兴: the families of its place that ask for recognition; with an id in the address, one of them. */
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { RuralCasesReply } from '@yijiutong/rules/contract';

import { Empty, Loaded } from '../../../components/loaded';
import { Section } from '../../../components/section';
import { Tap } from '../../../components/tap';
import { useScreenReply } from '../../../services/use-reply';
import { formatMoment } from '../../../text/date';
import { stateNames } from '../case-words';
import { StaffPage } from '../frame';
import { openStaff } from '../road';
import { ruralApi, ruralLists } from '../rural-api';
import { useStaff } from '../staff-session';
import { Family } from './family';

type Case = RuralCasesReply['cases'][number];

function Row({ one }: { one: Case }) {
  const { claimId, person, village, state, submittedAt, said } = one;
  const sent = submittedAt === null ? '' : `${formatMoment(submittedAt, new Date().toISOString())} 提交`;
  return (
    <Tap id={`rural-${claimId}`} className="bill-row" onTap={() => openStaff('rural', { id: claimId })}>
      <View className="bill-row__head">
        <View className="bill-row__place">{person}</View>
        <View className={`tag tag_${said === null ? 'warm' : 'green'}`}>
          {said === null ? '还没说' : ruralLists[said]}
        </View>
      </View>
      <View className="bill-row__note">{village?.name ?? village?.code ?? '还没选哪个村'}</View>
      <View className="claim-row__wait">
        {stateNames[state].words}
        {sent === '' ? '' : `，${sent}`}
      </View>
    </Tap>
  );
}

function Rows({ cases }: { cases: readonly Case[] }) {
  const open = cases.filter(({ said }) => said === null);
  const done = cases.filter(({ said }) => said !== null);
  if (cases.length === 0) {
    return <Empty title="现在没有申请认定的" next="乡镇初审过的因病致贫认定申请，会排在这里。" />;
  }
  return (
    <>
      {open.length > 0 && <Section title={`请对一下名单，${open.length} 户`} />}
      {open.map((one) => (
        <Row key={one.claimId} one={one} />
      ))}
      {done.length > 0 && <Section title={`说过了，民政还没认定，${done.length} 户`} />}
      {done.map((one) => (
        <Row key={one.claimId} one={one} />
      ))}
    </>
  );
}

function List() {
  return <Loaded from={useScreenReply('rural', ruralApi.list)}>{(cases) => <Rows cases={cases} />}</Loaded>;
}

function Content({ id }: { id: string | undefined }) {
  if (useStaff() === null) return null;
  return id === undefined ? <List /> : <Family id={id} />;
}

export default function RuralPage() {
  const { id } = useRouter().params;
  return (
    <StaffPage title={id === undefined ? '认定名单' : '对名单'} tab="rural" below={id !== undefined}>
      {id === undefined && (
        <View className="lead">
          请看看申请人在不在您的名单里。由民政认定，您说的给民政参考；没有说，认定也照常办。
        </View>
      )}
      <Content id={id} />
    </StaffPage>
  );
}
