/** The sums (a)–(g) of a settlement, exact to the fen, and the region's switch for the personal account. */
import path from 'node:path';

import { amountsOf } from '../../../bff/src/settlement/settlement.amounts.ts';
import { listBrokenSums } from '../../../bff/src/settlement/settlement.sums.ts';
import { loadCodes, type RegionCodes } from '../../../bff/src/storage/codes.ts';
import { pushedSettlement } from '../../../bff/src/upstream/hsa/hsa.mapping.ts';
import { sketchPerson, sketchPush } from '../../support/bills.ts';

let codes: RegionCodes;
beforeAll(async () => {
  codes = (await loadCodes(path.join(__dirname, '../../../config'))).get('510400')!;
});

type Row = [fund: string, paid: string, process?: string];

/** A bill of 1,000.00 of which 700.00 was paid by funds, with fields and rows as given. */
function read(fields: Record<string, string>, rows?: Row[]) {
  const { output } = sketchPush(sketchPerson({ n: 1 }), {
    setlId: 'S',
    at: '2026-03-05',
    total: '1000.00',
    own: '100.00',
    pre: '50.00',
    basic: '500.00',
    granted: '200.00',
  });
  const details = rows?.map(([fund, paid, process]) => ({
    fund_pay_type: fund,
    fund_payamt: paid,
    setl_proc_info: process,
  }));
  return pushedSettlement.parse({
    setlinfo: { ...output.setlinfo, ...fields },
    setldetail: details ?? output.setldetail,
  });
}
const broken = (bill: ReturnType<typeof read>, by: Partial<RegionCodes> = {}) =>
  listBrokenSums(bill, { ...codes, ...by }).map(({ identity, expected, came }) => [
    identity,
    came - expected,
  ]);

test('a sound bill breaks none', () => {
  expect(broken(read({}))).toEqual([]);
});

test.each<[string, Record<string, string>, [string, number][]]>([
  [
    'the whole is one fen more than its parts',
    { medfee_sumamt: '1000.01' },
    [
      ['a', 1],
      ['c', 1],
    ],
  ],
  [
    'the funds are one fen less than theirs',
    { fund_pay_sumamt: '699.99' },
    [
      ['b', -1],
      ['c', 1],
      ['e', 1],
    ],
  ],
  ['the person is said to have paid less', { psn_part_amt: '299.99', psn_cash_pay: '299.99' }, [['c', 1]]],
  ['cash and account are not the person’s part', { psn_cash_pay: '299.99' }, [['d', 1]]],
])('%s', (_, fields, expected) => {
  expect(broken(read(fields))).toEqual(expected);
});

test('where the funds’ sum counts the personal account, (b), (c) and (e) count it too', () => {
  const fields = { acct_pay: '120.00', psn_cash_pay: '180.00', fund_pay_sumamt: '820.00' };
  const rows: Row[] = [
    ['390101', '500.00'],
    ['610101', '200.00'],
    ['310201', '120.00'],
  ];
  expect(broken(read(fields, rows), { fundSumIncludesAccount: true })).toEqual([]);
  expect(broken(read(fields, rows)).map(([identity]) => identity)).toEqual(['b', 'c', 'e']);
});

test('personal rows of the details are no fund', () => {
  const rows: Row[] = [
    ['390101', '500.00'],
    ['610100', '200.00'],
    ['999998', '300.00'],
    ['999999', '300.00'],
  ];
  expect(broken(read({}, rows))).toEqual([]);
});

describe('what the platform granted', () => {
  const granted = (bill: ReturnType<typeof read>) => {
    const { granted_assistance: assistance, granted_tilt: tilt, other_paid: other } = amountsOf(bill, codes);
    return { assistance, tilt, other };
  };

  test('assistance and second assistance are told apart by the full code', () => {
    const rows: Row[] = [
      ['390101', '500.00'],
      ['610101', '150.00'],
      ['610102', '50.00'],
    ];
    expect(granted(read({}, rows))).toEqual({ assistance: 15_000, tilt: 5_000, other: 0 });
  });

  test('hidden under 其他基金 it is found, flagged (g), and not counted as 其他 again', () => {
    const rows: Row[] = [
      ['390101', '500.00'],
      ['999997', '150.00', '610101'],
      ['999997', '50.00', '610102'],
    ];
    const bill = read({ maf_pay: '0.00', oth_pay: '200.00' }, rows);
    expect(granted(bill)).toEqual({ assistance: 15_000, tilt: 5_000, other: 0 });
    expect(broken(bill)).toEqual([['g', 20_000]]);
  });

  test('without details the field counts', () => {
    expect(granted(read({}, []))).toEqual({ assistance: 20_000, tilt: 0, other: 0 });
  });

  test('where field and details differ, the larger stands: nothing is granted twice', () => {
    const rows: Row[] = [
      ['390101', '500.00'],
      ['610101', '120.00'],
    ];
    expect(granted(read({}, rows)).assistance).toBe(20_000);
  });

  test('inclusive insurance is a payer of its own', () => {
    const rows: Row[] = [
      ['390101', '500.00'],
      ['610101', '100.00'],
      ['620100', '100.00'],
    ];
    const bill = read({ maf_pay: '100.00', oth_pay: '100.00' }, rows);
    expect(amountsOf(bill, codes)).toMatchObject({ commercial_paid: 10_000, other_paid: 0 });
    expect(broken(bill)).toEqual([]);
  });
});
