import { closePaid } from '../../../bff/src/payment/paid.sweep.ts';
import { toColumn } from '../../../bff/src/storage/instant.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { putDuePayment } from '../../support/payments.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

test('what was paid is closed after fifteen days, once, by whoever comes first', async () => {
  const { db } = app.deps;
  const paid = await putDuePayment(app);
  const due = await putDuePayment(app);
  await db.updateTable('claim').set({ state: 'paid' }).where('claim_id', '=', paid.claimId).execute();
  const stateOf = async (claimId: number) =>
    (await db.selectFrom('claim').select('state').where('claim_id', '=', claimId).executeTakeFirstOrThrow())
      .state;

  expect(await closePaid(app.deps)).toBe(0);
  app.clock.advance(15 * 24 * 60 * 60 * 1000 + 1000);
  const closed = await Promise.all([closePaid(app.deps), closePaid(app.deps), closePaid(app.deps)]);
  expect(closed.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect([await stateOf(paid.claimId), await stateOf(due.claimId)]).toEqual(['closed', 'payment_due']);
  const event = await db
    .selectFrom('claim_event')
    .selectAll()
    .where('claim_id', '=', paid.claimId)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow();
  expect(event).toMatchObject({ kind: 'closed', by_role: 'system', reason: 'paid_out' });
  const { public_id: claim } = await db
    .selectFrom('claim')
    .select('public_id')
    .where('claim_id', '=', paid.claimId)
    .executeTakeFirstOrThrow();
  const entries = await db
    .selectFrom('audit_entry')
    .select(['act', 'actor_kind'])
    .where('subject_id', '=', claim)
    .execute();
  expect(entries).toEqual([{ act: 'close', actor_kind: 'system' }]);
});

test('one that cannot be closed does not keep the others open', async () => {
  const { db } = app.deps;
  const [broken, sound] = [await putDuePayment(app), await putDuePayment(app)];
  await db
    .updateTable('claim')
    .set({ state: 'paid' })
    .where('claim_id', 'in', [broken.claimId, sound.claimId])
    .execute();
  // Its history has gone ahead of it: the next entry has no place.
  const { version } = await db
    .selectFrom('claim')
    .select('version')
    .where('claim_id', '=', broken.claimId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('claim_event')
    .values({
      claim_id: broken.claimId,
      version: version + 1,
      kind: 'paid',
      by_role: 'system',
      actor: 'system',
      organisation_id: null,
      happened_at: toColumn(app.clock.now()),
      reason: null,
      words: null,
      policy_on: null,
    })
    .execute();
  app.clock.advance(16 * 24 * 60 * 60 * 1000);
  expect(await closePaid(app.deps)).toBe(1);
  expect(app.lines.join()).toContain('a paid claim could not be closed');
});
