import type { Day } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';
import { compileBenefits, compilePolicy, parseDocument } from '@yijiutong/rules/policy';

import { readDocuments } from '../law.fixture.ts';
import { compileFrom, compileMadeUp, documentWith, DOCUMENT } from '../rules/made-up-region.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

describe('广东 2017', () => {
  test.each([
    ['2017-09-26', null],
    ['2017-09-27', 'guangdong-2017'],
    ['2022-12-21', 'guangdong-2017'],
    ['2022-12-22', 'guangdong-2022'],
  ])('on %s the document in force is %s', (on, id) => {
    const policy = compilePolicy(law, { region: '440000', on: on as Day });
    expect(policy?.documents.map((document) => document.id) ?? [null]).toEqual([id]);
  });

  test('gives what the later framework does not, and the other way round', () => {
    const given = (on: string) => {
      const { benefits } = compileFrom(law, '440000', on);
      const { secondAssistance, aidOffset, costControl, place, framework, warning } = benefits;
      return [secondAssistance, aidOffset, costControl, place, framework, warning].map((one) => one !== null);
    };
    expect(given('2022-12-21')).toEqual([true, true, true, false, false, false]);
    expect(given('2022-12-22')).toEqual([false, false, false, true, true, true]);
  });
});

describe('what a document leaves open names whom the clause names', () => {
  const find = (region: string, on: string) => compileFrom(law, region, on);

  test.each([
    ['440000', '2018-06-01', '各级地方政府', '三（二）3'],
    ['440000', '2023-06-01', '统筹地区人民政府', '二（四）'],
    ['450200', '2023-06-01', '桂政办发〔2022〕5号', '五'],
  ])('assistance of %s on %s: %s, %s', (region, on, deferredTo, article) => {
    expect(find(region, on).policy.deferred.assistance).toMatchObject({ deferredTo, clause: { article } });
  });

  test.each<[string, string, 'premium' | 'recognition', string | undefined]>([
    ['440000', '2023-06-01', 'premium', '《意见》'],
    ['440000', '2023-06-01', 'recognition', '《广东省最低生活保障边缘家庭和支出型困难家庭救助办法》'],
    ['450200', '2023-06-01', 'premium', undefined],
    ['450200', '2023-06-01', 'recognition', '桂民规〔2020〕6号'],
    ['440000', '2018-06-01', 'recognition', '《广东省困难群众医疗救助暂行办法》和认定办法'],
  ])('%s on %s: %s', (region, on, benefit, deferredTo) => {
    const { benefits } = find(region, on);
    expect(benefits[benefit]).toBeNull();
    expect(benefits.open[benefit]).toMatchObject({ what: 'figure', name: benefit });
    expect(benefits.open[benefit]?.deferredTo).toBe(deferredTo);
  });

  test('second assistance: brackets, deductible and maximum are the cities’', () => {
    const terms = find('440000', '2018-06-01').benefits.secondAssistance;
    const open = { deferredTo: '各级地方政府', clause: { document: 'guangdong-2017', article: '三（二）3' } };
    expect(terms?.byClass.all).toMatchObject({ deductible: open, brackets: open });
    expect(terms?.cap).toMatchObject(open);
    expect(terms?.capBreach?.decidedBy).toBe('困难群众生活保障协调机制');
  });

  test('a document without figures still has the gates and the order', () => {
    const { policy, benefits } = find('450200', '2023-06-01');
    expect(policy.terms.every(({ assistance, tilt }) => assistance === null && tilt === null)).toBe(true);
    expect(benefits.oneOff?.amount).toMatchObject({ deferredTo: '桂政办发〔2022〕5号' });
    expect(benefits.tiltGate?.needs).toEqual(['referred', 'in_province']);
    expect(benefits.payerOrder?.payers[0]?.payer).toBe('basic');
  });
});

describe('a category whose class another document gives', () => {
  test('is known, is in no class, and says which document', () => {
    const { policy } = compileFrom(law, '450200', '2023-06-01');
    expect(policy.classOf['低保对象']).toBe(-1);
    expect(policy.unclassified['低保对象']).toMatchObject({
      name: 'class',
      deferredTo: '桂政办发〔2022〕5号',
      clause: { article: '一' },
    });
    expect(policy.unclassified['低保边缘家庭成员']).toBeUndefined();
  });

  test('is none where the document itself has the classes', () => {
    expect(compileFrom(law, '510400', '2024-01-01').policy.unclassified).toEqual({});
  });
});

describe('the sections of a document', () => {
  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    [
      'a payer nobody knows',
      { payer_order: { payers: [{ payer: 'bank', clause: '第一条' }], clause: '第一条' } },
      /payer/,
    ],
    [
      'an order of one',
      { payer_order: { payers: [{ payer: 'basic', clause: '第一条' }], clause: '第一条' } },
      /payers/,
    ],
    [
      'a gate nobody knows',
      { admission_deposit: { ...DOCUMENT.admission_deposit, gates: ['moon'] } },
      /gates/,
    ],
    ['no gate', { admission_deposit: { ...DOCUMENT.admission_deposit, gates: [] } }, /gates/],
    ['a month that is none', { fund_alert: { months: '0', clause: '第一条' } }, /months/],
    [
      'second assistance of a class that is not there',
      {
        second_assistance: {
          ...DOCUMENT.second_assistance,
          brackets: { by_class: { rich: { unstated: { clause: '第一条' } } }, clause: '第一条' },
        },
      },
      /没有类别“rich”/,
    ],
    ['a figure both given and open', { cost_control: { unstated: { clause: '第一条' } } }, /cost_control/],
  ])('are refused for %s', (_, sections, message) => {
    expect(() => parseDocument(documentWith(sections), 'city.yaml')).toThrow(message);
  });

  test('that the document does not have give nothing', () => {
    const none = compileMadeUp({
      payer_order: null,
      second_assistance: null,
      aid_offset: null,
      one_off_assistance: null,
      tilt_gate: null,
      place_of_care: null,
    }).benefits;
    const { payerOrder, secondAssistance, aidOffset, oneOff, tiltGate, place, fundTasks } = none;
    expect([payerOrder, secondAssistance, aidOffset, oneOff, tiltGate, place]).toEqual(Array(6).fill(null));
    expect(fundTasks).toEqual([]);
  });

  test('of two documents in force may not give the same thing', () => {
    const twin = documentWith({ document: { ...DOCUMENT.document, id: 'made-up-twin' } });
    const documents = [DOCUMENT, twin].map((value) => parseDocument(value, 'twin.yaml'));
    const doubled: Law = { ...law, documents };
    expect(() => compileBenefits(doubled, { region: '999900', on: '2021-01-01' as Day })).toThrow(
      /given by made-up-2020, made-up-twin for the same day/,
    );
  });
});
