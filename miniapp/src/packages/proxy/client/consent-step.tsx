import { View } from '@tarojs/components';
import type { ClientReply, ConsentWay } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Choice } from '../../../components/list';
import { Trouble } from '../../../components/notice';
import { useAttempt } from '../../../services/use-attempt';
import { proxyApi } from '../proxy-api';
import { ways } from '../words';
import { Slip } from './slip';

type Props = { reply: ClientReply; put: (reply: ClientReply) => void; again: () => Promise<void> };

/** The six digits that she reads out. */
function Code({ reply, put }: Pick<Props, 'reply' | 'put'>) {
  const [code, setCode] = useState('');
  const { busy, trouble, attempt } = useAttempt();
  const { mandateId } = reply.client;
  return (
    <>
      <Field
        id="code"
        label="本人念的验证码"
        type="number"
        maxLength={6}
        placeholder="六个数字"
        hint="十分钟内有效。请本人看清短信再念。"
        value={code}
        onChange={setCode}
      />
      <Trouble code={trouble} />
      <View className="actions">
        <Button
          id="confirm-code"
          words="本人同意了"
          busy={busy}
          disabled={code.length !== 6}
          onTap={() => void attempt(async () => put(await proxyApi.confirmCode(mandateId, code)))}
        />
      </View>
    </>
  );
}

function Waiting({ again }: Pick<Props, 'again'>) {
  const { busy, attempt } = useAttempt();
  return (
    <View className="actions">
      <Button id="look-again" words="看看本人答了没有" busy={busy} onTap={() => void attempt(again)} />
    </View>
  );
}

function Answer({ way, ...props }: Props & { way: ConsentWay }) {
  switch (way) {
    case 'sms_code':
      return <Code {...props} />;
    case 'slip':
      return <Slip mandateId={props.reply.client.mandateId} onSent={props.put} />;
    case 'sms_reply':
    case 'account':
      return <Waiting again={props.again} />;
  }
}

const options = (Object.keys(ways) as ConsentWay[]).map((value) => ({ value, name: ways[value].name }));

/** How she is asked, what is read out to her, and what she answers with. */
export function ConsentStep(props: Props) {
  const { client, text } = props.reply;
  const [way, setWay] = useState<ConsentWay>(client.way);
  const { busy, trouble, attempt } = useAttempt();
  const ask = (chosen: ConsentWay) => {
    setWay(chosen);
    void attempt(async () => {
      await proxyApi.askAgain(client.mandateId, { way: chosen });
    });
  };
  return (
    <>
      <Card title="念给本人听">
        {text.body.map((line) => (
          <View key={line} className="lead">
            {line}
          </View>
        ))}
      </Card>
      <Card title={ways[way].name} tone="warm">
        <View className="lead">{ways[way].words}</View>
        <Answer {...props} way={way} />
      </Card>
      <Card title="换一种办法，或者再发一条">
        <Choice id="ask-by" label="换一种办法" options={options} chosen={way} onChoose={ask} />
        <Trouble code={trouble} />
        {way !== 'slip' && (
          <Button id="ask-again" kind="plain" words="再问一次" busy={busy} onTap={() => ask(way)} />
        )}
      </Card>
    </>
  );
}
