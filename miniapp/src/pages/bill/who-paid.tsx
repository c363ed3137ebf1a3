import type { BillReply } from '@yijiutong/rules/contract';

import { Card } from '../../components/card';
import { LayerBar } from '../../components/layer-bar';
import { Figure, MoneyLine } from '../../components/money';
import { isAboveZero } from '../../text/money';

/** Every fen of the bill, by who paid it. */
export function WhoPaid({ reply: { payers, assistanceBase } }: { reply: BillReply }) {
  const rows = [
    { id: 'basic', name: '基本医保报了', money: payers.basic },
    { id: 'critical_illness', name: '大病保险报了', money: payers.criticalIllness },
    { id: 'supplement', name: '补充医保报了', money: payers.supplement },
    { id: 'commercial', name: '惠民保险报了', money: payers.commercial },
    { id: 'assistance', name: '医疗救助给了', money: payers.assistance },
    { id: 'other', name: '别处帮您付了', money: payers.other },
    { id: 'personal', name: '您自己付了', money: payers.personal },
  ];
  const always = ['basic', 'critical_illness', 'assistance', 'personal'];
  const parts = rows.filter(({ id, money }) => always.includes(id) || isAboveZero(money));
  return (
    <Card title="这张账单谁付的">
      <Figure money={payers.total} words="一共花了" />
      <LayerBar whole={payers.total} parts={parts} />
      <MoneyLine label="其中，医保不能报的" note="自费药、超过限价的部分" money={payers.outOfScope} />
      {assistanceBase !== null && (
        <MoneyLine label="医保能报的部分里，您自己掏的钱" note="医疗救助按这个数算" money={assistanceBase} />
      )}
    </Card>
  );
}
