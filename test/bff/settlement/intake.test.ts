/** The intake's edges: what comes twice, at once, wrong, too early, or out of any document. */
import type { Person, SettlementPush, World } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { hospitals, nextMsgid, send, sketchPerson, sketchPush, sketchReversal } from '../../support/bills.ts';

let app: TestApp;
const world: World = { people: [], settlements: [] };
let serial = 0;

beforeAll(async () => {
  app = await startApp({ families: world, env: { LIMIT_PER_ADDRESS: '100000' } });
});
afterAll(() => app.close());

function newPerson(...holds: (readonly [string, string, string?])[]): Person {
  serial += 1;
  const person = sketchPerson({ n: serial, holds });
  world.people.push(person);
  return person;
}
const minimumLiving = ['2303', '2022-01-01'] as const;

/** 10,000.00 in scope, 6,000.00 paid by the basic insurance: 4,000.00 × 70% for 低保对象. */
const plain = (person: Person, setlId: string, at = '2026-03-05') =>
  sketchPush(person, { setlId, at, total: '10000.00', basic: '6000.00', granted: '2800.00' });

const change = (push: SettlementPush, setlinfo: Record<string, unknown>): SettlementPush => ({
  ...push,
  msgid: nextMsgid(push.fixmedins_code),
  output: { ...push.output, setlinfo: { ...push.output.setlinfo, ...setlinfo } as never },
});

const decisionsOf = (setlId: string) =>
  app.deps.db
    .selectFrom('decision')
    .innerJoin('settlement', 'settlement.settlement_id', 'decision.settlement_id')
    .select(['decision.reason', 'decision.state', 'decision.calculated', 'decision.change'])
    .where('settlement.setl_id', '=', setlId)
    .orderBy('decision.sequence')
    .execute();

describe('a settlement is stored and decided once', () => {
  test('the receipt says what the rules give and what the platform gave', async () => {
    const { status, body } = await send(app, plain(newPerson(minimumLiving), 'ONCE-1'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      setlId: 'ONCE-1',
      state: 'granted',
      calculated: '2800.00',
      granted: '2800.00',
    });
  });

  test('the same content under another message number gets the same receipt', async () => {
    const push = plain(newPerson(minimumLiving), 'ONCE-2');
    const first = await send(app, push);
    const second = await send(app, { ...push, msgid: nextMsgid(push.fixmedins_code) });
    expect(second).toEqual(first);
    expect(await decisionsOf('ONCE-2')).toHaveLength(1);
  });

  test('other content under the same setl_id is a conflict, and will be looked up', async () => {
    const push = plain(newPerson(minimumLiving), 'ONCE-3');
    await send(app, push);
    const other = change(push, { hifp_pay: '5000.00', fund_pay_sumamt: '7800.00' });
    const { status, body } = await send(app, other);
    expect([status, body.error.code]).toEqual([409, 'settlement_conflict']);
    const row = await app.deps.db
      .selectFrom('settlement')
      .select('read_due_at')
      .where('setl_id', '=', 'ONCE-3')
      .executeTakeFirstOrThrow();
    expect(row.read_due_at).not.toBeNull();
  });

  test('twenty pushes of one bill at once make one decision', async () => {
    const push = plain(newPerson(minimumLiving), 'ONCE-4');
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => send(app, { ...push, msgid: nextMsgid(push.fixmedins_code) })),
    );
    expect(sent.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    expect(new Set(sent.map(({ body }) => body.calculated))).toEqual(new Set(['2800.00']));
    expect(await decisionsOf('ONCE-4')).toHaveLength(1);
  });

  test('twenty different bills of one person at once come to the year of their order', async () => {
    const person = newPerson(['236003', '2022-01-01']);
    const pushes = Array.from({ length: 20 }, (_, index) =>
      sketchPush(person, {
        setlId: `MANY-${index}`,
        at: `2026-04-${String(index + 1).padStart(2, '0')}`,
        total: '1000.00',
      }),
    );
    const sent = await Promise.all(pushes.map((push) => send(app, push)));
    expect(sent.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    const year = await app.deps.db
      .selectFrom('benefit_year')
      .innerJoin('settlement', 'settlement.person_id', 'benefit_year.person_id')
      .select('benefit_year.calculated')
      .where('settlement.setl_id', '=', 'MANY-0')
      .executeTakeFirstOrThrow();
    // 监测 (20,000 − 5% of 43,200) × 65%, and tilt: (20,000 − 11,596 − 8,200) × 50%.
    expect(year.calculated).toBe(1_159_600 + 10_200);
  });
});

describe('a reversal', () => {
  test('takes the bill out of the year, and the same again changes nothing', async () => {
    const push = plain(newPerson(minimumLiving), 'BACK-1');
    await send(app, push);
    const first = await send(app, sketchReversal(push));
    const second = await send(app, sketchReversal(push));
    expect(first.body).toMatchObject({ state: 'reversed', calculated: null });
    expect(second.body).toEqual(first.body);
    expect(await decisionsOf('BACK-1')).toEqual([
      { reason: 'settlement', state: 'granted', calculated: 280_000, change: 280_000 },
      { reason: 'reversal', state: 'reversed', calculated: null, change: -280_000 },
    ]);
    const again = await send(app, { ...push, msgid: nextMsgid(push.fixmedins_code) });
    expect(again.body.state).toBe('reversed');
  });

  test('that comes before its settlement is kept for it', async () => {
    const push = plain(newPerson(minimumLiving), 'BACK-2');
    const early = await send(app, sketchReversal(push));
    expect([early.status, early.body.state]).toEqual([200, 'reversed']);
    const late = await send(app, push);
    expect([late.status, late.body.state]).toEqual([200, 'reversed']);
  });

  test('at the same moment as its settlement is never lost', async () => {
    for (let round = 0; round < 10; round += 1) {
      const push = plain(newPerson(minimumLiving), `BACK-3-${round}`);
      const [, reversed] = await Promise.all([send(app, push), send(app, sketchReversal(push))]);
      expect(reversed.status).toBe(200);
      const again = await send(app, { ...push, msgid: nextMsgid(push.fixmedins_code) });
      expect(again.body.state).toBe('reversed');
    }
  });

  test('of another person’s settlement is unknown', async () => {
    const push = plain(newPerson(minimumLiving), 'BACK-4');
    await send(app, push);
    const reversal = sketchReversal(push);
    reversal.input.data.psn_no = newPerson().psnNo;
    const { status, body } = await send(app, reversal);
    expect([status, body.error.code]).toEqual([404, 'settlement_unknown']);
  });
});

describe('sums', () => {
  test('(a) that do not add up refuse the push and name both sides', async () => {
    const push = change(plain(newPerson(minimumLiving), 'SUM-1'), { medfee_sumamt: '10000.01' });
    const { status, body } = await send(app, push);
    expect(status).toBe(422);
    expect(body.error.code).toBe('settlement_does_not_add_up');
    expect(body.error.data).toEqual({ identity: 'a', expected: '10000.00', came: '10000.01' });
  });

  test('whose parts come to more than one amount can hold are refused like any other', async () => {
    const beyond = { fulamt_ownpay_amt: '9000000000.00', inscp_scp_amt: '9000000000.00' };
    const { status, body } = await send(app, change(plain(newPerson(minimumLiving), 'SUM-4'), beyond));
    expect([status, body.error.code]).toEqual([422, 'settlement_does_not_add_up']);
    expect(body.error.data).toEqual({ identity: 'a', expected: '18000000000.00', came: '10000.00' });
  });

  test('(b) likewise', async () => {
    const push = change(plain(newPerson(minimumLiving), 'SUM-2'), { fund_pay_sumamt: '8799.99' });
    const { body } = await send(app, push);
    expect(body.error.data).toEqual({ identity: 'b', expected: '8800.00', came: '8799.99' });
  });

  test.each([
    ['c', { psn_part_amt: '1300.00', psn_cash_pay: '1300.00' }],
    ['d', { psn_cash_pay: '1100.00' }],
  ])('(%s) is kept with a flag, and read again', async (identity, setlinfo) => {
    const setlId = `SUM-3${identity}`;
    const { status } = await send(app, change(plain(newPerson(minimumLiving), setlId), setlinfo));
    expect(status).toBe(200);
    const row = await app.deps.db
      .selectFrom('settlement')
      .select(['disagreeing_sums', 'read_due_at'])
      .where('setl_id', '=', setlId)
      .executeTakeFirstOrThrow();
    expect(row.disagreeing_sums).toContain(identity);
    expect(row.read_due_at).not.toBeNull();
  });
});

describe('what the law says of the day, the place and the kind', () => {
  const outcome = async (push: SettlementPush) => {
    const { status, body } = await send(app, push);
    expect(status).toBe(200);
    const row = await app.deps.db
      .selectFrom('decision')
      .innerJoin('settlement', 'settlement.decision_id', 'decision.decision_id')
      .select(['decision.outcome', 'decision.document'])
      .where('settlement.setl_id', '=', body.setlId)
      .executeTakeFirstOrThrow();
    return {
      receipt: body,
      outcome: JSON.parse(row.outcome) as Record<string, unknown>,
      document: row.document,
    };
  };
  const bill = (setlId: string, rest: Parameters<typeof sketchPush>[1] | object = {}) =>
    sketchPush(newPerson(minimumLiving), { setlId, at: '2026-03-05', total: '1000.00', ...rest });

  test.each(['2023-01-31', '2028-02-01'])(
    '%s lies outside every document: stored and refused',
    async (at) => {
      const { receipt, outcome: found } = await outcome(bill(`DAY-${at}`, { at }));
      expect(receipt).toMatchObject({ state: 'refused', calculated: '0.00' });
      expect(found).toEqual({ status: 'refused', code: 'not_in_force', clause: null });
    },
  );

  test('the first day of the document is inside', async () => {
    const { outcome: found, document } = await outcome(bill('DAY-first', { at: '2023-02-01' }));
    expect([found.status, document]).toEqual(['granted', 'panzhihua-2023']);
  });

  test.each([
    [
      'without both flags in another province',
      { hospital: hospitals.kunming, referral: null, filing: null },
      'referred',
    ],
    [
      'with one flag of two',
      { hospital: hospitals.kunming, referral: '0' as const, filing: null },
      'referred',
    ],
    ['at an institution in no table', { hospital: hospitals.unlisted }, 'designated'],
  ])('%s the decision is incomplete', async (what, rest, name) => {
    const { outcome: found } = await outcome(bill(`FACT-${what.slice(0, 14).replaceAll(' ', '-')}`, rest));
    expect(found).toMatchObject({ status: 'incomplete', missing: [{ what: 'fact', name }] });
  });

  test.each([
    ['un-referred elsewhere', { hospital: hospitals.kunming, referral: '0' as const }, 'not_referred'],
    ['not designated', { hospital: hospitals.clinic }, 'not_designated'],
    ['drug store', { medType: '41' }, 'kind_not_covered'],
  ])('%s is refused with its clause', async (what, rest, code) => {
    const { outcome: found } = await outcome(bill(`NO-${what.replaceAll(' ', '-')}`, rest));
    expect(found).toMatchObject({ status: 'refused', code, clause: { document: 'panzhihua-2023' } });
  });

  test('treatment at home needs no flags', async () => {
    const { outcome: found } = await outcome(bill('HOME-1', { referral: null, filing: null }));
    expect(found.status).toBe('granted');
  });

  test('residence filed elsewhere counts as referred', async () => {
    const away = { hospital: hospitals.kunming, referral: '0' as const, filing: '1' as const };
    const { outcome: found } = await outcome(bill('FILED-1', away));
    expect(found.status).toBe('granted');
  });

  test('a class that nobody has written down is refused, never guessed', async () => {
    const person = newPerson(minimumLiving, ['236099', '2022-01-01']);
    const push = sketchPush(person, { setlId: 'CLASS-1', at: '2026-03-05', total: '1000.00' });
    expect((await outcome(push)).outcome).toMatchObject({ status: 'refused', code: 'unknown_category' });
  });

  test('an identity that is none of assistance is no obstacle', async () => {
    const person = newPerson(minimumLiving, ['2308', '2022-01-01']);
    const push = sketchPush(person, { setlId: 'CLASS-2', at: '2026-03-05', total: '1000.00' });
    expect((await outcome(push)).outcome).toMatchObject({ status: 'granted', category: '低保对象' });
  });

  test('a scheme of which no document speaks waits for a person', async () => {
    const push = sketchPush(newPerson(minimumLiving), {
      setlId: 'SCHEME-1',
      at: '2026-03-05',
      total: '1000.00',
      insutype: '340',
    });
    expect((await outcome(push)).outcome).toMatchObject({ missing: [{ what: 'fact', name: 'insurance' }] });
  });

  test('a stay over New Year belongs to the year in which it was settled', async () => {
    const person = newPerson(['236003', '2022-01-01']);
    const stay = (setlId: string, at: string) => sketchPush(person, { setlId, at, total: '3000.00' });
    await send(app, stay('NEW-YEAR-1', '2025-12-31 23:59:59'));
    await send(app, stay('NEW-YEAR-2', '2026-01-01 00:00:00'));
    const rows = await app.deps.db
      .selectFrom('settlement')
      .select(['year', 'calculated'])
      .where('setl_id', 'like', 'NEW-YEAR-%')
      .orderBy('setl_id')
      .execute();
    // Each year has its own deductible: 5% of 41,400 and of 43,200.
    expect(rows).toEqual([
      { year: 2025, calculated: 60_450 },
      { year: 2026, calculated: 54_600 },
    ]);
  });
});

describe('bad input has a code', () => {
  const refused = async (push: unknown) => {
    const { status, body } = await send(app, push as SettlementPush);
    return [status, body.error.code];
  };
  const good = () => plain(newPerson(minimumLiving), `BAD-${serial}`);

  test.each<[string, (push: SettlementPush) => unknown, number, string]>([
    ['unknown field', (push) => ({ ...push, extra: 1 }), 422, 'invalid_request'],
    ['money as a number', (push) => change(push, { medfee_sumamt: 10000 }), 422, 'invalid_request'],
    ['negative money', (push) => change(push, { hifp_pay: '-1.00' }), 422, 'invalid_request'],
    ['absurd money', (push) => change(push, { medfee_sumamt: '9999999999.00' }), 422, 'invalid_request'],
    ['three decimals', (push) => change(push, { medfee_sumamt: '10000.000' }), 422, 'invalid_request'],
    ['no such day', (push) => change(push, { setl_time: '2026-02-30 10:00:00' }), 422, 'invalid_request'],
    ['no such hour', (push) => change(push, { setl_time: '2026-02-20 25:00:00' }), 422, 'invalid_request'],
    ['unknown region', (push) => ({ ...push, insuplc_admdvs: '110101' }), 422, 'region_unknown'],
    [
      'a region without code tables',
      (push) => ({ ...push, insuplc_admdvs: '450202' }),
      422,
      'region_unknown',
    ],
    ['unknown kind', (push) => change(push, { med_type: '88' }), 422, 'bill_kind_unknown'],
    ['without setl_id', (push) => change(push, { setl_id: undefined }), 422, 'invalid_request'],
  ])('%s', async (_, spoil, status, code) => {
    expect(await refused(spoil(good()))).toEqual([status, code]);
  });

  test('a psn_no that belongs to another citizen', async () => {
    const [one, other] = [newPerson(minimumLiving), newPerson()];
    await send(app, plain(one, 'PAIR-1'));
    const push = change(plain(other, 'PAIR-2'), { psn_no: one.psnNo });
    expect(await refused(push)).toEqual([409, 'settlement_conflict']);
  });

  test('amounts that no person’s year can hold', async () => {
    const person = newPerson();
    const huge = (setlId: string) => sketchPush(person, { setlId, at: '2026-03-05', total: '9000000000.00' });
    expect((await send(app, huge('HUGE-1'))).status).toBe(200);
    expect(await refused(huge('HUGE-2'))).toEqual([422, 'invalid_request']);
  });

  test('a key that was used for another settlement', async () => {
    const first = good();
    await send(app, first);
    expect(await refused({ ...good(), msgid: first.msgid })).toEqual([409, 'idempotency_key_conflict']);
  });
});
