/** The API as staff ask it: with their own token, never with the resident's, and never under a volunteer's mandate. */
import {
  isEnded,
  pathOf,
  type Asked,
  type Body,
  type Filled,
  type Name,
  type Repeatable,
  type Reply,
  type Routes,
} from '../../services/api';
import { fetchFile, send, type Method } from '../../services/request';
import { underKey } from '../../services/write-key';
import { staffSession } from './staff-session';

/** What staff may ask: their own routes, those of a case that they share with its person, and what is open to all. */
type StaffName = {
  [N in Name]: Routes[N] extends { audience: 'staff' | 'party' | 'anyone' } ? N : never;
}[Name];
type StaffFilled = Omit<Filled, 'client'>;

/** A session that the server no longer knows ends here: the page in front asks to sign in, and goes on after it. */
async function guarded<T>(token: string | null, asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    // An answer to a former sign-in says nothing of this one.
    if (isEnded(error) && token !== null && staffSession.token() === token) staffSession.end('expired');
    throw error;
  }
}

export async function askStaff<N extends StaffName>(
  route: Asked<N>,
  filled: StaffFilled = {},
  body?: Body<N>,
): Promise<Reply<N>> {
  const [method, pattern] = route.split(' ') as [Method, string];
  const path = pathOf(pattern, filled);
  const token = staffSession.token();
  if (method === 'GET') return guarded(token, send({ method, path, token })) as Promise<Reply<N>>;
  // Somebody else who writes the same writes it under a key of her own.
  const content = `${token} ${method} ${path} ${JSON.stringify(body)}`;
  return guarded(
    token,
    underKey(content, (key) => send({ method, path, body, key, token })),
  ) as Promise<Reply<N>>;
}

/** A write that may simply be sent again: the server knows it by its hash or by the record it names. */
export async function repeatStaff<N extends Extract<StaffName, Repeatable>>(
  route: Asked<N>,
  filled: StaffFilled,
  sent: { body?: unknown; bytes?: ArrayBuffer } = {},
): Promise<Reply<N>> {
  const [method, pattern] = route.split(' ') as [Method, string];
  const token = staffSession.token();
  const asking = send({ method, path: pathOf(pattern, filled), token, ...sent });
  return guarded(token, asking) as Promise<Reply<N>>;
}

/** The names of routes that give a file. */
type FileName = {
  [N in StaffName]: Routes[N] extends { givesFile: readonly string[] } ? N : never;
}[StaffName];

export function fetchStaffFile<N extends FileName>(
  route: Asked<N>,
  filled: StaffFilled,
): Promise<ArrayBuffer> {
  const [method, pattern] = route.split(' ') as [Method, string];
  const token = staffSession.token();
  return guarded(token, fetchFile({ method, path: pathOf(pattern, filled), token }));
}

export const staffApi = {
  signIn: (body: Body<'signInStaff'>) => askStaff<'signInStaff'>('POST /api/v1/staff/sessions', {}, body),
  enrol: (body: Body<'enrolStaff'>) => askStaff<'enrolStaff'>('POST /api/v1/staff/enrolment', {}, body),
  getSession: () => askStaff<'getStaffSession'>('GET /api/v1/staff/session'),
  signOut: () => askStaff<'signOutStaff'>('DELETE /api/v1/staff/session'),
  listSessions: () => askStaff<'listStaffSessions'>('GET /api/v1/staff/sessions'),
  endSession: (sessionId: string) =>
    askStaff<'revokeStaffSession'>('DELETE /api/v1/staff/sessions/:sessionId', { params: { sessionId } }),
  endAllSessions: () => askStaff<'revokeStaffSessions'>('DELETE /api/v1/staff/sessions'),
  changePassword: (body: Body<'changeStaffPassword'>) =>
    askStaff<'changeStaffPassword'>('PUT /api/v1/staff/password', {}, body),
};
