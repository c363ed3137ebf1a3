import { View } from '@tarojs/components';
import type { ClaimsReply } from '@yijiutong/rules/contract';

import { BigAction, Button } from '../../components/button';
import { LeftOver } from '../../components/left-over';
import { Cell, List } from '../../components/list';
import { Empty } from '../../components/loaded';
import { Trouble } from '../../components/notice';
import { SampleMark } from '../../components/sample';
import { Section } from '../../components/section';
import { Tap } from '../../components/tap';
import { UnsentLine } from '../../components/unsent-line';
import { api } from '../../services/api';
import { openBegin, openBill, openStep } from '../../services/road';
import { useAttempt } from '../../services/use-attempt';
import { claimKinds, claimName, claimStates, dueWords, filedWords, MOST_BILLS } from '../../text/claim';
import { formatDay, today } from '../../text/date';
import { formatYuan, isAboveZero, sumOf } from '../../text/money';
import { billKinds } from '../../text/states';

type Claim = ClaimsReply['claims'][number];
type Bill = ClaimsReply['claimable'][number];

export const openClaim = ({ claimId, state }: Pick<Claim, 'claimId' | 'state'>): void =>
  openStep(state === 'draft' ? 'tasks' : 'claim', claimId);

/** What a claim waits for: the person, or the office. */
function waitingWords({ state, openPapers, due }: Claim): string | null {
  switch (state) {
    case 'draft':
      return openPapers > 0 ? `还差 ${openPapers} 份材料` : '点开看看还差什么';
    case 'correction_asked':
      return openPapers > 0 ? `要补 ${openPapers} 份材料` : '材料补好了，点开交上去';
    case 'payment_failed':
      return '请点开，改银行卡';
    default:
      return typeof due?.on !== 'string' ? null : dueWords(due, today());
  }
}

function ClaimRow({ claim }: { claim: Claim }) {
  const { claimId, number, state, kind, institution, bills, createdAt, claimable, illustrative } = claim;
  const waiting = waitingWords(claim);
  const { words, tone } = claimStates[state];
  return (
    <Tap id={`claim-${claimId}`} className="bill-row" onTap={() => openClaim(claim)}>
      <View className="bill-row__head">
        <View className="bill-row__place">
          {kind !== 'reimbursement'
            ? claimKinds[kind]
            : bills === 0
              ? '还没有选账单'
              : claimName(institution, bills)}
        </View>
        <View className={`tag tag_${tone}`}>{words}</View>
      </View>
      <View className="bill-row__note">
        {number === null ? `${formatDay(today(createdAt), today())}开始填的` : `编号 ${number}`}
      </View>
      {number !== null && <View className="bill-row__note">{filedWords(claim.filedBy) ?? '您自己交的'}</View>}
      {state !== 'withdrawn' && isAboveZero(claimable) && (
        <View>
          大约能领 {formatYuan(claimable)} {illustrative && <SampleMark />}
        </View>
      )}
      {waiting !== null && (
        <View
          className={state === 'correction_asked' ? 'claim-row__wait claim-row__wait_red' : 'claim-row__wait'}
        >
          {waiting}
        </View>
      )}
    </Tap>
  );
}

function BillRow({ bill }: { bill: Bill }) {
  const { setlId, on, kind, institution, difference, selfPaid, illustrative } = bill;
  return (
    <Tap id={`bill-${setlId}`} className="bill-row" onTap={() => openBill(setlId)}>
      <View className="bill-row__place">{institution ?? '看病的医院'}</View>
      <View className="bill-row__note">
        {formatDay(on, today())}，{billKinds[kind]}，您自己付了 {formatYuan(selfPaid)}
      </View>
      {isAboveZero(difference) ? (
        <View className="bill-row__more">
          大约能领 {formatYuan(difference)} {illustrative && <SampleMark />}
        </View>
      ) : (
        <View className="claim-row__wait">能领多少，交了材料才能算</View>
      )}
    </Tap>
  );
}

/** Begins a claim with everything that can be claimed; what is not wanted is unticked there. */
function useStart(claimable: readonly Bill[]) {
  const { busy, trouble, attempt } = useAttempt();
  const start = () =>
    void attempt(async () => {
      const bills = claimable.slice(0, MOST_BILLS).map(({ setlId }) => setlId);
      openStep('tasks', (await api.startClaim(bills)).claimId);
    });
  return { busy, trouble, start };
}

function startWords(claimable: readonly Bill[]): string {
  const taken = claimable.slice(0, MOST_BILLS);
  const money = sumOf(taken.flatMap(({ difference }) => (isAboveZero(difference) ? [difference] : [])));
  const all = `有 ${claimable.length} 张账单可以申请`;
  const count = claimable.length > MOST_BILLS ? `${all}，这次先申请 ${MOST_BILLS} 张` : all;
  return isAboveZero(money) ? `${count}，大约能领 ${formatYuan(money)}` : count;
}

/** The one thing to do: what the office waits for, then what was begun, then what can be begun. */
function NextStep({ reply: { claims, claimable } }: { reply: ClaimsReply }) {
  const { busy, trouble, start } = useStart(claimable);
  const asked = claims.find(({ state }) => state === 'correction_asked');
  const unpaid = claims.find(({ state }) => state === 'payment_failed');
  const draft = claims.find(({ state }) => state === 'draft');
  if (unpaid !== undefined) {
    return (
      <BigAction
        id="next-step"
        title="钱没打进去，改银行卡"
        words="改好就接着打，不用重新申请"
        onTap={() => openClaim(unpaid)}
      />
    );
  }
  if (asked !== undefined) {
    return (
      <BigAction
        id="next-step"
        title={asked.openPapers > 0 ? `要补 ${asked.openPapers} 份材料` : '材料补好了，交上去'}
        words="补好交上去，才能接着办"
        onTap={() => openClaim(asked)}
      />
    );
  }
  if (draft !== undefined) {
    return (
      <BigAction
        id="next-step"
        title="接着填"
        words="上次没填完的都还在，换个手机也能接着填"
        onTap={() => openClaim(draft)}
      />
    );
  }
  if (claimable.length === 0) return null;
  return (
    <>
      <BigAction
        id="next-step"
        title="开始申请"
        words={busy ? '请稍等…' : startWords(claimable)}
        sample={claimable.some(({ illustrative }) => illustrative)}
        onTap={start}
      />
      <Trouble code={trouble} />
    </>
  );
}

/** A claim may begin with a bill that only paper knows, and beside another that is under way. */
function StartAnother({ reply: { claims, claimable } }: { reply: ClaimsReply }) {
  const { busy, trouble, start } = useStart(claimable);
  const isAsked = claims.some(({ state }) => state === 'correction_asked');
  const hasDraft = claims.some(({ state, kind }) => state === 'draft' && kind === 'reimbursement');
  if (hasDraft || (claimable.length > 0 && !isAsked)) return null;
  return (
    <>
      <Trouble code={trouble} />
      <View className="actions">
        <Button
          id="start"
          kind={claims.length === 0 ? 'primary' : 'plain'}
          words={claimable.length > 0 ? '申请这些账单' : '用纸质账单申请'}
          busy={busy}
          onTap={start}
        />
      </View>
    </>
  );
}

/** What was applied for, and what can be. */
export function ClaimList({ reply }: { reply: ClaimsReply }) {
  const { claims, claimable } = reply;
  const isNothing = claims.length === 0 && claimable.length === 0;
  return (
    <>
      {isNothing && (
        <Empty
          title="现在没有要申请的"
          next="医院窗口没结清的账单，会自动出现在这里。手上有纸质账单、这里没有的，也可以申请。"
        />
      )}
      <UnsentLine />
      <LeftOver />
      <NextStep reply={reply} />
      {claims.length > 0 && <Section title="我的申请" />}
      {claims.map((claim) => (
        <ClaimRow key={claim.claimId} claim={claim} />
      ))}
      {claimable.length > 0 && <Section title="还能申请的账单" />}
      {claimable.map((bill) => (
        <BillRow key={bill.setlId} bill={bill} />
      ))}
      <StartAnother reply={reply} />
      <List>
        <Cell
          id="to-begin"
          title="还能申请什么"
          note="大病花钱太多、救助以后还是很难，可以申请"
          onTap={openBegin}
        />
      </List>
      {claimable.length > 0 && <View className="end">手上还有这里没有的纸质账单，申请时可以加上。</View>}
    </>
  );
}
