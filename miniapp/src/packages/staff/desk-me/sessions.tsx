import { View } from '@tarojs/components';
import type { StaffSessionsReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Loaded } from '../../../components/loaded';
import { useConfirm } from '../../../components/use-confirm';
import { useAttempt } from '../../../services/use-attempt';
import { useScreenReply } from '../../../services/use-reply';
import { formatMoment } from '../../../text/date';
import { startOver } from '../road';
import { staffApi } from '../staff-api';
import { staffSession } from '../staff-session';
import { StaffTrouble } from '../staff-trouble';

type Session = StaffSessionsReply['sessions'][number];

const askSessions = async () => (await staffApi.listSessions()).sessions;

type OneProps = { one: Session; busy: boolean; onEnd: () => void };

function OneSession({ one, busy, onEnd }: OneProps) {
  const now = new Date().toISOString();
  return (
    <View className="session-row">
      <View className="session-row__words">
        <View>{formatMoment(one.openedAt, now)} 登录</View>
        <View className="bill-row__note">最近用过：{formatMoment(one.lastSeenAt, now)}</View>
      </View>
      {one.current ? (
        <View className="tag tag_green">就是这里</View>
      ) : (
        <Button id={`end-${one.sessionId}`} kind="small" words="退出这一处" disabled={busy} onTap={onEnd} />
      )}
    </View>
  );
}

/** Where she is signed in: one that she does not know is ended at once. */
export function SessionsCard() {
  const replied = useScreenReply('all', askSessions);
  const { busy, failure, attempt } = useAttempt();
  const [ask, dialog] = useConfirm();
  const endOne = (sessionId: string) =>
    void attempt(async () => {
      await staffApi.endSession(sessionId);
      await replied.again();
    });
  const endAll = async () => {
    const words = '所有的电脑和手机都会退出，这里也要重新登录。';
    if (!(await ask({ title: '全部退出？', words, yes: '全部退出', no: '不退出' }))) return;
    await attempt(async () => {
      await staffApi.endAllSessions();
      staffSession.end();
      startOver();
    });
  };
  return (
    <Card title="在哪里登录着">
      <Loaded from={replied}>
        {(sessions) => (
          <>
            {sessions.map((one) => (
              <OneSession key={one.sessionId} one={one} busy={busy} onEnd={() => endOne(one.sessionId)} />
            ))}
            {sessions.length > 1 && (
              <Button id="end-all" kind="plain" words="全部退出" busy={busy} onTap={() => void endAll()} />
            )}
          </>
        )}
      </Loaded>
      <StaffTrouble failure={failure} />
      {dialog}
    </Card>
  );
}
