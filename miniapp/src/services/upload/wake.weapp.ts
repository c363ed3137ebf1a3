/** When the weapp has a chance to send again: it comes to the front (WeChat cuts what travels behind), the network is back. */
import Taro from '@tarojs/taro';

export function onChanceToSend(run: () => void): void {
  Taro.onAppShow(run);
  Taro.onNetworkStatusChange(({ isConnected }) => {
    if (isConnected) run();
  });
}
