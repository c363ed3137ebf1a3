import { barTitle } from '../../../text/bar-title';

export default definePageConfig({ navigationBarTitleText: barTitle('查记录') });
