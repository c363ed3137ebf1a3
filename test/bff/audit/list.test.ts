import { recordView } from '../../../bff/src/audit/audit.service.ts';
import { rowOfStaff } from '../../../bff/src/staff/staff.store.ts';
import type { AuditReply } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { askAsStaff } from '../../support/payments.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let auditor: SignedInStaff;
const claim = (n: number) => `claim-${n}`.padEnd(22, 'x');

beforeAll(async () => {
  app = await startApp({ now: '2026-11-20T08:00:00Z' });
  for (let at = 0; at < 60; at += 1) {
    await recordView(app.deps, {
      actor: { kind: 'staff', id: at % 2 === 0 ? 'anna' : 'bella', role: 'county_reviewer' },
      act: 'view_claim',
      subject: { kind: 'claim', id: claim(at % 3) },
      place: ['510402', '510402901001', '510403', null][at % 4] ?? null,
      detail: { round: at },
    });
    app.clock.advance(60 * 60 * 1000);
  }
  // The clock has gone on for days: who signed in before is out.
  auditor = await signInStaff(app, 'auditor', '510402');
});
afterAll(() => app.close());

const list = (query = '', who = auditor) => askAsStaff<AuditReply>(app, who, 'GET', `/audit${query}`);

test('the auditor sees the entries of her place, the newest first, and that she looked', async () => {
  const { status, body } = await list();
  expect(status).toBe(200);
  expect(body.entries[0]).toMatchObject({
    act: 'view_audit',
    actor: { kind: 'staff', id: auditor.publicId },
  });
  const others = body.entries.slice(1);
  expect(others).toHaveLength(30);
  expect(others[0]).toMatchObject({
    seq: 58,
    act: 'view_claim',
    actor: { kind: 'staff', id: 'bella', role: 'county_reviewer' },
    place: '510402901001',
    detail: { round: 57 },
  });
  expect(new Set(others.map(({ place }) => place))).toEqual(new Set(['510402', '510402901001']));
});

test('names who of the staff it was, also one who has left; what is kept of it names nobody', async () => {
  const reviewer = await signInStaff(app, 'county_reviewer', '510402');
  const { db, crypto } = app.deps;
  const row = await db
    .selectFrom('staff')
    .innerJoin('organisation', 'organisation.organisation_id', 'staff.organisation_id')
    .select(['staff.name', 'organisation.name as organisation'])
    .where('staff_id', '=', reviewer.staffId)
    .executeTakeFirstOrThrow();
  const name = crypto.open(row.name, rowOfStaff(reviewer.publicId, 'name'));
  const subject = { kind: 'staff', id: reviewer.publicId };
  const place = '510402';
  await recordView(app.deps, {
    actor: { kind: 'staff', id: reviewer.publicId, role: 'county_reviewer' },
    act: 'view_claim',
    subject,
    place,
  });
  await recordView(app.deps, { actor: { kind: 'account', id: '7' }, act: 'submit', subject, place });
  await db.updateTable('staff').set({ state: 'disabled' }).where('staff_id', '=', reviewer.staffId).execute();
  const [byAccount, byStaff] = (await list(`?subject=staff:${reviewer.publicId}`)).body.entries;
  expect(byStaff).toMatchObject({
    actor: { id: reviewer.publicId, role: 'county_reviewer', name, organisation: row.organisation },
    subject: { ...subject, name },
  });
  expect(byAccount?.actor).toMatchObject({ kind: 'account', name: null, organisation: null });
  const kept = await db
    .selectFrom('audit_entry')
    .selectAll()
    .where('subject_id', '=', reviewer.publicId)
    .execute();
  expect(JSON.stringify(kept)).not.toContain(name);
});

test('by subject, by actor, by the civil day in China', async () => {
  const bySubject = await list(`?subject=claim:${claim(1)}`);
  expect(bySubject.body.entries.length).toBeGreaterThan(5);
  expect(new Set(bySubject.body.entries.map(({ subject }) => subject.id))).toEqual(new Set([claim(1)]));
  const byActor = await list('?actor=staff:anna');
  expect(new Set(byActor.body.entries.map(({ actor }) => actor.id))).toEqual(new Set(['anna']));
  const byDay = await list('?on=2026-11-21&actor=staff:bella');
  // From 16:00 UTC on, when that day begins in China: rounds 8 to 31, of which eight are hers and in the place.
  expect(byDay.body.entries.map(({ detail }) => detail.round)).toEqual([29, 25, 21, 17, 13, 9]);
});

test('a page and the next one', async () => {
  const county = await signInStaff(app, 'auditor', '5104');
  for (let at = 0; at < 10; at += 1) await list('', county);
  const first = await list('', county);
  expect(first.body.entries).toHaveLength(50);
  const second = await list(`?before=${first.body.next}`, county);
  const seqs = [...first.body.entries, ...second.body.entries].map(({ seq }) => seq);
  expect(new Set(seqs).size).toBe(seqs.length);
  expect(second.body.entries.some(({ place }) => place === '510403')).toBe(true);
});

test('nobody but an auditor, and no question of another form', async () => {
  const reviewer = await signInStaff(app, 'county_reviewer', '510402');
  expect((await list('', reviewer)).status).toBe(403);
  expect((await list('?subject=claim')).status).toBe(422);
  expect((await list('?actor=ghost:1')).status).toBe(422);
});
