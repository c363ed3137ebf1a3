import { View } from '@tarojs/components';
import type { StaffSessionReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { CareToggle } from '../../../components/care-toggle';
import { Cell, List } from '../../../components/list';
import { goToTab } from '../../../services/road';
import { useAttempt } from '../../../services/use-attempt';
import { formatMoment } from '../../../text/date';
import { roleNames } from '../case-words';
import { StaffPage } from '../frame';
import { startOver } from '../road';
import { staffApi } from '../staff-api';
import { staffSession, useStaff } from '../staff-session';
import { partsOf } from '../tabs';
import { AwayCard } from './away';
import { PasswordCard } from './password';
import { SessionsCard } from './sessions';

function Who({ who }: { who: StaffSessionReply }) {
  const ends = formatMoment(who.endsAt, new Date().toISOString());
  return (
    <Card>
      <View className="who__name">{who.name}</View>
      <View className="who__note">{who.organisation.name}</View>
      <View className="who__note">岗位：{who.roles.map((role) => roleNames[role]).join('、')}</View>
      <View className="who__note">登录名：{who.login}</View>
      <View className="who__note">这次登录最晚到 {ends}，很久不用会提前退出</View>
    </Card>
  );
}

function Leaving() {
  const { busy, attempt } = useAttempt();
  const signOut = () =>
    void attempt(async () => {
      try {
        await staffApi.signOut();
      } finally {
        // Without a network the token cannot be made void, but it leaves this phone all the same.
        staffSession.end();
        startOver();
      }
    });
  return (
    <View className="actions">
      <Button id="staff-sign-out" kind="plain" words="退出登录" busy={busy} onTap={signOut} />
    </View>
  );
}

function Content() {
  const who = useStaff();
  if (who === null) return null;
  const handlesCases = partsOf(who.roles).some(({ tab }) => tab === 'queue');
  return (
    <View className="desk__narrow">
      <Who who={who} />
      {handlesCases && <AwayCard />}
      <SessionsCard />
      <PasswordCard />
      <Card title="看得清楚">
        <CareToggle />
      </Card>
      <List>
        <Cell id="to-resident" title="回到群众用的页面" onTap={() => goToTab('me')} />
      </List>
      <Leaving />
    </View>
  );
}

export default function DeskMePage() {
  return (
    <StaffPage title="我的岗位" tab="desk-me">
      <Content />
    </StaffPage>
  );
}
