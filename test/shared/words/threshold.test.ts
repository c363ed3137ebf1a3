import { tellThreshold, titleThreshold } from '@yijiutong/rules/words';
import type { ToldThreshold } from '@yijiutong/rules/words';

import { findJargon } from './jargon.ts';

const line: ToldThreshold = {
  id: 'assistance.deductible',
  kind: 'floor',
  at: '2350.00',
  reached: '1110.00',
  left: '1240.00',
  ratio: '65%',
  illustrative: false,
};
const cap: ToldThreshold = { ...line, id: 'assistance.cap', kind: 'ceiling', at: '70000.00', ratio: null };

test.each<[string, ToldThreshold, string]>([
  [
    'before the line',
    line,
    '医保能报的部分里，您再自己付 1,240.00 元，就过了 2,350.00 元这条线，超过的部分帮 65%。',
  ],
  ['at the line', { ...line, left: '0.00' }, '已经过了 2,350.00 元这条线，超过的部分帮 65%。'],
  ['no line', { ...line, at: '0.00', left: '0.00' }, '您不用先自己垫钱，从第一块钱就帮 65%。'],
  [
    'a ratio that nobody gave',
    { ...line, ratio: null },
    '医保能报的部分里，您再自己付 1,240.00 元，就过了 2,350.00 元这条线，超过的部分会帮您。',
  ],
  [
    'the second tier',
    { ...line, id: 'assistance.tierLine', ratio: '75%' },
    '医保能报的部分里，您再自己付 1,240.00 元，就过了 2,350.00 元这条线，超过的部分帮得更多，帮 75%。',
  ],
  [
    'helped once more',
    { ...line, id: 'tilt.line', ratio: '50%' },
    '帮过以后，医保能报的部分里，您再自己付 1,240.00 元，就过了 2,350.00 元这条线，超过的部分再帮一次，帮 50%。',
  ],
  [
    'a ceiling',
    { ...cap, reached: '450.00', left: '69550.00' },
    '今年还能帮 69,550.00 元。今年最多帮 70,000.00 元，按规定已经算了 450.00 元。',
  ],
  [
    'a ceiling that is reached',
    { ...cap, left: '0.00' },
    '今年最多帮 70,000.00 元，按规定已经算满了。明年重新算。',
  ],
  [
    'a made-up line',
    { ...line, illustrative: true },
    '医保能报的部分里，您再自己付 1,240.00 元，就过了 2,350.00 元这条线，超过的部分帮 65%。这个数是演示用的，不是真的。',
  ],
])('%s', (_, threshold, sentence) => {
  expect(tellThreshold(threshold).replaceAll('\u00a0', ' ')).toBe(sentence);
});

test('no title and no sentence has a word of offices', () => {
  const ids = [
    'assistance.deductible',
    'assistance.tierLine',
    'assistance.cap',
    'outpatient.cap',
    'tilt.line',
    'tilt.cap',
  ] as const;
  for (const id of ids) {
    for (const kind of ['floor', 'ceiling'] as const) {
      expect(findJargon(titleThreshold({ ...line, id }) + tellThreshold({ ...line, id, kind }))).toEqual([]);
    }
  }
});
