import { View } from '@tarojs/components';

import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { api } from '../../services/api';
import { useReply } from '../../services/use-reply';
import { BindingForm } from './binding-form';

/** What reading one's bills needs, asked for one by one (单独同意). The consent for claims is asked for where one begins. */
const askTexts = async () => {
  const { texts } = await api.listConsentTexts();
  return texts.filter(({ kind }) => kind === 'identity_verification' || kind === 'medical_records');
};

export default function Binding() {
  const replied = useReply('consents', 'separate', askTexts);
  return (
    <Page title="认证身份" below>
      <View className="lead">照着身份证填。我们用它到国家医保系统里找您的账单，不给别人看。</View>
      <Loaded from={replied}>{(texts) => <BindingForm texts={texts} />}</Loaded>
    </Page>
  );
}
