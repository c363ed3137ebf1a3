import { View } from '@tarojs/components';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Notice } from '../../../components/notice';
import { useAttempt } from '../../../services/use-attempt';
import { CodeField, isCode } from '../code-field';
import { NewPassword, findPasswordGap } from '../new-password';
import { PasswordField } from '../password-field';
import { staffApi } from '../staff-api';
import { StaffTrouble } from '../staff-trouble';

const blank = { password: '', code: '', first: '', second: '' };
type Typed = typeof blank;

function findGap({ password, code, ...passwords }: Typed): string | null {
  if (password === '') return '请填现在的密码。';
  return isCode(code) ? findPasswordGap(passwords) : '请填验证器里的 6 位数字。';
}

function Form({ onDone }: { onDone: () => void }) {
  const [typed, setTyped] = useState(blank);
  const [asked, setAsked] = useState(false);
  const { busy, failure, attempt } = useAttempt();
  const gap = findGap(typed);
  const change = () => {
    setAsked(true);
    if (gap !== null) return;
    const { password, code, first: newPassword } = typed;
    void attempt(async () => {
      await staffApi.changePassword({ password, code, newPassword });
      onDone();
    });
  };
  return (
    <>
      <PasswordField
        id="old-password"
        label="现在的密码"
        value={typed.password}
        onChange={(password) => setTyped({ ...typed, password })}
        hint="就是刚才登录用的"
        autoComplete="current-password"
      />
      <CodeField value={typed.code} onChange={(code) => setTyped({ ...typed, code })} />
      <NewPassword given={typed} onChange={(passwords) => setTyped({ ...typed, ...passwords })} />
      {asked && gap !== null && <Notice tone="red">{gap}</Notice>}
      <StaffTrouble failure={failure} />
      <View className="actions actions_inner">
        <Button id="change-password" words="换密码" busy={busy} onTap={change} />
      </View>
    </>
  );
}

export function PasswordCard() {
  const [state, setState] = useState<'closed' | 'open' | 'done'>('closed');
  return (
    <Card title="密码">
      {state === 'done' && <Notice tone="green">换好了。别处的登录都已经退出。</Notice>}
      {state === 'open' ? (
        <Form onDone={() => setState('done')} />
      ) : (
        <Button id="open-password" kind="plain" words="换一个密码" onTap={() => setState('open')} />
      )}
    </Card>
  );
}
