/** The way to the pages of this subpackage that nothing outside it leads to. */
import Taro from '@tarojs/taro';

type Own = 'home' | 'household' | 'appeal' | 'payee';

export const openOwn = (page: Own, claimId: string): void =>
  void Taro.navigateTo({
    url: `/packages/apply/${page}/index?id=${encodeURIComponent(claimId)}`,
  }).catch(() => undefined);
