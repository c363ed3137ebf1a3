import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { BillReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../components/button';
import { List, Toggle } from '../../components/list';
import { Loaded } from '../../components/loaded';
import { StaleNotice, Trouble } from '../../components/notice';
import { Page } from '../../components/page';
import { PlainSteps } from '../../components/plain-steps';
import { SampleNotice } from '../../components/sample';
import { api } from '../../services/api';
import { useAttempt } from '../../services/use-attempt';
import { useReply } from '../../services/use-reply';
import { formatMoment } from '../../text/date';
import { Decision } from './decision';
import { History } from './history';
import { OfficerSteps } from './officer-steps';
import { PrintSheet } from './print-sheet';
import { TakeAlong } from './take-along';
import { WhoPaid } from './who-paid';
import { WhyDifferent } from './why-different';

import '../../style/print.less';

function Explanation({ reply: { explanation, clauses, illustrative } }: { reply: BillReply }) {
  const [officer, setOfficer] = useState(false);
  if (explanation.length === 0) return null;
  const sample = illustrative.length > 0;
  return (
    <>
      <List>
        <Toggle
          id="officer-version"
          title="办事员看的版本"
          note="带公式和条文，可以拿给窗口看"
          on={officer}
          onChange={setOfficer}
        />
      </List>
      {officer ? (
        <OfficerSteps steps={explanation} texts={clauses} sample={sample} />
      ) : (
        <PlainSteps steps={explanation} texts={clauses} sample={sample} />
      )}
    </>
  );
}

/** Asks the national platform once more: a bill that the hospital has corrected comes back corrected. */
function ReadAgain({
  setlId,
  asOf,
  onRead,
}: {
  setlId: string;
  asOf: string;
  onRead: (reply: BillReply) => void;
}) {
  const { busy, trouble, attempt } = useAttempt();
  const refresh = () => void attempt(async () => onRead(await api.refreshBill(setlId)));
  return (
    <View className="actions">
      <Trouble code={trouble} />
      <Button id="refresh" kind="plain" words="重新查这张账单" busy={busy} onTap={refresh} />
      <View className="end">更新于 {formatMoment(asOf, new Date().toISOString())}</View>
    </View>
  );
}

type ExplainedProps = { reply: BillReply; isHeld: boolean; onRead: (reply: BillReply) => void };

function Explained({ reply, isHeld, onRead }: ExplainedProps) {
  return (
    <>
      {reply.stale && !isHeld && <StaleNotice asOf={reply.asOf} />}
      <Decision reply={reply} />
      <SampleNotice names={reply.illustrative} />
      <WhyDifferent
        difference={reply.difference}
        texts={reply.clauses}
        sample={reply.illustrative.length > 0}
      />
      <WhoPaid reply={reply} />
      <Explanation reply={reply} />
      <TakeAlong reply={reply} />
      <History records={reply.history} />
      <ReadAgain setlId={reply.bill.setlId} asOf={reply.asOf} onRead={onRead} />
      {hasSheet(reply) && <PrintSheet reply={reply} />}
    </>
  );
}

function hasSheet({ explanation }: BillReply): boolean {
  return process.env.TARO_ENV === 'h5' && explanation.length > 0;
}

export default function Bill() {
  const { id = '' } = useRouter().params;
  const replied = useReply('bill', id, api.getBill);
  const { reply } = replied;
  // Without a sheet the browser prints what is on the screen, rather than an empty page.
  return (
    <Page title="账单说明" below prints={reply.state === 'ready' && hasSheet(reply.value)}>
      <Loaded from={replied}>
        {(reply, isHeld) => <Explained reply={reply} isHeld={isHeld} onRead={replied.put} />}
      </Loaded>
    </Page>
  );
}
