import { View } from '@tarojs/components';
import type { YearReply } from '@yijiutong/rules/contract';

import { Card } from '../../components/card';
import { ClauseLink } from '../../components/clause-sheet';
import { LayerBar } from '../../components/layer-bar';
import { Figure, MoneyLine } from '../../components/money';
import { Notice } from '../../components/notice';
import { SampleMark, SampleNotice } from '../../components/sample';
import { ThresholdBar } from '../../components/threshold-bar';
import { formatDay } from '../../text/date';
import { formatYuan, isAboveZero, sumOf } from '../../text/money';
import { layers, missingWords } from '../../text/states';

/** Named even when they paid nothing; the others only when they did. */
const usual: ReadonlySet<string> = new Set(['basic', 'critical_illness', 'assistance', 'personal']);

function Paid({ year }: { year: YearReply }) {
  const whole = sumOf(year.paid.map(({ paid }) => paid));
  const parts = year.paid
    .filter(({ layer, paid }) => usual.has(layer) || isAboveZero(paid))
    .map(({ layer, paid }) => ({ id: layer, name: layers[layer], money: paid }));
  return (
    <Card title="谁帮您付了多少" aside={year.illustrative.length > 0 && <SampleMark />}>
      <Figure money={whole} words={`${year.year} 年看病一共花了`} />
      <LayerBar whole={whole} parts={parts} />
    </Card>
  );
}

function Claimable({ year }: { year: YearReply }) {
  if (!isAboveZero(year.claimable)) return null;
  return (
    <Card tone="green">
      <Figure money={year.claimable} words="按规定算，还能领" sample={year.illustrative.length > 0} />
      <View className="card__text">
        医疗救助该给 {formatYuan(year.calculated)}，已经给了 {formatYuan(year.granted)}。
      </View>
    </Card>
  );
}

function Thresholds({ year }: { year: YearReply }) {
  if (year.thresholds.length === 0) return null;
  return (
    <Card title="还差多少，还剩多少">
      {year.thresholds.map((threshold) => (
        <View key={threshold.id} className="threshold">
          <ThresholdBar threshold={threshold} />
          {threshold.clause !== null && <ClauseLink clause={threshold.clause} texts={year.clauses} />}
        </View>
      ))}
    </Card>
  );
}

function TopUps({ year }: { year: YearReply }) {
  if (year.topUps.length === 0) return null;
  return (
    <Card title="认定以后补的钱">
      {year.topUps.map(({ on, amount, classTitle }) => (
        <MoneyLine
          key={on}
          label={`${formatDay(on, `${year.year}`)}补算`}
          note={`从这天起您是${classTitle}，前面的账单按新身份补`}
          money={amount}
        />
      ))}
    </Card>
  );
}

/** What one year came to: who paid, what is left, what is still open. */
export function YearOverview({ year }: { year: YearReply }) {
  return (
    <>
      <SampleNotice names={year.illustrative} />
      <Claimable year={year} />
      <Paid year={year} />
      <Thresholds year={year} />
      <TopUps year={year} />
      {year.undecidedBills > 0 && (
        <Notice tone="warm">还有 {year.undecidedBills} 张账单没算完，上面的数字以后会变。</Notice>
      )}
      {year.missing.map((missing) => {
        const { why, next } = missingWords(missing);
        return (
          <Notice key={`${missing.name}${missing.day}`} tone="warm">
            {why}
            {next}
          </Notice>
        );
      })}
    </>
  );
}
