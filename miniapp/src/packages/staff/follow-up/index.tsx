import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { FollowUp, StaffSessionReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { formatMoment } from '../../../text/date';
import { followApi } from '../follow-api';
import { dueWords, followKinds, reasonWords, standingWords } from '../follow-words';
import { StaffPage } from '../frame';
import { useStaff } from '../staff-session';
import { StaffTrouble } from '../staff-trouble';
import { useDeskAttempt } from '../use-desk-attempt';
import { useDeskReply } from '../use-desk-reply';
import { usePlaceNames } from '../use-place-names';
import { Outcome } from './outcome';

type Shown = { one: FollowUp; put: (one: FollowUp) => void; again: () => Promise<void> };

function Facts({ one, place }: { one: FollowUp; place: string }) {
  const now = new Date().toISOString();
  const due = dueWords(one, now);
  const waits = one.state === 'open' || one.state === 'taken';
  return (
    <Card title={one.name} aside={<View className="tag tag_warm">{followKinds[one.kind]}</View>}>
      <View className="card__text card__text_first">{place}</View>
      {waits && <View className={`standing standing_${due.tone}`}>{due.words}</View>}
      <View className="claim-row__wait">{reasonWords(one)}。</View>
      <View className="claim-row__wait">
        {waits && `${standingWords(one)}。`}
        {formatMoment(one.openedAt, now)} 开始排的。
      </View>
    </Card>
  );
}

/** The number is on the screen of the one who works on it, and nowhere else; every look is written down. */
function Reach({ one }: { one: FollowUp }) {
  const { phone, kind } = one;
  const call = () => void Taro.makePhoneCall({ phoneNumber: phone ?? '' }).catch(() => undefined);
  if (phone === null) {
    return <View className="lead">{kind === 'call' ? '没有电话号码，请上门。' : '没有电话号码。'}</View>;
  }
  return (
    <>
      <View className="number">
        <View className="number__words">手机</View>
        <View className="number__digits">{phone}</View>
      </View>
      <Button id="call" kind={kind === 'call' ? 'primary' : 'plain'} words="打电话" onTap={call} />
    </>
  );
}

/** What is said, word by word; or what is asked. */
function ToSay({ one }: { one: FollowUp }) {
  return one.mandateId === null ? (
    <Card title={`告诉本人：${one.title}`}>
      <View>{one.body}</View>
    </Card>
  ) : (
    <Card title="问本人">
      <View>
        有一份签了字的委托书，请人替您办医疗救助。是您自己签的吗？要是没签过，我们马上停掉，谁也不能再替您办。
      </View>
      <View className="card__foot">消息里写的是：{one.body}</View>
    </Card>
  );
}

function Open({ one, put, again }: Shown) {
  const { busy, failure, attempt } = useDeskAttempt();
  const take = () =>
    void attempt(async () => put(await followApi.take(one.followUpId, one.version))).then(async (taken) => {
      // Somebody else was quicker, or it has changed: what is so now is looked at.
      if (!taken) await again();
    });
  return (
    <>
      <StaffTrouble failure={failure} />
      <View className="lead">点了「我来办」，才看得到姓名、电话和要说的话。</View>
      <Button id="take" words="我来办" busy={busy} onTap={take} />
    </>
  );
}

function Work({ one, put, again }: Shown) {
  if (one.state === 'open') return <Open one={one} put={put} again={again} />;
  if (one.state === 'taken' && one.mine) {
    return (
      <>
        <ToSay one={one} />
        <Reach one={one} />
        <Outcome one={one} put={put} again={again} />
      </>
    );
  }
  return <Notice tone={one.state === 'taken' ? 'warm' : 'green'}>{standingWords(one)}。</Notice>;
}

const askOne = (followUpId: string) => followApi.get(followUpId);

function One({ id, who }: { id: string; who: StaffSessionReply }) {
  const { reply, put, again } = useDeskReply(id, askOne);
  const nameOf = usePlaceNames(who.organisation.code);
  return (
    <Loaded from={{ reply, put, again }}>
      {(one) => (
        <>
          <Facts one={one} place={nameOf(one.village ?? one.place)} />
          <Work one={one} put={put} again={again} />
        </>
      )}
    </Loaded>
  );
}

function Content() {
  const who = useStaff();
  const { id = '' } = useRouter().params;
  return who === null ? null : <One id={id} who={who} />;
}

export default function FollowUpPage() {
  return (
    <StaffPage title="回访" tab="follow-ups" below>
      <Content />
    </StaffPage>
  );
}
