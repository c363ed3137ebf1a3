import { barTitle } from '../../../text/bar-title';

export default definePageConfig({ navigationBarTitleText: barTitle('我家能救助多少') });
