/** What a paper is to be held against: the fields that the service has of the same thing. */
import { View } from '@tarojs/components';
import type { ClaimTask, DeskClaimReply } from '@yijiutong/rules/contract';

import { injuryWords } from '../../../text/claim';
import { formatFullDay } from '../../../text/date';
import { formatYuan } from '../../../text/money';
import { billKinds } from '../../../text/states';

type Fact = readonly [name: string, value: string];

function factsOfPerson({ person, village, claim }: DeskClaimReply): Fact[] {
  const { payee } = claim;
  return [
    ['姓名', person.name],
    ['身份证', person.certno],
    ['住在', village?.name ?? village?.code ?? '没有写'],
    ...(payee === null
      ? []
      : [['开户行', payee.bank] as const, ['账号', payee.account] as const, ['户名', payee.holder] as const]),
  ];
}

/** The platform's figures, or what an officer read; before that, only what she typed herself. */
function factsOfBill(desk: DeskClaimReply, ref: string): Fact[] {
  const bill = desk.claim.bills.find((one) => one.ref === ref);
  if (bill === undefined) return [];
  const reckoned = desk.bills.find((one) => one.ref === ref)?.bill ?? null;
  const source = bill.source === 'platform' ? '医保系统' : '本人填写';
  const payers = reckoned?.payers;
  return [
    ['来源', source],
    ['姓名', desk.person.name],
    ['医院', bill.institution ?? '没有写'],
    ['日期', formatFullDay(bill.on)],
    ['类别', billKinds[bill.kind]],
    ['总费用', formatYuan(bill.total)],
    ...(payers === undefined
      ? []
      : [
          ['基本医保统筹支付', formatYuan(payers.basic)] as const,
          ['大病保险支付', formatYuan(payers.criticalIllness)] as const,
          ['医疗救助已支付', formatYuan(payers.assistance)] as const,
          ['个人支付', formatYuan(payers.personal)] as const,
        ]),
    ['外伤', injuryWords(bill.injury)],
  ];
}

export function PaperFacts({ desk, task }: { desk: DeskClaimReply; task: ClaimTask }) {
  const facts = task.bill === null ? factsOfPerson(desk) : factsOfBill(desk, task.bill);
  return (
    <View className="facts">
      <View className="line__note">{task.words}</View>
      {facts.map(([name, value]) => (
        <View key={name} className="pair">
          <View className="pair__name">{name}</View>
          <View className="pair__value">{value}</View>
        </View>
      ))}
    </View>
  );
}
