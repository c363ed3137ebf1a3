/** One of the staff: where she works, her posts, whether she may sign in, and a new first sign-in. */
import { View } from '@tarojs/components';
import type { MemberPasswordReply, MemberReply, StaffRole } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { List, Toggle } from '../../../components/list';
import { Notice } from '../../../components/notice';
import { useConfirm } from '../../../components/use-confirm';
import { useAttempt } from '../../../services/use-attempt';
import { formatMoment } from '../../../text/date';
import type { Place } from '../organisations';
import { peopleApi } from '../people-api';
import { StaffTrouble } from '../staff-trouble';
import { AwayCard } from './away-card';
import { NumberCard } from './number-card';
import { RolesField } from './roles-field';
import { WhereField } from './where-field';

type Props = {
  member: MemberReply;
  organisations: readonly Place[];
  members: readonly MemberReply[];
  /** Nobody looks after her own account. */
  herself: boolean;
  again: () => Promise<void>;
  onReset: (reply: MemberPasswordReply) => void;
};

function Who({ member }: Pick<Props, 'member'>) {
  const { name, login, phone, enrolled, lastSignInAt, organisation } = member;
  const seen =
    lastSignInAt === null ? '还没有登录过' : `${formatMoment(lastSignInAt, new Date().toISOString())} 登录过`;
  return (
    <Card>
      <View className="who__name">{name}</View>
      <View className="who__note">{organisation.name}</View>
      <View className="who__note">
        登录名 {login}，手机 {phone}
      </View>
      <View className="who__note">
        {seen}
        {!enrolled && '，还没有绑验证器'}
      </View>
    </Card>
  );
}

const sameRoles = (one: readonly StaffRole[], other: readonly StaffRole[]): boolean =>
  one.length === other.length && one.every((role) => other.includes(role));

function Post({ member, organisations, again }: Pick<Props, 'member' | 'organisations' | 'again'>) {
  const own = organisations.find(
    ({ organisationId }) => organisationId === member.organisation.organisationId,
  );
  const [where, setWhere] = useState(own);
  const [roles, setRoles] = useState<StaffRole[]>(member.roles);
  const [active, setActive] = useState(member.state === 'active');
  const { busy, failure, attempt } = useAttempt();
  const [sure, dialog] = useConfirm();
  const state = active ? 'active' : 'disabled';
  const isSame = where === own && sameRoles(roles, member.roles) && state === member.state;
  const save = async () => {
    if (where === undefined) return;
    const question = {
      title: active ? '改这个人的岗位？' : '停用这个人？',
      words: active ? '改了以后，本人要重新登录。' : '停用以后马上登不上来。手上没办完的，请让同事接着办。',
      yes: active ? '改' : '停用',
      no: '不改',
    };
    if (!(await sure(question))) return;
    await attempt(async () => {
      await peopleApi.changeMember(member.staffId, { organisationId: where.organisationId, roles, state });
      await again();
    });
  };
  return (
    <Card title="单位和岗位">
      <WhereField
        organisations={organisations}
        chosen={where}
        onChoose={(place) => {
          setWhere(place);
          setRoles(roles.filter((role) => place.roles.includes(role)));
        }}
      />
      {where !== undefined && <RolesField fitting={where.roles} chosen={roles} onChange={setRoles} />}
      <List>
        <Toggle
          id="active"
          title="可以登录"
          note={active ? '关掉就是停用，随时能再打开' : '停用了：登不上来'}
          on={active}
          onChange={setActive}
        />
      </List>
      {roles.length === 0 && <Notice tone="warm">请至少选一样岗位。</Notice>}
      <StaffTrouble failure={failure} />
      <Button
        id="save"
        words={isSame ? '没有改动' : '保存'}
        busy={busy}
        disabled={isSame || roles.length === 0}
        onTap={() => void save()}
      />
      {dialog}
    </Card>
  );
}

function Reset({ member, onReset }: Pick<Props, 'member' | 'onReset'>) {
  const { busy, failure, attempt } = useAttempt();
  const [sure, dialog] = useConfirm();
  const reset = async () => {
    const question = {
      title: '重新给临时密码？',
      words: '原来的密码和验证器马上作废，正在用的登录也会断开。请先认准是本人。',
      yes: '重新给',
      no: '先不',
    };
    if (!(await sure(question))) return;
    await attempt(async () => onReset(await peopleApi.resetMember(member.staffId)));
  };
  return (
    <Card title="忘了密码、换了手机">
      <View className="card__text card__text_first">给一个临时密码，本人从头登录一次。</View>
      <StaffTrouble failure={failure} />
      <Button id="reset" kind="warn" words="重新给临时密码" busy={busy} onTap={() => void reset()} />
      {dialog}
    </Card>
  );
}

export function EditMember({ member, organisations, members, herself, again, onReset }: Props) {
  const active = member.state === 'active';
  return (
    <>
      <Who member={member} />
      {herself ? (
        <Notice tone="warm">自己的账号自己不能改，请找另一位管理员。</Notice>
      ) : (
        <>
          {!member.numbered && <NumberCard member={member} again={again} />}
          <Post member={member} organisations={organisations} again={again} />
          {active && <AwayCard member={member} members={members} again={again} />}
          {active && <Reset member={member} onReset={onReset} />}
          {member.numbered && <NumberCard member={member} again={again} />}
        </>
      )}
    </>
  );
}
