/** What only a browser needs. */

/** Taro's tab bar is made of links to `javascript:;`. Its own listener does the work, and the content policy refuses the address. */
export function silenceScriptLinks(): void {
  if (process.env.TARO_ENV !== 'h5') return;
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="javascript:"]') : null;
    if (link !== null) event.preventDefault();
  });
}
