/**
 * The title in the bar. In a browser it names the tab, so that every page has its own; on the weapp the page's own
 * heading stands right below WeChat's bar, and saying it twice says nothing.
 */
export function barTitle(page: string): string {
  return process.env.TARO_ENV === 'h5' ? `${page} - 医救通` : '医救通';
}
