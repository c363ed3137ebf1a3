import { useEffect, useState } from 'react';

import { askToSubscribe, canSubscribe, prepareToSubscribe } from '../services/subscribe';
import { useAttempt } from '../services/use-attempt';
import { Button } from './button';
import { Notice, Trouble } from './notice';

/** In WeChat only: what she allows here comes as a WeChat message, and no SMS is needed. */
export function SubscribeButton() {
  const [allowed, setAllowed] = useState<number | null>(null);
  const { busy, trouble, attempt } = useAttempt();
  const [ready, setReady] = useState(false);
  useEffect(() => void prepareToSubscribe().then(setReady, () => undefined), []);
  if (!canSubscribe || !ready) return null;
  const ask = () => void attempt(async () => setAllowed(await askToSubscribe()));
  return (
    <>
      <Button id="subscribe" kind="plain" words="有进展时，微信告诉我" busy={busy} onTap={ask} />
      {allowed !== null && (
        <Notice tone="green">
          {allowed > 0 ? '好的，有进展会用微信告诉您。' : '没有打开微信提醒，有进展会发短信。'}
        </Notice>
      )}
      <Trouble code={trouble} />
    </>
  );
}
