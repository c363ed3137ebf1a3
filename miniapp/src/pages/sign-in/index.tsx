import { View } from '@tarojs/components';
import Taro, { useDidShow, useRouter } from '@tarojs/taro';

import { Button } from '../../components/button';
import { Cell, List } from '../../components/list';
import { Notice } from '../../components/notice';
import { Trouble } from '../../components/notice';
import { Page } from '../../components/page';
import { api } from '../../services/api';
import { openDesk, replaceAll } from '../../services/road';
import { session } from '../../services/session';
import { useAttempt } from '../../services/use-attempt';
import { PhoneForm } from './phone-form';

type SignedIn = Awaited<ReturnType<typeof api.signInByPhone>>;

function enter({ token, bound }: SignedIn): void {
  session.begin(token, bound);
  replaceAll(bound ? 'home' : 'binding');
}

function WechatForm() {
  const { busy, trouble, attempt } = useAttempt();
  const signIn = async () => {
    const { code } = await Taro.login();
    enter(await api.signInByWechat({ code, privacyPolicyVersion: session.agreedVersion() ?? '' }));
  };
  return (
    <View className="actions">
      <Trouble code={trouble} />
      <Button id="wechat-sign-in" words="微信一键登录" busy={busy} onTap={() => void attempt(signIn)} />
    </View>
  );
}

export default function SignIn() {
  const ended = useRouter().params.ended === '1';
  useDidShow(() => {
    if (session.agreedVersion() === undefined) replaceAll('welcome');
  });
  return (
    <Page title="登录">
      {ended && <Notice tone="warm">您有一段时间没用了，为了安全，请重新登录。</Notice>}
      <View className="lead">登录后，只有您自己能看到您的账单。</View>
      {process.env.TARO_ENV === 'weapp' ? <WechatForm /> : <PhoneForm onSignedIn={enter} />}
      <List>
        <Cell id="to-desk" title="工作人员登录" onTap={openDesk} />
      </List>
    </Page>
  );
}
