import { barTitle } from '../../../text/bar-title';

export default definePageConfig({ navigationBarTitleText: barTitle('收钱的银行卡') });
