import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { useEffect, useRef } from 'react';

import { speak } from './speak';
import { Tap } from './tap';

type Props = PropsWithChildren<{
  title: string;
  onClose: () => void;
  /** A touch beside it does not close it: there is something in it to lose. */
  steady?: boolean;
}>;

const CLOSE = 'sheet-close';

/** In a browser the keyboard goes into the sheet, Esc closes it, and the keyboard goes back where it was. */
function useKeyboard(onClose: () => void): void {
  // The page may be drawn anew many times while the sheet is open: that must not take the keyboard out of it.
  const newest = useRef(onClose);
  useEffect(() => {
    newest.current = onClose;
  });
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return;
    const before = document.activeElement as HTMLElement | null;
    document.getElementById(CLOSE)?.focus();
    document.body.classList.add('has-sheet');
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') newest.current();
    };
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('keydown', close);
      document.body.classList.remove('has-sheet');
      before?.focus();
    };
  }, []);
}

/** A half-screen sheet from below. */
export function Sheet({ title, onClose, steady = false, children }: Props) {
  useKeyboard(onClose);
  // A long text is scrolled by the arrow keys only where the keyboard can stand.
  const web = process.env.TARO_ENV === 'h5' ? { tabIndex: 0 } : {};
  return (
    <View className="sheet">
      <View
        className="weui-mask sheet__mask"
        {...(steady ? {} : { onClick: onClose })}
        {...speak({ hidden: true })}
      />
      <View
        className="weui-half-screen-dialog weui-half-screen-dialog_show sheet__box"
        {...speak({ role: 'dialog', label: title, modal: true })}
      >
        <View className="sheet__head">
          <View className="sheet__title" {...speak({ role: 'heading', level: 2 })}>
            {title}
          </View>
          <Tap id={CLOSE} className="sheet__close" onTap={onClose}>
            关闭
          </Tap>
        </View>
        <View className="sheet__body" {...web}>
          {children}
        </View>
      </View>
    </View>
  );
}
