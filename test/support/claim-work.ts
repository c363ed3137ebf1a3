// A claim on its road through the offices: one of each post, and what each does.
import type { ClaimReply, StaffRole } from '../../shared/src/contract/index.ts';
import type { TestApp } from './app.ts';
import type { ClaimAnswer } from './claims.ts';
import { taken } from './claims.ts';
import { signInStaff, type SignedInStaff } from './staff.ts';

/** 桐湾社区 in 杏林街道, 东区. */
export const village = '510402901001';

const workplaces: Partial<Record<StaffRole, string>> = {
  village_clerk: village,
  township_officer: '510402901',
};

export type Office = Record<
  | 'clerk'
  | 'officer'
  | 'reviewer'
  | 'approver'
  | 'checker'
  | 'civil'
  | 'fund'
  | 'otherReviewer'
  | 'otherApprover',
  SignedInStaff
>;

export async function openOffice(app: TestApp): Promise<Office> {
  const post = (role: StaffRole) => signInStaff(app, role, workplaces[role] ?? '510402');
  return {
    clerk: await post('village_clerk'),
    officer: await post('township_officer'),
    reviewer: await post('county_reviewer'),
    approver: await post('county_approver'),
    checker: await post('civil_affairs'),
    civil: await post('civil_affairs'),
    fund: await post('fund_manager'),
    otherReviewer: await post('county_reviewer'),
    otherApprover: await post('county_approver'),
  };
}

type Claim = Pick<ClaimReply, 'claimId' | 'version'>;

/** One act of one of the staff, by the last part of its path. */
export async function work(
  app: TestApp,
  who: SignedInStaff,
  claim: Claim,
  path: string,
  body: object = {},
  key?: string,
): Promise<ClaimAnswer> {
  const where = `/api/v1/staff/claims/${claim.claimId}/${path}`;
  // Nobody approves what she has not opened.
  if (path === 'approval')
    await app.ask('GET', `/api/v1/staff/claims/${claim.claimId}`, { token: who.token });
  return app.ask(path === 'home' ? 'PUT' : 'POST', where, {
    token: who.token,
    body: { version: claim.version, ...body },
    ...(key === undefined ? {} : { key }),
  });
}

export const done = (...call: Parameters<typeof work>): Promise<ClaimReply> => taken(work(...call));

/** From submitted to the county's desk. */
export async function toCounty(app: TestApp, office: Office, sent: Claim): Promise<ClaimReply> {
  const homed = await done(app, office.reviewer, sent, 'home', { village });
  const accepted = await done(app, office.officer, homed, 'acceptance');
  return done(app, office.officer, accepted, 'first-review', { opinion: 'agree', words: '属实' });
}

/** Of a recognition: from submitted to the last step before 认定. */
export async function toRecognition(
  app: TestApp,
  office: Office,
  sent: Claim,
  selfPaid = '80000.00',
): Promise<ClaimReply> {
  return throughPublicity(app, office, await toCounty(app, office, sent), { selfPaid, endsOn: '2026-06-30' });
}

/** Of a recognition: from the visit to the last step before 认定. */
export async function throughPublicity(
  app: TestApp,
  office: Office,
  county: Claim,
  { selfPaid = '80000.00', endsOn }: { selfPaid?: string; endsOn: string },
): Promise<ClaimReply> {
  const visited = await done(app, office.clerk, county, 'visit', {
    on: app.clock.today(),
    findings: {
      members: 3,
      workers: 1,
      yearlyIncome: '9000.00',
      house: '旧房一间',
      illness: '透析',
      remarks: '',
    },
    family: [],
  });
  const checked = await done(app, office.checker, visited, 'means', {
    withinLimit: true,
    selfPaid,
    words: '',
  });
  const posted = await done(app, office.officer, checked, 'publicity');
  app.clock.setToday(endsOn);
  return done(app, office.officer, posted, 'publicity-end');
}
