import { useDidShow, useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';

import { startDisplay } from './services/display';
import { startPrivacyGate } from './services/privacy';
import { dropOutdated } from './services/short-lived';
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
  // At the start, and of an app that is left open for days each time that it comes to the front.
  useDidShow(dropOutdated);
  return children;
}
