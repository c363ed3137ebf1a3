import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { MemberPasswordReply, MemberReply, StaffSessionReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Empty, Loaded } from '../../../components/loaded';
import { useScreenReply } from '../../../services/use-reply';
import { StaffPage } from '../frame';
import type { Place } from '../organisations';
import { peopleApi } from '../people-api';
import { leaveStaff } from '../road';
import { ShownOnce } from '../shown-once';
import { useStaff } from '../staff-session';
import { EditMember } from './edit-member';
import { NewMember } from './new-member';

type Staff = { organisations: Place[]; members: MemberReply[] };

const askStaff = async (): Promise<Staff> => {
  const [organisations, members] = await Promise.all([
    peopleApi.listOrganisations(),
    peopleApi.listMembers(),
  ]);
  return { organisations, members };
};

/** The password for the first sign-in, until it was handed over. */
function Password({ reply, onOver }: { reply: MemberPasswordReply; onOver: () => void }) {
  const { member, temporaryPassword, expiresAt } = reply;
  return (
    <ShownOnce
      title={`${member.name} 的临时密码`}
      secret={temporaryPassword}
      expiresAt={expiresAt}
      onOver={onOver}
    >
      登录名是 {member.login}。请当面或者打电话告诉本人，不要发到群里。第一次登录要绑验证器、换成自己的密码。
    </ShownOnce>
  );
}

type PageProps = { staff: Staff; who: StaffSessionReply; again: () => Promise<void> };

function Member({ staff, who, again }: PageProps) {
  const { id, organisation } = useRouter().params;
  const [given, setGiven] = useState<MemberPasswordReply | null>(null);
  const { organisations, members } = staff;
  if (given !== null) {
    const over = () => {
      setGiven(null);
      if (id === undefined) leaveStaff();
      else void again();
    };
    return <Password reply={given} onOver={over} />;
  }
  if (id === undefined) {
    const first = organisations.find(({ organisationId }) => organisationId === organisation);
    return <NewMember organisations={organisations} first={first} onAdded={setGiven} />;
  }
  const member = members.find(({ staffId }) => staffId === id);
  if (member === undefined) {
    return <Empty title="没有找到这个人" next="可能调到别的地方了。请返回上一页看看。" />;
  }
  return (
    <EditMember
      key={JSON.stringify([member.organisation.organisationId, member.roles, member.state, member.numbered])}
      member={member}
      organisations={organisations}
      members={members}
      herself={member.staffId === who.staffId}
      again={again}
      onReset={setGiven}
    />
  );
}

function Content({ who }: { who: StaffSessionReply }) {
  const replied = useScreenReply('member', askStaff);
  return (
    <Loaded from={replied}>{(staff) => <Member staff={staff} who={who} again={replied.again} />}</Loaded>
  );
}

function Known() {
  const who = useStaff();
  return who === null ? null : <Content who={who} />;
}

export default function MemberPage() {
  const { id } = useRouter().params;
  return (
    <StaffPage title={id === undefined ? '加一个人' : '人员'} tab="people" below>
      <View className="desk__narrow">
        <Known />
      </View>
    </StaffPage>
  );
}
