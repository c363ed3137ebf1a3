// 乡村振兴: which families it is told of, what it says of them, who reads that, and whom it is kept from.
import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import { insertEvent } from '../../../bff/src/claim/claim.store.ts';
import { toColumn } from '../../../bff/src/storage/instant.ts';
import type {
  DeskClaimReply,
  ErrorReply,
  RuralCaseReply,
  RuralCasesReply,
} from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { inviteSomebody, openAccount } from '../../support/callers.ts';
import { askDesk, putCase, readCase, type CaseSketch, type PutCase } from '../../support/desk.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let officer: SignedInStaff;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] }, now: '2026-06-10T01:00:00Z' });
  officer = await signInStaff(app, 'rural_affairs', '510402');
});
afterAll(() => app.close());

const seeking = (change: CaseSketch = {}) =>
  putOf({ state: 'means_check', kind: 'recognition', village: '510402901001', ...change });
/** As the platform has her: her name and number can be read. */
async function putOf(sketch: CaseSketch): Promise<PutCase> {
  const { accountId } = await openAccount(app, inviteSomebody(app));
  const { person_id: personId } = await app.deps.db
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return putCase(app, { personId: personId!, ...sketch });
}
const list = async (who = officer) => {
  const { body } = await askDesk<RuralCasesReply>(app, who, 'GET', '/recognitions');
  return body.cases;
};
const idsOf = async (who = officer) => (await list(who)).map(({ claimId }) => claimId);
const look = ({ claim }: PutCase, who = officer) =>
  askDesk<RuralCaseReply & ErrorReply>(app, who, 'GET', `/recognitions/${claim}`);
const say = ({ claim }: PutCase, body: object, who = officer) =>
  askDesk<RuralCaseReply & ErrorReply>(app, who, 'POST', `/recognitions/${claim}/word`, body);

test('sees the families that ask for recognition in its place until 民政 has decided, and no other case', async () => {
  const shown: string[] = [];
  for (const state of ['household_visit', 'means_check', 'publicity', 'recognition'] as const) {
    shown.push((await seeking({ state })).claim);
  }
  const hidden = [
    await seeking({ state: 'submitted' }),
    await seeking({ state: 'closed' }),
    await seeking({ place: '510403', village: '510403901001' }),
    await putOf({ state: 'accepted' }),
  ];
  const listed = await idsOf();
  expect(listed).toEqual(expect.arrayContaining(shown));
  for (const { claim } of hidden) expect(listed).not.toContain(claim);
  const city = await signInStaff(app, 'rural_affairs', '5104');
  expect(await idsOf(city)).toEqual(expect.arrayContaining([...shown, hidden[2]!.claim]));
});

test('is shown who the family is, and no bill, paper or account; the look is in the audit', async () => {
  const one = await seeking();
  const { status, body } = await look(one);
  expect(status).toBe(200);
  expect(Object.keys(body).sort()).toEqual(
    ['claimId', 'household', 'number', 'open', 'person', 'state', 'village', 'words'].sort(),
  );
  expect(body.person.certno).toMatch(/^\d{3}\*+\w{4}$/);
  expect(body.village).toMatchObject({ code: '510402901001' });
  const views = await app.deps.db
    .selectFrom('audit_entry')
    .select(['act', 'actor_id'])
    .where('subject_id', '=', one.claim)
    .execute();
  expect(views).toEqual([{ act: 'view_claim', actor_id: officer.publicId }]);
  for (const path of [`/claims/${one.claim}`, '/queue']) {
    expect((await askDesk(app, officer, 'GET', path)).status).toBe(403);
  }
});

test('says on which list the family stands: 民政 reads it, and the case is held up by nothing', async () => {
  const one = await seeking();
  const since = '2026-03-01';
  const said = await say(one, { listed: 'monitored', since, words: '突发严重困难户' });
  expect(said.status).toBe(200);
  expect(said.body.words).toMatchObject([{ listed: 'monitored', since, words: '突发严重困难户' }]);
  expect((await list()).find(({ claimId }) => claimId === one.claim)?.said).toBe('monitored');
  expect(await readCase(app, one.claim)).toMatchObject({ state: 'means_check', version: one.version });
  // Corrected: the last word counts, and the first stays. Of none of the lists there is no day.
  await say(one, { listed: 'none', since, words: '' });
  const civil = await signInStaff(app, 'civil_affairs', '510402');
  const { body } = await askDesk<DeskClaimReply>(app, civil, 'GET', `/claims/${one.claim}`);
  expect(body.findings.rural.map(({ listed, since: from, by }) => [listed, from, by?.staffId])).toEqual([
    ['monitored', since, officer.publicId],
    ['none', null, officer.publicId],
  ]);
  const clerk = await signInStaff(app, 'village_clerk', '510402901001');
  const below = await askDesk<DeskClaimReply>(app, clerk, 'GET', `/claims/${one.claim}`);
  expect(below.body.findings.rural).toEqual([]);
  const sealed = await app.deps.db.selectFrom('claim_rural_word').select('words').execute();
  expect(sealed.map(({ words }) => words?.toString('utf8')).join()).not.toContain('突发');
});

test('those of which nothing was said yet stand first', async () => {
  const first = await seeking();
  const second = await seeking();
  await say(first, { listed: 'lifted' });
  const ids = await idsOf();
  expect(ids.indexOf(second.claim)).toBeLessThan(ids.indexOf(first.claim));
});

test.each<[string, CaseSketch, object, number, string]>([
  ['of a recognition that is over', { state: 'closed' }, { listed: 'none' }, 409, 'act_not_possible'],
  [
    'of a case of another kind',
    { kind: 'tilt', state: 'accepted' },
    { listed: 'none' },
    409,
    'act_not_possible',
  ],
  ['of another place', { place: '510403', village: null }, { listed: 'none' }, 404, 'not_found'],
  ['of a list that there is not', {}, { listed: 'rich' }, 422, 'invalid_request'],
  ['from a day to come', {}, { listed: 'monitored', since: '2026-06-11' }, 422, 'invalid_request'],
])('says nothing %s', async (_what, sketch, body, status, code) => {
  const reply = await say(await seeking(sketch), body);
  expect([reply.status, reply.body.error.code]).toEqual([status, code]);
});

test.each(['submitted', 'closed', 'refused', 'withdrawn'] as const)(
  'a family that it was not asked about, or said nothing of, cannot be looked at: %s',
  async (state) => {
    const one = await seeking({ state });
    const { status, body } = await look(one);
    expect([status, body.error.code]).toEqual([404, 'not_found']);
    expect(JSON.stringify(body)).not.toContain('household');
  },
);

test('once it is decided, what this office said is still there for it, and the household is not', async () => {
  const one = await seeking();
  expect((await look(one)).body.household).not.toBeNull();
  await say(one, { listed: 'monitored', words: '突发严重困难户' });
  await app.deps.db
    .updateTable('claim')
    .set({ state: 'refused' })
    .where('claim_id', '=', one.claimId)
    .execute();
  const { status, body } = await look(one);
  expect([status, body.open, body.household]).toEqual([200, false, null]);
  expect(body.words).toMatchObject([{ listed: 'monitored', words: '突发严重困难户' }]);
  const city = await signInStaff(app, 'rural_affairs', '5104');
  expect((await look(one, city)).status).toBe(404);
});

test('what is of another kind cannot be looked at either', async () => {
  const reply = await look(await seeking({ kind: 'tilt', state: 'accepted' }));
  expect([reply.status, reply.body.error.code]).toEqual([409, 'act_not_possible']);
});

test('of her own family, or of one whom she has helped, another person says it', async () => {
  const { db, clock, crypto } = app.deps;
  const somebody = inviteSomebody(app);
  const her = await signInStaff(app, 'rural_affairs', '510402', somebody.certno);
  const kins = await seeking();
  await db
    .insertInto('family')
    .values({
      person_id: kins.personId,
      certno_index: certnoIndex(crypto, somebody.certno),
      told_at: toColumn(clock.now()),
    })
    .execute();
  expect((await say(kins, { listed: 'monitored' }, her)).status).toBe(404);
  expect(await idsOf(her)).not.toContain(kins.claim);

  const helped = await seeking();
  const { accountId } = await openAccount(app, somebody);
  await insertEvent(db, {
    claim_id: helped.claimId,
    version: 1,
    kind: 'submitted',
    by_role: 'volunteer',
    actor: `account:${accountId}`,
    happened_at: toColumn(clock.now()),
    organisation_id: null,
    reason: null,
    words: null,
    policy_on: null,
  });
  const reply = await say(helped, { listed: 'monitored' }, her);
  expect([reply.status, reply.body.error.code]).toEqual([403, 'same_hands']);
  expect((await say(helped, { listed: 'monitored' })).status).toBe(200);
});
