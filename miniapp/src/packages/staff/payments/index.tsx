import { View } from '@tarojs/components';
import { useState } from 'react';

import { Choice } from '../../../components/list';
import { Section } from '../../../components/section';
import { StaffPage } from '../frame';
import { Batches } from './batches';
import { Due } from './due';
import { Settled } from './settled';

const views = [
  { value: 'due', name: '待付' },
  { value: 'batches', name: '批次' },
  { value: 'failed', name: '没付成' },
  { value: 'returned', name: '退回' },
  { value: 'paid', name: '付成' },
] as const;
type Look = (typeof views)[number]['value'];

function Content() {
  const [look, setLook] = useState<Look>('due');
  return (
    <>
      <Choice id="look" label="看哪些" options={views} chosen={look} onChoose={setLook} />
      <View key={look}>
        {look === 'due' && <Due />}
        {look === 'batches' && <Batches />}
        {look === 'returned' && (
          <>
            <Section title="银行说退回来了，等您确认" />
            <Settled state="bounced" />
            <Section title="确认过的" />
            <Settled state="returned" />
          </>
        )}
        {(look === 'failed' || look === 'paid') && <Settled state={look} />}
      </View>
    </>
  );
}

export default function PaymentsPage() {
  return (
    <StaffPage title="打款" tab="payments">
      <Content />
    </StaffPage>
  );
}
