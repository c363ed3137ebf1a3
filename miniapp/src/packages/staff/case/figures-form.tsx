/** The figures of one bill, typed from its papers. They add up before they are sent, and the rules reckon from them. */
import { View } from '@tarojs/components';
import type { BillKind } from '@yijiutong/rules/contract';

import { Field } from '../../../components/field';
import { MoneyLine } from '../../../components/money';
import { speak } from '../../../components/speak';
import { billKinds } from '../../../text/states';
import { Choose } from './choose';
import {
  moneyNames,
  paidFields,
  partFields,
  personalOf,
  treatedInOf,
  type FiguresDraft,
  type FiguresFaults,
  type MoneyField,
} from './figures';
import { InstitutionField } from './institution-field';

const kinds = (Object.keys(billKinds) as BillKind[]).map((value) => ({ value, name: billKinds[value] }));
const answers = [
  { value: 'yes', name: '是' },
  { value: 'no', name: '否' },
  { value: 'unknown', name: '材料上没写' },
] as const;

type Props = {
  id: string;
  title: string;
  draft: FiguresDraft;
  change: (change: Partial<FiguresDraft>) => void;
  faults: FiguresFaults;
};

function MoneyInput({ id, field, draft, change, faults }: Props & { field: MoneyField }) {
  return (
    <Field
      id={`${id}-${field}`}
      label={`${moneyNames[field]}（元）`}
      type="digit"
      value={draft[field]}
      onChange={(text) => change({ [field]: text })}
      maxLength={14}
      placeholder="0.00"
      hint="没有就写 0"
      error={faults[field] ?? null}
    />
  );
}

function Where({ id, draft, change, faults }: Props) {
  return (
    <>
      <InstitutionField
        id={`${id}-institution`}
        value={draft.institution}
        onChange={(institution) => change({ institution })}
        error={faults.institution ?? null}
      />
      <Field
        id={`${id}-treated`}
        label="就医地区划"
        type="number"
        value={treatedInOf(draft)}
        onChange={(treatedIn) => change({ treatedIn })}
        maxLength={6}
        placeholder="6 位"
        hint={treatedInOf(draft) === '' ? '填了机构编号，会自动填上' : '照机构编号填好了，不对就改'}
        error={faults.treatedIn ?? null}
      />
      <Field
        id={`${id}-on`}
        label="结算日期"
        value={draft.on}
        onChange={(on) => change({ on })}
        maxLength={12}
        placeholder="2026-03-05"
        hint="年月日"
        error={faults.on ?? null}
      />
      <Choose
        id={`${id}-kind`}
        label="类别"
        options={kinds}
        chosen={draft.kind}
        onChoose={(kind) => change({ kind })}
      />
      <Choose
        id={`${id}-referred`}
        label="规范转诊"
        options={answers}
        chosen={draft.referred}
        onChoose={(referred) => change({ referred })}
        error={faults.referred ?? null}
      />
      <Choose
        id={`${id}-filed`}
        label="异地就医备案"
        options={answers}
        chosen={draft.filed}
        onChoose={(filed) => change({ filed })}
        error={faults.filed ?? null}
      />
    </>
  );
}

export function FiguresForm(props: Props) {
  const { title, draft } = props;
  const personal = personalOf(draft);
  return (
    <View className="figures" {...speak({ role: 'group', label: title })}>
      <View className="figures__title" {...speak({ role: 'heading', level: 3 })}>
        {title}
      </View>
      <Where {...props} />
      <View className="card__label">费用构成</View>
      <View className="figures__grid">
        <MoneyInput {...props} field="total" />
        {partFields.map((field) => (
          <MoneyInput key={field} {...props} field={field} />
        ))}
      </View>
      <View className="card__label">谁付了多少</View>
      <View className="figures__grid">
        {paidFields.map((field) => (
          <MoneyInput key={field} {...props} field={field} />
        ))}
      </View>
      {personal !== null && <MoneyLine label="算下来个人支付" money={personal} strong />}
    </View>
  );
}
