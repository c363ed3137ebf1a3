// One caller of each kind, for the pure decisions.
import type { Behalf, Caller, Session, StaffSession } from '../../../bff/src/session/session.state.ts';

const session: Session = {
  tokenHash: '00',
  accountId: 1,
  personId: null,
  channel: 'weapp',
  expiresAt: 0,
  consents: {},
};

export const account = (change: Partial<Session> = {}): Caller => ({
  role: 'resident-unbound',
  session: { ...session, ...change },
});

export const resident = (
  change: Partial<Session & { personId: number }> = {},
  more: {
    volunteering?: { volunteerId: number; organisationId: number; code: string };
    behalf?: Behalf;
  } = {},
): Caller => ({ role: 'resident', session: { ...session, personId: 7, ...change }, ...more });

export const staffSession: StaffSession = {
  tokenHash: '00',
  staffId: 3,
  publicId: 'officer',
  organisationId: 4,
  level: 'county',
  code: '510402',
  roles: ['county_reviewer'],
  certnoIndex: 'aa',
  expiresAt: 0,
  endsAt: 0,
};

export const officer = (change: Partial<StaffSession> = {}): Caller => ({
  role: 'staff',
  session: { ...staffSession, ...change },
});

export const sender: Caller = { role: 'sender', accessKey: 'k' };
