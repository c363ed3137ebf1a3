/** The first sign-in: an authenticator gets the key, and the password that the administrator knows is replaced. */
import { Image, Text, View } from '@tarojs/components';
import type { StaffSignInReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { CopyWords } from '../../components/copy-words';
import { Notice } from '../../components/notice';
import { useAttempt } from '../../services/use-attempt';
import { CodeField, isCode } from './code-field';
import { NewPassword, findPasswordGap } from './new-password';
import { drawPicture, readKey } from './otpauth';
import { staffApi } from './staff-api';
import { staffSession } from './staff-session';
import { StaffTrouble } from './staff-trouble';

type Enrolling = Extract<StaffSignInReply, { state: 'enrolment' }>;

const PICTURE = '验证器要扫的图';
const spoken =
  process.env.TARO_ENV === 'h5'
    ? { nativeProps: { alt: PICTURE } }
    : { 'aria-role': 'img', 'aria-label': PICTURE };

function Key({ uri }: { uri: string }) {
  const { secret, account, groups } = readKey(uri);
  const [picture] = useState(() => drawPicture(uri));
  return (
    <Card title="第一步：把密钥加到验证器">
      <View className="card__text card__text_first">
        在手机上打开验证器 App（腾讯身份验证器、Microsoft Authenticator 都行），点“加号”，扫下面的图：
      </View>
      <Image className="desk__picture" src={picture} {...spoken} />
      <View className="card__text">扫不了（比如就在这部手机上做），就选“手动输入”，照着填：</View>
      <View className="pair">
        <View className="pair__name">账户</View>
        <View className="pair__value">{account}</View>
      </View>
      <View className="card__label">密钥（按时间变化，6 位）</View>
      <Text className="desk__key" userSelect>
        {groups}
      </Text>
      <CopyWords words="复制密钥" write={() => secret} copied="复制好了。加好以后，别把它留在别处。" />
    </Card>
  );
}

export function Enrol({ enrolling, onOver }: { enrolling: Enrolling; onOver: () => void }) {
  const [code, setCode] = useState('');
  const [passwords, setPasswords] = useState({ first: '', second: '' });
  const [asked, setAsked] = useState(false);
  const { busy, failure, attempt } = useAttempt();
  const gap = isCode(code) ? findPasswordGap(passwords) : '请填验证器里的 6 位数字。';
  const enrol = () => {
    setAsked(true);
    if (gap !== null) return;
    void attempt(async () => {
      const { token } = await staffApi.enrol({
        enrolment: enrolling.enrolment,
        code,
        newPassword: passwords.first,
      });
      staffSession.begin(token);
    });
  };
  return (
    <View className="form desk__narrow">
      <View className="lead">您是第一次登录。请在 15 分钟内做完下面三步。</View>
      <Key uri={enrolling.otpauthUri} />
      <Card title="第二步：填验证器里的数字">
        <CodeField value={code} onChange={setCode} />
      </Card>
      <Card title="第三步：换成自己的密码">
        <NewPassword given={passwords} onChange={setPasswords} />
      </Card>
      {asked && gap !== null && <Notice tone="red">{gap}</Notice>}
      <StaffTrouble failure={failure} />
      <View className="actions">
        {failure?.code === 'staff_enrolment_expired' ? (
          <Button id="enrol-again" words="从头再来" onTap={onOver} />
        ) : (
          <Button id="enrol" words="做好了，登录" busy={busy} onTap={enrol} />
        )}
      </View>
    </View>
  );
}
