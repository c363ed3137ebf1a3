import { Button as NativeButton, View } from '@tarojs/components';
import type { ConsentText } from '@yijiutong/rules/contract';
import { useEffect, useState } from 'react';

import { BigAction, Button } from '../../components/button';
import { Card } from '../../components/card';
import { CareToggle } from '../../components/care-toggle';
import { ConsentWords } from '../../components/consent';
import { Loaded } from '../../components/loaded';
import { Notice } from '../../components/notice';
import { Page } from '../../components/page';
import { speak } from '../../components/speak';
import { api } from '../../services/api';
import { AGREE_BUTTON, answerPrivacyGate, needsWechatAgreement } from '../../services/privacy';
import { openEstimate, replaceAll } from '../../services/road';
import { session } from '../../services/session';
import { useReply } from '../../services/use-reply';

const shields = [
  { name: '第一层', words: '基本医保先报' },
  { name: '第二层', words: '花得多，大病保险再报' },
  { name: '第三层', words: '家里困难，医疗救助再帮' },
];

function Shields() {
  return (
    <View className="shields">
      {shields.map(({ name, words }, at) => (
        <View key={name} className={`shields__one shields__one_${at + 1}`}>
          <View className="shields__name">{name}</View>
          <View className="shields__words">{words}</View>
        </View>
      ))}
    </View>
  );
}

/** On the weapp WeChat wants the agreement pressed on a button of its own kind. */
function AgreeButton({ onAgree }: { onAgree: () => void }) {
  const [byWechat, setByWechat] = useState<boolean | null>(null);
  useEffect(() => void needsWechatAgreement().then(setByWechat), []);
  // A button that is exchanged for another under the finger takes no tap.
  if (byWechat === null) return null;
  if (!byWechat) return <Button id={AGREE_BUTTON} words="同意，开始使用" onTap={onAgree} />;
  return (
    <NativeButton
      id={AGREE_BUTTON}
      className="button weui-btn weui-btn_primary"
      openType="agreePrivacyAuthorization"
      onAgreePrivacyAuthorization={onAgree}
    >
      同意，开始使用
    </NativeButton>
  );
}

function Agreement({ text }: { text: ConsentText }) {
  const [refused, setRefused] = useState(false);
  const agree = () => {
    session.agree(text.version);
    answerPrivacyGate(true);
    replaceAll(session.isSignedIn() ? 'home' : 'sign-in');
  };
  const refuse = () => {
    session.disagree();
    answerPrivacyGate(false);
    setRefused(true);
  };
  return (
    <>
      <Card title={text.title}>
        <ConsentWords text={text} />
      </Card>
      {refused && (
        <View {...speak({ role: 'status' })}>
          <Notice tone="warm">
            没关系。您不同意，我们就不收您的任何资料，也不能帮您查账单。想好了随时回来点“同意”。也可以打 12393
            医保热线问。
          </Notice>
        </View>
      )}
      <View className="actions">
        <AgreeButton onAgree={agree} />
        <Button id="disagree" kind="plain" words="不同意" onTap={refuse} />
      </View>
    </>
  );
}

const askPrivacyText = async () => {
  const { texts } = await api.listConsentTexts();
  return texts.find(({ kind }) => kind === 'privacy_policy') ?? null;
};

export default function Welcome() {
  const replied = useReply('privacy', 'text', askPrivacyText);
  return (
    <Page title="医救通">
      <View className="lead">
        家里有人生了大病，国家有三层保障帮您。医救通让您看清：谁帮您付了多少，还能领多少。
      </View>
      <Shields />
      <BigAction
        id="to-estimate"
        title="我家能救助多少"
        words="不用登录，六步问完，马上看到"
        onTap={openEstimate}
      />
      <CareToggle />
      <Loaded from={replied}>{(text) => text !== null && <Agreement text={text} />}</Loaded>
    </Page>
  );
}
