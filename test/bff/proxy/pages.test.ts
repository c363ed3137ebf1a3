// Papers that a volunteer sends for somebody else: her hand stays on them, though the person began the draft and handed it in.
import { createHash } from 'node:crypto';

import { listOwnEvents } from '../../../bff/src/desk/desk.store.ts';
import { createFinish } from '../../../bff/src/paper/finish.service.ts';
import { listTouchedBy } from '../../../bff/src/payment/payment.store.ts';
import { findBehalf } from '../../../bff/src/proxy/behalf.service.ts';
import type { ClaimReply, ErrorReply, UploadReply } from '../../../shared/src/contract/index.ts';
import { newKey, startApp, type Answer, type TestApp } from '../../support/app.ts';
import { done, work } from '../../support/claim-work.ts';
import { moveInApplicant, prepareDraft, sketchBill } from '../../support/claims.ts';
import { makePhoto } from '../../support/paper-files.ts';
import { seededChance } from '../../support/seeded.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';
import { answerSms, askFor, newVolunteer, takeOn, village, type Helper } from './proxy.fixture.ts';

jest.setTimeout(60_000);

let app: TestApp;
let helper: Helper;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
  app.clock.set(new Date().toISOString());
  helper = await newVolunteer(app);
});
afterAll(() => app.close());

async function sendBytes(mandateId: string, where: string, bytes: Buffer): Promise<number> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { status } = await fetch(`${app.url}/api/v1${where}?sha256=${sha256}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${helper.token}`,
      'X-Mandate': mandateId,
      'Content-Type': 'application/octet-stream',
      'Idempotency-Key': newKey(),
    },
    body: new Uint8Array(bytes),
  });
  return status;
}

/** All bytes of a page are there; it is finished with the request that is returned. */
async function upload(mandateId: string, claim: ClaimReply, seed: number) {
  const bytes = makePhoto(seededChance(seed), 30_000);
  const [task] = claim.tasks;
  if (task === undefined) throw new Error('the draft asks for no paper');
  const begun = await askFor<UploadReply>(
    app,
    helper,
    mandateId,
    'POST',
    `/claims/${claim.claimId}/uploads`,
    {
      paper: task.paper,
      bill: task.bill,
      length: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
  );
  const { uploadId } = begun.body;
  expect(await sendBytes(mandateId, `/uploads/${uploadId}/chunks/0`, bytes)).toBe(200);
  const finish = (): Promise<Answer<UploadReply & ErrorReply>> =>
    askFor<UploadReply>(app, helper, mandateId, 'POST', `/uploads/${uploadId}/finish`);
  return { uploadId, finish };
}

async function sendPage(mandateId: string, claim: ClaimReply, seed: number): Promise<string> {
  const { finish } = await upload(mandateId, claim, seed);
  const { body } = await finish();
  if (body.page === null) throw new Error(JSON.stringify(body));
  return body.page.pageId;
}

/** Her post in the office, beside what she does as a volunteer. */
async function asOfficer(): Promise<SignedInStaff & { certnoIndex: string }> {
  const { certno_index } = await app.deps.db
    .selectFrom('volunteer')
    .innerJoin('account', 'account.account_id', 'volunteer.account_id')
    .innerJoin('person', 'person.person_id', 'account.person_id')
    .select('person.certno_index')
    .where('volunteer.public_id', '=', helper.volunteerId)
    .executeTakeFirstOrThrow();
  const herself = await signInStaff(app, 'township_officer', village.slice(0, 9));
  await app.deps.db
    .updateTable('staff')
    .set({ certno_index })
    .where('staff_id', '=', herself.staffId)
    .execute();
  return { ...herself, certnoIndex: certno_index.toString('hex') };
}

async function prepare(n: number) {
  const setlId = `S-PAGES-${n}`;
  const applicant = await moveInApplicant(app, { n }, [sketchBill(setlId)]);
  const draft = await prepareDraft(app, applicant, [setlId]);
  return { applicant, draft, mandateId: await takeOn(app, helper, applicant.person) };
}

test('who sent a page for her has helped, and decides nothing of it as staff; what she sends and takes back is in the audit', async () => {
  const { applicant, draft, mandateId } = await prepare(931);
  const mistaken = await sendPage(mandateId, draft, 1);
  expect((await askFor(app, helper, mandateId, 'DELETE', `/pages/${mistaken}`)).status).toBe(204);
  const sent = await sendPage(mandateId, draft, 2);
  const entries = await app.deps.db
    .selectFrom('audit_entry')
    .select(['act', 'actor_role', 'subject_id', 'detail'])
    .where('subject_kind', '=', 'page')
    .where('act', 'in', ['bring_page', 'remove_page'])
    .orderBy('seq')
    .execute();
  const entry = (act: string, page: string) => ({
    act,
    actor_role: 'volunteer',
    subject_id: page,
    detail: JSON.stringify({ mandate: mandateId }),
  });
  expect(entries).toEqual([
    entry('bring_page', mistaken),
    entry('remove_page', mistaken),
    entry('bring_page', sent),
  ]);

  const submitted = await app.ask<ClaimReply>('POST', `/api/v1/claims/${draft.claimId}/submission`, {
    token: applicant.token,
    body: { version: draft.version },
  });
  expect(submitted.body.filedBy).toBeNull();
  const [herself, colleague, reviewer] = [
    await asOfficer(),
    await signInStaff(app, 'township_officer', village.slice(0, 9)),
    await signInStaff(app, 'county_reviewer', '510402'),
  ];
  const homed = await done(app, reviewer, submitted.body, 'home', { village });
  const accepted = await done(app, colleague, homed, 'acceptance');
  const opinion = { opinion: 'agree', words: '属实' };
  const own = await work(app, herself, accepted, 'first-review', opinion);
  expect([own.status, (own.body as unknown as ErrorReply).error.code]).toEqual([403, 'same_hands']);
  expect((await work(app, colleague, accepted, 'first-review', opinion)).status).toBe(200);

  const { claim_id: claimId } = await app.deps.db
    .selectFrom('claim')
    .select('claim_id')
    .where('public_id', '=', draft.claimId)
    .executeTakeFirstOrThrow();
  expect(await listOwnEvents(app.deps.db, herself, [claimId])).toMatchObject([{ by_role: 'volunteer' }]);
  expect([...(await listTouchedBy(app.deps.db, herself, [claimId]))]).toEqual([claimId]);
  const other = { staffId: colleague.staffId, certnoIndex: 'ab'.repeat(32) };
  expect([...(await listTouchedBy(app.deps.db, other, [claimId]))]).toEqual([]);
});

test('a mandate that ends while her page is on its way, past the door, brings no page', async () => {
  const { applicant, draft, mandateId } = await prepare(932);
  const { uploadId, finish } = await upload(mandateId, draft, 3);
  const { account_id: accountId } = await app.deps.db
    .selectFrom('volunteer')
    .select('account_id')
    .where('public_id', '=', helper.volunteerId)
    .executeTakeFirstOrThrow();
  const behalf = await findBehalf(app.deps, accountId, mandateId);
  await answerSms(app, applicant.person, '取消');
  await expect(createFinish(app.deps)(uploadId, { accountId, behalf })).rejects.toMatchObject({
    status: 403,
    code: 'mandate_invalid',
  });
  expect((await finish()).body.error.code).toBe('mandate_invalid');
  const { page } = (
    await app.ask<UploadReply>('GET', `/api/v1/uploads/${uploadId}`, { token: applicant.token })
  ).body;
  expect(page).toBeNull();
});
