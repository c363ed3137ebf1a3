import { barTitle } from '../../../text/bar-title';

export default definePageConfig({ navigationBarTitleText: barTitle('回访') });
