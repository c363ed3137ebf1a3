import { View } from '@tarojs/components';
import type { BillReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../components/button';
import { speak } from '../../components/speak';
import { canPrint, copyText } from '../../services/print';
import { writeExplanation } from '../../text/explanation';

const told = {
  none: '',
  copied: '复制好了，可以粘贴到微信里，发给家里人或者窗口。',
  failed: '没有复制成，请再点一次。',
};

/** The words of the explanation into the clipboard, where there is no printer. */
function CopyWords({ reply }: { reply: BillReply }) {
  const [result, setResult] = useState<keyof typeof told>('none');
  const copy = () =>
    void copyText(writeExplanation(reply)).then(
      () => setResult('copied'),
      () => setResult('failed'),
    );
  return (
    <>
      <Button id="copy-words" kind="plain" words="复制这份说明" onTap={copy} />
      <View className="end" {...speak({ live: 'polite' })}>
        {told[result]}
      </View>
    </>
  );
}

/** The explanation leaves the phone: on one sheet of paper, or as text. */
export function TakeAlong({ reply }: { reply: BillReply }) {
  if (reply.explanation.length === 0) return null;
  return (
    <View className="actions">
      {canPrint() ? (
        <Button id="print" kind="plain" words="打印这份说明" onTap={() => window.print()} />
      ) : (
        <CopyWords reply={reply} />
      )}
    </View>
  );
}
