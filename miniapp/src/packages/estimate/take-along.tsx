import { View } from '@tarojs/components';
import type { Estimated } from '@yijiutong/rules/estimate';
import { tellResident } from '@yijiutong/rules/words';

import { Button } from '../../components/button';
import { CopyWords } from '../../components/copy-words';
import { canPrint } from '../../services/print';
import { sampleWords } from '../../text/explanation';
import { findLeft, tellReceived } from './range-card';
import { showRange, tellNothing, todos } from './result-words';
import type { Way } from './ways';

import '../../style/print.less';

type Props = {
  of: Estimated;
  place: string;
  year: number;
  sample: boolean;
  ways: readonly Way[];
};

/** What it comes to, as the card says it: who has received some of it reads what is left. */
function writeHead({ of, place, year }: Props): string[] {
  const left = findLeft(of);
  const nothing = tellNothing(of, of.least);
  return [
    `${place} ${year} 年，大约${left === null ? '能救助' : '还能领'} ${showRange(left ?? of.total)}。`,
    ...(left === null ? [] : [tellReceived(of, left)]),
    ...(nothing === null ? [] : [nothing]),
  ];
}

/** One end: what it takes for granted before its steps. */
function writeWay({ title, lead, steps }: Way): string[] {
  const told = steps.flatMap(tellResident);
  return [
    '',
    title,
    ...(lead === null || lead === '' ? [] : [lead]),
    ...told.map((step, at) => `${at + 1}. ${step.title}：${step.sentence}`),
  ];
}

/** The result as text: what it comes to, what to do, and how it is reckoned. */
function writeResult(props: Props): string {
  const { of, sample, ways } = props;
  return [
    ...writeHead(props),
    `帮过以后，自己还付 ${showRange(of.personal)}。`,
    '这是估算。最后给多少，以医保局核定的为准。',
    ...(sample ? [sampleWords] : []),
    '',
    '接下来做什么',
    ...of.next.map(({ code, amount }, at) => {
      const { title, words } = todos[code];
      return `${at + 1}. ${title}：${words(amount === null ? null : showRange(amount))}`;
    }),
    ...ways.flatMap(writeWay),
  ].join('\n');
}

/** The same lines for paper, below the page's title: what follows it on the screen is not printed. */
export function ResultSheet(props: Props) {
  return (
    <View className="print print_first">
      {writeResult(props)
        .split('\n')
        .map((line, at) => (
          <View key={at} className={line === '' ? 'print__gap' : 'print__line'}>
            {line}
          </View>
        ))}
    </View>
  );
}

/** The result leaves the phone: on paper where there is a printer, else as text. */
export function TakeAlong(props: Props) {
  if (canPrint()) return <Button id="print" kind="plain" words="打印这一页" onTap={() => window.print()} />;
  return (
    <CopyWords
      words="复制这个结果"
      write={() => writeResult(props)}
      copied="复制好了，可以粘贴到微信里，发给家里人。"
    />
  );
}
