import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useCallback, useState, type ReactNode } from 'react';

import { Button } from './button';
import { Sheet } from './sheet';

type Question = { title: string; words: string; yes: string; no?: string };
type Open = Question & { answer: (yes: boolean) => void };

/**
 * Asks before something that matters. On the weapp, WeChat's own dialog; in a browser a sheet of ours, for Taro's
 * imitation has no name for a screen reader, takes no keyboard and is too pale. Without `no` it only tells.
 */
export function useConfirm(): [ask: (question: Question) => Promise<boolean>, dialog: ReactNode] {
  const [open, setOpen] = useState<Open | null>(null);
  const ask = useCallback(async (question: Question): Promise<boolean> => {
    // Two branches, not an early return: only a branch is left out of the other build, with the window it would open.
    if (process.env.TARO_ENV === 'h5') {
      return new Promise((answer) => setOpen({ ...question, answer }));
    } else {
      const { title, words, yes, no } = question;
      const { confirm } = await Taro.showModal({
        title,
        content: words,
        confirmText: yes,
        showCancel: no !== undefined,
        ...(no === undefined ? {} : { cancelText: no }),
      });
      return confirm;
    }
  }, []);
  const settle = (yes: boolean) => {
    setOpen(null);
    open?.answer(yes);
  };
  return [ask, open === null ? null : <Confirm open={open} settle={settle} />];
}

function Confirm({ open, settle }: { open: Open; settle: (yes: boolean) => void }) {
  const { title, words, yes, no } = open;
  return (
    <Sheet title={title} onClose={() => settle(false)}>
      <View className="clause__text">{words}</View>
      <View className="actions">
        <Button
          id="confirm-yes"
          kind={no === undefined ? 'primary' : 'warn'}
          words={yes}
          onTap={() => settle(true)}
        />
        {no !== undefined && <Button id="confirm-no" kind="plain" words={no} onTap={() => settle(false)} />}
      </View>
    </Sheet>
  );
}
