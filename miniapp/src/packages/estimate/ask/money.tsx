import { View } from '@tarojs/components';

import { Field } from '../../../components/field';
import { formatYuan, findMoney } from '../../../text/money';
import type { AmountName } from '../draft';
import { Options } from '../options';
import type { Asked } from './asked';
import { amountFault, shownAmounts } from './questions';

const fields: Record<AmountName, { label: string; hint: string }> = {
  total: { label: '一共花了多少（元）', hint: '结算单上“合计”“总费用”那个数。' },
  insurancePaid: { label: '医保报了多少（元）', hint: '基本医保和大病保险报的，加在一起。' },
  selfPaid: { label: '您自己掏了多少（元）', hint: '上面两样不知道，就填这个。救助帮付过的，也加上。' },
  outOfScope: {
    label: '其中医保不能报的（元）',
    hint: '结算单上“自费”“超限价”“先行自付”，加在一起。没有就填 0。',
  },
  earlierSelfPaid: {
    label: '前面那几次，自己掏了多少（元）',
    hint: '今年 1 月到现在，同样看病，医保报完以后自己付的。不算这次。',
  },
  earlierOutOfScope: { label: '其中医保不能报的（元）', hint: '自费的那些。没有就填 0。' },
  aidReceived: {
    label: '今年已经领过多少救助（元）',
    hint: '结算单上“医疗救助”，连这次的也算。没有就填 0。',
  },
};

/** One amount; empty says 不清楚. What was understood is said back, so that a slip is seen at once. */
function Amount({ draft, change, name }: Asked & { name: AmountName }) {
  const { label, hint } = fields[name];
  const money = findMoney(draft[name]);
  return (
    <Field
      id={name}
      label={label}
      type="digit"
      maxLength={12}
      placeholder="不清楚就空着"
      hint={money === null ? hint : `您填的是 ${formatYuan(money)}`}
      value={draft[name]}
      onChange={(text) => change({ [name]: text })}
      error={amountFault(draft, name)}
    />
  );
}

/** The amounts of a question that are asked for so far. */
function Amounts({ screen, ...asked }: Asked & { screen: 'money' | 'earlier' }) {
  return (
    <View className="form">
      {shownAmounts(screen, asked.draft).map((name) => (
        <Amount key={name} {...asked} name={name} />
      ))}
    </View>
  );
}

export const Money = (asked: Asked) => <Amounts {...asked} screen="money" />;

const before = [
  { value: 'no', name: '今年没看过', note: '这次是今年第一次' },
  { value: 'yes', name: '今年还看过', note: '今年 1 月到现在，除了这次' },
  { value: 'unknown', name: '不清楚' },
] as const;

/** What the year held before, and what assistance was received in it. */
export function Earlier(asked: Asked) {
  const { draft, change } = asked;
  return (
    <>
      <Options
        id="earlier"
        label="今年 1 月到现在，还看过没有"
        options={before}
        isOn={(value) => value === draft.earlier}
        onTap={(earlier) => change({ earlier })}
      />
      <Amounts {...asked} screen="earlier" />
    </>
  );
}
