/** 工作人员登录: login, password and the code, all three at once. It stands on whatever page was opened without a sign-in. */
import { View } from '@tarojs/components';
import type { StaffSignInReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../components/button';
import { Field } from '../../components/field';
import { Notice } from '../../components/notice';
import { goToTab } from '../../services/road';
import { useAttempt } from '../../services/use-attempt';
import { CodeField, isCode } from './code-field';
import { Enrol } from './enrol';
import { PasswordField } from './password-field';
import { staffApi } from './staff-api';
import { staffSession, useEnding } from './staff-session';
import { StaffTrouble } from './staff-trouble';

type Enrolling = Extract<StaffSignInReply, { state: 'enrolment' }>;
type Given = { login: string; password: string; code: string };

/** What the server would turn down unread. */
export function findGap({ login, password, code }: Given): string | null {
  if (login.trim() === '') return '请填登录名。';
  if (password === '') return '请填密码。';
  return code === '' || isCode(code) ? null : '动态码是 6 位数字。';
}

export function SignIn() {
  const [enrolling, setEnrolling] = useState<Enrolling | null>(null);
  if (enrolling !== null) return <Enrol enrolling={enrolling} onOver={() => setEnrolling(null)} />;
  return <Credentials onEnrol={setEnrolling} />;
}

function Credentials({ onEnrol }: { onEnrol: (enrolling: Enrolling) => void }) {
  const [given, setGiven] = useState<Given>({ login: '', password: '', code: '' });
  const [asked, setAsked] = useState(false);
  const { busy, failure, attempt } = useAttempt();
  const ending = useEnding();
  const gap = findGap(given);
  const fill = (name: keyof Given) => (text: string) => setGiven({ ...given, [name]: text });
  const signIn = () => {
    setAsked(true);
    if (gap !== null) return;
    void attempt(async () => {
      const { login, password, code } = given;
      const reply = await staffApi.signIn({ login, password, ...(code === '' ? {} : { code }) });
      if (reply.state === 'enrolment') onEnrol(reply);
      else staffSession.begin(reply.token);
    });
  };
  return (
    <View className="form desk__narrow">
      <View className="lead">给办申请的工作人员用。查自己家的账单，请点最下面的“返回”。</View>
      {ending === 'expired' && failure === null && (
        <Notice tone="warm">登录已过期，请重新登录。登录后接着看刚才的页面。</Notice>
      )}
      <Field
        id="login"
        label="登录名"
        value={given.login}
        onChange={fill('login')}
        maxLength={64}
        placeholder="单位发给您的登录名"
        hint="不分大小写"
        autoComplete="username"
      />
      <PasswordField
        id="password"
        label="密码"
        value={given.password}
        onChange={fill('password')}
        hint="第一次登录，填管理员告诉您的密码"
        autoComplete="current-password"
      />
      <CodeField
        value={given.code}
        onChange={fill('code')}
        hint="验证器 App 里的 6 位数字。第一次登录还没有，不用填"
        onDone={signIn}
      />
      {asked && gap !== null && <Notice tone="red">{gap}</Notice>}
      <StaffTrouble failure={failure} />
      <View className="actions">
        <Button id="staff-sign-in" words="登录" busy={busy} onTap={signIn} />
        <Button id="to-resident" kind="plain" words="我不是工作人员，返回" onTap={() => goToTab('me')} />
      </View>
    </View>
  );
}
