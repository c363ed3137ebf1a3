import { View } from '@tarojs/components';

import { useUnsent } from '../services/upload';
import { unsentWords } from '../text/paper';
import { speak } from './speak';

/** What is still only on this phone, wherever she is in the app. */
export function UnsentLine() {
  const { waiting, failed, pausedBy } = useUnsent();
  const words = unsentWords(waiting, failed, pausedBy);
  if (words === null) return null;
  return (
    <View
      className={`notice ${failed.length > 0 ? 'notice_red' : 'notice_warm'}`}
      {...speak({ role: 'status', live: 'polite' })}
    >
      {words}
    </View>
  );
}
