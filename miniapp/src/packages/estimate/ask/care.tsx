import type { BillKind } from '@yijiutong/rules/policy';

import { Options, YesNo } from '../options';
import type { Asked } from './asked';

const kinds: readonly { value: BillKind | 'unknown'; name: string; note?: string }[] = [
  { value: 'inpatient', name: '住院' },
  { value: 'chronic_outpatient', name: '门诊看慢性病、大病', note: '办过慢特病证的，比如透析、化疗' },
  { value: 'special_drug', name: '特殊药品', note: '医生开的、要单独报销的贵药' },
  { value: 'ordinary_outpatient', name: '普通门诊', note: '感冒、拉肚子这样的小病' },
  { value: 'other', name: '别的', note: '自己去药店买药、生孩子' },
  { value: 'unknown', name: '不清楚' },
];

export function Kind({ draft, change }: Asked) {
  return (
    <Options
      id="kind"
      label="怎么看的病"
      options={kinds}
      isOn={(value) => value === draft.kind}
      onTap={(kind) => change({ kind })}
    />
  );
}

/** Where it was, by the three facts that the law asks for. */
export function Where({ draft, change }: Asked) {
  return (
    <>
      <YesNo
        id="designated"
        question="是医保定点医院吗？"
        hint="能刷医保卡结账的，就是。"
        answer={draft.designated}
        onAnswer={(designated) => change({ designated })}
      />
      <YesNo
        id="inProvince"
        question="在本省看的吗？"
        hint="没有出省，就是。"
        answer={draft.inProvince}
        onAnswer={(inProvince) => change({ inProvince })}
      />
      <YesNo
        id="referred"
        question="按规定转诊了吗？"
        hint="在本地看病、不用转诊的，也选“是”。"
        answer={draft.referred}
        onAnswer={(referred) => change({ referred })}
      />
    </>
  );
}
