// Applying for somebody else: what a mandate reaches, who is told, and what ends it while somebody is at it.
import { recordChange } from '../../../bff/src/claim/claim-change.service.ts';
import { lockClaim } from '../../../bff/src/claim/claim.access.ts';
import { transact } from '../../../bff/src/storage/mysql.ts';
import type { ClaimReply, ClaimsReply, ClientReply } from '../../../shared/src/contract/index.ts';
import { addDays } from '../../../shared/src/kernel/index.ts';
import type { Person } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { account, addPage, moveInApplicant, pushBill, sketchBill, submitNew } from '../../support/claims.ts';
import { agree, moveIn } from '../../support/residents.ts';
import {
  answerSms,
  askFor,
  newPerson,
  newVolunteer,
  otherVillage,
  personIdOf,
  takeOn,
  village,
  type Helper,
} from './proxy.fixture.ts';

jest.setTimeout(60_000);

let app: TestApp;
let helper: Helper;
let bills = 0;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
});
beforeEach(async () => {
  app.clock.set(new Date().toISOString());
  helper = await newVolunteer(app);
});
afterAll(() => app.close());

interface Case {
  person: Person;
  mandateId: string;
  claim: ClaimReply;
}

const ask = (mandateId: string, method: string, path: string, body?: unknown) =>
  askFor(app, helper, mandateId, method, path, body);

async function taken(reply: ReturnType<typeof ask>): Promise<ClaimReply> {
  const { status, body } = await reply;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** A draft of hers in which nothing is open, all of it written by the volunteer. */
async function prepare(person = newPerson(app)): Promise<Case> {
  const setlId = `S-PROXY-${(bills += 1)}`;
  await pushBill(app, person, sketchBill(setlId));
  const mandateId = await takeOn(app, helper, person);
  const { claimId, version } = await taken(ask(mandateId, 'POST', '/claims', { bills: [] }));
  const chosen = await taken(
    ask(mandateId, 'PUT', `/claims/${claimId}/bills`, { version, bills: [{ setlId, injury: false }] }),
  );
  const personId = await personIdOf(app, person);
  for (const { what, paper, bill } of chosen.open) {
    if (what === 'paper' && paper !== null) await addPage(app, personId, { paper, bill });
  }
  const payee = { version: chosen.version, bank: '攀枝花农商银行', account };
  const claim = await taken(ask(mandateId, 'PUT', `/claims/${claimId}/payee`, payee));
  return { person, mandateId, claim };
}

const submit = ({ mandateId, claim }: Case) =>
  ask(mandateId, 'POST', `/claims/${claim.claimId}/submission`, { version: claim.version });

const stateOf = async ({ claim }: Case) =>
  app.deps.db
    .selectFrom('claim')
    .select('state')
    .where('public_id', '=', claim.claimId)
    .executeTakeFirstOrThrow();

const messagesOf = async (personId: number) =>
  (
    await app.deps.db
      .selectFrom('message')
      .select('template')
      .where('person_id', '=', personId)
      .orderBy('message_id')
      .execute()
  ).map(({ template }) => template);

describe('from the draft to the number', () => {
  test('somebody without an account: filed by the organisation, in the claim and in its history; both are told', async () => {
    const made = await prepare();
    expect(made.claim.payee?.holder).toMatch(/^安/);
    const sent = await taken(submit(made));
    expect(sent).toMatchObject({
      state: 'submitted',
      filedBy: { who: 'helper', organisation: '桐湾社区居民委员会', takenOver: null },
    });
    expect(sent.timeline.map(({ kind, by }) => [kind, by])).toEqual([
      ['started', 'volunteer'],
      ['submitted', 'volunteer'],
    ]);
    expect(await messagesOf(await personIdOf(app, made.person))).toEqual(
      expect.arrayContaining(['mandate_given', 'filed_for_you']),
    );
    const { person_id: volunteer } = await app.deps.db
      .selectFrom('volunteer')
      .innerJoin('account', 'account.account_id', 'volunteer.account_id')
      .select('account.person_id')
      .where('volunteer.public_id', '=', helper.volunteerId)
      .executeTakeFirstOrThrow();
    expect(await messagesOf(volunteer ?? 0)).toEqual(['filed_by_you']);
  });

  test('every list of it says who filed: hers, and the volunteer’s list of clients', async () => {
    const made = await prepare();
    const draft = await askFor<ClaimsReply>(app, helper, made.mandateId, 'GET', '/claims');
    expect(draft.body.claims.map(({ filedBy }) => filedBy)).toEqual([null]);
    const { filedBy } = await taken(submit(made));
    const person = made.person;
    const token = await moveIn(app, person);
    await agree(app, token, 'claim_papers');
    const own = await app.ask<ClaimsReply>('GET', '/api/v1/claims', { token });
    const client = await app.ask<ClientReply>('GET', `/api/v1/volunteer/clients/${made.mandateId}`, {
      token: helper.token,
    });
    const listed = [own.body.claims, client.body.claims].map((claims) => claims.map((one) => one.filedBy));
    expect(listed).toEqual([[filedBy], [filedBy]]);
    expect(filedBy).toMatchObject({ who: 'helper', organisation: '桐湾社区居民委员会' });
  });

  test('the draft has the village that the mandate knows, unless it lies in another county', async () => {
    const { claim } = await prepare();
    expect(claim.home?.code).toBe('510402901001');
    const person = newPerson(app);
    const mandateId = await takeOn(app, helper, person, { village: '510421901001' });
    expect((await taken(ask(mandateId, 'POST', '/claims', { bills: [] }))).home).toBeNull();
  });

  test('who filed is kept sealed, in the names of the national platform', async () => {
    const made = await prepare();
    await taken(submit(made));
    const filing = await app.deps.db
      .selectFrom('claim_filing')
      .selectAll()
      .orderBy('filed_at', 'desc')
      .executeTakeFirstOrThrow();
    const row = `claim_filing:${filing.claim_id}-${filing.submission}` as const;
    const agent = JSON.parse(app.deps.crypto.open(filing.agent, row)) as Record<string, string>;
    expect(Object.keys(agent).sort()).toEqual([
      'agnter_cert_type',
      'agnter_certno',
      'agnter_name',
      'agnter_rlts',
      'agnter_tel',
    ]);
    expect(filing.agent.includes(Buffer.from(agent.agnter_certno ?? ''))).toBe(false);
  });

  test('every look is in the audit, without a name in it', async () => {
    const { mandateId, claim } = await prepare();
    await taken(ask(mandateId, 'GET', `/claims/${claim.claimId}`));
    const entries = await app.deps.db
      .selectFrom('audit_entry')
      .select(['act', 'actor_role', 'detail'])
      .where('subject_id', '=', claim.claimId)
      .where('act', '=', 'view_claim')
      .execute();
    expect(entries).toMatchObject([{ actor_role: 'volunteer' }]);
    expect(entries[0]?.detail).toContain(mandateId);
  });
});

test('a page that she opens in full is in the audit, once each time; the small pictures are not', async () => {
  const made = await prepare();
  const { mandateId, person } = made;
  await taken(submit(made));
  const { page } = await app.deps.db
    .selectFrom('paper_page')
    .select('paper_page.public_id as page')
    .where('paper_page.person_id', '=', await personIdOf(app, person))
    .executeTakeFirstOrThrow();
  await app.deps.db
    .updateTable('paper_object')
    .set((row) => ({ thumbnail_name: row.ref('name'), thumbnail_bytes: 10 }))
    .execute();
  const open = async (size: string) => {
    const { status } = await ask(mandateId, 'GET', `/pages/${page}/link?size=${size}`);
    expect([size, status]).toEqual([size, 200]);
  };
  await open('thumbnail');
  await open('full');
  await open('full');
  const looks = await app.deps.db
    .selectFrom('audit_entry')
    .select(['act', 'actor_kind', 'actor_role', 'place', 'detail'])
    .where('subject_kind', '=', 'page')
    .where('subject_id', '=', page)
    .execute();
  const look = { act: 'view_page', actor_kind: 'account', actor_role: 'volunteer', place: village };
  expect(looks).toMatchObject([look, look]);
  expect(looks[0]?.detail).toContain(mandateId);
});

describe('what it does not reach', () => {
  /** What the audit has of her list of claims. */
  const looksAt = (mandateId: string) =>
    app.deps.db
      .selectFrom('audit_entry')
      .select(['act', 'actor_role'])
      .where('subject_kind', '=', 'mandate')
      .where('subject_id', '=', mandateId)
      .where('act', '=', 'view_claims')
      .execute();

  test('other kinds of case, other people, other routes', async () => {
    const { mandateId, claim } = await prepare();
    const kind = await ask(mandateId, 'POST', '/claims', { kind: 'recognition', bills: [] });
    expect([kind.status, kind.body.error.code]).toEqual([403, 'mandate_invalid']);
    const applicant = await moveInApplicant(app, { n: 901 }, [sketchBill('S-PROXY-OTHER')]);
    const foreign = await submitNew(app, applicant, ['S-PROXY-OTHER']);
    expect((await ask(mandateId, 'GET', `/claims/${foreign.claimId}`)).status).toBe(404);
    for (const path of ['/status', '/bills', '/account/export', '/messages', '/mandates']) {
      expect([path, (await ask(mandateId, 'GET', path)).status]).toEqual([path, 403]);
    }
    const without = await app.ask('GET', `/api/v1/claims/${claim.claimId}`, { token: helper.token });
    expect(without.status).toBe(404);
  });

  test('named cases alone: another draft cannot be begun, nor is one listed', async () => {
    const applicant = await moveInApplicant(app, { n: 902 }, [
      sketchBill('S-NAMED-1'),
      sketchBill('S-NAMED-2', { at: '2026-04-05' }),
    ]);
    const named = await submitNew(app, applicant, ['S-NAMED-1']);
    const other = await submitNew(app, applicant, ['S-NAMED-2']);
    const scope = { by: 'numbers', numbers: [named.number] };
    const mandateId = await takeOn(app, helper, applicant.person, { scope });
    const list = await askFor<ClaimsReply>(app, helper, mandateId, 'GET', '/claims');
    expect(list.body.claims.map(({ claimId }) => claimId)).toEqual([named.claimId]);
    // What she has besides at which hospital is not what the volunteer was asked for.
    expect(list.body.claimable).toEqual([]);
    expect((await ask(mandateId, 'GET', `/claims/${other.claimId}`)).status).toBe(404);
    expect((await ask(mandateId, 'POST', '/claims', { bills: [] })).status).toBe(403);
  });

  test.each([
    { kinds: ['reimbursement'], bills: 1 },
    { kinds: ['retroactive', 'appeal'], bills: 0 },
  ])('her bills, but for a kind of case into which somebody puts bills: $kinds', async ({ kinds, bills }) => {
    const person = newPerson(app);
    await pushBill(app, person, sketchBill(`S-PROXY-BILLS-${bills}`));
    const mandateId = await takeOn(app, helper, person, { scope: { by: 'kinds', kinds } });
    const { body } = await askFor<ClaimsReply>(app, helper, mandateId, 'GET', '/claims');
    expect(body.claimable).toHaveLength(bills);
    expect(await looksAt(mandateId)).toEqual([{ actor_role: 'volunteer', act: 'view_claims' }]);
  });

  test('a mandate of another organisation, one that never was, and somebody who is no volunteer', async () => {
    const { mandateId } = await prepare();
    const other = await newVolunteer(app, otherVillage);
    const resident = { token: await moveIn(app, newPerson(app)), volunteerId: '' };
    const tries = [
      [other, mandateId],
      [helper, 'a'.repeat(22)],
      [resident, mandateId],
    ] as const;
    for (const [who, mandate] of tries) {
      const { status, body } = await askFor(app, who, mandate, 'GET', '/claims');
      expect([status, body.error.code]).toEqual([403, 'mandate_invalid']);
    }
  });
});

describe('an end while somebody is at it', () => {
  test('revoked before she sends: nothing is sent', async () => {
    const made = await prepare();
    await answerSms(app, made.person, '取消');
    const { status, body } = await submit(made);
    expect([status, body.error.code]).toEqual([403, 'mandate_invalid']);
    expect(await stateOf(made)).toEqual({ state: 'draft' });
  });

  test('revoked after the request came in, before it is written: the transaction writes nothing', async () => {
    const made = await prepare();
    const { mandate_id: mandateId, asked_by: accountId } = await app.deps.db
      .selectFrom('mandate')
      .select(['mandate_id', 'asked_by'])
      .where('public_id', '=', made.mandateId)
      .executeTakeFirstOrThrow();
    const late = transact(app.deps.db, async (trx) => {
      const claim = await lockClaim(trx, made.claim.claimId);
      await answerSms(app, made.person, '取消');
      const by = { by_role: 'volunteer', actor: 'account:1', organisation_id: null } as const;
      await recordChange(app.deps, trx, claim, {
        act: 'submit',
        by: { ...by, agent: { mandateId, accountId } },
      });
    });
    await expect(late).rejects.toMatchObject({ code: 'mandate_invalid' });
    expect(await stateOf(made)).toEqual({ state: 'draft' });
  });

  test('many times at once: each was sent before the end, or not at all', async () => {
    const made = await prepare();
    const [sent] = await Promise.all([submit(made), answerSms(app, made.person, '取消')]);
    const { state } = await stateOf(made);
    expect([sent.status, state]).toEqual(sent.status === 200 ? [200, 'submitted'] : [403, 'draft']);
    const after = await ask(made.mandateId, 'GET', `/claims/${made.claim.claimId}`);
    expect(after.status).toBe(403);
  });

  test('at midnight in China, in the middle of her writing', async () => {
    const made = await prepare();
    const last = addDays(app.clock.today(), 30);
    app.clock.set(`${last}T16:00:00Z`);
    // Her own session has ended long before: another volunteer of the same organisation sends it.
    helper = await newVolunteer(app);
    const { status, body } = await submit(made);
    expect([status, body.error.code]).toEqual([403, 'mandate_invalid']);
    expect(await stateOf(made)).toEqual({ state: 'draft' });
  });
});

describe('volunteers come and go', () => {
  test('who leaves reaches nothing from then on; another of the organisation goes on with the same draft', async () => {
    const made = await prepare();
    await app.ask('DELETE', '/api/v1/volunteer/membership', { token: helper.token });
    expect((await submit(made)).status).toBe(403);
    helper = await newVolunteer(app);
    const sent = await taken(submit(made));
    expect(sent.state).toBe('submitted');
  });
});

describe('she takes it over', () => {
  test('from then on the volunteer reads, or nothing, and changes nothing', async () => {
    const person = newPerson(app);
    const made = await prepare(person);
    const token = await moveIn(app, person);
    await agree(app, token, 'claim_papers');
    const path = `/api/v1/claims/${made.claim.claimId}`;
    await app.ask('PUT', `${path}/takeover`, { token, body: { volunteer: 'reads' } });
    expect((await ask(made.mandateId, 'GET', `/claims/${made.claim.claimId}`)).status).toBe(200);
    expect((await submit(made)).status).toBe(404);
    await app.ask('PUT', `${path}/takeover`, { token, body: { volunteer: 'nothing' } });
    expect((await ask(made.mandateId, 'GET', `/claims/${made.claim.claimId}`)).status).toBe(404);
    const body = { version: made.claim.version };
    const own = await app.ask<ClaimReply>('POST', `${path}/submission`, { token, body });
    expect([own.status, own.body.filedBy]).toEqual([200, null]);
  });

  test('the volunteer cannot hand it to herself, nor begin it anew', async () => {
    const made = await prepare();
    const path = `/claims/${made.claim.claimId}/takeover`;
    expect((await ask(made.mandateId, 'PUT', path, { volunteer: 'reads' })).status).toBe(403);
  });
});

test('her number is shown while the mandate lives, and the look is in the audit', async () => {
  const { person, mandateId } = await prepare();
  const path = `/api/v1/volunteer/clients/${mandateId}/phone`;
  const shown = await app.ask('GET', path, { token: helper.token });
  expect(shown.body).toEqual({ phone: person.phone });
  const views = await app.deps.db
    .selectFrom('audit_entry')
    .select('act')
    .where('subject_id', '=', mandateId)
    .where('act', '=', 'view_phone')
    .execute();
  expect(views).toHaveLength(1);
  await answerSms(app, person, '停');
  expect((await app.ask('GET', path, { token: helper.token })).status).toBe(403);
});

test('the day sheet has who waits for something, by village, with the end of her number alone', async () => {
  const { person } = await prepare();
  const { body } = await app.ask<{ villages: { people: { name: string; phoneEnd: string | null }[] }[] }>(
    'GET',
    '/api/v1/volunteer/day-sheet',
    { token: helper.token },
  );
  const people = body.villages.flatMap((one) => one.people);
  expect(people.find(({ name }) => name === person.name)?.phoneEnd).toBe(person.phone.slice(-4));
  expect(JSON.stringify(body)).not.toContain(person.phone);
});
