// What was never sent goes with its claim, unless another claim of hers waits for it.
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import {
  addPage,
  askClaim,
  askCorrection,
  moveInApplicant,
  sketchBill,
  startDraft,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';

let app: TestApp;
let serial = 0;

async function newcomer(): Promise<Applicant & { setlId: string }> {
  serial += 1;
  const setlId = `S-UNSENT-${serial}`;
  return { ...(await moveInApplicant(app, { n: serial }, [sketchBill(setlId)])), setlId };
}

beforeAll(async () => {
  const env = { LIMIT_SMS_PER_ADDRESS: '100000' };
  app = await startApp({ families: { people: [], settlements: [] }, env });
  app.clock.setToday('2026-06-10');
});
afterAll(() => app.close());

const withdraw = (who: Applicant, { claimId, version }: ClaimReply) =>
  askClaim(app, who.token, 'POST', `/${claimId}/withdrawal`, { version });

const isRemoved = async (page: string) => {
  const { removed_at: removedAt } = await app.deps.db
    .selectFrom('paper_page')
    .select('removed_at')
    .where('public_id', '=', page)
    .executeTakeFirstOrThrow();
  return removedAt !== null;
};

test('a draft while another claim waits for papers leaves those alone, and nothing else', async () => {
  const who = await newcomer();
  const card = { paper: 'identity_card', bill: null };
  const sent = await submitNew(app, who, [who.setlId]);
  await taken(askCorrection(app, sent, [card]));
  const draft = await startDraft(app, who.token, []);
  const wanted = await addPage(app, who.personId, card);
  // Of a bill that she has left out again, and of a paper that nobody waits for.
  const others = [
    await addPage(app, who.personId, { paper: 'invoice', bill: 'S-LEFT-OUT' }),
    await addPage(app, who.personId, { paper: 'bank_card', bill: null }),
  ];
  await taken(withdraw(who, draft));
  expect(await isRemoved(wanted)).toBe(false);
  for (const page of others) expect(await isRemoved(page)).toBe(true);
});

test('a claim beside a draft: what was mended for it alone goes, what the draft may need stays', async () => {
  const who = await newcomer();
  const invoice = { paper: 'invoice', bill: who.setlId };
  const card = { paper: 'identity_card', bill: null };
  const sent = await submitNew(app, who, [who.setlId]);
  const asked = await taken(askCorrection(app, sent, [invoice, card]));
  await startDraft(app, who.token, []);
  const own = await addPage(app, who.personId, invoice);
  const kept = [
    await addPage(app, who.personId, card),
    await addPage(app, who.personId, { paper: 'invoice', bill: 'S-LEFT-OUT' }),
  ];
  await taken(withdraw(who, asked));
  expect(await isRemoved(own)).toBe(true);
  for (const page of kept) expect(await isRemoved(page)).toBe(false);
});
