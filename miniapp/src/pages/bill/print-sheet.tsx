import { View } from '@tarojs/components';
import type { BillReply, ClauseText } from '@yijiutong/rules/contract';
import { listOfficerLines, tellResident } from '@yijiutong/rules/words';

import { formatMoment } from '../../text/date';
import { headOf, sampleWords, resultOf } from '../../text/explanation';

/** Lines of both voices above which the officer's letters are small, and above which the resident's must be so too. */
const DENSE = 30;
const FULL = 60;
/** So much of a clause tells the reader which one it is; the whole text is a tap away on the phone. */
const CLAUSE_LENGTH = 40;

function shorten({ text }: ClauseText): string {
  const line = text.replace(/\s+/g, '');
  return line.length > CLAUSE_LENGTH ? `${line.slice(0, CLAUSE_LENGTH)}…` : line;
}

function densityOf(lines: number): string {
  if (lines > FULL) return ' print_full';
  return lines > DENSE ? ' print_dense' : '';
}

type Lines = ReturnType<typeof listOfficerLines>;

/** The officer's table: the term, how it is reckoned and in which figures, what it comes to, where it is written. */
function Table({ lines }: { lines: Lines }) {
  return (
    <View className="print__table">
      <View className="print__row print__row_head">
        <View>项目</View>
        <View>算法和算式</View>
        <View className="print__result">结果</View>
        <View>依据</View>
      </View>
      {lines.map(({ depth, label, rule, figures, result, article }, at) => (
        <View key={at} className="print__row">
          <View style={{ paddingLeft: `${depth * 0.8}em` }}>{label}</View>
          <View>{[rule, figures].filter((part) => part !== '').join('：')}</View>
          <View className="print__result">{result}</View>
          <View>{article}</View>
        </View>
      ))}
    </View>
  );
}

/** The whole explanation for one sheet of A4: the resident's voice first. On the screen it is not drawn. */
export function PrintSheet({ reply }: { reply: BillReply }) {
  const { explanation, clauses, illustrative, asOf } = reply;
  const told = explanation.flatMap(tellResident);
  const lines = explanation.flatMap((step) => listOfficerLines(step));
  const titles = [...new Set(clauses.map(({ title, issuer }) => `《${title}》${issuer}`))];
  return (
    <View className={`print${densityOf(told.length + lines.length)}`}>
      <View className="print__title">医疗救助账单说明</View>
      <View>{headOf(reply)}</View>
      <View className="print__sum">{resultOf(reply)}</View>
      {illustrative.length > 0 && <View>{sampleWords}</View>}
      <View className="print__head">这笔钱是怎么算的</View>
      <View className="print__columns">
        {told.map(({ title, sentence }, at) => (
          <View key={at} className="print__line">
            {at + 1}. {title}：{sentence}
          </View>
        ))}
      </View>
      <View className="print__officer">
        <View className="print__head">办事员看的版本</View>
        <Table lines={lines} />
        <View className="print__head">依据</View>
        <View>{titles.join('；')}</View>
        <View className="print__columns">
          {clauses.map((clause) => (
            <View key={`${clause.document}${clause.article}`} className="print__line">
              {clause.article}：{shorten(clause)}
            </View>
          ))}
        </View>
      </View>
      <View>算于 {formatMoment(asOf, new Date().toISOString())}，由医救通按公开的办法算出，以窗口为准。</View>
    </View>
  );
}
