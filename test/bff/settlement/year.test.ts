/** However its bills arrive, a year comes to what its bills come to in order: late, reversed, corrected, re-recognised. */
import fc from 'fast-check';

import type { YearFigures } from '../../../bff/src/benefit-year/year.figures.ts';
import { startSweeper } from '../../../bff/src/settlement/sweeper.ts';
import { parseYuan } from '../../../shared/src/kernel/index.ts';
import type { ReversalPush, SettlementPush, World } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { hospitals, nextMsgid, send, sketchPerson, sketchPush, sketchReversal } from '../../support/bills.ts';

jest.setTimeout(120_000);

let app: TestApp;
const world: World = { people: [], settlements: [] };
let serial = 0;

beforeAll(async () => {
  const env = { LIMIT_PER_ADDRESS: '100000' };
  app = await startApp({ families: world, env, now: '2026-11-21T02:00:00Z', sharedClock: true });
});
afterAll(() => app.close());

type Holds = readonly (readonly [string, string, string?])[];
function newPerson(holds: Holds, region = '510402') {
  serial += 1;
  const person = sketchPerson({ n: serial, holds, region });
  world.people.push(person);
  return person;
}

async function yearOf(setlId: string) {
  const { person_id: personId, year } = await app.deps.db
    .selectFrom('settlement')
    .select(['person_id', 'year'])
    .where('setl_id', '=', setlId)
    .executeTakeFirstOrThrow();
  const row = await app.deps.db
    .selectFrom('benefit_year')
    .selectAll()
    .where('person_id', '=', personId)
    .where('year', '=', year)
    .executeTakeFirstOrThrow();
  const decisions = await app.deps.db
    .selectFrom('decision')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('sequence')
    .execute();
  const bills = await app.deps.db
    .selectFrom('settlement')
    .select(['setl_id', 'calculated', 'state'])
    .where('person_id', '=', personId)
    .orderBy('settled_at')
    .execute();
  return { row, decisions, bills };
}

const figuresOf = async (setlId: string) =>
  JSON.parse((await yearOf(setlId)).row.figures ?? '{}') as YearFigures;

describe('攀枝花', () => {
  test('a late bill replays the year, and each bill that changes has a decision for it', async () => {
    // 监测: 5% of 43,200 = 2,160 is the deductible of the year; the first bill in order carries it.
    const person = newPerson([['236003', '2022-01-01']]);
    const bill = (setlId: string, at: string) => sketchPush(person, { setlId, at, total: '3000.00' });
    await send(app, bill('LATE-2', '2026-05-01'));
    await send(app, bill('LATE-1', '2026-03-01'));
    const { bills, decisions, row } = await yearOf('LATE-1');
    expect(bills.map(({ calculated }) => calculated)).toEqual([54_600, 195_000]);
    expect(decisions.map(({ reason, calculated, change }) => [reason, calculated, change])).toEqual([
      ['settlement', 54_600, 54_600],
      ['settlement', 54_600, 54_600],
      ['replay', 195_000, 140_400],
    ]);
    expect(row.calculated).toBe(249_600);
    expect(row.sequence).toBe(3);
  });

  test('a reversed bill gives its share back to the rest of the year', async () => {
    const person = newPerson([['236003', '2022-01-01']]);
    const first = sketchPush(person, { setlId: 'GIVE-1', at: '2026-03-01', total: '3000.00' });
    await send(app, first);
    await send(app, sketchPush(person, { setlId: 'GIVE-2', at: '2026-05-01', total: '3000.00' }));
    await send(app, sketchReversal(first));
    const { bills, row } = await yearOf('GIVE-1');
    expect(bills).toEqual([
      { setl_id: 'GIVE-1', calculated: null, state: 'reversed' },
      { setl_id: 'GIVE-2', calculated: 54_600, state: 'granted' },
    ]);
    expect(row.calculated).toBe(54_600);
    expect(row.self_paid).toBe(300_000);
  });

  test('a recognition within the year tops up on its day, once (case PZH-090)', async () => {
    const person = newPerson([['236002', '2026-01-01', '2026-06-30']]);
    await send(app, sketchPush(person, { setlId: 'UP-1', at: '2026-03-01', total: '10000.00' }));
    person.identities.push({ psnIdetType: '2303', level: '', memo: '', from: '2026-07-01', to: null });
    app.clock.advance(11 * 60_000);
    const before = await yearOf('UP-1');
    // 低保边缘: (10,000 − 4,320) × 50%.
    expect(before.row.calculated).toBe(284_000);
    await send(app, sketchPush(person, { setlId: 'UP-2', at: '2026-08-01', total: '10000.00' }));
    const after = await yearOf('UP-1');
    expect(after.bills.map(({ calculated }) => calculated)).toEqual([284_000, 700_000]);
    const topUps = after.decisions.filter(({ settlement_id: bill }) => bill === null);
    expect(topUps.map(({ on_day: on, calculated, change }) => [on, calculated, change])).toEqual([
      ['2026-07-01', 416_000, 416_000],
    ]);
    expect(after.row.calculated).toBe(1_400_000);
    expect(after.row.claimable).toBe(1_400_000);
    await send(app, sketchPush(person, { setlId: 'UP-3', at: '2026-09-01', total: '1000.00' }));
    const later = await yearOf('UP-1');
    expect(later.decisions.filter(({ settlement_id: bill }) => bill === null)).toHaveLength(1);
  });

  test('what the platform granted above the rules before a recognition is not granted again by its top-up', async () => {
    const person = newPerson([
      ['236002', '2026-01-01', '2026-06-30'],
      ['2303', '2026-07-01'],
    ]);
    const bill = (setlId: string, at: string, granted = '0.00') =>
      sketchPush(person, { setlId, at, total: '10000.00', granted });
    // 低保边缘: (10,000 − 4,320) × 50% = 2,840, and 低保 makes it 7,000, which the platform had granted at once.
    await send(app, bill('AGAIN-1', '2026-03-01', '7000.00'));
    const { row } = await yearOf('AGAIN-1');
    expect([row.calculated, row.granted, row.claimable]).toEqual([700_000, 700_000, 0]);
    // A bill from the day of the recognition on is none of those that the top-up is for.
    await send(app, bill('AGAIN-2', '2026-07-01', '7500.00'));
    expect((await yearOf('AGAIN-1')).row.claimable).toBe(0);
    const early = bill('AGAIN-3', '2026-02-01');
    await send(app, early);
    // February 2,840; March (20,000 − 4,320) × 50% − 2,840 = 5,000 of 7,000; the top-up is 14,000 − 7,840 = 6,160.
    const { row: later } = await yearOf('AGAIN-1');
    expect(later.claimable).toBe(284_000 + (616_000 - 200_000));
    await send(app, sketchReversal(early));
    expect((await yearOf('AGAIN-1')).row.claimable).toBe(0);
  });

  test('made-up figures that only a top-up rests on are named', async () => {
    const person = newPerson([['236002', '2026-05-01', '2026-08-31']]);
    await send(app, sketchPush(person, { setlId: 'MADE-UP-1', at: '2026-03-01', total: '10000.00' }));
    const figures = await figuresOf('MADE-UP-1');
    expect(figures.topUps).toEqual([{ on: '2026-05-01', amount: '2840.00', classTitle: '低保边缘家庭成员' }]);
    expect(figures.thresholds).toEqual([]);
    expect(figures.illustrative).toEqual(['residentIncome', 'monitoringLine']);
  });

  test('who paid what of a year adds up to what it cost, hospitals and other payers included', async () => {
    const person = newPerson([['2303', '2022-01-01']]);
    const push = sketchPush(person, {
      setlId: 'PARTS-1',
      at: '2026-03-01',
      total: '1000.00',
      basic: '600.00',
    });
    Object.assign(push.output.setlinfo, {
      hosp_part_amt: '50.00',
      psn_part_amt: '350.00',
      psn_cash_pay: '350.00',
    });
    await send(app, push);
    const { paid } = await figuresOf('PARTS-1');
    expect(paid).toContainEqual({ layer: 'other', paid: '50.00' });
    expect(paid.reduce((sum, part) => sum + parseYuan(part.paid), 0)).toBe(100_000);
  });

  test('an identity that begins after the last bill is settled when its day comes', async () => {
    const person = newPerson([
      ['236002', '2026-01-01', '2026-11-30'],
      ['2303', '2026-12-01'],
    ]);
    await send(app, sketchPush(person, { setlId: 'TURN-1', at: '2026-03-01', total: '10000.00' }));
    const before = await yearOf('TURN-1');
    expect(before.row.due_at).toBe('2026-11-30 16:00:00.000');
    const back = app.clock.now();
    app.clock.set('2026-12-01T01:00:00Z');
    const sweeper = startSweeper(app.deps, 0);
    expect(await sweeper.sweep()).toEqual(expect.objectContaining({ decided: expect.any(Number) as number }));
    app.clock.set(new Date(back).toISOString());
    const after = await yearOf('TURN-1');
    expect(after.row.calculated - before.row.calculated).toBe(416_000);
    expect(after.row.due_at).toBeNull();
  });

  test('what the platform granted above the rules is neither taken back nor set off against another bill', async () => {
    const person = newPerson([['2303', '2022-01-01']]);
    const over = { setlId: 'OVER-1', at: '2026-03-01', total: '1000.00', granted: '900.00' };
    await send(app, sketchPush(person, over));
    await send(app, sketchPush(person, { setlId: 'OVER-2', at: '2026-03-02', total: '1000.00' }));
    const { row } = await yearOf('OVER-1');
    expect([row.calculated, row.granted, row.claimable]).toEqual([140_000, 90_000, 70_000]);
  });
});

describe('宜昌', () => {
  test('a class that changes within the year counts from its day (case YC-160)', async () => {
    const person = newPerson(
      [
        ['236002', '2026-01-01', '2026-06-30'],
        ['2303', '2026-07-01'],
      ],
      '420503',
    );
    const bill = (setlId: string, at: string) =>
      sketchPush(person, { setlId, at, total: '10000.00', hospital: hospitals.yichang });
    await send(app, bill('YC-1', '2026-03-01'));
    await send(app, bill('YC-2', '2026-08-01'));
    const outcomes = (await yearOf('YC-1')).decisions.map(
      ({ outcome }) => JSON.parse(outcome) as { classTitle: string; assistance: number },
    );
    expect(outcomes.map(({ classTitle, assistance }) => [classTitle, assistance])).toEqual([
      ['三类医疗救助对象', 455_000],
      ['二类医疗救助对象', 750_000],
    ]);
  });
});

describe('the order of arrival changes nothing', () => {
  interface Plan {
    bills: { day: number; total: number; province: boolean; reversed: boolean }[];
    order: number[];
  }
  const plan: fc.Arbitrary<Plan> = fc
    .array(
      fc.record({
        day: fc.integer({ min: 1, max: 300 }),
        total: fc.integer({ min: 1, max: 6_000_000 }),
        province: fc.boolean(),
        reversed: fc.boolean(),
      }),
      { minLength: 2, maxLength: 6 },
    )
    .chain((bills) =>
      fc.record({
        bills: fc.constant(bills),
        // A bill and its reversal, if it has one, each find their own place.
        order: fc.shuffledSubarray(
          Array.from({ length: bills.length * 2 }, (_, index) => index),
          { minLength: bills.length * 2 },
        ),
      }),
    );

  const dayOf = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10);
  const text = (total: number) => `${Math.floor(total / 100)}.${String(total % 100).padStart(2, '0')}`;

  async function arrive(run: string, { bills }: Plan, order: readonly number[], holds: Holds) {
    const person = newPerson(holds);
    const pushes = bills.map(({ day, total, province }, index) =>
      sketchPush(person, {
        setlId: `${run}-${index}`,
        at: dayOf(day),
        total: text(total),
        hospital: province ? hospitals.central : hospitals.kunming,
      }),
    );
    const messages: (SettlementPush | ReversalPush | null)[] = pushes.flatMap((push, index) => [
      push,
      bills[index]!.reversed ? sketchReversal(push) : null,
    ]);
    for (const at of order) {
      const message = messages[at];
      if (message === null || message === undefined) continue;
      const { status, body } = await send(app, { ...message, msgid: nextMsgid(message.fixmedins_code) });
      if (status !== 200) throw new Error(JSON.stringify(body));
    }
    const { row, bills: rows, decisions } = await yearOf(`${run}-0`);
    return {
      bills: rows.map(({ setl_id: id, calculated, state }) => [id.split('-').at(-1), calculated, state]),
      sums: [row.calculated, row.granted, row.claimable, row.self_paid, row.undecided],
      figures: (JSON.parse(row.figures ?? '{}') as { thresholds: unknown }).thresholds,
      topUps: (JSON.parse(row.fold ?? '{}') as { topUps: unknown }).topUps,
      // What has been decided adds up to what stands.
      changes: decisions.reduce((sum, { change }) => sum + change, 0),
    };
  }

  test.each<[string, Holds]>([
    ['one class all year', [['236003', '2022-01-01']]],
    [
      'a better class from May',
      [
        ['236002', '2026-01-01', '2026-04-30'],
        ['2303', '2026-05-01'],
      ],
    ],
    ['a class that ends in August', [['2306', '2026-02-01', '2026-08-31']]],
  ])('%s', async (name, holds) => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(plan, async (made) => {
        run += 1;
        const label = `P${name.length}-${run}`;
        const settled = made.bills.map((bill, index) => ({ bill, index }));
        settled.sort((a, b) => a.bill.day - b.bill.day || a.index - b.index);
        const inOrder = settled.flatMap(({ index }) => [index * 2, index * 2 + 1]);
        const shuffled = await arrive(`${label}S`, made, made.order, holds);
        const ordered = await arrive(`${label}O`, made, inOrder, holds);
        expect(shuffled).toEqual(ordered);
        expect(shuffled.changes).toBe(shuffled.sums[0]);
      }),
      { numRuns: 15 },
    );
  });
});
