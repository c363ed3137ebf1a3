/** What a family is told of an answer that gives nothing, and of a gate that is only the first of several. */
import type { Law } from '@yijiutong/rules/policy';
import { tellBenefit } from '@yijiutong/rules/words';

import { answer } from '../../../bff/src/cli/answer.ts';
import { parseCase } from '../../../bff/src/cli/worked-case.ts';
import { FIGURES, readDocuments } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

const tell = (asked: Record<string, unknown>) => {
  const { explanations } = answer(law, parseCase(asked), true);
  return explanations.flatMap(tellBenefit).map(({ sentence }) => sentence.replaceAll('\u00a0', ' '));
};

const enrolment = (approvedOn: string, premiumPaid: boolean) => ({
  region: '440000',
  question: 'mid_year_enrolment',
  on: '2018-06-01',
  person: { categories: ['低保对象'] },
  supplied: { premium: '400.00' },
  input: { approvedOn, premiumPaid },
});

describe('a new recipient', () => {
  test.each<[string, string, boolean, expected: string[]]>([
    [
      'before the approval',
      '2018-06-02',
      false,
      ['还没到批准的那天，这一天还不能帮交。', '还要向您收 400.00 元。'],
    ],
    ['whose premium is paid', '2018-06-01', true, ['今年的参保费已经交过，不再帮交一次。', '不再向您收钱。']],
  ])('%s is told why nothing is paid in, and of no subsidy', (_, approvedOn, premiumPaid, expected) => {
    const told = tell(enrolment(approvedOn, premiumPaid));
    expect(told.slice(1)).toEqual(expected);
    expect(told.join('')).not.toContain('一共帮您交');
  });

  test('from the approval on is told of the subsidy', () => {
    expect(tell(enrolment('2018-06-01', false))).toEqual(
      expect.arrayContaining(['参保费一共帮您交 400.00 元。', '不再向您收钱。']),
    );
  });
});

describe('a warning', () => {
  const warning = (region: string, categories: string[], yearToDateSelfPay: string, insurance = 'resident') =>
    tell({
      region,
      question: 'warning',
      on: '2024-06-01',
      person: { categories, insurance },
      supplied: FIGURES,
      input: { yearToDateSelfPay },
    });

  test('that no group of the clause takes the person into is not “not exceeded”', () => {
    const told = warning('420500', ['特困人员'], '99999.00');
    expect(told.at(-1)).toBe('这一条不管您这一类。');
    expect(told.join('')).not.toContain('超过');
  });

  test('below the line is; above it the departments are told, and nobody is promised', () => {
    expect(warning('510400', ['低保对象'], '1.00').at(-1)).toBe('现在没有超过。');
    const told = warning('510400', ['低保对象'], '99999.00');
    expect(told.at(-1)).toBe('已经超过，您的名字会告诉民政等部门。');
    expect(told.join('')).not.toContain('有人来问');
  });
});

test('the gate of 倾斜救助 promises no amount', () => {
  const [last] = tell({
    region: '510400',
    question: 'gate',
    on: '2023-06-01',
    person: { categories: ['低保对象'] },
    input: { benefit: 'tilt', referred: true, inProvince: true },
  }).slice(-1);
  expect(last).toBe('条件够了。能不能帮、帮多少，问县（区）里。');
});
