// What a person can write into her draft, from any phone, and what is refused.
import { startApp, type TestApp } from '../../support/app.ts';
import { hospitals, send, sketchPush, sketchReversal } from '../../support/bills.ts';
import {
  account,
  askClaim,
  listClaims,
  moveInApplicant,
  pushBill,
  readClaim,
  sketchBill,
  startDraft,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';
import { signInByWechat } from '../../support/residents.ts';

let app: TestApp;
let serial = 0;
const newcomer = (bills: Parameters<typeof moveInApplicant>[2] = [], holds?: []) =>
  moveInApplicant(app, { n: (serial += 1), ...(holds === undefined ? {} : { holds }) }, bills);

beforeAll(async () => {
  const env = { LIMIT_SMS_PER_ADDRESS: '100000' };
  app = await startApp({ families: { people: [], settlements: [] }, env });
  app.clock.setToday('2026-06-10');
});
afterAll(() => app.close());

const paperBill = (change: object = {}) => ({
  institution: '乡镇卫生院',
  on: '2026-06-09',
  kind: 'inpatient',
  total: '1240.00',
  injury: false,
  ...change,
});

const setBills = ({ token }: Applicant, claim: { claimId: string; version: number }, bills: unknown[]) =>
  askClaim(app, token, 'PUT', `/${claim.claimId}/bills`, { version: claim.version, bills });

describe('a draft', () => {
  test('is begun with bills, and found again as it stands, whatever is asked for then', async () => {
    const who = await newcomer([sketchBill('S-FIND-1'), sketchBill('S-FIND-2', { at: '2026-03-07' })]);
    const begun = await startDraft(app, who.token, ['S-FIND-1']);
    expect(begun).toMatchObject({ state: 'draft', version: 1, number: null, region: '510402', due: null });
    expect(begun.timeline.map(({ kind, by }) => [kind, by])).toEqual([['started', 'resident']]);
    expect(await startDraft(app, who.token, ['S-FIND-2'])).toEqual(begun);
    expect((await listClaims(app, who.token)).claims).toEqual([
      expect.objectContaining({
        claimId: begun.claimId,
        state: 'draft',
        bills: 1,
        institution: '攀枝花示例中心医院',
        claimable: '280.00',
        openPapers: 3,
      }),
    ]);
  });

  test('two phones that begin at once find one', async () => {
    const who = await newcomer([sketchBill('S-RACE-1')]);
    const all = await Promise.all(Array.from({ length: 6 }, () => startDraft(app, who.token, ['S-RACE-1'])));
    expect(new Set(all.map(({ claimId }) => claimId)).size).toBe(1);
    const drafts = await app.deps.db
      .selectFrom('claim')
      .select('claim_id')
      .where('person_id', '=', who.personId)
      .execute();
    expect(drafts).toHaveLength(1);
  });

  test('belongs to the person: after she closed her account and came back by another way, a claim is hers', async () => {
    const who = await newcomer([sketchBill('S-MOVE-1')]);
    const claim = await submitNew(app, who, ['S-MOVE-1']);
    const body = { confirm: 'close my account' };
    expect((await app.ask('DELETE', '/api/v1/account', { token: who.token, body })).status).toBe(200);
    const token = await signInByWechat(app, 'openid-of-another-phone');
    await app.deps.db
      .updateTable('account')
      .set({ person_id: who.personId })
      .where('openid_index', '=', app.deps.crypto.blindIndex('openid', 'openid-of-another-phone'))
      .execute();
    for (const kind of ['identity_verification', 'medical_records', 'claim_papers'] as const) {
      const { version } = app.deps.notices.texts[kind];
      await app.ask('PUT', `/api/v1/consents/${kind}`, { token, body: { version } });
    }
    expect(await readClaim(app, token, claim.claimId)).toEqual(claim);
  });

  test('a change made on an older version is told the newest', async () => {
    const who = await newcomer([sketchBill('S-STALE-1')]);
    const draft = await startDraft(app, who.token, ['S-STALE-1']);
    const payee = { version: 1, bank: '农商银行', account };
    expect((await askClaim(app, who.token, 'PUT', `/${draft.claimId}/payee`, payee)).status).toBe(200);
    for (const [path, body] of [
      ['payee', payee],
      ['bills', { version: 1, bills: [] }],
      ['excuse', { version: 1, paper: 'invoice', bill: 'S-STALE-1', reason: 'lost' }],
      ['submission', { version: 1 }],
      ['withdrawal', { version: 1 }],
      ['payee', { ...payee, version: 3 }],
    ] as const) {
      const method = path === 'submission' || path === 'withdrawal' ? 'POST' : 'PUT';
      const { status, body: reply } = await askClaim(
        app,
        who.token,
        method,
        `/${draft.claimId}/${path}`,
        body,
      );
      expect([path, status, reply.error.code, reply.error.data]).toEqual([
        path,
        409,
        'claim_changed',
        { version: 2 },
      ]);
    }
  });

  test('two changes at once: one is made, the other is told', async () => {
    const who = await newcomer();
    const { claimId } = await startDraft(app, who.token, []);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) =>
        askClaim(app, who.token, 'PUT', `/${claimId}/payee`, { version: 1, bank: `银行${at}号`, account }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect((await readClaim(app, who.token, claimId)).version).toBe(2);
  });
});

describe('bills', () => {
  test('ten are taken, none too; eleven are not', async () => {
    const who = await newcomer();
    const draft = await startDraft(app, who.token, []);
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => paperBill({ total: `${at + 1}.00` }));
    expect((await setBills(who, draft, many(11))).status).toBe(422);
    const full = await taken(setBills(who, draft, many(10)));
    expect(full.bills.map(({ total, source }) => `${total} ${source}`)).toEqual(
      many(10).map(({ total }) => `${total} paper`),
    );
    expect(full.estimate).toMatchObject({ claimable: null, unknownBills: 10, explanation: [] });
    expect((await taken(setBills(who, full, []))).open).toContainEqual({
      what: 'bills',
      paper: null,
      bill: null,
    });
  });

  test('of paper keep their name, in a new order too; a name of nobody is refused', async () => {
    const who = await newcomer([sketchBill('S-ORDER-1')]);
    const draft = await startDraft(app, who.token, []);
    const first = await taken(setBills(who, draft, [paperBill(), { setlId: 'S-ORDER-1', injury: null }]));
    const { ref } = first.bills[0]!;
    const second = await taken(
      setBills(who, first, [{ setlId: 'S-ORDER-1', injury: true }, paperBill({ ref, total: '99.00' })]),
    );
    expect(second.bills.map((bill) => [bill.ref, bill.total, bill.injury])).toEqual([
      ['S-ORDER-1', '1000.00', true],
      [ref, '99.00', false],
    ]);
    for (const bills of [
      [paperBill({ ref: 'paper-of-nobody' })],
      [paperBill({ ref: 'S-ORDER-1' })],
      [paperBill({ ref }), paperBill({ ref })],
      [
        { setlId: 'S-ORDER-1', injury: null },
        { setlId: 'S-ORDER-1', injury: true },
      ],
    ]) {
      const { status, body } = await setBills(who, second, bills);
      expect([status, body.error.code]).toEqual([422, 'invalid_request']);
    }
  });

  test.each([
    ['of today', { on: '2026-06-10' }, 200],
    ['of tomorrow', { on: '2026-06-11' }, 422],
    ['of one fen', { total: '0.01' }, 200],
    ['of nothing', { total: '0.00' }, 422],
    ['of a hospital with two characters', { institution: '县院' }, 200],
    ['of one with one', { institution: '院' }, 422],
    ['of a hospital with 60 characters', { institution: '院'.repeat(60) }, 200],
    ['of one with 61', { institution: '院'.repeat(61) }, 422],
  ])('of paper %s', async (_what, change, told) => {
    const who = await newcomer();
    const draft = await startDraft(app, who.token, []);
    expect((await setBills(who, draft, [paperBill(change)])).status).toBe(told);
  });

  test('that cannot be claimed are named, each with its reason', async () => {
    const stranger = await newcomer([sketchBill('S-WHY-FOREIGN')]);
    const who = await newcomer([
      sketchBill('S-WHY-CLAIMED'),
      sketchBill('S-WHY-DONE', { at: '2026-03-06', granted: '280.00' }),
      sketchBill('S-WHY-REFUSED', { at: '2026-03-07', medType: '41' }),
      sketchBill('S-WHY-GOOD', { at: '2026-03-08' }),
    ]);
    const reversed = sketchPush(who.person, sketchBill('S-WHY-REVERSED', { at: '2026-03-09' }));
    await send(app, reversed);
    await send(app, sketchReversal(reversed));
    const { number } = await submitNew(app, who, ['S-WHY-CLAIMED']);
    const refs = [
      'S-WHY-CLAIMED',
      'S-WHY-DONE',
      'S-WHY-REFUSED',
      'S-WHY-REVERSED',
      'S-WHY-FOREIGN',
      'S-WHY-NONE',
    ];
    const { status, body } = await askClaim(app, who.token, 'POST', '', { bills: ['S-WHY-GOOD', ...refs] });
    expect([status, body.error.code]).toEqual([409, 'bill_not_claimable']);
    expect(body.error.data).toEqual({
      bills: [
        { ref: 'S-WHY-CLAIMED', why: 'in_claim', number },
        { ref: 'S-WHY-DONE', why: 'nothing_left' },
        { ref: 'S-WHY-REFUSED', why: 'refused' },
        { ref: 'S-WHY-REVERSED', why: 'reversed' },
        { ref: 'S-WHY-FOREIGN', why: 'unknown' },
        { ref: 'S-WHY-NONE', why: 'unknown' },
      ],
    });
    // Nothing was begun; and what is offered is what would be taken.
    const { claims, claimable } = await listClaims(app, who.token);
    expect(claims.filter(({ state }) => state === 'draft')).toEqual([]);
    expect(claimable.map(({ setlId }) => setlId)).toEqual(['S-WHY-GOOD']);
    expect((await listClaims(app, stranger.token)).claimable).toHaveLength(1);
  });

  test('one fen below, at and above what was granted', async () => {
    const who = await newcomer([
      sketchBill('S-FEN-279', { granted: '279.99' }),
      sketchBill('S-FEN-280', { at: '2026-03-06', granted: '280.00' }),
      sketchBill('S-FEN-281', { at: '2026-03-07', granted: '280.01' }),
    ]);
    const { claimable } = await listClaims(app, who.token);
    expect(claimable.map(({ setlId, difference }) => [setlId, difference])).toEqual([['S-FEN-279', '0.01']]);
  });

  test('that nobody can reckon yet are offered while she paid something herself', async () => {
    const unlisted = { hospital: hospitals.unlisted };
    const who = await newcomer([
      sketchBill('S-OPEN-1', unlisted),
      sketchBill('S-OPEN-2', { ...unlisted, at: '2026-03-06', basic: '1000.00' }),
    ]);
    const { claimable } = await listClaims(app, who.token);
    expect(claimable.map(({ setlId, state }) => [setlId, state])).toEqual([['S-OPEN-1', 'incomplete']]);
    const draft = await startDraft(app, who.token, ['S-OPEN-1']);
    expect(draft.estimate).toMatchObject({ claimable: null, unknownBills: 1 });
    expect(draft.bills[0]).toMatchObject({ state: 'incomplete', claimable: null });
  });

  test('of this year and the two before it are offered', async () => {
    const who = await newcomer();
    for (const at of ['2023-12-31', '2024-01-01', '2026-06-10']) {
      await pushBill(app, who.person, sketchBill(`S-AGE-${at}`, { at }));
    }
    await moveInApplicant(app, { n: (serial += 1) });
    const { claimable } = await listClaims(app, who.token);
    // 低保 from 2026 on only: what was settled before is refused, and so not offered.
    expect(claimable.map(({ setlId }) => setlId)).toEqual(['S-AGE-2026-06-10']);
    await app.deps.db
      .updateTable('settlement')
      .set({ state: 'pending' })
      .where('person_id', '=', who.personId)
      .execute();
    expect((await listClaims(app, who.token)).claimable.map(({ setlId }) => setlId)).toEqual([
      'S-AGE-2026-06-10',
      'S-AGE-2024-01-01',
    ]);
  });

  test('of an accident ask for one paper more, from when she says so', async () => {
    const who = await newcomer([sketchBill('S-INJURY-1')]);
    const draft = await startDraft(app, who.token, ['S-INJURY-1']);
    const papers = (claim: typeof draft) =>
      claim.tasks.filter(({ bill }) => bill !== null).map(({ paper }) => paper);
    expect(draft.open).toContainEqual({ what: 'injury', paper: null, bill: 'S-INJURY-1' });
    const hurt = await taken(setBills(who, draft, [{ setlId: 'S-INJURY-1', injury: true }]));
    const well = await taken(setBills(who, hurt, [{ setlId: 'S-INJURY-1', injury: false }]));
    expect(papers(hurt)).toEqual([...papers(draft), 'injury_statement']);
    expect(papers(well)).toEqual(papers(draft));
    expect([...hurt.open, ...well.open].map(({ what }) => what)).not.toContain('injury');
  });
});
