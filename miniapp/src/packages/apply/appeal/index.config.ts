import { barTitle } from '../../../text/bar-title';

export default definePageConfig({ navigationBarTitleText: barTitle('申请复核') });
