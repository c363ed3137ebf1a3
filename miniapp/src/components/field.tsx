import { Input, View } from '@tarojs/components';
import type { ReactNode } from 'react';

import { speak } from './speak';

type Props = {
  id: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
  onLeave?: () => void;
  /** The key that ends the typing: Enter, or the phone's 完成. */
  onDone?: () => void;
  /** `digit`: with a decimal point. */
  type?: 'text' | 'number' | 'digit' | 'idcard';
  maxLength: number;
  placeholder: string;
  /** Below the input; what is wrong takes its place, so that nothing moves under a finger. */
  hint: string;
  error?: string | null;
  /** Behind the input: a button that belongs to it. */
  aside?: ReactNode;
  /** What a browser may fill in by itself. */
  autoComplete?: 'name' | 'tel' | 'one-time-code' | 'username' | 'current-password' | 'new-password' | 'off';
  /** Dots instead of letters. */
  secret?: boolean;
};

/** One thing to type: its name above, a hint or what is wrong below. */
export function Field(props: Props) {
  const {
    id,
    label,
    value,
    onChange,
    onLeave,
    onDone,
    type = 'text',
    maxLength,
    placeholder,
    hint,
    error = null,
    aside,
    secret = false,
  } = props;
  const below = error ?? hint;
  // On H5 the real input sits inside Taro's element and takes its name from here.
  const web =
    process.env.TARO_ENV === 'h5'
      ? {
          nativeProps: {
            id: `${id}-input`,
            'aria-label': label,
            'aria-invalid': error !== null,
            'aria-describedby': `${id}-hint`,
            autocomplete: props.autoComplete ?? 'off',
            ...(type === 'number' ? { inputMode: 'numeric' } : {}),
            ...(type === 'digit' ? { inputMode: 'decimal' } : {}),
          },
        }
      : { 'aria-label': `${label}，${below}` };
  return (
    <View className="field">
      <View className="field__label" {...speak({ hidden: true })}>
        {label}
      </View>
      <View className={`field__box${error === null ? '' : ' field__box_wrong'}`}>
        <Input
          id={id}
          className="field__input"
          type={process.env.TARO_ENV === 'h5' ? 'text' : type}
          value={value}
          maxlength={maxLength}
          password={secret}
          placeholder={placeholder}
          placeholderClass="field__placeholder"
          onInput={(event) => onChange(event.detail.value)}
          {...(onLeave === undefined ? {} : { onBlur: onLeave })}
          {...(onDone === undefined ? {} : { onConfirm: onDone })}
          {...web}
        />
        {aside}
      </View>
      <View
        id={`${id}-hint`}
        className={error === null ? 'field__hint' : 'field__hint field__hint_wrong'}
        {...speak({ live: 'polite' })}
      >
        {below}
      </View>
    </View>
  );
}
