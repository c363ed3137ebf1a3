import { useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';

import { startDisplay } from './services/display';
import { startPrivacyGate } from './services/privacy';
import { startUploads } from './services/upload';
import { silenceScriptLinks } from './services/web';

import './app.less';

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    startDisplay();
    startPrivacyGate();
    silenceScriptLinks();
    startUploads();
  });
  return children;
}
