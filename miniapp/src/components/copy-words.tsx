import { Text, View } from '@tarojs/components';
import { useState } from 'react';

import { copyText } from '../services/print';
import { Button } from './button';
import { speak } from './speak';

type Props = {
  /** Of the button. */
  words: string;
  write: () => string;
  /** Whom it can be sent to. */
  copied: string;
};

/** Words into the clipboard. The browser inside WeChat may have none: then they are there to be held and copied by hand. */
export function CopyWords({ words, write, copied }: Props) {
  const [result, setResult] = useState<'none' | 'copied' | 'failed'>('none');
  const copy = () =>
    void copyText(write()).then(
      () => setResult('copied'),
      () => setResult('failed'),
    );
  return (
    <>
      <Button id="copy-words" kind="plain" words={words} onTap={copy} />
      <View className="end" {...speak({ live: 'polite' })}>
        {result === 'copied' && copied}
        {result === 'failed' && '没有复制成。请按住下面的文字，自己复制。'}
      </View>
      {result === 'failed' && (
        <Text className="copy__text" userSelect>
          {write()}
        </Text>
      )}
    </>
  );
}
