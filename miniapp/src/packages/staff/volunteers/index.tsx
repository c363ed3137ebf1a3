import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { InvitationReply, VolunteersReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { BigAction, Button } from '../../../components/button';
import { Empty, Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { Section } from '../../../components/section';
import { useConfirm } from '../../../components/use-confirm';
import { useAttempt } from '../../../services/use-attempt';
import { useScreenReply } from '../../../services/use-reply';
import { formatDay, today } from '../../../text/date';
import { ChooseOrganisation } from '../choose-organisation';
import { StaffPage } from '../frame';
import type { Place } from '../organisations';
import { peopleApi } from '../people-api';
import { ShownOnce } from '../shown-once';
import { StaffTrouble } from '../staff-trouble';

type Volunteer = VolunteersReply['volunteers'][number];
type Helping = { organisations: Place[]; volunteers: Volunteer[] };

function Row({ volunteer, onRemoved }: { volunteer: Volunteer; onRemoved: () => Promise<void> }) {
  const { volunteerId, name, phone, since, organisation } = volunteer;
  const { busy, failure, attempt } = useAttempt();
  const [whole, setWhole] = useState<string | null>(null);
  const [sure, dialog] = useConfirm();
  const remove = async () => {
    const question = {
      title: `请 ${name} 退出？`,
      words: `马上不再是${organisation.name}的志愿者。帮着办的人还在，由别的志愿者接着办。`,
      yes: '退出',
      no: '不退',
    };
    if (!(await sure(question))) return;
    await attempt(async () => {
      await peopleApi.removeVolunteer(volunteerId);
      await onRemoved();
    });
  };
  /** The number is told on a tap alone, and each look is written down. */
  const call = () =>
    void attempt(async () => {
      const { phone: number } = await peopleApi.getVolunteerPhone(volunteerId);
      setWhole(number);
      if (number !== null) await Taro.makePhoneCall({ phoneNumber: number }).catch(() => undefined);
    });
  return (
    <View className="bill-row">
      <View className="bill-row__place">{name}</View>
      <View className="bill-row__note">
        {formatDay(today(since), today())}加入，{phone === null ? '没有留手机号' : `手机 ${whole ?? phone}`}
      </View>
      <StaffTrouble failure={failure} />
      <View className="queue-row__acts">
        {phone !== null && (
          <Button id={`call-${volunteerId}`} kind="small" words="打电话" busy={busy} onTap={call} />
        )}
        <Button
          id={`remove-${volunteerId}`}
          kind="small"
          words="请他退出"
          busy={busy}
          onTap={() => void remove()}
        />
      </View>
      {dialog}
    </View>
  );
}

/** Where there is one organisation only, it is that one. */
function Invite({ organisations }: { organisations: readonly Place[] }) {
  const [choosing, setChoosing] = useState(false);
  const [given, setGiven] = useState<InvitationReply | null>(null);
  const { busy, failure, attempt } = useAttempt();
  const [only, second] = organisations;
  const invite = ({ organisationId }: Place) => {
    setChoosing(false);
    void attempt(async () => setGiven(await peopleApi.invite(organisationId)));
  };
  if (given !== null) {
    const { code, expiresAt, organisation } = given;
    const spaced = `${code.slice(0, 5)} ${code.slice(5)}`;
    return (
      <ShownOnce title="邀请码" secret={spaced} expiresAt={expiresAt} onOver={() => setGiven(null)}>
        加入 {organisation.name}
        。告诉本人：登录医救通，在「我的」「代办」里填。一个码只能用一次，谁先填谁加入。
      </ShownOnce>
    );
  }
  if (only === undefined) return <Notice tone="warm">这里还没有能收志愿者的村、社区或者服务队。</Notice>;
  return (
    <>
      <BigAction
        id="invite"
        title="请一个志愿者"
        words="给一个邀请码，本人自己填"
        busy={busy}
        onTap={() => (second === undefined ? invite(only) : setChoosing(true))}
      />
      <StaffTrouble failure={failure} />
      {choosing && (
        <ChooseOrganisation
          title="加入哪里"
          organisations={organisations}
          onChoose={invite}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

function byOrganisation(volunteers: readonly Volunteer[]): [name: string, own: Volunteer[]][] {
  const groups = new Map<string, Volunteer[]>();
  for (const one of volunteers)
    groups.set(one.organisation.name, [...(groups.get(one.organisation.name) ?? []), one]);
  return [...groups];
}

function Volunteers({ helping, again }: { helping: Helping; again: () => Promise<void> }) {
  const [removed, setRemoved] = useState<string | null>(null);
  const { organisations, volunteers } = helping;
  return (
    <>
      <Invite organisations={organisations.filter(({ takesVolunteers }) => takesVolunteers)} />
      {removed !== null && <Notice tone="green">{removed} 退出了。</Notice>}
      {volunteers.length === 0 && <Empty title="还没有志愿者" next="点上面，请一个。" />}
      {byOrganisation(volunteers).map(([name, own]) => (
        <View key={name}>
          <Section title={`${name}，${own.length} 人`} />
          {own.map((one) => (
            <Row
              key={one.volunteerId}
              volunteer={one}
              onRemoved={() => {
                setRemoved(one.name);
                return again();
              }}
            />
          ))}
        </View>
      ))}
    </>
  );
}

const askHelping = async (): Promise<Helping> => {
  const [organisations, volunteers] = await Promise.all([
    peopleApi.listOrganisations(),
    peopleApi.listVolunteers(),
  ]);
  return { organisations, volunteers };
};

function Content() {
  const replied = useScreenReply('volunteers', askHelping);
  return (
    <Loaded from={replied}>{(helping) => <Volunteers helping={helping} again={replied.again} />}</Loaded>
  );
}

export default function VolunteersPage() {
  return (
    <StaffPage title="志愿者" tab="volunteers">
      <View className="lead">志愿者帮群众填申请、拍材料。看得到谁，由群众自己同意。</View>
      <Content />
    </StaffPage>
  );
}
