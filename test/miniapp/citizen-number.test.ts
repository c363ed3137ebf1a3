import { findCitizenNumberFault, normalizeCitizenNumber } from '../../miniapp/src/services/citizen-number';
import { citizenId } from '../support/people';

/** A number of region 990101, which no living person can have. */
const numberOf = (birthday: string, serial: string) => citizenId('990101', birthday, Number(serial));

describe('a citizen number as it is typed', () => {
  test('every serial with its own check digit passes, X among them', () => {
    const numbers = Array.from({ length: 100 }, (_, at) => numberOf('19650315', String(at).padStart(3, '0')));
    expect(numbers.map(findCitizenNumberFault)).toEqual(numbers.map(() => null));
    expect(numbers.some((number) => number.endsWith('X'))).toBe(true);
  });

  test('one wrong digit anywhere, or two neighbours swapped, is seen', () => {
    const right = numberOf('19650315', '123');
    for (let at = 0; at < 17; at++) {
      const wrong = right.slice(0, at) + String((Number(right[at]) + 1) % 10) + right.slice(at + 1);
      expect(findCitizenNumberFault(wrong)).not.toBeNull();
      const swapped = right.slice(0, at) + right[at + 1]! + right[at]! + right.slice(at + 2);
      if (swapped !== right) expect(findCitizenNumberFault(swapped)).not.toBeNull();
    }
  });

  test.each([
    ['', 'length'],
    ['99010119650315001', 'length'],
    ['99010119650315001A', 'length'],
    [numberOf('19650231', '001'), 'birthday'],
    [numberOf('19651301', '001'), 'birthday'],
    [numberOf('19000229', '001'), 'birthday'],
    [numberOf('20000229', '001'), null],
  ])('%s: %s', (number, fault) => {
    expect(findCitizenNumberFault(number)).toBe(fault);
  });

  test('spaces and a small x are forgiven', () => {
    expect(normalizeCitizenNumber(' 990101 19650315 12x ')).toBe('9901011965031512X');
  });
});
