// A volunteer's list of clients: who of them waits for a call or a visit.
import { insertDraft } from '../../../bff/src/claim/claim.store.ts';
import { openFollowUp } from '../../../bff/src/message/follow-up.opening.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import { addDays } from '../../../shared/src/kernel/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import {
  askFor,
  clientsOf,
  newPerson,
  newVolunteer,
  personIdOf,
  putFailedMessage,
  takeOn,
  type Helper,
} from './proxy.fixture.ts';

let app: TestApp;
let helper: Helper;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
  helper = await newVolunteer(app);
});
afterAll(() => app.close());

test('who could not be told is listed with whoever helps her, until somebody has told her', async () => {
  const person = newPerson(app);
  const mandateId = await takeOn(app, helper, person);
  const { status, body: draft } = await askFor(app, helper, mandateId, 'POST', '/claims', { bills: [] });
  expect(status).toBe(200);
  const personId = await personIdOf(app, person);
  const { claim_id: claimId } = await app.deps.db
    .selectFrom('claim')
    .select('claim_id')
    .where('public_id', '=', draft.claimId)
    .executeTakeFirstOrThrow();
  const outside = { personId, kind: 'recognition', region: '510400', place: '510402' } as const;
  const other = await insertDraft(app.deps.db, { ...outside, publicId: newRecordId(), now: app.clock.now() });
  const tell = async (about: number | null, kind: 'call' | 'visit') => {
    const { insertId } = await putFailedMessage(app, personId, about);
    const message = { messageId: Number(insertId), personId, claimId: about };
    await openFollowUp(app.deps.db, { message, kind, now: app.clock.now() });
    return message.messageId;
  };
  const awaited = async () => {
    const clients = await clientsOf(app, helper);
    const tasks = clients.find((one) => one.mandateId === mandateId)?.tasks ?? [];
    return tasks.filter(({ kind }) => kind === 'call' || kind === 'visit');
  };
  expect(await awaited()).toEqual([]);
  const about = await tell(claimId, 'call');
  await tell(null, 'visit');
  // Of a case that her mandate does not reach a volunteer learns nothing.
  await tell(other ?? 0, 'call');
  const within = (days: number) => addDays(app.clock.today(), days);
  const call = {
    kind: 'call',
    claimId: draft.claimId,
    number: null,
    claimKind: 'reimbursement',
    due: within(1),
  };
  const visit = { kind: 'visit', claimId: null, number: null, claimKind: null, due: within(3) };
  expect(await awaited()).toEqual([call, visit]);
  await app.deps.db
    .updateTable('follow_up')
    .set({ state: 'done', outcome: 'reached' })
    .where('message_id', '=', about)
    .execute();
  expect(await awaited()).toEqual([visit]);
});
