import { View } from '@tarojs/components';

import { Field } from '../../../components/field';
import { formatYuan, findMoney } from '../../../text/money';
import type { AmountName } from '../draft';
import { Options } from '../options';
import type { Asked } from './asked';
import { amountFault } from './questions';

type AmountProps = Asked & { name: AmountName; label: string; hint: string };

/** One amount; empty says 不清楚. What was understood is said back, so that a slip is seen at once. */
function Amount({ draft, change, name, label, hint }: AmountProps) {
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

export function Money(asked: Asked) {
  const { draft } = asked;
  // Both known: what was left to the family follows from them.
  const follows = findMoney(draft.total) !== null && draft.insurancePaid.trim() !== '';
  return (
    <View className="form">
      <Amount {...asked} name="total" label="一共花了多少（元）" hint="结算单上“合计”“总费用”那个数。" />
      <Amount
        {...asked}
        name="insurancePaid"
        label="医保报了多少（元）"
        hint="基本医保和大病保险报的，加在一起。"
      />
      {!follows && (
        <Amount
          {...asked}
          name="selfPaid"
          label="您自己掏了多少（元）"
          hint="上面两样不知道，就填这个。救助帮付过的，也加上。"
        />
      )}
      <Amount
        {...asked}
        name="outOfScope"
        label="其中医保不能报的（元）"
        hint="结算单上“自费”“超限价”“先行自付”，加在一起。没有就填 0。"
      />
    </View>
  );
}

const before = [
  { value: 'no', name: '今年没看过', note: '这次是今年第一次' },
  { value: 'yes', name: '看过' },
  { value: 'unknown', name: '不清楚' },
] as const;

/** What the year held before, and what assistance was received in it. */
export function Earlier(asked: Asked) {
  const { draft, change } = asked;
  return (
    <>
      <Options
        id="earlier"
        label="今年以前看过没有"
        options={before}
        isOn={(value) => value === draft.earlier}
        onTap={(earlier) => change({ earlier })}
      />
      <View className="form">
        {draft.earlier === 'yes' && (
          <>
            <Amount
              {...asked}
              name="earlierSelfPaid"
              label="以前自己掏了多少（元）"
              hint="今年同样看病，医保报完以后自己付的。"
            />
            <Amount
              {...asked}
              name="earlierOutOfScope"
              label="其中医保不能报的（元）"
              hint="自费的那些。没有就填 0。"
            />
          </>
        )}
        <Amount
          {...asked}
          name="aidReceived"
          label="今年已经领过多少救助（元）"
          hint="结算单上“医疗救助”，连这次的也算。没有就填 0。"
        />
      </View>
    </>
  );
}
