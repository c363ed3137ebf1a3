import { View } from '@tarojs/components';
import type { DeskCase } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Tap } from '../../../components/tap';
import { spaceNumber } from '../../../text/claim';
import { formatMoment, today } from '../../../text/date';
import { formatYuan } from '../../../text/money';
import { actNames, clockWords, kindNames, sortActs, stateNames } from '../case-words';
import { openStaff } from '../road';

type Props = {
  one: DeskCase;
  /** Whether it is hers. */
  mine: boolean;
  busy: boolean;
  onTake: () => void;
  onGive: () => void;
};

/** What is asked of her, in the words of the buttons that she will find. */
function nextWords({ acts, sameHands, clock }: DeskCase): string | null {
  const [first] = sortActs(acts.map((act) => ({ act })));
  const name = first === undefined ? undefined : actNames[first.act];
  if (sameHands) return '前面的步骤是您办的，这一步要换一位同事';
  if (name !== undefined) return `要您办：${name}`;
  return clock.state === 'waits' ? '在等群众' : null;
}

function holderWords({ assignee }: DeskCase, mine: boolean): string {
  if (assignee === null) return '没人办';
  return mine ? '我在办' : `${assignee.name}在办`;
}

function Facts({ one, mine }: Pick<Props, 'one' | 'mine'>) {
  const { number, person, village, submittedAt, amount } = one;
  const facts = [
    number === null ? null : `编号 ${spaceNumber(number)}`,
    person,
    village === null ? '没写住在哪个村' : (village.name ?? village.code),
    submittedAt === null ? null : `${formatMoment(submittedAt, new Date().toISOString())} 提交`,
    amount === null ? null : `待付 ${formatYuan(amount)}`,
    holderWords(one, mine),
  ];
  return (
    <View className="bill-row__note queue-row__facts">
      {facts
        .filter((fact) => fact !== null)
        .map((fact) => (
          <View key={fact} className="queue-row__fact">
            {fact}
          </View>
        ))}
    </View>
  );
}

export function CaseRow({ one, mine, busy, onTake, onGive }: Props) {
  const { claimId, kind, state, clock, assignee } = one;
  const due = clockWords(clock, today());
  const next = nextWords(one);
  const waits = clock.state !== 'over';
  return (
    <View className="bill-row queue-row">
      <Tap
        id={`case-${claimId}`}
        className="queue-row__open"
        onTap={() => openStaff('case', { id: claimId })}
      >
        <View className="bill-row__head">
          <View className="bill-row__place">{kindNames[kind]}</View>
          <View className={`tag tag_${stateNames[state].tone}`}>{stateNames[state].words}</View>
        </View>
        <View className={`standing standing_${due.tone}${clock.overdue ? ' queue-row__late' : ''}`}>
          {due.words}
          {clock.provisional && clock.state === 'runs' ? '（节假日还没全公布，可能会变）' : ''}
        </View>
        <Facts one={one} mine={mine} />
        {next !== null && <View className="claim-row__wait">{next}</View>}
      </Tap>
      {waits && (
        <View className="queue-row__acts">
          {assignee === null && (
            <Button id={`take-${claimId}`} kind="small" words="我来办" disabled={busy} onTap={onTake} />
          )}
          {(assignee === null || mine) && (
            <Button
              id={`give-${claimId}`}
              kind="small"
              words={mine ? '转交、交回' : '交给同事'}
              disabled={busy}
              onTap={onGive}
            />
          )}
        </View>
      )}
    </View>
  );
}
