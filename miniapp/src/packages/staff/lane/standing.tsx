/** Approvals of the last quarter of an hour, with the time that is left to undo them; and those that came to nothing. */
import { View } from '@tarojs/components';
import type { LaneReply, LaneUndoReply } from '@yijiutong/rules/contract';
import { useEffect, useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Notice } from '../../../components/notice';
import { Section } from '../../../components/section';
import { Tap } from '../../../components/tap';
import { useAttempt } from '../../../services/use-attempt';
import { formatMoment } from '../../../text/date';
import { wordsFor } from '../../../text/failures';
import { formatYuan } from '../../../text/money';
import { moneyApi } from '../money-api';
import { undoOutcomes } from '../money-words';
import { openStaff } from '../road';
import { StaffTrouble } from '../staff-trouble';
import { useNow } from '../use-now';

type Approved = LaneReply['standing'][number];
type Undone = LaneUndoReply['results'][number];

const SECOND_MS = 1000;
const MINUTE_S = 60;
/** The server makes it take effect a moment after its time. */
const AFTER_MS = 5 * SECOND_MS;

const left = ({ effectiveAt }: Approved, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(effectiveAt) - now) / SECOND_MS));

export function leftWords(seconds: number): string {
  if (seconds === 0) return '时间到了，正在生效';
  const minutes = Math.floor(seconds / MINUTE_S);
  const rest = String(seconds % MINUTE_S).padStart(2, '0');
  return minutes === 0 ? `还有 ${seconds} 秒可以撤销` : `还有 ${minutes} 分 ${rest} 秒可以撤销`;
}

const waitWords = (one: Approved, now: number): string =>
  one.tries === 0
    ? leftWords(left(one, now))
    : `系统试了 ${one.tries} 次没有办成，会自己再试；半小时还不成，会退回给您`;

/** Looks again when the next one has taken effect; what the system could not do yet is looked at with the others. */
function useLookAgain(standing: readonly Approved[], again: () => Promise<void>): void {
  const waiting = standing.filter(({ tries }) => tries === 0);
  const next = waiting.map(({ effectiveAt }) => effectiveAt).sort()[0];
  useEffect(() => {
    if (next === undefined) return;
    const wait = Math.max(0, Date.parse(next) - Date.now()) + AFTER_MS;
    const timer = setTimeout(() => void again(), wait);
    return () => clearTimeout(timer);
  }, [next, again]);
}

export function Standing({ standing, again }: { standing: Approved[]; again: () => Promise<void> }) {
  const now = useNow(standing.length > 0);
  const { busy, failure, attempt } = useAttempt();
  const [told, setTold] = useState<readonly Undone[]>([]);
  useLookAgain(standing, again);
  const undoable = standing.filter((one) => left(one, now) > 0);
  const undo = (cases: readonly Approved[]) =>
    void attempt(async () => {
      const { results } = await moneyApi.undo(cases.map(({ claimId }) => claimId));
      setTold(results);
      await again();
    });
  const undone = told.filter(({ outcome }) => outcome === 'undone');
  return (
    <>
      {undone.length > 0 && (
        <Notice tone="green">
          {undone.length} 件{undoOutcomes.undone}。
        </Notice>
      )}
      {told
        .filter((one) => !undone.includes(one))
        .map(({ claimId, outcome }) => (
          <Notice key={claimId} tone="warm">
            {undoOutcomes[outcome]}。
          </Notice>
        ))}
      {standing.length > 0 && (
        <Card tone="warm" title={`刚批的 ${standing.length} 件，还没有生效`}>
          {standing.map((one) => (
            <View key={one.claimId} className="sum-row sum-row_lined">
              <View className="sum-row__words">
                {one.person}，{formatYuan(one.amount)}
                <View className="pick__note">{waitWords(one, now)}</View>
              </View>
              {left(one, now) > 0 && (
                <Button
                  id={`undo-${one.claimId}`}
                  kind="small"
                  words="撤销"
                  disabled={busy}
                  onTap={() => undo([one])}
                />
              )}
            </View>
          ))}
          <StaffTrouble failure={failure} />
          {undoable.length > 1 && (
            <Button
              id="undo-all"
              kind="plain"
              words={`${undoable.length} 件都撤销`}
              busy={busy}
              onTap={() => undo(undoable)}
            />
          )}
        </Card>
      )}
    </>
  );
}

export function Lapsed({ lapsed }: Pick<LaneReply, 'lapsed'>) {
  if (lapsed.length === 0) return null;
  return (
    <>
      <Section title="批了、没有生效的" />
      <View className="lead">这几件没有生效，也没有付款。请看清原因，打开重新办。</View>
      {lapsed.map(({ claimId, number, person, amount, why, at }) => (
        <Tap
          key={`${claimId}${at}`}
          id={`lapsed-${claimId}`}
          className="bill-row"
          onTap={() => openStaff('case', { id: claimId })}
        >
          <View className="bill-row__place">
            {person}，{formatYuan(amount)}
          </View>
          <View className="bill-row__note">
            {number === null ? '' : `编号 ${number}，`}
            {formatMoment(at, new Date().toISOString())}
          </View>
          <View className="claim-row__wait">{lapseWords(why)}</View>
        </Tap>
      ))}
    </>
  );
}

/** By the code of what stood in the way. */
function lapseWords(why: string): string {
  if (why === 'claim_changed') return '批了以后，这份申请又有了变化';
  if (why === 'internal_error') return '系统试了几次都没有办成，请打开这份申请单独批';
  return wordsFor(why).title;
}
