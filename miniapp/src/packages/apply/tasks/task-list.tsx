import { View } from '@tarojs/components';
import type { ClaimReply, ClaimTask } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { List } from '../../../components/list';
import { Section } from '../../../components/section';
import { Tap } from '../../../components/tap';
import { openPaper, openStep } from '../../../services/road';
import type { Upload } from '../../../services/upload';
import { billName } from '../../../text/claim';
import { today } from '../../../text/date';
import { payeeName } from '../../../text/payee';
import { taskStanding, type Standing } from '../next-open';
import { StepRow } from '../step-row';

type Props = { claim: ClaimReply; uploads: readonly Upload[] };

function billsStanding({ bills, open }: ClaimReply): Standing {
  if (bills.length === 0) return { words: '还没有选', tone: 'warm', done: false };
  if (open.some(({ what }) => what === 'injury')) {
    return { words: `${bills.length} 张，还要回答是不是受伤`, tone: 'warm', done: false };
  }
  return { words: `选了 ${bills.length} 张`, tone: 'green', done: true };
}

function payeeStanding({ payee }: ClaimReply): Standing {
  return payee === null
    ? { words: '还没有填', tone: 'warm', done: false }
    : { words: payeeName(payee), tone: 'green', done: true };
}

type RowsProps = Props & { tasks: readonly ClaimTask[] };

function TaskRows({ claim, uploads, tasks }: RowsProps) {
  return (
    <List>
      {tasks.map((task) => (
        <StepRow
          key={`${task.paper}${task.bill}`}
          id={`task-${task.paper}-${task.bill ?? 'own'}`}
          title={task.title}
          standing={taskStanding(task, uploads)}
          onTap={() => openPaper(claim.claimId, task.paper, task.bill)}
        />
      ))}
    </List>
  );
}

/** What is known already is counted, and shown on a tap. */
function Held({ tasks, ...rest }: RowsProps) {
  const [open, setOpen] = useState(false);
  if (tasks.length === 0) return null;
  return (
    <>
      <Tap id="held" className="fold fold_page" expanded={open} onTap={() => setOpen(!open)}>
        {open ? '收起来' : `还有 ${tasks.length} 样已经有了，不用交`}
      </Tap>
      {open && <TaskRows {...rest} tasks={tasks} />}
    </>
  );
}

/** Everything that belongs to the claim, each with where it stands: all of it at once, nothing is asked for later. */
export function TaskList({ claim, uploads }: Props) {
  const { claimId, bills, tasks } = claim;
  const isHeld = ({ state }: ClaimTask) => state === 'held';
  const asked = tasks.filter((task) => !isHeld(task));
  const groups = [
    { key: 'own', title: '您自己的材料', tasks: asked.filter(({ bill }) => bill === null) },
    ...bills.map((bill) => ({
      key: bill.ref,
      title: billName(bill, today()),
      tasks: asked.filter((task) => task.bill === bill.ref),
    })),
  ];
  return (
    <>
      <Section title="账单" />
      <List>
        <StepRow
          id="to-bills"
          title="要申请的账单"
          standing={billsStanding(claim)}
          onTap={() => openStep('bills', claimId)}
        />
      </List>
      {groups.map(
        (group) =>
          group.tasks.length > 0 && (
            <View key={group.key}>
              <Section title={group.title} />
              <TaskRows claim={claim} uploads={uploads} tasks={group.tasks} />
            </View>
          ),
      )}
      <Held claim={claim} uploads={uploads} tasks={tasks.filter(isHeld)} />
      <Section title="收钱" />
      <List>
        <StepRow
          id="to-payee"
          title="收钱的银行卡"
          standing={payeeStanding(claim)}
          onTap={() => openStep('payee', claimId)}
        />
      </List>
    </>
  );
}
