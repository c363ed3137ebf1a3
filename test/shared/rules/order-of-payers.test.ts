import type { Fen } from '@yijiutong/rules/kernel';
import { Trace } from '@yijiutong/rules/kernel';
import type { BillKind, Law, Payer } from '@yijiutong/rules/policy';
import { assistanceBase, payInOrder } from '@yijiutong/rules/rules';

import { bill, readDocuments } from '../law.fixture.ts';
import { compileFrom, compileMadeUp, given, yuan } from './made-up-region.ts';

const order = given(compileMadeUp().benefits.payerOrder);
const pay = (owed: Partial<Record<Payer, Fen | null>>, inScope = 10000, kind: BillKind = 'inpatient') =>
  payInOrder(order, { kind, classId: null }, yuan(inScope), owed);
const list = (chain: ReturnType<typeof pay>) => chain.parts.map(({ payer, paid }) => [payer, paid]);

test('each payer pays of what the ones before it left', () => {
  const chain = pay({ basic: yuan(6000), critical_illness: yuan(1000), assistance: yuan(1500) });
  expect(list(chain)).toEqual([
    ['basic', yuan(6000)],
    ['critical_illness', yuan(1000)],
    ['commercial', 0],
    ['assistance', yuan(1500)],
  ]);
  expect(chain).toMatchObject({ assistanceBase: yuan(3000), rest: yuan(1500) });
});

test.each<[string, number, number, number]>([
  ['a fen less than is left', 3999.99, 3999.99, 0.01],
  ['all that is left', 4000, 4000, 0],
  ['no fen more than is left', 4000.01, 4000, 0],
])('a payer pays %s', (_, owed, paid, rest) => {
  const chain = pay({ basic: yuan(6000), critical_illness: yuan(owed) });
  expect(chain.parts[1]).toMatchObject({ paid: yuan(paid), rest: yuan(rest) });
  expect(chain.rest).toBe(yuan(rest));
});

test('a payer stands in the order only for its kinds of care', () => {
  const owed = { basic: yuan(6000), commercial: yuan(500), assistance: yuan(100) };
  expect(pay(owed).assistanceBase).toBe(yuan(3500));
  const chronic = pay(owed, 10000, 'chronic_outpatient');
  expect(chronic.assistanceBase).toBe(yuan(4000));
  expect(chronic.parts.at(-1)).toMatchObject({ payer: 'commercial', paid: yuan(500), clause: null });
});

test('a payer outside the order that owes nothing is not named', () => {
  expect(list(pay({ basic: yuan(1), supplement: yuan(0) })).map(([payer]) => payer)).not.toContain(
    'supplement',
  );
});

test('what comes after an unknown payer is unknown', () => {
  const chain = pay({ basic: yuan(6000), critical_illness: null, assistance: yuan(100) });
  expect(list(chain).map(([, paid]) => paid)).toEqual([yuan(6000), null, null, null]);
  expect(chain).toMatchObject({ assistanceBase: null, rest: null });
  const deferred = pay({ basic: yuan(6000), assistance: null });
  expect(deferred).toMatchObject({ assistanceBase: yuan(4000), rest: null });
});

test('nothing in scope leaves nothing to anybody', () => {
  expect(pay({ basic: yuan(100) }, 0)).toMatchObject({ assistanceBase: 0, rest: 0 });
});

test('each payer is explained with its clause, up to the first unknown', () => {
  const trace = new Trace();
  payInOrder(
    order,
    { kind: 'inpatient', classId: null },
    yuan(10000),
    { basic: yuan(6000), assistance: null },
    trace,
  );
  expect(trace.steps).toMatchObject([
    { step: 'payers.part', label: '基本医保', result: '6000.00', inputs: [{ value: '4000.00' }] },
    { label: '大病保险（职工大额）', result: '0.00' },
    { label: '普惠型商业健康保险', result: '0.00' },
  ]);
});

describe('of the documents', () => {
  let law: Law;
  beforeAll(async () => {
    law = await readDocuments();
  });

  test.each<[string, string, Payer[]]>([
    ['510400', '2023-02-01', ['basic', 'critical_illness', 'supplement', 'commercial', 'assistance', 'tilt']],
    ['420500', '2022-09-01', ['basic', 'critical_illness', 'supplement', 'assistance', 'tilt']],
    ['450200', '2023-06-01', ['basic', 'critical_illness', 'supplement', 'assistance', 'tilt']],
    ['440000', '2022-12-22', ['basic', 'critical_illness', 'supplement', 'assistance', 'tilt']],
    ['440000', '2022-12-21', ['basic', 'critical_illness', 'supplement', 'assistance', 'second_assistance']],
  ])('%s on %s: who pays for a hospital stay', (region, on, payers) => {
    const { benefits } = compileFrom(law, region, on);
    const order = given(benefits.payerOrder).payers.filter(
      ({ kinds }) => kinds?.includes('inpatient') ?? true,
    );
    expect(order.map(({ payer }) => payer)).toEqual(payers);
  });

  test.each<[kind: BillKind, classId: string | null, articles: string[]]>([
    ['inpatient', 'orphan', ['第三十条', '第三十条', '第三十条', '第三十条']],
    // 第三十条 does not speak of ordinary outpatient care, and 第十条 is of 低保对象 alone.
    ['ordinary_outpatient', 'orphan', ['第九条', '第八条', '第九条', '第九条']],
    ['ordinary_outpatient', 'minimum_living', ['第十条', '第八条', '第十条', '第十条']],
    ['ordinary_outpatient', null, ['第八条', '第八条', '第八条', '第八条']],
  ])(
    '510400: %s of %s: basic, 大病, commercial and assistance stand by the clauses %j',
    (kind, classId, articles) => {
      const order = given(compileFrom(law, '510400', '2023-02-01').benefits.payerOrder);
      const { parts } = payInOrder(order, { kind, classId }, yuan(1000), { basic: yuan(100) });
      const cited = new Map(parts.map(({ payer, clause }) => [payer, clause?.article]));
      expect(
        ['basic', 'critical_illness', 'commercial', 'assistance'].map((payer) => cited.get(payer as never)),
      ).toEqual(articles);
    },
  );

  // Two sections speak of what comes before assistance: they must not come apart.
  test.each(['510400', '420500'])('%s: the order and the base agree for every kind of care', (region) => {
    const { policy, benefits } = compileFrom(law, region, '2024-06-01');
    const kinds: BillKind[] = ['inpatient', 'chronic_outpatient', 'special_drug', 'ordinary_outpatient'];
    for (const kind of kinds) {
      const facts = bill('a', '2024-06-01', 10000, {
        kind,
        basicPaid: yuan(4000),
        criticalIllnessPaid: yuan(500),
        supplementPaid: yuan(300),
        commercialPaid: yuan(200),
      });
      const chain = payInOrder(given(benefits.payerOrder), { kind, classId: null }, facts.total, {
        basic: facts.basicPaid,
        critical_illness: facts.criticalIllnessPaid,
        supplement: facts.supplementPaid,
        commercial: facts.commercialPaid,
      });
      expect([kind, chain.assistanceBase]).toEqual([kind, assistanceBase(given(policy.bills), facts)]);
    }
  });
});
