// The household of an application: named in the draft, sealed, and kept from staff who belong to it.
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import type { TestApp } from '../../support/app.ts';
import { openClaimOffice } from '../../support/claim-office.ts';
import { village, work, type Office } from '../../support/claim-work.ts';
import {
  account,
  addPage,
  askClaim,
  moveInApplicant,
  readClaim,
  sayHousehold,
  taken,
  type Applicant,
} from '../../support/claims.ts';
import { citizenId, withWrongCheckDigit } from '../../support/people.ts';
import { signInStaff } from '../../support/staff.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
afterAll(() => app.close());

const son = { name: '王小安', certno: citizenId('990101', '2001-02-28', 101), relation: 'child' };
const mother = { name: '李秀英', certno: citizenId('990101', '1948-05-06', 102), relation: 'parent' };

async function beginRecognition(): Promise<{ who: Applicant; draft: ClaimReply }> {
  serial += 1;
  const who = await moveInApplicant(app, { n: serial, holds: [] });
  return { who, draft: await taken(askClaim(app, who.token, 'POST', '', { kind: 'recognition' })) };
}

async function send({ token, personId }: Applicant, said: ClaimReply): Promise<ClaimReply> {
  const { claimId } = said;
  const payee = { version: said.version, bank: '攀枝花农商银行', account };
  const paid = await taken(askClaim(app, token, 'PUT', `/${claimId}/payee`, payee));
  const homed = await taken(
    askClaim(app, token, 'PUT', `/${claimId}/home`, { version: paid.version, village }),
  );
  for (const { paper, bill } of homed.open) {
    if (paper !== null) await addPage(app, personId, { paper, bill });
  }
  return taken(askClaim(app, token, 'POST', `/${claimId}/submission`, { version: homed.version }));
}

const rowsOf = (certno: string) =>
  app.deps.db
    .selectFrom('household_member')
    .selectAll()
    .where('certno_index', '=', app.deps.crypto.blindIndex('certno', certno))
    .execute();

describe('who lives with her', () => {
  test('has to be said before the application is sent', async () => {
    const { who, draft } = await beginRecognition();
    expect(draft.household).toEqual({ alone: null, members: [] });
    expect(draft.open).toContainEqual({ what: 'household', paper: null, bill: null });
    const alone = await sayHousehold(app, who.token, draft);
    expect(alone.household).toEqual({ alone: true, members: [] });
    expect(alone.open.map(({ what }) => what)).not.toContain('household');
  });

  test('is shown masked, and lies sealed in the store', async () => {
    const { who, draft } = await beginRecognition();
    const { household } = await sayHousehold(app, who.token, draft, [son, mother]);
    expect(household).toMatchObject({
      alone: false,
      members: [
        { name: '王*安', certno: `990***********${son.certno.slice(-4)}`, relation: 'child' },
        { name: '李*英', relation: 'parent' },
      ],
    });
    const rows = await rowsOf(son.certno);
    const bytes = Buffer.concat(rows.map(({ who: sealed }) => sealed));
    expect(bytes.length).toBeGreaterThan(0);
    expect([bytes.includes(son.certno), bytes.includes('王小安')]).toEqual([false, false]);
  });

  test('can be taken out and added until it is sent, not afterwards', async () => {
    const { who, draft } = await beginRecognition();
    const both = await sayHousehold(app, who.token, draft, [son, mother]);
    const [first, second] = both.household.members;
    const daughter = { ...son, name: '王小宁', certno: citizenId('990101', '2003-02-28', 103) };
    const changed = await sayHousehold(app, who.token, both, [{ memberId: second?.memberId }, daughter]);
    expect(changed.household.members.map(({ name }) => name)).toEqual(['李*英', '王*宁']);
    const gone = await askClaim(app, who.token, 'PUT', `/${draft.claimId}/household`, {
      version: changed.version,
      alone: false,
      members: [{ memberId: first?.memberId }],
    });
    expect([gone.status, gone.body.error.code]).toEqual([422, 'invalid_request']);
    const sent = await send(who, changed);
    const late = await askClaim(app, who.token, 'PUT', `/${sent.claimId}/household`, {
      version: sent.version,
      alone: true,
    });
    expect([late.status, late.body.error.code]).toEqual([409, 'claim_not_open']);
  });

  test.each<[string, (own: string) => { alone: boolean; members: object[] }]>([
    [
      'a wrong check digit',
      () => ({ alone: false, members: [{ ...son, certno: withWrongCheckDigit(son.certno) }] }),
    ],
    ['herself', (own) => ({ alone: false, members: [{ ...son, certno: own }] })],
    ['the same citizen twice', () => ({ alone: false, members: [son, { ...mother, certno: son.certno }] })],
    ['alone and not alone', () => ({ alone: true, members: [son] })],
    ['nobody, and not alone', () => ({ alone: false, members: [] })],
    ['a member of no claim', () => ({ alone: false, members: [{ memberId: 'q3Zr0Yw1S2mXb6TnVh8kAg' }] })],
  ])('is not taken with %s', async (_what, body) => {
    const { who, draft } = await beginRecognition();
    const { status, body: told } = await askClaim(app, who.token, 'PUT', `/${draft.claimId}/household`, {
      version: draft.version,
      ...body(who.person.certno),
    });
    expect([status, told.error.code]).toEqual([422, 'invalid_request']);
    expect((await readClaim(app, who.token, draft.claimId)).version).toBe(draft.version);
  });

  test('is asked of no other kind of claim', async () => {
    serial += 1;
    const who = await moveInApplicant(app, { n: serial });
    const { claimId, version, open } = await taken(askClaim(app, who.token, 'POST', '', { bills: [] }));
    expect(open.map(({ what }) => what)).not.toContain('household');
    const answer = await askClaim(app, who.token, 'PUT', `/${claimId}/household`, { version, alone: true });
    expect([answer.status, answer.body.error.code]).toEqual([409, 'claim_not_open']);
  });

  test('goes with a draft that is thrown away', async () => {
    const { who, draft } = await beginRecognition();
    const daughter = { ...son, certno: citizenId('990101', '2004-02-28', 104) };
    const said = await sayHousehold(app, who.token, draft, [daughter]);
    expect(await rowsOf(daughter.certno)).toHaveLength(1);
    await taken(askClaim(app, who.token, 'POST', `/${draft.claimId}/withdrawal`, { version: said.version }));
    expect(await rowsOf(daughter.certno)).toHaveLength(0);
  });

  test('is in what she can take with her, unmasked', async () => {
    const { who, draft } = await beginRecognition();
    await sayHousehold(app, who.token, draft, [son]);
    const { body } = await app.ask<{ claims: object[] }>('GET', '/api/v1/account/export', {
      token: who.token,
    });
    expect(body.claims).toMatchObject([{ livesAlone: false, household: [son] }]);
  });
});

describe('an officer whom she has named', () => {
  const brother = { name: '王大安', certno: citizenId('990101', '1970-02-28', 105), relation: 'sibling' };

  test('neither sees nor works her case: to him it is not there', async () => {
    const relative = await signInStaff(app, 'county_reviewer', '510402', brother.certno);
    const { who, draft } = await beginRecognition();
    const sent = await send(who, await sayHousehold(app, who.token, draft, [brother]));

    const read = { token: relative.token };
    const asked = await app.ask('GET', `/api/v1/claims/${sent.claimId}`, read);
    const desk = await app.ask('GET', `/api/v1/staff/claims/${sent.claimId}`, read);
    const missing = await app.ask('GET', '/api/v1/claims/q3Zr0Yw1S2mXb6TnVh8kAg', read);
    expect([asked.status, desk.status]).toEqual([404, 404]);
    const told = ({ body }: typeof asked) => {
      const { code, message } = (body as { error: { code: string; message: string } }).error;
      return [code, message];
    };
    expect(told(asked)).toEqual(told(missing));
    expect((await work(app, relative, sent, 'acceptance')).status).toBe(404);
    const queue = await app.ask<{ cases: { claimId: string }[] }>('GET', '/api/v1/staff/queue', read);
    expect(JSON.stringify(queue.body)).not.toContain(sent.claimId);

    // To a colleague it is.
    expect((await work(app, office.reviewer, sent, 'acceptance')).status).toBe(200);
  });

  test('whom she took out again before she sent it is kept from nothing', async () => {
    const other = { ...brother, certno: citizenId('990101', '1972-02-28', 107) };
    const stranger = await signInStaff(app, 'county_reviewer', '510402', other.certno);
    const { who, draft } = await beginRecognition();
    const named = await sayHousehold(app, who.token, draft, [other]);
    const sent = await send(who, await sayHousehold(app, who.token, named));
    expect((await work(app, stranger, sent, 'acceptance')).status).toBe(200);
  });
});
