/** What the county would pay by the rules, bill by bill. */
import { View } from '@tarojs/components';
import type { DeskClaimReply, ProposalReply } from '@yijiutong/rules/contract';

import { MoneyLine } from '../../../components/money';
import { Notice } from '../../../components/notice';
import { SampleMark } from '../../../components/sample';
import { isAboveZero } from '../../../text/money';
import { paperName } from './names';

export function Proposal({ desk, proposal }: { desk: DeskClaimReply; proposal: ProposalReply }) {
  const { bills, retroactive, paidBefore, amount, unsettled, illustrative } = proposal;
  return (
    <View className="proposal">
      {illustrative.length > 0 && <SampleMark />}
      {bills.map(({ ref, should, was, pays }) => (
        <View key={ref} className="proposal__bill">
          <View>{paperName(desk, ref)}</View>
          <MoneyLine label="应救助" money={should} />
          <MoneyLine label="已救助" money={was} />
          <MoneyLine label="还要付" money={pays} strong />
        </View>
      ))}
      {isAboveZero(retroactive) && <MoneyLine label="认定后补发" money={retroactive} />}
      {isAboveZero(paidBefore) && <MoneyLine label="这件以前已付" money={paidBefore} />}
      {amount !== null && <MoneyLine label="按规定现在要付" money={amount} strong />}
      {unsettled.length > 0 && (
        <Notice tone="warm">
          还算不出来：{unsettled.map((ref) => paperName(desk, ref)).join('；')}。先照材料录入金额。
        </Notice>
      )}
    </View>
  );
}
