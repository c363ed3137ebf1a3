import { View } from '@tarojs/components';
import type { Estimated, Range } from '@yijiutong/rules/estimate';
import { formatYuan, type Fen } from '@yijiutong/rules/kernel';

import { Card } from '../../components/card';
import { Figure } from '../../components/money';
import { SampleMark } from '../../components/sample';
import { speak } from '../../components/speak';
import { isExact, showFen, showRange, tellNothing } from './result-words';

/** What the family paid itself, where both ends agree on it; else there is no whole to draw a part of. */
function findWhole({ least, most }: Estimated): number | null {
  if (least.assumed.length > 0 || (most?.assumed.length ?? 0) > 0) return null;
  const paid = [least, most].map((end) =>
    end === null ? null : end.facts.selfPaid + end.facts.earlierSelfPaid,
  );
  const [one = null, other = null] = paid;
  return one !== null && one === other && one > 0 ? one : null;
}

const percent = (part: number, whole: number): number => Math.min(100, Math.round((part * 100) / whole));

/** Of what the family paid: what is sure to come back, what may, and what remains. */
function RangeBar({ of }: { of: Estimated }) {
  const whole = findWhole(of);
  const { low, high } = of.total;
  if (whole === null || high === null) return null;
  const words = `自己付的 ${showFen(whole as Fen)}里，救助帮 ${showRange(of.total)}`;
  const sure = percent(low, whole);
  return (
    <>
      <View className="range__bar" {...speak({ role: 'img', label: words })}>
        <View className="range__sure" style={{ width: `${sure}%` }} />
        <View className="range__maybe" style={{ width: `${percent(high, whole) - sure}%` }} />
      </View>
      <View className="range__legend">{words}。</View>
    </>
  );
}

function End({ words, digits }: { words: string; digits: string }) {
  return (
    <View className="range__end">
      <View className="range__words">{words}</View>
      <View className="range__digits">{digits}</View>
    </View>
  );
}

/** Where the family said what it has received: what is left of the help, which is what it came to know. */
export function findLeft({ due, total, widenings }: Estimated): Range | null {
  if (widenings.some(({ question }) => question === 'aidReceived')) return null;
  return due.low === total.low && due.high === total.high ? null : due;
}

export function tellReceived({ total }: Estimated, left: Range): string {
  return `一共能救助 ${showRange(total)}，${left.high === 0 ? '已经都领过了。' : '领过的已经去掉了。'}`;
}

/** The range in big figures, and why it is nothing where it is nothing. */
export function RangeCard({ of, year, sample }: { of: Estimated; year: number; sample: boolean }) {
  const left = findLeft(of);
  const led = left ?? of.total;
  const words = `${year} 年，大约${left === null ? '能救助' : '还能领'}`;
  const nothing = tellNothing(of, of.least);
  return (
    <Card tone={led.high === 0 ? 'plain' : 'green'}>
      {isExact(led) ? (
        <Figure money={formatYuan(led.low)} words={words} sample={sample} />
      ) : (
        <>
          <View className="figure__words">
            {words}
            {sample && <SampleMark />}
          </View>
          <View className="range__ends">
            <End words="最少" digits={showFen(led.low)} />
            <End words="最多" digits={led.high === null ? '没有封顶' : showFen(led.high)} />
          </View>
        </>
      )}
      <RangeBar of={of} />
      {left !== null && <View className="card__text">{tellReceived(of, left)}</View>}
      {nothing !== null && <View className="card__text">{nothing}</View>}
      <View className="card__text">这是估算。最后给多少，以医保局核定的为准。</View>
    </Card>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <View className="pair">
      <View className="pair__name">{label}</View>
      <View className="pair__value">{value}</View>
    </View>
  );
}

/** The parts of the sum, and what is left to the family. */
export function Parts({ of }: { of: Estimated }) {
  const { assistance, tilt, outpatient, personal, due, total } = of;
  if (total.high === 0) return null;
  return (
    <Card title="分开看">
      {assistance.high !== 0 && <Line label="医疗救助" value={showRange(assistance)} />}
      {tilt !== null && tilt.high !== 0 && <Line label="再帮一次（倾斜救助）" value={showRange(tilt)} />}
      {outpatient.high !== 0 && <Line label="门诊救助" value={showRange(outpatient)} />}
      {(due.low !== total.low || due.high !== total.high) && (
        <Line label="去掉领过的，还能领" value={showRange(due)} />
      )}
      <Line label="帮过以后，您自己还付" value={showRange(personal)} />
    </Card>
  );
}
