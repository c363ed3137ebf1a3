import { View } from '@tarojs/components';

import { SampleMark } from './sample';
import { Tap } from './tap';

type Props = {
  id: string;
  words: string;
  onTap: () => void;
  /** `primary`: the one thing to do here. `plain`: another. `warn`: cannot be undone. `small`: within a line. */
  kind?: 'primary' | 'plain' | 'warn' | 'small';
  busy?: boolean;
  disabled?: boolean;
};

const weui = {
  primary: 'weui-btn weui-btn_primary',
  plain: 'weui-btn weui-btn_default',
  warn: 'weui-btn weui-btn_warn',
  small: 'weui-btn weui-btn_default button_small',
};

export function Button({ id, words, onTap, kind = 'primary', busy = false, disabled = false }: Props) {
  return (
    <Tap id={id} className={`button ${weui[kind]}`} disabled={busy || disabled} onTap={onTap}>
      {busy && <View className="button__busy" />}
      {busy ? '请稍等…' : words}
    </Tap>
  );
}

type BigProps = {
  id: string;
  title: string;
  words: string;
  onTap: () => void;
  /** Whether an amount in the words rests on made-up figures. */
  sample?: boolean;
  busy?: boolean;
};

/** The one thing a person most likely came for, in one tap. */
export function BigAction({ id, title, words, onTap, sample = false, busy = false }: BigProps) {
  return (
    <Tap id={id} className="big" disabled={busy} onTap={onTap}>
      <View className="big__words">
        <View className="big__title">{title}</View>
        <View className="big__next">{words}</View>
        {sample && <SampleMark />}
      </View>
      <View className="big__arrow" />
    </Tap>
  );
}
