import { View } from '@tarojs/components';
import type { FollowUp, FollowUpKind, FollowUpsQuery, StaffSessionReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Choice } from '../../../components/list';
import { Empty, Loaded } from '../../../components/loaded';
import { Section } from '../../../components/section';
import { Tap } from '../../../components/tap';
import { useScreenReply } from '../../../services/use-reply';
import { followApi } from '../follow-api';
import { dueWords, followKinds, reasonWords, standingWords } from '../follow-words';
import { StaffPage } from '../frame';
import { LoadMore } from '../load-more';
import { openStaff } from '../road';
import { useStaff } from '../staff-session';
import { usePlaceNames } from '../use-place-names';

const looks = [
  { value: 'all', name: '全部' },
  { value: 'call', name: '打电话' },
  { value: 'visit', name: '上门' },
  { value: 'mine', name: '我在办的' },
] as const;
type Look = FollowUpsQuery['look'];

/** Which is waited for longest, by the day that was promised for its kind. */
const byDue = (one: FollowUp, other: FollowUp): number => one.dueAt.localeCompare(other.dueAt);

/** Village by village, the one with the most urgent first; whoever has no village is the county's. */
export function byVillage(followUps: readonly FollowUp[]): [code: string, people: FollowUp[]][] {
  const groups = new Map<string, FollowUp[]>();
  for (const one of [...followUps].sort(byDue)) {
    const code = one.village ?? one.place;
    groups.set(code, [...(groups.get(code) ?? []), one]);
  }
  return [...groups];
}

function Row({ one }: { one: FollowUp }) {
  const due = dueWords(one, new Date().toISOString());
  const kind: FollowUpKind = one.kind;
  return (
    <Tap
      id={`follow-${one.followUpId}`}
      className="bill-row"
      onTap={() => openStaff('follow-up', { id: one.followUpId })}
    >
      <View className="bill-row__head">
        <View className="bill-row__place">{one.name}</View>
        <View className={`tag tag_${kind === 'visit' ? 'warm' : 'green'}`}>{followKinds[kind]}</View>
      </View>
      <View className={`standing standing_${due.tone}`}>{due.words}</View>
      <View className="bill-row__note">
        {one.mandateId === null ? `要告诉：${one.title}` : '要问：委托书是不是自己签的'}
      </View>
      <View className="claim-row__wait">
        {reasonWords(one)}。{standingWords(one)}
      </View>
    </Tap>
  );
}

type NameOf = ReturnType<typeof usePlaceNames>;

function Rows({ shown, nameOf }: { shown: readonly FollowUp[]; nameOf: NameOf }) {
  const late = shown.filter(({ overdue }) => overdue).length;
  return (
    <>
      {late > 0 && <View className="notice notice_red">有 {late} 件超期了，请先办。</View>}
      {shown.length === 0 && <Empty title="现在没有要回访的" next="消息送不到本人的，过一天会排在这里。" />}
      {byVillage(shown).map(([code, people]) => (
        <View key={code}>
          <Section
            title={`${code.length > 6 ? nameOf(code) : `${nameOf(code)}，没写哪个村`}，${people.length} 人`}
          />
          {people.map((one) => (
            <Row key={one.followUpId} one={one} />
          ))}
        </View>
      ))}
    </>
  );
}

const askFirst = (look: Look) => followApi.list(look);

function Listed({ look, nameOf }: { look: Look; nameOf: NameOf }) {
  const replied = useScreenReply(look, askFirst);
  return (
    <Loaded from={replied}>
      {(shown) => (
        <>
          <Rows shown={shown.followUps} nameOf={nameOf} />
          <LoadMore
            shown={shown}
            ask={(after) => followApi.list(look, after)}
            append={(page) => replied.put({ ...page, followUps: [...shown.followUps, ...page.followUps] })}
          />
        </>
      )}
    </Loaded>
  );
}

function RowsOf({ who }: { who: StaffSessionReply }) {
  const [look, setLook] = useState<Look>('all');
  const nameOf = usePlaceNames(who.organisation.code);
  return (
    <>
      <Choice id="look" label="看哪些" options={looks} chosen={look} onChoose={setLook} />
      <Listed key={look} look={look} nameOf={nameOf} />
    </>
  );
}

function Content() {
  const who = useStaff();
  return who === null ? null : <RowsOf who={who} />;
}

export default function FollowUpsPage() {
  return (
    <StaffPage title="回访" tab="follow-ups">
      <View className="lead">消息送不到的人，要有人打电话或上门去说。</View>
      <Content />
    </StaffPage>
  );
}
