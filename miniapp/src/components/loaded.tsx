import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

import { goToSignIn, goToTab, open } from '../services/road';
import type { Replied } from '../services/use-reply';
import { formatMoment } from '../text/date';
import { wordsFor } from '../text/failures';
import { Button } from './button';
import { speak } from './speak';

type Props<T> = {
  from: Replied<T>;
  /** `isHeld`: the value is an older reply, and the page says so already. */
  children: (value: T, isHeld: boolean) => ReactNode;
};

/** A reply in each of its states: waiting, there, there but older, failed. */
export function Loaded<T>({ from, children }: Props<T>) {
  const { reply, again } = from;
  if (reply.state === 'loading') return <Waiting />;
  if (reply.state === 'failed') return <Failed code={reply.failure.code} again={() => void again()} />;
  return (
    <>
      {reply.heldSince !== null && (
        <Held since={reply.heldSince} code={reply.failure?.code ?? 'offline'} again={() => void again()} />
      )}
      {children(reply.value, reply.heldSince !== null)}
    </>
  );
}

export function Waiting() {
  return (
    <View className="waiting" {...speak({ role: 'status', label: '正在查，请稍等' })}>
      <View className="waiting__line waiting__line_wide" />
      <View className="waiting__block" />
      <View className="waiting__line" />
      <View className="waiting__line waiting__line_short" />
    </View>
  );
}

function Held({ since, code, again }: { since: string; code: string; again: () => void }) {
  const now = new Date().toISOString();
  return (
    <View className="held" {...speak({ role: 'status' })}>
      <View className="held__words">
        {wordsFor(code).title}。下面是 {formatMoment(since, now)} 看到的。
      </View>
      <Button id="retry" kind="small" words="再试一次" onTap={again} />
    </View>
  );
}

/** Where a failure leads: some are mended on another page. */
function wayOn(code: string, again: () => void): { words: string; go: () => void } {
  switch (code) {
    case 'session_required':
    case 'session_expired':
      return { words: '去登录', go: () => goToSignIn('asked') };
    case 'binding_required':
      return { words: '去认证', go: () => open('binding') };
    case 'consent_required':
    case 'consent_text_outdated':
      return { words: '去看说明', go: () => goToTab('me') };
    default:
      return { words: '再试一次', go: again };
  }
}

export function Failed({ code, again }: { code: string; again: () => void }) {
  const { title, next } = wordsFor(code);
  const way = wayOn(code, again);
  return (
    <View className="blank" {...speak({ role: 'alert' })}>
      <View className="blank__mark blank__mark_failed" {...speak({ hidden: true })} />
      <View className="blank__title">{title}</View>
      <View className="blank__next">{next}</View>
      <Button id="retry" kind="plain" words={way.words} onTap={way.go} />
    </View>
  );
}

type EmptyProps = { title: string; next: string; children?: ReactNode };

export function Empty({ title, next, children }: EmptyProps) {
  return (
    <View className="blank">
      <View className="blank__mark" {...speak({ hidden: true })} />
      <View className="blank__title">{title}</View>
      <View className="blank__next">{next}</View>
      {children}
    </View>
  );
}
