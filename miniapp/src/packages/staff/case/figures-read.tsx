/** What an officer read from the papers of a bill: whoever decides next holds it against them. */
import { View } from '@tarojs/components';
import type { PaperFigures } from '@yijiutong/rules/contract';

import { MoneyLine } from '../../../components/money';
import { formatFullDay } from '../../../text/date';
import { billKinds } from '../../../text/states';
import { moneyNames, moneyFields } from './figures';

const saidWords = (said: boolean | null): string => (said === null ? '材料上没写' : said ? '是' : '否');

type Props = {
  figures: PaperFigures;
  /** The name behind the code, where a table has it. */
  institution: string | null;
};

export function FiguresRead({ figures, institution }: Props) {
  const facts = [
    ['定点医药机构编号', [figures.institution, institution].filter(Boolean).join('，')],
    ['就医地', figures.treatedIn],
    ['结算日期', formatFullDay(figures.on)],
    ['类别', billKinds[figures.kind]],
    ['规范转诊', saidWords(figures.referred)],
    ['异地备案', saidWords(figures.filed)],
  ] as const;
  return (
    <View className="facts">
      <View className="card__label">照材料录入的</View>
      {facts.map(([name, value]) => (
        <View key={name} className="pair">
          <View className="pair__name">{name}</View>
          <View className="pair__value">{value}</View>
        </View>
      ))}
      {moneyFields.map((field) => (
        <MoneyLine key={field} label={moneyNames[field]} money={figures[field]} />
      ))}
    </View>
  );
}
