import Taro from '@tarojs/taro';

/** A browser prints; a mini-program cannot, and neither can the browser inside WeChat, whose print does nothing. */
export function canPrint(): boolean {
  return (
    process.env.TARO_ENV === 'h5' &&
    typeof window.print === 'function' &&
    !/MicroMessenger/i.test(navigator.userAgent)
  );
}

/** Text into the clipboard. A browser's own, since Taro's brings 6 KB into the first load. Fails where there is none. */
export async function copyText(text: string): Promise<void> {
  if (process.env.TARO_ENV === 'h5') await navigator.clipboard.writeText(text);
  else await Taro.setClipboardData({ data: text });
}
