// The account and the answers of a draft: what is held, what is sealed, how long words may be.
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import {
  account,
  addPage,
  askClaim,
  listClaims,
  minimumLiving,
  moveInApplicant,
  prepareDraft,
  readClaim,
  sketchBill,
  startDraft,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';

let app: TestApp;
let serial = 0;
const newcomer = async (known = true) => {
  serial += 1;
  const setlId = `S-ANSWER-${serial}`;
  const who = await moveInApplicant(app, { n: serial, holds: known ? minimumLiving : [] }, [
    sketchBill(setlId),
  ]);
  return { ...who, setlId };
};

beforeAll(async () => {
  const env = { LIMIT_SMS_PER_ADDRESS: '100000' };
  app = await startApp({ families: { people: [], settlements: [] }, env });
  app.clock.setToday('2026-06-10');
});
afterEach(() => app.sandbox.control.reset());
afterAll(() => app.close());

const setPayee = ({ token }: Applicant, claim: { claimId: string; version: number }, payee: object) =>
  askClaim(app, token, 'PUT', `/${claim.claimId}/payee`, {
    version: claim.version,
    bank: '农商银行',
    account,
    ...payee,
  });

describe('the account', () => {
  test('is sealed where it lies and masked wherever it is shown; no log line holds it', async () => {
    const who = await newcomer();
    const draft = await startDraft(app, who.token, []);
    const shown = await taken(setPayee(who, draft, { account: '6230 0000 0000 0000 015' }));
    expect(shown.payee).toEqual({
      holder: `${who.person.name[0]}*${who.person.name.at(-1)}`,
      bank: '农商银行',
      kind: 'card',
      account: '**** **** **** 0015',
    });
    const { payee } = await app.deps.db
      .selectFrom('claim')
      .select('payee')
      .where('public_id', '=', draft.claimId)
      .executeTakeFirstOrThrow();
    expect(payee?.includes(account)).toBe(false);
    expect(payee?.includes('0015')).toBe(false);
    expect(app.lines.join('\n')).not.toContain(account);
    expect(JSON.stringify(await readClaim(app, who.token, draft.claimId))).not.toContain(account);
  });

  test.each([
    ['a wrong digit', '6230000000000000016', 422],
    ['11 digits', '62300000007', 422],
    ['12 digits', '623000000009', 200],
    ['20 digits', '62300000000000000009', 422],
    ['letters', '62300000000000000A5', 422],
  ])('with %s: %s → %i', async (_what, number, told) => {
    const who = await newcomer();
    const draft = await startDraft(app, who.token, []);
    const { status, body } = await setPayee(who, draft, { account: number });
    expect(status).toBe(told);
    if (told === 422) expect(JSON.stringify(body)).not.toContain(number);
  });

  test('can be a passbook, which has no check digit', async () => {
    const who = await newcomer();
    const draft = await startDraft(app, who.token, []);
    const passbook = { kind: 'passbook', account: '12-345600460012347' };
    const { payee } = await taken(setPayee(who, draft, passbook));
    expect(payee).toMatchObject({ kind: 'passbook', account: '**** **** **** 2347' });
  });
});

describe('an answer why a paper cannot be had', () => {
  const excuse = (who: Applicant, claim: { claimId: string; version: number }, answer: object) =>
    askClaim(app, who.token, 'PUT', `/${claim.claimId}/excuse`, { version: claim.version, ...answer });

  test('stands, is changed, and is taken back', async () => {
    const who = await newcomer();
    const draft = await startDraft(app, who.token, [who.setlId]);
    const invoice = { paper: 'invoice', bill: who.setlId };
    const taskOf = (claim: typeof draft) => claim.tasks.find(({ paper }) => paper === 'invoice');
    const first = await taken(excuse(who, draft, { ...invoice, reason: 'lost', words: ' 搬家时丢了 ' }));
    expect(taskOf(first)).toMatchObject({
      state: 'excused',
      excuse: { reason: 'lost', words: '搬家时丢了' },
    });
    expect(first.open).not.toContainEqual({ what: 'paper', ...invoice });
    const second = await taken(excuse(who, first, { ...invoice, reason: 'not_issued' }));
    expect(taskOf(second)?.excuse).toEqual({ reason: 'not_issued', words: null });
    const third = await taken(excuse(who, second, { ...invoice, reason: null }));
    expect(taskOf(third)).toMatchObject({ state: 'missing', excuse: null });
    expect(third.version).toBe(4);
    expect(third.timeline).toHaveLength(1);
  });

  test.each([
    ['100 characters', { reason: 'lost', words: '丢'.repeat(100) }, 200],
    ['101 characters', { reason: 'lost', words: '丢'.repeat(101) }, 422],
    ['"other" with a word', { reason: 'other', words: '火' }, 200],
    ['"other" without', { reason: 'other', words: '  ' }, 422],
    ['"other" with nothing', { reason: 'other' }, 422],
    ['a reason that is none', { reason: 'tired' }, 422],
  ])('in %s → %s', async (_what, answer, told) => {
    const who = await newcomer();
    const draft = await startDraft(app, who.token, [who.setlId]);
    const { status } = await excuse(who, draft, { paper: 'invoice', bill: who.setlId, ...answer });
    expect(status).toBe(told);
  });

  test('is not taken for a paper that must be had, nor for one that is not asked for', async () => {
    const who = await newcomer();
    const draft = await startDraft(app, who.token, [who.setlId]);
    const told = async (paper: string, bill: string | null) => {
      const { status, body } = await excuse(who, draft, { paper, bill, reason: 'lost' });
      return [status, body.error.code];
    };
    expect(await told('identity_card', null)).toEqual([422, 'invalid_request']);
    expect(await told('discharge_record', who.setlId)).toEqual([409, 'paper_not_asked']);
    expect(await told('invoice', null)).toEqual([409, 'paper_not_asked']);
    expect(await told('invoice', 'S-ELSEWHERE')).toEqual([409, 'paper_not_asked']);
    expect(await told('settlement_sheet', who.setlId)).toEqual([409, 'paper_not_asked']);
  });
});

describe('her certificate of assistance', () => {
  const stateOf = async ({ token, setlId }: Applicant & { setlId: string }) => {
    const { tasks } = await startDraft(app, token, [setlId]);
    const task = tasks.find(({ paper }) => paper === 'assistance_identity');
    return [task?.state, task?.heldBecause];
  };

  test('is held where the platform knows her, and asked for where it does not', async () => {
    const known = await newcomer();
    expect(await stateOf(known)).toEqual(['held', 'platform']);
    serial += 1;
    const setlId = `S-ANSWER-${serial}`;
    const incomplete = sketchBill(setlId, { hospital: { code: 'H51040299999', region: '510402' } });
    const unknown = await moveInApplicant(app, { n: serial, holds: [] }, [incomplete]);
    await app.deps.db
      .updateTable('settlement')
      .set({ state: 'incomplete' })
      .where('setl_id', '=', setlId)
      .execute();
    expect(await stateOf({ ...unknown, setlId })).toEqual(['missing', null]);
  });

  test('the platform away: it is on no list, nobody is sent for it, and the claim can be sent', async () => {
    const who = await newcomer();
    const draft = await prepareDraft(app, who, [who.setlId]);
    await losePlatform(who);
    expect(papersOf(await readClaim(app, who.token, draft.claimId))).not.toContain('assistance_identity');
    const submission = { version: draft.version };
    const sent = await taken(askClaim(app, who.token, 'POST', `/${draft.claimId}/submission`, submission));
    expect(sent.state).toBe('submitted');
    expect(papersOf(sent)).toEqual(['identity_card', 'bank_card', 'settlement_sheet', 'invoice']);
    expect((await listClaims(app, who.token)).claims[0]?.number).toBe(sent.number);
  });

  test('the platform away after she has sent it: it stays, and goes with the claim', async () => {
    const who = await newcomer();
    const draft = await prepareDraft(app, who, [who.setlId]);
    await addPage(app, who.personId, { paper: 'assistance_identity', bill: null });
    await losePlatform(who);
    const submission = { version: draft.version };
    const sent = await taken(askClaim(app, who.token, 'POST', `/${draft.claimId}/submission`, submission));
    const task = sent.tasks.find(({ paper }) => paper === 'assistance_identity');
    expect(task).toMatchObject({ state: 'given', heldBecause: null });
    expect(task?.pages).toHaveLength(1);
  });

  const papersOf = ({ tasks }: ClaimReply) => tasks.map(({ paper }) => paper);

  /** It is away, and what it said of her is forgotten. */
  async function losePlatform({ personId }: Applicant): Promise<void> {
    const { certno_index: index } = await app.deps.db
      .selectFrom('person')
      .select('certno_index')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    await app.deps.redis.del(`identity:v2:510400:${index.toString('hex')}`);
    app.sandbox.control.set('hsa', { mode: 'away' });
  }
});

describe('a second claim', () => {
  test('holds what the first was sent with, and sends it along', async () => {
    const who = await newcomer();
    const first = await submitNew(app, who, [who.setlId]);
    const { claimId } = await startDraft(app, who.token, []);
    const { tasks } = await readClaim(app, who.token, claimId);
    expect(tasks.map(({ paper, state, heldBecause }) => [paper, state, heldBecause])).toEqual([
      ['identity_card', 'held', 'earlier_claim'],
      ['assistance_identity', 'held', 'platform'],
      ['bank_card', 'held', 'earlier_claim'],
    ]);
    const pageOf = (claim: typeof first) => claim.tasks.find(({ paper }) => paper === 'identity_card')?.pages;
    expect(pageOf(await readClaim(app, who.token, claimId))).toEqual(pageOf(first));
  });
});
