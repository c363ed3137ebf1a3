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
import { AppealWords } from '../claim/outcome';
import { homeName } from '../course-words';
import { taskStanding, type Standing } from '../next-open';
import { openOwn } from '../own-road';
import { StepRow } from '../step-row';

type Props = { claim: ClaimReply; uploads: readonly Upload[] };

function billsStanding({ bills, open, kind }: ClaimReply): Standing {
  if (bills.length === 0 && kind === 'recognition') {
    return { words: '可以不选。认定以后，自动算前面的', tone: 'quiet', done: true };
  }
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

function homeStanding({ home }: ClaimReply): Standing {
  return home === null
    ? { words: '还没有选', tone: 'warm', done: false }
    : { words: homeName(home), tone: 'green', done: true };
}

function householdStanding({ household: { alone, members } }: ClaimReply): Standing {
  if (alone === null) return { words: '还没有填', tone: 'warm', done: false };
  return { words: alone ? '一个人住' : `填了 ${members.length} 个人`, tone: 'green', done: true };
}

/** Where the family lives, and, where the law looks at the whole household, who belongs to it. */
function Family({ claim }: Pick<Props, 'claim'>) {
  return (
    <>
      <Section title="家里" />
      <List>
        <StepRow
          id="to-home"
          title="住在哪个村（社区）"
          standing={homeStanding(claim)}
          onTap={() => openOwn('home', claim.claimId)}
        />
        {claim.kind === 'recognition' && (
          <StepRow
            id="to-household"
            title="家里有谁"
            standing={householdStanding(claim)}
            onTap={() => openOwn('household', claim.claimId)}
          />
        )}
      </List>
    </>
  );
}

/** The bills that it is for. Those of an appeal are those that were refused. */
function Bills({ claim }: Pick<Props, 'claim'>) {
  const { claimId, bills, kind } = claim;
  if (kind === 'appeal') {
    if (bills.length === 0) return null;
    return <View className="lead">{`复核的是上次的 ${bills.length} 张账单。`}</View>;
  }
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
    </>
  );
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
      <Bills claim={claim} />
      <AppealWords claim={claim} />
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
      <Family claim={claim} />
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
