import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { FollowUp, StaffSessionReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { useConfirm } from '../../../components/use-confirm';
import { useAttempt } from '../../../services/use-attempt';
import { useScreenReply } from '../../../services/use-reply';
import { formatMoment } from '../../../text/date';
import { followApi } from '../follow-api';
import { dueWords, followKinds, reasonWords, standingWords } from '../follow-words';
import { StaffPage } from '../frame';
import { useStaff } from '../staff-session';
import { StaffTrouble } from '../staff-trouble';
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
  const { busy, failure, attempt } = useAttempt();
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

/** Hers, or that of a colleague who is not there: anybody may take it again, and its day stays as it was. */
function GiveBack({ one, put, again }: Shown) {
  const { busy, failure, attempt } = useAttempt();
  const [sure, dialog] = useConfirm();
  if (!one.mayGiveBack) return null;
  const giveBack = async () => {
    const question = one.mine
      ? { title: '交回去？', words: '您不办了，同事都可以领。办完的日子不变。', yes: '交回去', no: '我来办' }
      : {
          title: '放回去？',
          words: `${one.takenBy?.name ?? '同事'}现在不在岗。放回去，谁都可以领。`,
          yes: '放回去',
          no: '先不',
        };
    if (!(await sure(question))) return;
    const done = await attempt(async () => put(await followApi.giveBack(one.followUpId, one.version)));
    if (!done) await again();
  };
  return (
    <>
      <StaffTrouble failure={failure} />
      <Button
        id="give-back"
        kind="plain"
        words={one.mine ? '我办不了，交回去' : '放回去，让别人办'}
        busy={busy}
        onTap={() => void giveBack()}
      />
      {dialog}
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
        <GiveBack one={one} put={put} again={again} />
      </>
    );
  }
  return (
    <>
      <Notice tone={one.state === 'taken' ? 'warm' : 'green'}>{standingWords(one)}。</Notice>
      <GiveBack one={one} put={put} again={again} />
    </>
  );
}

const askOne = (followUpId: string) => followApi.get(followUpId);

function One({ id, who }: { id: string; who: StaffSessionReply }) {
  const { reply, put, again } = useScreenReply(id, askOne);
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
