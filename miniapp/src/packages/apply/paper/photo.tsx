import { Image } from '@tarojs/components';

type Props = { src: string; words: string; className: string; mode: 'aspectFill' | 'widthFix' };

/** A picture, with what a screen reader says of it. */
export function Photo({ src, words, className, mode }: Props) {
  const spoken =
    process.env.TARO_ENV === 'h5'
      ? { nativeProps: { alt: words } }
      : { 'aria-role': 'img', 'aria-label': words };
  return <Image className={className} src={src} mode={mode} {...spoken} />;
}
