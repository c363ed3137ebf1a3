/** The client of the national platform against its double: the envelope, what is asked again, what is not believed. */
import { messageId, platformTime } from '../../../bff/src/upstream/hsa/hsa.envelope.ts';
import { institutionReply, personReply, settlementReply } from '../../../bff/src/upstream/hsa/hsa.mapping.ts';
import { nextMessageNumber } from '../../../bff/src/upstream/hsa/hsa.store.ts';
import type { World } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { keepAtPlatform, sketchPerson, sketchPush } from '../../support/bills.ts';

const person = sketchPerson({
  n: 5,
  holds: [
    ['2303', '2026-01-01'],
    ['236005', '2025-01-01', '2025-12-31'],
  ],
});
const other = sketchPerson({ n: 6 });
const world: World = { people: [person, other], settlements: [] };
const push = sketchPush(person, { setlId: 'HSA-1', at: '2026-03-05', total: '1000.00', basic: '300.10' });
keepAtPlatform(world, push);
let app: TestApp;

beforeAll(async () => {
  app = await startApp({ families: world });
});
afterEach(() => app.sandbox.control.reset());
afterAll(() => app.close());

const findPerson = (certno = person.certno) => app.deps.upstreams.hsa.findPerson({ certno });

test('1101: a person with her identities, an empty end being open', async () => {
  expect(await findPerson()).toEqual({
    psnNo: person.psnNo,
    certno: person.certno,
    name: person.name,
    insurances: [{ code: '390', region: '510402', active: true }],
    identities: [
      { code: '2303', from: '2026-01-01', to: null },
      { code: '236005', from: '2025-01-01', to: '2025-12-31' },
    ],
  });
});

test('1101: nobody', async () => {
  expect(await findPerson(sketchPerson({ n: 7 }).certno)).toBeUndefined();
});

test('5203: a settlement in our words, in fen', async () => {
  const found = await app.deps.upstreams.hsa.findSettlement({
    psnNo: person.psnNo,
    setlId: 'HSA-1',
    insuredIn: '510402',
  });
  expect(found).toMatchObject({ setlId: 'HSA-1', settledAt: '2026-03-05 10:21:00', reversed: false });
  expect(found?.amounts).toMatchObject({ total: 100_000, basic: 30_010, personal: 69_990, cash: 69_990 });
});

test('5206: sums of the year', async () => {
  const sums = await app.deps.upstreams.hsa.findAccumulators({
    psnNo: person.psnNo,
    insuredIn: '510402',
    month: '202603',
  });
  expect(sums).toContainEqual({ insuranceCode: '390', year: 2026, code: 'D390101', amount: 30_010 });
});

test('1201: institutions by code and by name; nothing found is none', async () => {
  const { hsa } = app.deps.upstreams;
  expect(await hsa.findInstitutions({ type: '1', code: 'H51042100001' })).toEqual([
    { code: 'H51042100001', name: '米易示例县医院', level: '05' },
  ]);
  // A drug store has no level, and the platform says so by an empty one.
  expect(await hsa.findInstitutions({ type: '2', name: '米易' })).toEqual([
    { code: 'P51042100021', name: '米易示例大药房', level: null },
  ]);
  expect(await hsa.findInstitutions({ type: '1', name: '没有这一家' })).toEqual([]);
  app.sandbox.control.set('hsa', { mode: 'lying', how: 'wrong_person' });
  await expect(hsa.findInstitutions({ type: '1', code: 'H51042100001' })).rejects.toMatchObject({
    status: 502,
    code: 'upstream_invalid_reply',
  });
});

test('a broken connection is asked again once', async () => {
  app.sandbox.control.set('hsa', { mode: 'away', times: 1 });
  expect((await findPerson())?.psnNo).toBe(person.psnNo);
});

test('a refusal in words is not asked again', async () => {
  app.sandbox.control.set('hsa', { mode: 'error', times: 1 });
  await expect(findPerson()).rejects.toMatchObject({ status: 503, code: 'upstream_unavailable' });
  expect((await findPerson())?.psnNo).toBe(person.psnNo);
});

test.each(['wrong_person', 'truncated'] as const)('a lying platform (%s) is not believed', async (how) => {
  app.sandbox.control.set('hsa', { mode: 'lying', how });
  await expect(findPerson()).rejects.toMatchObject({ status: 502, code: 'upstream_invalid_reply' });
});

test('an error names no person', async () => {
  app.sandbox.control.set('hsa', { mode: 'lying', how: 'wrong_person' });
  const error = await findPerson().catch((thrown: unknown) => thrown);
  expect(String(error)).not.toContain(other.name);
  expect(String(error)).not.toContain(person.certno);
});

test('message numbers do not repeat, from however many processes', async () => {
  const numbers = await Promise.all(Array.from({ length: 200 }, () => nextMessageNumber(app.deps.db)));
  expect(new Set(numbers).size).toBe(200);
  expect(messageId('H51040200001', Date.UTC(2026, 2, 5, 2, 21, 0), 12_345)).toBe(
    'H51040200001202603051021002345',
  );
  expect(platformTime(Date.UTC(2026, 11, 31, 16, 0, 0))).toBe('2027-01-01 00:00:00');
});

test('the calls are counted by outcome', async () => {
  await findPerson();
  const { values } = await app.deps.metrics.upstreamSeconds.get();
  expect(values.some(({ labels }) => labels.system === 'hsa' && labels.operation === '1101')).toBe(true);
});

describe('a reply out of its form', () => {
  const base = {
    baseinfo: { psn_no: '1', certno: '990777195007150017', psn_name: '安一' },
    insuinfo: [],
    idetinfo: [{ psn_idet_type: '2303', begntime: '2026-01-01 00:00:00', endtime: '' }],
  };
  test.each<[string, object]>([
    ['without psn_no', { ...base, baseinfo: { certno: 'x', psn_name: 'y' } }],
    [
      'an identity that ends before it begins',
      {
        ...base,
        idetinfo: [{ psn_idet_type: '2303', begntime: '2026-01-02', endtime: '2026-01-01' }],
      },
    ],
    [
      'a day that is none',
      { ...base, idetinfo: [{ psn_idet_type: '2303', begntime: '2026-02-30', endtime: '' }] },
    ],
  ])('%s', (_, reply) => {
    expect(personReply.safeParse(reply).success).toBe(false);
  });

  test.each([
    ['a code that is none', { fixmedins_code: 'H5104', fixmedins_name: '示例医院' }, false],
    [
      'a level that is none',
      { fixmedins_code: 'H51042100001', fixmedins_name: '示例医院', hosp_lv: '99' },
      true,
    ],
  ])('an institution with %s', (_, row, isTaken) => {
    const read = institutionReply.safeParse({ medinsinfo: [row] });
    expect(read.success).toBe(isTaken);
    if (read.success) expect(read.data[0]?.level).toBeNull();
  });

  test('a list of institutions: odd rows are left out, and of too many the first are read', () => {
    const row = (n: number) => ({
      fixmedins_code: `H5104${String(n).padStart(7, '0')}`,
      fixmedins_name: `示例第${n}医院`,
    });
    const odd = [{ ...row(1), fixmedins_code: 'H5104' }, { ...row(2), fixmedins_name: null }, null, 'x'];
    const few = institutionReply.parse({ medinsinfo: [...odd, { ...row(3), hosp_lv: 5 }, row(4)] });
    expect(few.map(({ name, level }) => [name, level])).toEqual([
      ['示例第3医院', null],
      ['示例第4医院', null],
    ]);
    const many = Array.from({ length: 2500 }, (_, n) => row(n));
    expect(institutionReply.parse({ medinsinfo: many })).toHaveLength(2000);
    expect(institutionReply.parse({})).toEqual([]);
  });

  test('the last day of 2099 is no end', () => {
    const forever = {
      ...base,
      idetinfo: [{ psn_idet_type: '2303', begntime: '2026-01-01', endtime: '2099-12-31' }],
    };
    expect(personReply.parse(forever).identities[0]?.to).toBeNull();
  });

  test.each([
    [1240.5, 124_050],
    ['1240.5', 124_050],
    ['0.07', 7],
  ])('money %p is %p fen', (given, fen) => {
    const setlinfo = { ...push.output.setlinfo, psn_pay: given, cash_payamt: '0.00' };
    expect(settlementReply.parse({ setlinfo, setldetail: [] }).amounts.personal).toBe(fen);
  });

  test.each([[0.1 + 0.2], ['1.234'], ['-1.00'], ['1e3'], [null], ['9000000000.01'], [9_999_999_999]])(
    'money %p is refused',
    (given) => {
      const setlinfo = { ...push.output.setlinfo, cash_payamt: given };
      expect(settlementReply.safeParse({ setlinfo, setldetail: [] }).success).toBe(false);
    },
  );
});

test('a search for institutions that fails again and again does not close the way to persons', async () => {
  const { hsa } = app.deps.upstreams;
  const look = () => hsa.findInstitutions({ type: '1', name: '医院' });
  app.sandbox.control.set('hsa', { mode: 'error' });
  for (let times = 0; times < 60; times += 1) {
    await expect(look()).rejects.toMatchObject({ status: 503 });
  }
  app.sandbox.control.reset();
  await expect(look()).rejects.toMatchObject({ status: 503, retryAfter: 5 });
  expect(hsa.breakerState()).toBe('closed');
  expect((await findPerson())?.psnNo).toBe(person.psnNo);
});
