import type { Fen, Missing } from '@yijiutong/rules/kernel';
import { share } from '@yijiutong/rules/kernel';
import type { CriticalIllnessTerms } from '@yijiutong/rules/policy';
import { decideAidOffset } from '@yijiutong/rules/rules';

import { compileMadeUp, given, yuan } from './made-up-region.ts';

const { policy, benefits } = compileMadeUp();
const clause = given(benefits.aidOffset);
const standard = given(policy.standardCriticalIllness);
const seventy = (base: Fen) => share(base, 7000 as never);

type Visit = readonly [selfPay: number, aid: number];
const offset = (visits: readonly Visit[], on: (base: Fen) => Fen | Missing = seventy, terms = standard) => {
  const outcome = decideAidOffset(
    clause,
    terms,
    visits.map(([selfPay, aid]) => ({ selfPayAfterBasic: yuan(selfPay), assistancePaid: yuan(aid) })),
    on,
  );
  return outcome.status === 'granted' ? outcome.value : outcome;
};

test.each<[string, Visit[], object]>([
  [
    'below the line nothing is recalculated',
    [[9999.99, 7000]],
    { reachedAt: null, criticalIllness: 0, offset: 0, criticalIllnessPaid: 0 },
  ],
  [
    'at the line it is reached, and 大病 still comes to nothing',
    [[10000, 7000]],
    { reachedAt: 0, offset: 0 },
  ],
  [
    // 大病 (30,000 − 10,000) × 50 % = 10,000; then assistance 20,000 × 70 % = 14,000 of which 21,000 were paid.
    'what was paid too much is deducted',
    [
      [8000, 5600],
      [12000, 8400],
      [10000, 7000],
    ],
    {
      reachedAt: 1,
      criticalIllness: yuan(10000),
      assistancePaid: yuan(21000),
      assistanceDue: yuan(14000),
      offset: yuan(7000),
      criticalIllnessPaid: yuan(3000),
    },
  ],
  [
    'what was paid too little is no offset',
    [[30000, 14000]],
    { offset: 0, criticalIllnessPaid: yuan(10000) },
  ],
  ['a fen too much', [[30000, 14000.01]], { offset: 1, criticalIllnessPaid: yuan(9999.99) }],
  [
    'more than 大病 pays stays with the person',
    [[30000, 30000]],
    { offset: yuan(10000), criticalIllnessPaid: 0 },
  ],
])('%s', (_, visits, expected) => {
  expect(offset(visits)).toMatchObject(expected);
});

test('the person never pays back, and comes to what the right order comes to', () => {
  for (let aid = 0; aid <= 30000; aid += 1000) {
    const value = offset([[30000, aid]]);
    if (!('offset' in value)) throw new Error('not granted');
    expect(value.criticalIllnessPaid).toBeGreaterThanOrEqual(0);
    // Assistance that is still due is paid as assistance; what was paid beyond both layers stays with her.
    const stillDue = Math.max(14000 - aid, 0);
    const together = value.assistancePaid + value.criticalIllnessPaid + stillDue * 100;
    expect([aid, together]).toEqual([aid, yuan(Math.max(14000 + 10000, aid))]);
  }
});

test('a missing figure leaves it open', () => {
  const lack: Missing = {
    what: 'figure',
    name: 'assistance',
    region: '440000',
    day: policy.on,
    deferredTo: '各级地方政府',
  };
  expect(offset([[30000, 21000]], () => lack)).toMatchObject({ missing: [{ deferredTo: '各级地方政府' }] });
  const open = compileMadeUp({}, '2021-06-01', {}).policy.standardCriticalIllness;
  const terms: CriticalIllnessTerms = given(open);
  expect(offset([[30000, 21000]], seventy, terms)).toMatchObject({
    status: 'incomplete',
    missing: [{ name: 'criticalIllness.deductible', year: 2021 }],
  });
});

test('is explained from 大病 down to what is paid', () => {
  const visits = [{ selfPayAfterBasic: yuan(30000), assistancePaid: yuan(21000) }];
  const outcome = decideAidOffset(clause, standard, visits, seventy);
  if (outcome.status !== 'granted') throw new Error('not granted');
  expect(outcome.explanation).toMatchObject({
    step: 'aidOffset',
    operation: '10000.00 − 7000.00',
    result: '3000.00',
    steps: [{ result: '10000.00' }, { result: '21000.00' }, { result: '14000.00' }, { result: '7000.00' }],
  });
});
