// What of a person's records staff see, beyond what the matrix of permission.test.ts asks: drafts, papers, the village
// that is not known yet, and their own families.
import { certnoIndex } from '../../bff/src/account/person.store.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { addPage, moveInApplicant, startDraft, type Applicant } from '../support/claims.ts';
import { makeRecords, type OwnedRecords } from '../support/records.ts';
import { signInStaff } from '../support/staff.ts';

let app: TestApp;
let own: OwnedRecords;
let applicant: Applicant;
let draft: string;

beforeAll(async () => {
  app = await startApp({
    families: { people: [], settlements: [] },
    env: { LIMIT_SMS_PER_ADDRESS: '100000' },
  });
  own = await makeRecords(app, { n: 1 });
  applicant = await moveInApplicant(app, { n: 2 });
  draft = (await startDraft(app, applicant.token, [])).claimId;
});
afterAll(() => app.close());

const claimStatus = async (token: string, claim: string) =>
  (await app.ask('GET', `/api/v1/claims/${claim}`, { token })).status;
const linkStatus = async (token: string, page: string) =>
  (await app.ask('GET', `/api/v1/pages/${page}/link?size=full`, { token })).status;
const setVillage = (village: string | null) =>
  app.deps.db.updateTable('claim').set({ village }).where('public_id', '=', own.claim).execute();

test('a draft is the person’s alone: neither the county nor the city sees it', async () => {
  for (const place of ['510402', '5104']) {
    const { token } = await signInStaff(app, 'county_reviewer', place);
    expect([place, await claimStatus(token, draft)]).toEqual([place, 404]);
  }
});

test('a page is seen once it was sent with a claim', async () => {
  const { token } = await signInStaff(app, 'county_reviewer', '510402');
  const page = await addPage(app, applicant.personId, { paper: 'identity_card', bill: null });
  expect(await linkStatus(token, page)).toBe(404);
  expect(await linkStatus(token, own.page)).toBe(200);
});

test('a claim of which no village is known is with the county, and with no township or village', async () => {
  const seen = async () => {
    const posts = [
      ['county_reviewer', '510402'],
      ['township_officer', '510402901'],
      ['village_clerk', '510402901001'],
      ['village_clerk', '510402901002'],
    ] as const;
    const statuses: number[] = [];
    for (const [role, place] of posts) {
      const { token } = await signInStaff(app, role, place);
      statuses.push(await claimStatus(token, own.claim), await linkStatus(token, own.page));
    }
    return statuses;
  };
  await setVillage(null);
  expect(await seen()).toEqual([200, 200, 404, 404, 404, 404, 404, 404]);
  await setVillage('510402901001');
  expect(await seen()).toEqual([200, 200, 200, 200, 200, 200, 404, 404]);
});

describe('her own family', () => {
  const relative = '990101197001010012';

  test('is kept from her, as if there were nothing', async () => {
    const { db, crypto } = app.deps;
    const her = await signInStaff(app, 'county_reviewer', '510402', own.person.certno);
    const kin = await signInStaff(app, 'county_reviewer', '510402', relative);
    const colleague = await signInStaff(app, 'county_reviewer', '510402');
    const ask = async (token: string) => [
      await claimStatus(token, own.claim),
      await linkStatus(token, own.page),
    ];
    expect(await ask(her.token)).toEqual([404, 404]);
    expect(await ask(kin.token)).toEqual([200, 200]);
    const { person_id } = await db
      .selectFrom('person')
      .select('person_id')
      .where('certno_index', '=', certnoIndex(crypto, own.person.certno))
      .executeTakeFirstOrThrow();
    const row = {
      person_id,
      certno_index: certnoIndex(crypto, relative),
      told_at: '2026-11-22 00:00:00.000',
    };
    await db.insertInto('family').values(row).execute();
    expect(await ask(kin.token)).toEqual([404, 404]);
    expect(await ask(colleague.token)).toEqual([200, 200]);
  });
});

test('a link of staff ends with the session that asked for it', async () => {
  const { token } = await signInStaff(app, 'county_reviewer', '510402');
  const { body } = await app.ask<{ path: string }>('GET', `/api/v1/pages/${own.page}/link?size=full`, {
    token,
  });
  await app.ask('DELETE', '/api/v1/staff/session', { token });
  const opened = await app.ask<{ error: { code: string } }>('GET', body.path);
  expect([opened.status, opened.body.error.code]).toEqual([403, 'link_expired']);
});

test('whoever has two posts has what either has, and nothing else', async () => {
  const { token } = await signInStaff(app, ['county_reviewer', 'county_approver'], '510402');
  expect(await claimStatus(token, own.claim)).toBe(200);
  expect((await app.ask('GET', '/api/v1/staff/members', { token })).status).toBe(403);
});
