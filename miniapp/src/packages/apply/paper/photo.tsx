import { Image } from '@tarojs/components';

type Props = {
  src: string;
  words: string;
  className: string;
  mode: 'aspectFill' | 'widthFix';
  onError?: (() => void) | undefined;
};

/** A picture, with what a screen reader says of it. */
export function Photo({ src, words, className, mode, onError }: Props) {
  const spoken =
    process.env.TARO_ENV === 'h5'
      ? { nativeProps: { alt: words } }
      : { 'aria-role': 'img', 'aria-label': words };
  const told = onError === undefined ? {} : { onError };
  return <Image className={className} src={src} mode={mode} {...spoken} {...told} />;
}
