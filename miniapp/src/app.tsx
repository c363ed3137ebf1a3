import { useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';

import { startDisplay } from './services/display';
import { startPrivacyGate } from './services/privacy';
import { silenceScriptLinks } from './services/web';

import './app.less';

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    startDisplay();
    startPrivacyGate();
    silenceScriptLinks();
  });
  return children;
}
