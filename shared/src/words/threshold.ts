/** N1: how far it is to the next line of the year, as a sentence with the yuan in it. */
import { showYuan } from './show.ts';

/** A threshold with its amounts as text, as the API gives it. */
export type ToldThreshold = {
  readonly id:
    | 'assistance.deductible'
    | 'assistance.tierLine'
    | 'assistance.cap'
    | 'outpatient.cap'
    | 'tilt.line'
    | 'tilt.cap';
  readonly kind: 'floor' | 'ceiling';
  readonly at: string;
  readonly reached: string;
  readonly left: string;
  /** what is given above a floor, e.g. `65%`; null for a ceiling and where it is not known */
  readonly ratio: string | null;
  /** whether the line rests on a made-up figure */
  readonly illustrative: boolean;
};

const titles: Record<ToldThreshold['id'], string> = {
  'assistance.deductible': '离医疗救助还差多少',
  'assistance.tierLine': '离帮得更多还差多少',
  'assistance.cap': '医疗救助还能帮多少',
  'outpatient.cap': '普通门诊还能帮多少',
  'tilt.line': '离再帮一次还差多少',
  'tilt.cap': '再帮一次还能帮多少',
};

export function titleThreshold({ id }: ToldThreshold): string {
  return titles[id];
}

/** One line of the year in words: what is still to be paid, or what is still to be had. */
export function tellThreshold(threshold: ToldThreshold): string {
  const told = threshold.kind === 'ceiling' ? tellCeiling(threshold) : tellFloor(threshold);
  return threshold.illustrative ? `${told}这个数是演示用的，不是真的。` : told;
}

/** What is reached is what the rules give, paid or not yet. */
function tellCeiling({ at, reached, left }: ToldThreshold): string {
  return left === '0.00'
    ? `今年最多帮 ${showYuan(at)}，按规定已经算满了。明年重新算。`
    : `今年还能帮 ${showYuan(left)}。今年最多帮 ${showYuan(at)}，按规定已经算了 ${showYuan(reached)}。`;
}

function tellFloor({ id, at, left, ratio }: ToldThreshold): string {
  const given = `超过的部分${givenAbove(id, ratio)}`;
  if (at === '0.00') return `您不用先自己垫钱，从第一块钱就帮${ratio ? ` ${ratio}` : ''}。`;
  if (left === '0.00') return `已经过了 ${showYuan(at)}这条线，${given}。`;
  const after = id === 'tilt.line' ? '帮过以后，' : '';
  return `${after}医保能报的部分里，您再自己付 ${showYuan(left)}，就过了 ${showYuan(at)}这条线，${given}。`;
}

function givenAbove(id: ToldThreshold['id'], ratio: string | null): string {
  const more = id === 'assistance.tierLine' ? '帮得更多' : id === 'tilt.line' ? '再帮一次' : '帮';
  // A reply that was kept on the phone from before ratios were shown has none.
  if (ratio) return more === '帮' ? `帮 ${ratio}` : `${more}，帮 ${ratio}`;
  return more === '帮' ? '会帮您' : more;
}
