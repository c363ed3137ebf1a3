/** Run-time half: the same table, so that both sides shorten attribute names in the same way. */
import { mergeInternalComponents } from '@tarojs/shared';

import { ariaAttributes } from './table';

mergeInternalComponents(ariaAttributes);
