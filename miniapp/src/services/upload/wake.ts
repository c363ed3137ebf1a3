/** When a browser has a chance to send again: the tab comes to the front, the network is back. */
export function onChanceToSend(run: () => void): void {
  window.addEventListener('online', run);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') run();
  });
}
