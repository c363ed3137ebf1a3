import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';

import { Button } from '../../components/button';
import { Field } from '../../components/field';
import { Trouble } from '../../components/notice';
import { api } from '../../services/api';
import { session } from '../../services/session';
import { useAttempt } from '../../services/use-attempt';

const PHONE = /^1[3-9]\d{9}$/;
const CODE = /^\d{6}$/;

/** Seconds until a code may be asked for again; counts by the clock, for a browser slows timers in the background. */
function useCountdown(): [number, (seconds: number) => void] {
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (until === 0) return;
    const tick = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(seconds);
      if (seconds === 0) setUntil(0);
    }, 500);
    return () => clearInterval(tick);
  }, [until]);
  const start = (seconds: number) => {
    setLeft(seconds);
    setUntil(Date.now() + seconds * 1000);
  };
  return [left, start];
}

/** A code, and the wait for the next one, belong to the number that it was sent to. */
function useSentCode(phone: string) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [left, startCountdown] = useCountdown();
  const sent = sentTo === phone;
  const begin = (seconds: number) => {
    setSentTo(phone);
    startCountdown(seconds);
  };
  return { sent, left: sent ? left : 0, begin };
}

function sendWords(secondsLeft: number, sent: boolean): string {
  if (secondsLeft > 0) return `${secondsLeft} 秒后重发`;
  return sent ? '重新获取' : '获取验证码';
}

/** The server knows no code that holds: it ran out, or for this number none was asked for here. */
const codeTrouble = (trouble: string | null, sent: boolean): string | null =>
  trouble === 'sms_code_expired' && !sent ? 'sms_code_unasked' : trouble;

type Props = { onSignedIn: (reply: Awaited<ReturnType<typeof api.signInByPhone>>) => void };
type Wrong = { phone?: string; code?: string };

function checkForm({ phone, code }: { phone: string; code?: string }): Wrong {
  return {
    ...(PHONE.test(phone) ? {} : { phone: '请填 11 位手机号。' }),
    ...(code === undefined || CODE.test(code) ? {} : { code: '请填短信里的 6 位数字。' }),
  };
}

export function PhoneForm({ onSignedIn }: Props) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<Wrong>({});
  const { sent, left, begin } = useSentCode(phone);
  const sending = useAttempt();
  const entering = useAttempt();

  const sendCode = () => {
    const found = checkForm({ phone });
    setWrong(found);
    if (found.phone !== undefined) return;
    void sending.attempt(async () => {
      const { resendAfterSeconds } = await api.sendSmsCode(phone);
      begin(resendAfterSeconds);
    });
  };
  const signIn = () => {
    const found = checkForm({ phone, code });
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    void entering.attempt(async () => {
      const privacyPolicyVersion = session.agreedVersion() ?? '';
      onSignedIn(await api.signInByPhone({ phone, code, privacyPolicyVersion }));
    });
  };

  return (
    <View className="form">
      <Field
        id="phone"
        label="手机号"
        type="number"
        maxLength={11}
        placeholder="11 位手机号"
        hint="没有账号也能登录，会自动建好。"
        autoComplete="tel"
        value={phone}
        onChange={setPhone}
        error={wrong.phone ?? null}
      />
      <Field
        id="code"
        label="短信验证码"
        type="number"
        maxLength={6}
        placeholder="6 位数字"
        hint={sent ? '验证码已发到您的手机，请看短信。' : '先点“获取验证码”，再看短信。'}
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        error={wrong.code ?? null}
        aside={
          <Button
            id="send-code"
            kind="small"
            words={sendWords(left, sent)}
            busy={sending.busy}
            disabled={left > 0}
            onTap={sendCode}
          />
        }
      />
      <Trouble code={sending.trouble ?? codeTrouble(entering.trouble, sent)} />
      <View className="actions">
        <Button id="sign-in" words="登录" busy={entering.busy} onTap={signIn} />
      </View>
    </View>
  );
}
