import { View } from '@tarojs/components';
import type { MemberReply, StaffSessionReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { BigAction, Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { List, Toggle } from '../../../components/list';
import { Empty, Loaded } from '../../../components/loaded';
import { Tap } from '../../../components/tap';
import { useScreenReply } from '../../../services/use-reply';
import { formatMoment, today } from '../../../text/date';
import { roleNames } from '../case-words';
import { StaffPage } from '../frame';
import { depthOf, inOrder, levelNames, type Place } from '../organisations';
import { peopleApi } from '../people-api';
import { openStaff } from '../road';
import { useStaff } from '../staff-session';

type Staff = { organisations: Place[]; members: MemberReply[] };

function standingOf(member: MemberReply): { words: string; tone: string } {
  const { state, enrolled, numbered, lastSignInAt, away } = member;
  if (state === 'disabled') return { words: '停用了', tone: 'quiet' };
  if (!numbered) return { words: '缺身份证号', tone: 'red' };
  if (away !== null && away.from <= today() && today() <= away.until)
    return { words: '不在岗', tone: 'warm' };
  if (!enrolled) return { words: '还没有第一次登录', tone: 'warm' };
  return lastSignInAt === null
    ? { words: '在用', tone: 'green' }
    : { words: `${formatMoment(lastSignInAt, new Date().toISOString())} 登录过`, tone: 'green' };
}

function Member({ member, herself }: { member: MemberReply; herself: boolean }) {
  const { staffId, name, login, roles, phone } = member;
  const { words, tone } = standingOf(member);
  return (
    <Tap id={`member-${staffId}`} className="bill-row" onTap={() => openStaff('member', { id: staffId })}>
      <View className="bill-row__head">
        <View className="bill-row__place">
          {name}
          {herself && '（您自己）'}
        </View>
        <View className={`tag tag_${tone}`}>{words}</View>
      </View>
      <View className="bill-row__note">
        {login}，{phone}
      </View>
      <View className="claim-row__wait">{roles.map((role) => roleNames[role]).join('、')}</View>
    </Tap>
  );
}

type BranchProps = { place: Place; depth: number; members: readonly MemberReply[]; who: StaffSessionReply };

/** One organisation with its people, as far in as it lies below others. */
function Branch({ place, depth, members, who }: BranchProps) {
  const [open, setOpen] = useState(members.length > 0);
  const { organisationId, name, level, roles } = place;
  return (
    <View className={`branch branch_${Math.min(depth, 3)}`}>
      <Tap
        id={`branch-${organisationId}`}
        className="branch__head"
        expanded={open}
        onTap={() => setOpen(!open)}
      >
        <View className={`branch__mark${open ? ' branch__mark_open' : ''}`} />
        <View className="branch__name">{name}</View>
        <View className="branch__note">
          {levelNames[level]}，{members.length === 0 ? '没有人' : `${members.length} 人`}
        </View>
      </Tap>
      {open &&
        members.map((member) => (
          <Member key={member.staffId} member={member} herself={member.staffId === who.staffId} />
        ))}
      {open && roles.length > 0 && (
        <Button
          id={`add-to-${organisationId}`}
          kind="small"
          words="在这里加一个人"
          onTap={() => openStaff('member', { organisation: organisationId })}
        />
      )}
    </View>
  );
}

function matches(text: string, place: Place, { name, login }: MemberReply): boolean {
  return [place.name, name, login].some((one) => one.includes(text));
}

/** Organisations in their order, each with those of its people that are sought. */
function listBranches({ organisations, members }: Staff, text: string, empty: boolean) {
  return inOrder(organisations).flatMap((place) => {
    const own = members.filter(({ organisation }) => organisation.organisationId === place.organisationId);
    const found = own.filter((member) => matches(text, place, member));
    const isSought = found.length > 0 || (own.length === 0 && empty && place.name.includes(text));
    return isSought ? [{ place, depth: depthOf(place, organisations), members: found }] : [];
  });
}

function Tree({ staff, who }: { staff: Staff; who: StaffSessionReply }) {
  const [text, setText] = useState('');
  const [empty, setEmpty] = useState(false);
  const sought = text.trim();
  const branches = listBranches(staff, sought, empty);
  return (
    <>
      <BigAction
        id="add-member"
        title="加一个人"
        words="给登录名、岗位和临时密码"
        onTap={() => openStaff('member')}
      />
      <View className="field_first">
        <Field
          id="sought"
          label="找人、找单位"
          value={text}
          onChange={setText}
          maxLength={30}
          placeholder="姓名、登录名或者单位"
          hint={`一共 ${staff.members.length} 人，${staff.organisations.length} 个单位`}
        />
      </View>
      <List>
        <Toggle id="empty" title="没有人的单位也列出来" on={empty} onChange={setEmpty} />
      </List>
      {branches.length === 0 && <Empty title="没有找到" next="换几个字再找，或者把没有人的单位也列出来。" />}
      {branches.map((branch) => (
        <Branch key={branch.place.organisationId} {...branch} who={who} />
      ))}
    </>
  );
}

const askStaff = async (): Promise<Staff> => {
  const [organisations, members] = await Promise.all([
    peopleApi.listOrganisations(),
    peopleApi.listMembers(),
  ]);
  return { organisations, members };
};

function People({ who }: { who: StaffSessionReply }) {
  return (
    <Loaded from={useScreenReply('people', askStaff)}>{(staff) => <Tree staff={staff} who={who} />}</Loaded>
  );
}

function Content() {
  const who = useStaff();
  return who === null ? null : <People who={who} />;
}

export default function PeoplePage() {
  return (
    <StaffPage title="人员" tab="people">
      <Content />
    </StaffPage>
  );
}
