/** A browser prints; a mini-program cannot, and neither can the browser inside WeChat, whose print does nothing. */
export function canPrint(): boolean {
  return (
    process.env.TARO_ENV === 'h5' &&
    typeof window.print === 'function' &&
    !/MicroMessenger/i.test(navigator.userAgent)
  );
}
