// Who is on the staff, and who decides it; and the first sign-in of somebody new.
import type {
  ErrorReply,
  MemberPasswordReply,
  MemberReply,
  MembersReply,
  OrganisationsReply,
  StaffRole,
  StaffSignInReply,
  StaffTokenReply,
} from '../../../shared/src/contract/index.ts';
import { totpAt } from '../../sandbox/staff/totp.ts';
import { startApp, type Answer, type TestApp } from '../../support/app.ts';
import { citizenId } from '../../support/people.ts';
import { codeOf, signInStaff, staffPassword, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let administrator: SignedInStaff;
let serial = 0;
let numbers = 0;

beforeAll(async () => {
  app = await startApp({
    families: { people: [], settlements: [] },
    env: { LIMIT_PER_ADDRESS: '100000', LIMIT_PER_ACCOUNT: '100000', LIMIT_SMS_PER_ADDRESS: '100000' },
  });
  administrator = await signInStaff(app, 'administrator', '510402');
});
afterAll(() => app.close());

async function organisationOf(code: string, kind: string): Promise<string> {
  const row = await app.deps.db
    .selectFrom('organisation')
    .select('public_id')
    .where('code', '=', code)
    .where('kind', '=', kind as 'medical_security')
    .executeTakeFirstOrThrow();
  return row.public_id;
}

const newCertno = () => citizenId('990102', '1981-01-01', (numbers += 1));

interface Wish {
  code?: string;
  kind?: string;
  roles?: StaffRole[];
  certno?: string | null;
  login?: string;
  by?: SignedInStaff;
}
async function add(wish: Wish = {}): Promise<Answer<MemberPasswordReply & ErrorReply>> {
  const { code = '510402', kind = 'medical_security', roles = ['county_reviewer'] } = wish;
  const body = {
    organisationId: await organisationOf(code, kind),
    login: wish.login ?? `new.member.${(serial += 1)}`,
    name: '孙小暑',
    phone: '14200001234',
    certno: wish.certno === undefined ? newCertno() : wish.certno,
    roles,
  };
  const { token } = wish.by ?? administrator;
  return app.ask('POST', '/api/v1/staff/members', { token, body });
}
const told = ({ status, body }: { status: number; body: ErrorReply }) => [status, body.error.code];
const statusOf = async (token: string) => (await app.ask('GET', '/api/v1/staff/session', { token })).status;

function signIn(login: string, password: string, code?: string) {
  const body = { login, password, ...(code === undefined ? {} : { code }) };
  return app.ask<StaffSignInReply & ErrorReply>('POST', '/api/v1/staff/sessions', { body });
}
async function beginEnrolment({ member, temporaryPassword }: MemberPasswordReply) {
  const { status, body } = await signIn(member.login, temporaryPassword);
  if (body.state !== 'enrolment') throw new Error(`${status} ${JSON.stringify(body)}`);
  return { ...body, secret: new URL(body.otpauthUri).searchParams.get('secret') ?? '' };
}
function enrol(enrolment: string, secret: string, newPassword = 'nine red lanterns') {
  const body = { enrolment, code: totpAt(secret, app.clock.now()), newPassword };
  return app.ask<StaffTokenReply & ErrorReply>('POST', '/api/v1/staff/enrolment', { body });
}

describe('the first sign-in', () => {
  test('gives an authenticator once, takes a password of her own, and is over', async () => {
    const { body: added } = await add();
    expect(added.member).toMatchObject({ enrolled: false, state: 'active', phone: '142****1234' });
    const { enrolment, otpauthUri, secret } = await beginEnrolment(added);
    expect(otpauthUri).toMatch(/^otpauth:\/\/totp\/.*secret=[A-Z2-7]{32}.*/);
    const { status, body } = await enrol(enrolment, secret);
    expect(status).toBe(201);
    expect(await statusOf(body.token)).toBe(200);
    expect(told(await enrol(enrolment, secret))).toEqual([422, 'staff_enrolment_expired']);
    const refused = [422, 'staff_sign_in_refused'];
    expect(told(await signIn(added.member.login, added.temporaryPassword))).toEqual(refused);
    const next = totpAt(secret, app.clock.now() + 30_000);
    expect((await signIn(added.member.login, 'nine red lanterns', next)).status).toBe(201);
    expect(app.lines.join('\n')).not.toContain(added.temporaryPassword);
    expect(app.lines.join('\n')).not.toContain(secret);
  });

  test('begun anew shows another secret: the first is void', async () => {
    const { body: added } = await add();
    const first = await beginEnrolment(added);
    const second = await beginEnrolment(added);
    expect(second.secret).not.toBe(first.secret);
    expect(told(await enrol(first.enrolment, first.secret))).toEqual([422, 'staff_enrolment_expired']);
    expect((await enrol(second.enrolment, second.secret)).status).toBe(201);
  });

  test('with a password that an administrator replaces at this moment begins nothing', async () => {
    const { body: added } = await add();
    const { db } = app.deps;
    const { staffId: publicId } = added.member;
    let answer: ReturnType<typeof signIn> | undefined;
    await db.transaction().execute(async (trx) => {
      await trx
        .selectFrom('staff')
        .select('staff_id')
        .where('public_id', '=', publicId)
        .forUpdate()
        .executeTakeFirstOrThrow();
      answer = signIn(added.member.login, added.temporaryPassword);
      // Long enough for the password to be found right, and for the row to be waited for.
      await new Promise((resume) => setTimeout(resume, 1500));
      const change = { password_hash: 'of another password', totp_secret: null };
      await trx.updateTable('staff').set(change).where('public_id', '=', publicId).execute();
    });
    expect(told((await answer)!)).toEqual([422, 'staff_sign_in_refused']);
    const { totp_secret: secret } = await db
      .selectFrom('staff')
      .select('totp_secret')
      .where('public_id', '=', publicId)
      .executeTakeFirstOrThrow();
    expect(secret).toBeNull();
  });

  test('needs a code of that authenticator and another password, a quarter of an hour long', async () => {
    const { body: added } = await add();
    const begun = await beginEnrolment(added);
    expect(told(await enrol(begun.enrolment, 'A'.repeat(32)))).toEqual([422, 'staff_sign_in_refused']);
    const same = await enrol(begun.enrolment, begun.secret, added.temporaryPassword);
    expect(told(same)).toEqual([422, 'password_too_weak']);
    app.clock.advance(15 * 60_000);
    expect(told(await enrol(begun.enrolment, begun.secret))).toEqual([422, 'staff_enrolment_expired']);
  });

  test('is no longer possible after three days', async () => {
    const { body: added } = await add();
    app.clock.advance(3 * 24 * 60 * 60_000);
    administrator = await signInStaff(app, 'administrator', '510402');
    const late = await signIn(added.member.login, added.temporaryPassword);
    expect(told(late)).toEqual([422, 'staff_sign_in_refused']);
  });
});

describe('an administrator', () => {
  test('sees the organisations and the staff of her place and below, and the posts that fit', async () => {
    const { token } = administrator;
    const { organisations } = (
      await app.ask<OrganisationsReply>('GET', '/api/v1/staff/organisations', { token })
    ).body;
    expect(organisations.every(({ code }) => code.startsWith('510402'))).toBe(true);
    expect(new Set(organisations.map(({ level }) => level))).toEqual(
      new Set(['county', 'township', 'village']),
    );
    expect(organisations.find(({ code }) => code === '510402901001')).toMatchObject({
      roles: ['village_clerk', 'administrator'],
      takesVolunteers: true,
    });
    const { members } = (await app.ask<MembersReply>('GET', '/api/v1/staff/members', { token })).body;
    expect(members.map(({ login }) => login)).toContain(administrator.login);
    expect(JSON.stringify(members)).not.toMatch(/argon2|secret/);
  });

  test.each([
    ['at her own bureau', { roles: ['county_approver', 'fund_manager'] }, 201],
    ['in a township', { code: '510402901', kind: 'township_office', roles: ['township_officer'] }, 201],
    ['in a village', { code: '510402901001', kind: 'village_committee', roles: ['village_clerk'] }, 201],
    ['in another county', { code: '510403' }, 404],
    ['above her', { code: '5104' }, 404],
    ['as a reviewer of a village', { code: '510402901001', kind: 'village_committee' }, 422],
    ['as a reviewer of the civil affairs', { kind: 'civil_affairs' }, 422],
    ['in a volunteer body', { code: '510402901', kind: 'volunteer_body', roles: ['village_clerk'] }, 422],
    ['to run the accounts and review', { roles: ['administrator', 'county_reviewer'] }, 422],
    ['to audit and run the accounts', { roles: ['auditor', 'administrator'] }, 422],
    ['to audit and approve', { roles: ['auditor', 'county_approver'] }, 422],
  ] as [string, Wish, number][])('takes somebody on %s, or is refused', async (_what, wish, status) => {
    expect((await add(wish)).status).toBe(status);
  });

  test('gives a login once', async () => {
    expect(told(await add({ login: administrator.login }))).toEqual([409, 'login_taken']);
  });

  test('gives nobody under two logins what one person may not do', async () => {
    const certno = citizenId('990101', '1980-01-01', 11);
    expect((await add({ certno, roles: ['county_reviewer'] })).status).toBe(201);
    expect(told(await add({ certno, roles: ['auditor'] }))).toEqual([422, 'roles_not_together']);
    expect((await add({ certno, roles: ['county_approver'] })).status).toBe(201);
  });

  test.each([['county_reviewer'], ['auditor'], ['administrator']] as StaffRole[][])(
    'takes on nobody without a citizen number: as %s',
    async (role) => {
      const reply = await add({ certno: null, roles: [role] });
      expect(told(reply)).toEqual([422, 'certno_required']);
      expect(reply.body.error.message).toContain('certno');
    },
  );

  const change = (who: string, body: object, by = administrator) =>
    app.ask<MemberReply & ErrorReply>('PUT', `/api/v1/staff/members/${who}`, { token: by.token, body });

  test('disables somebody: she is out at once, and in again only when enabled', async () => {
    const who = await signInStaff(app, 'county_reviewer', '510402');
    const organisationId = await organisationOf('510402', 'medical_security');
    const disabled = { organisationId, roles: ['county_reviewer'], state: 'disabled' };
    expect((await change(who.publicId, disabled)).body.state).toBe('disabled');
    expect(await statusOf(who.token)).toBe(401);
    expect((await signIn(who.login, staffPassword, codeOf(app, who))).status).toBe(422);
    await change(who.publicId, { ...disabled, state: 'active' });
    expect((await signIn(who.login, staffPassword, codeOf(app, who))).status).toBe(201);
  });

  test('moves somebody: what she was signed in with ends', async () => {
    const who = await signInStaff(app, 'village_clerk', '510402901001');
    const organisationId = await organisationOf('510402902001', 'village_committee');
    const moved = await change(who.publicId, { organisationId, roles: ['village_clerk'], state: 'active' });
    expect(moved.body.organisation.code).toBe('510402902001');
    expect(await statusOf(who.token)).toBe(401);
    const above = await organisationOf('5104', 'medical_security');
    const up = await change(who.publicId, {
      organisationId: above,
      roles: ['county_reviewer'],
      state: 'active',
    });
    expect(told(up)).toEqual([404, 'not_found']);
  });

  test('resets who lost her phone: password, authenticator and sessions of before are void', async () => {
    const who = await signInStaff(app, 'county_reviewer', '510402');
    const path = `/api/v1/staff/members/${who.publicId}/reset`;
    const { body } = await app.ask<MemberPasswordReply>('POST', path, { token: administrator.token });
    expect(await statusOf(who.token)).toBe(401);
    expect((await signIn(who.login, staffPassword, codeOf(app, who))).status).toBe(422);
    const { enrolment, secret } = await beginEnrolment(body);
    expect(secret).not.toBe(who.secret);
    expect((await enrol(enrolment, secret)).status).toBe(201);
  });

  test('does not look after herself', async () => {
    const own = administrator.publicId;
    const organisationId = await organisationOf('510402', 'medical_security');
    const reply = await change(own, { organisationId, roles: ['county_approver'], state: 'active' });
    expect(told(reply)).toEqual([409, 'own_membership']);
    const reset = await app.ask<ErrorReply>('POST', `/api/v1/staff/members/${own}/reset`, {
      token: administrator.token,
    });
    expect(told(reset)).toEqual([409, 'own_membership']);
  });

  test('leaves a trace of every change, without a name in it', async () => {
    const { body } = await add();
    const entries = await app.deps.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('subject_id', '=', body.member.staffId)
      .execute();
    expect(entries.map(({ act, actor_id }) => [act, actor_id])).toEqual([
      ['member_added', administrator.publicId],
    ]);
    expect(JSON.stringify(entries)).not.toContain('孙小暑');
  });
});

describe('somebody of whom no citizen number is on file', () => {
  const cases = ['/queue', '/lane', `/claims/${'x'.repeat(22)}`, '/follow-ups'];
  const statuses = async (token: string) => {
    const answers: unknown[] = [];
    for (const path of cases) {
      const { status, body } = await app.ask<ErrorReply>('GET', `/api/v1/staff${path}`, { token });
      answers.push(status === 200 ? 200 : body.error.code);
    }
    return answers;
  };
  const put = (who: SignedInStaff, body: object) =>
    app.ask<MemberReply & ErrorReply>('PUT', `/api/v1/staff/members/${who.publicId}`, {
      token: administrator.token,
      body,
    });
  const posts = async () => ({
    organisationId: await organisationOf('510402', 'medical_security'),
    roles: ['county_reviewer', 'county_approver'],
    state: 'active',
  });

  test('signs in and sees who she is, and opens no case until the administrator has entered one', async () => {
    const who = await signInStaff(app, ['county_reviewer', 'county_approver'], '510402', null);
    expect(await statusOf(who.token)).toBe(200);
    expect(await statuses(who.token)).toEqual(cases.map(() => 'certno_missing'));
    const { body } = await app.ask<MembersReply>('GET', '/api/v1/staff/members', {
      token: administrator.token,
    });
    expect(body.members.find(({ login }) => login === who.login)?.numbered).toBe(false);

    expect(told(await put(who, await posts()))).toEqual([422, 'certno_required']);
    const entered = await put(who, { ...(await posts()), certno: newCertno() });
    expect([entered.status, entered.body.numbered]).toEqual([200, true]);
    const again = await signIn(who.login, staffPassword, codeOf(app, who));
    if (again.body.state !== 'signed_in') throw new Error('she is not signed in');
    expect(await statuses(again.body.token)).toEqual([200, 200, 'not_found', 200]);
  });

  test('can be put out of work without one, and not taken up again', async () => {
    const who = await signInStaff(app, 'county_reviewer', '510402', null);
    const body = { ...(await posts()), roles: ['county_reviewer'] };
    expect((await put(who, { ...body, state: 'disabled' })).status).toBe(200);
    expect(told(await put(who, body))).toEqual([422, 'certno_required']);
  });

  test('is not given one that makes her a person who may not have both posts', async () => {
    const certno = newCertno();
    await signInStaff(app, 'auditor', '510402', certno);
    const who = await signInStaff(app, 'county_reviewer', '510402', null);
    const body = { ...(await posts()), roles: ['county_reviewer'], certno };
    expect(told(await put(who, body))).toEqual([422, 'roles_not_together']);
  });

  test('an entered number and a corrected one are in the audit, and the number is in neither', async () => {
    const who = await signInStaff(app, 'county_reviewer', '510402', null);
    const body = { ...(await posts()), roles: ['county_reviewer'] };
    const [first, second] = [newCertno(), newCertno()];
    for (const certno of [first, first, second])
      expect((await put(who, { ...body, certno })).status).toBe(200);
    const entries = await app.deps.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('subject_id', '=', who.publicId)
      .orderBy('seq')
      .execute();
    const about = entries.map(({ act }) => act).filter((act) => act.startsWith('member_certno'));
    expect(about).toEqual(['member_certno_entered', 'member_certno_corrected']);
    expect(JSON.stringify(entries)).not.toContain(first);
  });
});
