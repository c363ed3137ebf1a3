import { View } from '@tarojs/components';
import type { ClaimReply, ClaimTask } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Card } from '../../../components/card';
import { List } from '../../../components/list';
import { Tap } from '../../../components/tap';
import { openPaper } from '../../../services/road';
import type { Upload } from '../../../services/upload';
import { billName, injuryWords } from '../../../text/claim';
import { today } from '../../../text/date';
import { formatYuan } from '../../../text/money';
import { payeeName } from '../../../text/payee';
import { billKinds } from '../../../text/states';
import { findBillOf, taskStanding } from '../next-open';
import { StepRow } from '../step-row';

type Props = { claim: ClaimReply; uploads: readonly Upload[] };

function Papers({ claim, uploads }: Props) {
  const noteOf = (task: ClaimTask) => {
    const bill = findBillOf(claim, task);
    return bill && billName(bill, today());
  };
  return (
    <List>
      {claim.tasks.map((task) => (
        <StepRow
          key={`${task.paper}${task.bill}`}
          id={`task-${task.paper}-${task.bill ?? 'own'}`}
          title={task.title}
          note={noteOf(task)}
          standing={taskStanding(task, uploads)}
          onTap={() => openPaper(claim.claimId, task.paper, task.bill)}
        />
      ))}
    </List>
  );
}

/** What was sent: the bills and the account at once, the papers on a tap. */
export function Contents({ claim, uploads }: Props) {
  const [open, setOpen] = useState(false);
  const { bills, payee, tasks } = claim;
  return (
    <Card title="交了什么">
      {bills.map((bill) => (
        <View key={bill.ref} className="checked">
          <View>{billName(bill, today())}</View>
          <View className="checked__note">
            {billKinds[bill.kind]}，一共 {formatYuan(bill.total)}
          </View>
          <View className="checked__note">{injuryWords(bill.injury)}</View>
        </View>
      ))}
      {payee !== null && (
        <View className="checked">
          <View>钱打到</View>
          <View className="checked__note">{payeeName(payee)}</View>
          <View className="checked__note">户名 {payee.holder}</View>
        </View>
      )}
      {tasks.length > 0 && (
        <Tap id="papers" className="fold" expanded={open} onTap={() => setOpen(!open)}>
          {open ? '收起来' : `看 ${tasks.length} 样材料`}
        </Tap>
      )}
      {open && <Papers claim={claim} uploads={uploads} />}
    </Card>
  );
}
