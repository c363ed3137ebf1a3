// Papers that a notice asked for, brought to the window: by whom, for whom, and what stays on record.
import { createHash } from 'node:crypto';

import { sql } from 'kysely';

import type { ClaimReply, DeskClaimReply, ErrorReply, PageLink } from '../../../shared/src/contract/index.ts';
import { newKey, type Answer, type TestApp } from '../../support/app.ts';
import { openClaimOffice, workday } from '../../support/claim-office.ts';
import { done, village, work, type Office } from '../../support/claim-work.ts';
import {
  addPage,
  askClaim,
  askCorrection,
  moveInApplicant,
  readClaim,
  sketchBill,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';
import { askDesk } from '../../support/desk.ts';
import { losingCommit } from '../../support/lost-commit.ts';
import { makePhoto } from '../../support/paper-files.ts';
import { seededChance } from '../../support/seeded.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

jest.setTimeout(60_000);

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
beforeEach(() => app.clock.setToday(workday));
afterAll(() => app.close());

type Asked = { who: Applicant; claim: ClaimReply; invoice: { paper: string; bill: string } };

/** In 桐湾社区, with a notice that names the invoice and her identity card. */
async function asked(): Promise<Asked> {
  const setlId = `S-WINDOW-${(serial += 1)}`;
  return ask(await moveInApplicant(app, { n: serial }, [sketchBill(setlId)]), setlId);
}

async function ask(who: Applicant, setlId: string): Promise<Asked> {
  const sent = await submitNew(app, who, [setlId]);
  const homed = await done(app, office.reviewer, sent, 'home', { village });
  app.clock.advance(1000);
  const invoice = { paper: 'invoice', bill: setlId };
  const papers = [invoice, { paper: 'identity_card', bill: null }];
  const claim = await taken(askCorrection(app, homed, papers));
  app.clock.advance(1000);
  return { who, claim, invoice };
}

async function closeAccount({ who }: Asked): Promise<void> {
  const body = { confirm: 'close my account' };
  expect((await app.ask('DELETE', '/api/v1/account', { token: who.token, body })).status).toBe(200);
}

const photo = (seed: number) => makePhoto(seededChance(seed), 30_000);

async function bring(
  { claim }: Asked,
  { paper, bill }: { paper: string; bill: string | null },
  bytes: Buffer,
  officer: SignedInStaff = office.officer,
): Promise<Answer<ClaimReply & ErrorReply>> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const query = new URLSearchParams({ paper, sha256, ...(bill === null ? {} : { bill }) });
  const reply = await fetch(
    `${app.url}/api/v1/staff/claims/${claim.claimId}/brought-pages?${query.toString()}`,
    {
      method: 'PUT',
      headers: {
        ...officer.headers,
        'Content-Type': 'application/octet-stream',
        'Idempotency-Key': newKey(),
      },
      body: new Uint8Array(bytes),
    },
  );
  const body = (await reply.json()) as ClaimReply & ErrorReply;
  return { status: reply.status, headers: reply.headers, body };
}

const card = { paper: 'identity_card', bill: null };
const said = { words: '她女儿带着发票来窗口交的' };
const taskOf = ({ tasks }: ClaimReply, { paper }: { paper: string }) =>
  tasks.find((task) => task.paper === paper);
const errorOf = ({ status, body }: Answer<ErrorReply>) => [status, body.error.code];

const linkOf = (token: string, page: string) =>
  app.ask<PageLink>('GET', `/api/v1/pages/${page}/link`, { token });

/** What a browser gets that opens the page. */
async function openPage(token: string, page: string): Promise<number> {
  const { body } = await linkOf(token, page);
  return (await fetch(`${app.url}${body.path}`)).status;
}

const removeBrought = ({ claim }: Asked, pageId: string) =>
  app.ask<ClaimReply & ErrorReply>('POST', `/api/v1/staff/claims/${claim.claimId}/brought-pages/removal`, {
    token: office.officer.token,
    body: { pageId },
  });

describe('after her account was closed', () => {
  test('the township hands in what was brought: in its own name, on record, and she is told', async () => {
    const one = await asked();
    await closeAccount(one);
    const page = await askDesk<DeskClaimReply>(app, office.officer, 'GET', `/claims/${one.claim.claimId}`);
    expect(page.body.acts.map(({ act }) => act)).toContain('submit');

    const early = await work(app, office.officer, one.claim, 'mending', said);
    expect(errorOf(early)).toEqual([409, 'claim_incomplete']);
    const brought = await taken(bring(one, one.invoice, photo(serial)));
    expect(taskOf(brought, one.invoice)).toMatchObject({ state: 'given', pages: [{}, {}] });
    await taken(bring(one, card, photo(serial + 100)));
    const mended = await done(app, office.officer, one.claim, 'mending', said);
    expect(mended).toMatchObject({
      state: 'submitted',
      number: one.claim.number,
      correction: null,
      filedBy: { who: 'office', organisation: '杏林街道办事处', takenOver: null },
    });
    expect(mended.timeline.at(-1)).toMatchObject({
      kind: 'resubmitted',
      by: 'township_officer',
      words: null,
    });

    const { db } = app.deps;
    const kept = await db
      .selectFrom('audit_entry')
      .select(['act', 'actor_id'])
      .where('actor_id', '=', office.officer.publicId)
      .where('act', 'in', ['bring_page', 'submit'])
      .orderBy('seq')
      .execute();
    expect(kept.slice(-3).map(({ act }) => act)).toEqual(['bring_page', 'bring_page', 'submit']);
    const told = await db
      .selectFrom('message')
      .select('template')
      .where('person_id', '=', one.who.personId)
      .where('template', '=', 'filed_for_you')
      .execute();
    expect(told).toHaveLength(1);
    expect((await done(app, office.reviewer, mended, 'acceptance')).state).toBe('accepted');
  });

  test('so does her village, and says why a paper cannot be had', async () => {
    const one = await asked();
    await closeAccount(one);
    await taken(bring(one, card, photo(serial), office.clerk));
    const must = { ...said, excuses: [{ ...card, reason: 'lost', words: null }] };
    expect((await work(app, office.clerk, one.claim, 'mending', must)).status).toBe(422);
    const excuses = [{ ...one.invoice, reason: 'lost', words: null }];
    const mended = await done(app, office.clerk, one.claim, 'mending', { ...said, excuses });
    expect(taskOf(mended, one.invoice)?.excuse).toMatchObject({ reason: 'lost' });
    expect(mended.filedBy?.who).toBe('office');
  });
});

test('it is for her own township and village, while a notice stands, and for what it names', async () => {
  const one = await asked();
  const elsewhere = await signInStaff(app, 'township_officer', '510402902');
  expect((await bring(one, one.invoice, photo(1), elsewhere)).status).toBe(404);
  expect(errorOf(await bring(one, one.invoice, photo(1), office.reviewer))).toEqual([403, 'forbidden']);
  const other = { paper: 'bank_card', bill: null };
  expect(errorOf(await bring(one, other, photo(1)))).toEqual([409, 'paper_not_asked']);
  expect(errorOf(await bring(one, card, Buffer.from('no picture')))).toEqual([422, 'paper_type_unsupported']);
  await addPage(app, one.who.personId, one.invoice);
  await addPage(app, one.who.personId, card);
  const { claimId, version } = one.claim;
  await taken(askClaim(app, one.who.token, 'POST', `/${claimId}/submission`, { version }));
  expect(errorOf(await bring(one, card, photo(1)))).toEqual([409, 'act_not_possible']);
  expect(errorOf(await work(app, office.officer, one.claim, 'mending', said))).toEqual([
    409,
    'act_not_possible',
  ]);
});

test('the office sees what was brought to it and not what she is writing; it can take a page back', async () => {
  const one = await asked();
  await addPage(app, one.who.personId, card);
  const bytes = photo(serial);
  const brought = await taken(bring(one, one.invoice, bytes));
  expect(taskOf(brought, card)).toMatchObject({ state: 'asked_again' });
  const [, page] = taskOf(brought, one.invoice)?.pages ?? [];
  const pageId = page?.pageId ?? '';
  expect((await linkOf(office.officer.token, pageId)).status).toBe(200);
  // She sees it too: it is hers.
  const hers = await readClaim(app, one.who.token, one.claim.claimId);
  expect(taskOf(hers, one.invoice)?.pages.map((each) => each.pageId)).toContain(pageId);
  // The same photograph again is the same page.
  expect(taskOf(await taken(bring(one, one.invoice, bytes)), one.invoice)?.pages).toHaveLength(2);
  for (const { body } of [await removeBrought(one, pageId), await removeBrought(one, pageId)]) {
    expect(taskOf(body, one.invoice)?.pages).toHaveLength(1);
  }
  expect((await linkOf(office.officer.token, pageId)).status).toBe(404);
});

test('the answer to the commit is lost: brought once more it is the same page, and it opens', async () => {
  const one = await asked();
  const bytes = photo(serial);
  const lost = await losingCommit(app, () => bring(one, card, bytes));
  expect(lost.status).toBe(503);
  const pages = taskOf(await taken(bring(one, card, bytes)), card)?.pages ?? [];
  expect(await openPage(office.officer.token, pages.at(-1)?.pageId ?? '')).toBe(200);
});

/** Waits until so many wait to write an object. */
async function objectsWaiting(count: number): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { rows } = await sql<{ id: number }>`
      SELECT id FROM information_schema.processlist
      WHERE db = DATABASE() AND id <> CONNECTION_ID() AND info LIKE 'insert into%paper_object%'`.execute(
      app.deps.db,
    );
    if (rows.length === count) return;
    await new Promise((resume) => setTimeout(resume, 10));
  }
  throw new Error('nobody waits');
}

test('the same photograph for two claims of hers in the same moment is kept once, for both', async () => {
  const refs = [`S-WINDOW-${(serial += 1)}`, `S-WINDOW-${(serial += 1)}`] as const;
  const bills = [sketchBill(refs[0]), sketchBill(refs[1], { at: '2026-04-07', total: '2000.00' })];
  const who = await moveInApplicant(app, { n: serial }, bills);
  const both = [await ask(who, refs[0]), await ask(who, refs[1])];
  const bytes = photo(serial);
  const { db } = app.deps;
  // Both have seen that the object is not there before either can write it.
  const { brought } = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      await trx.selectFrom('paper_object').selectAll().forUpdate().execute();
      const begun = both.map((one) => bring(one, one.invoice, bytes));
      await objectsWaiting(2);
      return { brought: begun };
    });
  const replies = await Promise.all(brought);
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  for (const [at, { body }] of replies.entries()) {
    const page = taskOf(body, both[at]!.invoice)?.pages.at(-1)?.pageId ?? '';
    expect(await openPage(office.officer.token, page)).toBe(200);
  }
});

test('not handed in in time, what was brought goes with the case, what she had sent herself stays, and she is told', async () => {
  const one = await asked();
  const hers = await addPage(app, one.who.personId, card);
  await taken(bring(one, one.invoice, photo(serial)));
  app.clock.setToday('2027-01-20');
  await done(app, office.officer, one.claim, 'closing');
  const pages = await app.deps.db
    .selectFrom('paper_page')
    .select(['public_id', 'removed_at'])
    .where('person_id', '=', one.who.personId)
    .where('unsent', '=', 1)
    .execute();
  expect(pages).toEqual([{ public_id: hers, removed_at: null }]);
  const [told] = await app.deps.db
    .selectFrom('message')
    .select(['template', 'follow_up_at'])
    .where('person_id', '=', one.who.personId)
    .orderBy('message_id', 'desc')
    .execute();
  expect(told).toEqual({ template: 'claim_put_aside', follow_up_at: expect.any(String) as string });
});

test('what she has sent herself stays hers when the same is brought: it goes along, and is not taken back', async () => {
  const one = await asked();
  const hers = await addPage(app, one.who.personId, card);
  const bytes = photo(serial);
  const sha256 = createHash('sha256').update(bytes).digest();
  await app.deps.db.updateTable('paper_page').set({ sha256 }).where('public_id', '=', hers).execute();
  const reply = await taken(bring(one, card, bytes));
  expect(taskOf(reply, card)?.pages.map(({ pageId }) => pageId)).not.toContain(hers);
  expect(errorOf(await removeBrought(one, hers))).toEqual([404, 'not_found']);
  await taken(bring(one, one.invoice, photo(serial + 100)));
  const mended = await done(app, office.officer, one.claim, 'mending', said);
  expect(taskOf(mended, card)?.pages.map(({ pageId }) => pageId)).toContain(hers);
});

test('she closes her account: what was brought for the notice stays, what she had sent herself goes', async () => {
  const one = await asked();
  const hers = await addPage(app, one.who.personId, card);
  await taken(bring(one, one.invoice, photo(serial)));
  const brought = taskOf(await taken(bring(one, card, photo(serial + 100))), card)?.pages.at(-1)?.pageId;
  await closeAccount(one);
  const kept = await app.deps.db
    .selectFrom('paper_page')
    .select('public_id')
    .where('person_id', '=', one.who.personId)
    .where('unsent', '=', 1)
    .execute();
  const names = kept.map(({ public_id: name }) => name);
  expect(names).toHaveLength(2);
  expect(names).toContain(brought);
  expect(names).not.toContain(hers);
  expect((await done(app, office.officer, one.claim, 'mending', said)).state).toBe('submitted');
});

test('what was brought for a notice that stands no more goes with her account', async () => {
  const one = await asked();
  await taken(bring(one, one.invoice, photo(serial)));
  const { db } = app.deps;
  await db.updateTable('claim').set({ state: 'closed' }).where('public_id', '=', one.claim.claimId).execute();
  await closeAccount(one);
  const kept = await db
    .selectFrom('paper_page')
    .select('public_id')
    .where('person_id', '=', one.who.personId)
    .where('unsent', '=', 1)
    .execute();
  expect(kept).toEqual([]);
});
