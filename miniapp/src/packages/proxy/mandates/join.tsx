import { View } from '@tarojs/components';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Trouble } from '../../../components/notice';
import { useAttempt } from '../../../services/use-attempt';
import { proxyApi } from '../proxy-api';

/** With the code that the village has given her. */
export function JoinVolunteers({ again }: { again: () => Promise<void> }) {
  const [code, setCode] = useState('');
  const { busy, trouble, attempt } = useAttempt();
  const join = () =>
    attempt(async () => {
      await proxyApi.join(code);
      await again();
    });
  return (
    <Card title="当志愿者">
      <Field
        id="invitation"
        label="邀请码"
        maxLength={16}
        placeholder="十个字母和数字"
        hint="向村里、社区或者志愿服务队要。"
        value={code}
        onChange={setCode}
      />
      <Trouble code={trouble} />
      <View className="actions">
        <Button
          id="join"
          kind="plain"
          words="加入"
          busy={busy}
          disabled={code.trim().length < 10}
          onTap={() => void join()}
        />
      </View>
    </Card>
  );
}
