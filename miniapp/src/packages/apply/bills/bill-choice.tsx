import { View } from '@tarojs/components';

import { Choice } from '../../../components/list';
import { SampleMark } from '../../../components/sample';
import { Tap } from '../../../components/tap';
import { billName, claimableWords } from '../../../text/claim';
import { formatDay, today } from '../../../text/date';
import { formatYuan, isAboveZero } from '../../../text/money';
import { billKinds } from '../../../text/states';
import type { Edits, Row } from './choose-bills';

const answers = [
  { value: 'yes', name: '是，受伤' },
  { value: 'no', name: '不是' },
] as const;

function answerOf(injury: boolean | null): 'yes' | 'no' | null {
  if (injury === null) return null;
  return injury ? 'yes' : 'no';
}

/** One bill: whether it belongs to the claim, and, if so, the one question about it. */
export function BillChoice({ row, onEdit }: { row: Row; onEdit: (edited: Edits[string]) => void }) {
  const { key, source, institution, on, kind, total, claimable, illustrative, chosen, injury } = row;
  const name = billName(row, today());
  return (
    <View className="bill-row">
      <Tap
        id={`pick-${key}`}
        className="pick"
        role="checkbox"
        checked={chosen}
        label={`申请这张：${name}`}
        onTap={() => onEdit({ chosen: !chosen })}
      >
        <View className={`tick__box${chosen ? ' tick__box_on' : ''}`} />
        <View className="pick__bd">
          <View className="bill-row__place">{institution ?? '看病的医院'}</View>
          <View className="pick__note">
            {formatDay(on, today())}，{billKinds[kind]}，一共 {formatYuan(total)}
          </View>
          <View className={isAboveZero(claimable) ? 'pick__more' : 'pick__note'}>
            {source === 'paper' ? '纸质账单，您自己填的' : claimableWords(claimable)}{' '}
            {isAboveZero(claimable) && illustrative && <SampleMark />}
          </View>
        </View>
      </Tap>
      {chosen && (
        <View className="ask">
          <View className="ask__words">是不是受伤看的病？（摔伤、撞伤、烫伤这类）</View>
          <Choice
            id={`injury-${key}`}
            label={`是不是受伤看的病：${name}`}
            options={answers}
            chosen={answerOf(injury)}
            onChoose={(answer) => onEdit({ injury: answer === 'yes' })}
          />
        </View>
      )}
    </View>
  );
}
