import { View } from '@tarojs/components';

import { drop, useUnsent } from '../services/upload';
import { useAttempt } from '../services/use-attempt';
import { countWords } from '../text/paper';
import { Button } from './button';
import { Notice } from './notice';
import { useConfirm } from './use-confirm';

/** Photos whose claim or paper is gone: they can never be sent, so here is the way to be rid of them. */
export function LeftOver() {
  const { leftOver: pages } = useUnsent();
  const { busy, attempt } = useAttempt();
  const [ask, dialog] = useConfirm();
  const remove = async () => {
    const title = `删掉这 ${countWords(pages)}？`;
    const words = '只删医救通里存的。您相册里的不会动。';
    if (!(await ask({ title, words, yes: '删掉', no: '留着' }))) return;
    await attempt(async () => {
      for (const { localId } of pages) await drop(localId);
    });
  };
  return (
    <>
      {pages.length > 0 && (
        <>
          <Notice tone="warm">
            这台手机上有 {countWords(pages)}
            没有送，现在用不上了：那份申请已经交了或者撤回了，或者那份材料不用交了。
          </Notice>
          <View className="actions">
            <Button
              id="remove-left-over"
              kind="plain"
              words={`删掉这 ${countWords(pages)}`}
              busy={busy}
              onTap={() => void remove()}
            />
          </View>
        </>
      )}
      {dialog}
    </>
  );
}
