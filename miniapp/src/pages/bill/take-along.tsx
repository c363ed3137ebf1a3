import { View } from '@tarojs/components';
import type { BillReply } from '@yijiutong/rules/contract';

import { Button } from '../../components/button';
import { CopyWords } from '../../components/copy-words';
import { canPrint } from '../../services/print';
import { writeExplanation } from '../../text/explanation';

/** The explanation leaves the phone: on one sheet of paper, or as text where there is no printer. */
export function TakeAlong({ reply }: { reply: BillReply }) {
  if (reply.explanation.length === 0) return null;
  return (
    <View className="actions">
      {canPrint() ? (
        <Button id="print" kind="plain" words="打印这份说明" onTap={() => window.print()} />
      ) : (
        <CopyWords
          words="复制这份说明"
          write={() => writeExplanation(reply)}
          copied="复制好了，可以粘贴到微信里，发给家里人或者窗口。"
        />
      )}
    </View>
  );
}
