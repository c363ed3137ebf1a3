import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import type { BillSummary, BillsReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { BigAction, Button } from '../../components/button';
import { Choice } from '../../components/list';
import { Empty, Loaded } from '../../components/loaded';
import { Trouble } from '../../components/notice';
import { Page } from '../../components/page';
import { SampleMark } from '../../components/sample';
import { Tap } from '../../components/tap';
import { api } from '../../services/api';
import { goToSignIn, open, openBill } from '../../services/road';
import { useStanding } from '../../services/session';
import { useAttempt } from '../../services/use-attempt';
import { useReply } from '../../services/use-reply';
import { formatDay, today } from '../../text/date';
import { formatAmount, formatYuan, isAboveZero } from '../../text/money';
import { billKinds, decisionStates } from '../../text/states';

const tones = {
  granted: 'tag_green',
  refused: 'tag_quiet',
  incomplete: 'tag_warm',
  pending: 'tag_warm',
  reversed: 'tag_quiet',
} as const;

function BillRow({ bill }: { bill: BillSummary }) {
  const { setlId, on, kind, institution, selfPaid, total, difference, state, illustrative } = bill;
  return (
    <Tap id={`bill-${setlId}`} className="bill-row" onTap={() => openBill(setlId)}>
      <View className="bill-row__head">
        <View className="bill-row__place">{institution ?? '看病的医院'}</View>
        <View className={`tag ${tones[state]}`}>{decisionStates[state]}</View>
      </View>
      <View className="bill-row__note">
        {formatDay(on, today())}，{billKinds[kind]}，一共 {formatYuan(total)}
      </View>
      <View className="bill-row__money">
        <View className="bill-row__words">您自己付了</View>
        <View className="bill-row__amount">{formatAmount(selfPaid)} 元</View>
      </View>
      {isAboveZero(difference) && (
        <View className="bill-row__more">
          还能领 {formatYuan(difference)} {illustrative && <SampleMark />}
        </View>
      )}
    </Tap>
  );
}

/** The first page and those asked for after it. */
function BillList({ first }: { first: BillsReply }) {
  const [more, setMore] = useState<{ bills: readonly BillSummary[]; nextCursor: string | null }>({
    bills: [],
    nextCursor: first.nextCursor,
  });
  const { busy, trouble, attempt } = useAttempt();
  const { nextCursor } = more;
  const loadMore = () => {
    if (nextCursor === null) return;
    void attempt(async () => {
      const next = await api.listBills({ year: first.year, cursor: nextCursor });
      setMore({ bills: [...more.bills, ...next.bills], nextCursor: next.nextCursor });
    });
  };
  useReachBottom(loadMore);
  if (first.bills.length === 0) {
    return (
      <Empty title={`${first.year} 年没有账单`} next="在医院出院或看完门诊结账后，第二天就能在这里看到。" />
    );
  }
  return (
    <View className="bill-list">
      {[...first.bills, ...more.bills].map((bill) => (
        <BillRow key={bill.setlId} bill={bill} />
      ))}
      <Trouble code={trouble} />
      {nextCursor === null ? (
        <View className="end">就这些了</View>
      ) : (
        <Button id="more" kind="plain" words="再看一些" busy={busy} onTap={loadMore} />
      )}
    </View>
  );
}

const askBills = (year: number) => api.listBills(year === 0 ? {} : { year });

/** Year 0 = the newest year that has a bill: the server knows which. */
function BillsOfYears() {
  const [year, setYear] = useState(0);
  const replied = useReply('bills', year, askBills);
  const [years, setYears] = useState<readonly number[]>([]);
  const { reply } = replied;
  if (reply.state === 'ready' && years.length === 0 && reply.value.years.length > 0)
    setYears(reply.value.years);
  return (
    <>
      {years.length > 1 && (
        <Choice
          label="看哪一年"
          options={years.map((value) => ({ value, name: `${value} 年` }))}
          chosen={year === 0 && reply.state === 'ready' ? reply.value.year : year}
          onChoose={setYear}
        />
      )}
      <Loaded from={replied}>
        {(first) => <BillList key={`${first.year}${first.nextCursor}${first.bills.length}`} first={first} />}
      </Loaded>
    </>
  );
}

export default function Bills() {
  const standing = useStanding();
  return (
    <Page title="我的账单">
      {standing === 'bound' && <BillsOfYears />}
      {standing === 'unbound' && (
        <BigAction
          id="next-step"
          title="去认证"
          words="认证后，就能看到您的账单"
          onTap={() => open('binding')}
        />
      )}
      {standing === 'out' && (
        <BigAction
          id="next-step"
          title="登录"
          words="登录后，就能看到您的账单"
          onTap={() => goToSignIn('asked')}
        />
      )}
    </Page>
  );
}
