// Who of the staff looked at what: a claim once each time it is read, a page once each time it is opened in full.
import type { PageLink } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { moveInApplicant, sketchBill, submitNew } from '../../support/claims.ts';
import { makeRecords } from '../../support/records.ts';
import { signInStaff } from '../../support/staff.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
});
afterAll(() => app.close());

test('a claim and its pages, read by a reviewer, stand in the audit; small pictures do not', async () => {
  const { claim, page } = await makeRecords(app, { n: 31 });
  const { token, publicId } = await signInStaff(app, 'county_reviewer', '510402');
  await app.deps.db
    .updateTable('paper_object')
    .set((row) => ({ thumbnail_name: row.ref('name'), thumbnail_bytes: 10 }))
    .execute();
  const views = async () =>
    app.deps.db
      .selectFrom('audit_entry')
      .select(['act', 'subject_id'])
      .where('actor_id', '=', publicId)
      .orderBy('seq')
      .execute();
  const ask = async (path: string) => {
    const { status } = await app.ask<PageLink>('GET', `/api/v1${path}`, { token });
    expect(status).toBe(200);
  };

  await ask(`/claims/${claim}`);
  for (let at = 0; at < 12; at += 1) await ask(`/pages/${page}/link?size=thumbnail`);
  await ask(`/pages/${page}/link?size=full`);
  expect(await views()).toEqual([
    { act: 'view_claim', subject_id: claim },
    { act: 'view_page', subject_id: page },
  ]);
  await ask(`/staff/claims/${claim}`);
  expect((await views()).slice(2)).toEqual([{ act: 'view_claim', subject_id: claim }]);
});

test('whoever looks at her own claim leaves no trace of it', async () => {
  const who = await moveInApplicant(app, { n: 32 }, [sketchBill('S-VIEWS-1')]);
  const { claimId } = await submitNew(app, who, ['S-VIEWS-1']);
  const before = await app.deps.db.selectFrom('audit_entry').select('seq').execute();
  expect((await app.ask('GET', `/api/v1/claims/${claimId}`, { token: who.token })).status).toBe(200);
  expect(await app.deps.db.selectFrom('audit_entry').select('seq').execute()).toEqual(before);
});
