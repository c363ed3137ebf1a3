import type { CommonEventFunction } from '@tarojs/components';
import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';

import { speak } from './speak';

type Props = PropsWithChildren<{
  id?: string;
  className: string;
  onTap: () => void;
  role?: 'button' | 'link' | 'switch' | 'checkbox' | 'radio';
  /** Only where the words inside do not say it all. */
  label?: string | undefined;
  checked?: boolean;
  expanded?: boolean;
  /** Of the ways between pages: the one that leads here. */
  current?: boolean;
  disabled?: boolean;
}>;

/** The weapp knows no `aria-current`. */
const here = process.env.TARO_ENV === 'h5' ? { 'aria-current': 'page' } : { 'aria-selected': 'true' };

/** Everything that can be pressed: named for a screen reader, and by keyboard in a browser. */
export function Tap({
  id,
  className,
  onTap,
  role = 'button',
  label,
  checked,
  expanded,
  current = false,
  disabled,
  children,
}: Props) {
  const press = () => {
    if (!disabled) onTap();
  };
  const pressByKey = ((event: { key?: string; preventDefault: () => void }) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    press();
  }) as unknown as CommonEventFunction;
  const web = process.env.TARO_ENV === 'h5' ? { tabIndex: disabled ? -1 : 0, onKeyDown: pressByKey } : {};
  return (
    <View
      {...(id === undefined ? {} : { id })}
      className={`${className}${disabled ? ' is-disabled' : ''}`}
      hoverClass={disabled ? 'none' : 'is-pressed'}
      onClick={press}
      {...speak({
        role,
        label,
        ...(checked === undefined ? {} : { checked }),
        ...(expanded === undefined ? {} : { expanded }),
      })}
      {...(current ? here : {})}
      {...(disabled ? { 'aria-disabled': 'true' } : {})}
      {...web}
    >
      {children}
    </View>
  );
}
