import { View } from '@tarojs/components';
import type { ConsentText } from '@yijiutong/rules/contract';
import { useCallback, useState } from 'react';

import { api } from '../services/api';
import { useAttempt } from '../services/use-attempt';
import { useReply } from '../services/use-reply';
import { Button } from './button';
import { Card } from './card';
import { ConsentSheet, ConsentTick } from './consent';
import { Loaded } from './loaded';
import { Notice, Trouble } from './notice';

const askText = async (): Promise<ConsentText | null> => {
  const { texts } = await api.listConsentTexts();
  return texts.find(({ kind }) => kind === 'claim_papers') ?? null;
};

function Asked({ text, onGiven }: { text: ConsentText; onGiven: () => Promise<void> }) {
  const [agreed, setAgreed] = useState(false);
  const [missed, setMissed] = useState(false);
  const [read, setRead] = useState(false);
  const close = useCallback(() => setRead(false), []);
  const { busy, trouble, attempt } = useAttempt();
  const give = () => {
    setMissed(!agreed);
    if (!agreed) return;
    void attempt(async () => {
      await api.grantConsent(text.kind, text.version);
      await onGiven();
    });
  };
  return (
    <>
      <Card title="申请以前，先看一条说明">
        <View className="card__text card__text_first">
          申请要用到您的病历、票据、身份证照片和银行卡号。您同意了，我们才能收。不同意也可以带上材料去窗口办，一样的。
        </View>
        <ConsentTick text={text} on={agreed} onChange={setAgreed} onRead={() => setRead(true)} />
        {missed && !agreed && <Notice tone="red">请先看说明。同意的话，在前面打上勾。</Notice>}
        {read && <ConsentSheet text={text} onClose={close} />}
      </Card>
      <Trouble code={trouble} />
      <View className="actions">
        <Button id="agree-and-go-on" words="同意，继续" busy={busy} onTap={give} />
      </View>
    </>
  );
}

/** The consent that papers and the bank account need, by its own tick, where a claim begins. */
export function ClaimConsent({ onGiven }: { onGiven: () => Promise<void> }) {
  const replied = useReply('consents', 'claim', askText);
  return <Loaded from={replied}>{(text) => text !== null && <Asked text={text} onGiven={onGiven} />}</Loaded>;
}
