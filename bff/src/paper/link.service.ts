// Links to pages. A link is sealed: it says which page, how long, and for whom, to nobody but us. It opens without a
// session, so that an <img> can use it, and ends with the session that asked for it.
import { Readable } from 'node:stream';

import type { PageLink } from '@yijiutong/rules/contract';

import { recordView, staffActor } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { AppError, notFound } from '../error.ts';
import type { FileReply } from '../middleware/context.ts';
import { volunteerLook } from '../proxy/behalf.service.ts';
import { actsFor } from '../proxy/client.store.ts';
import type { Sessions } from '../session/session.service.ts';
import type { Resident, Staff } from '../session/session.state.ts';
import { findStaffSessionByHash } from '../staff/staff-session.service.ts';
import { SealBroken } from '../storage/crypto.ts';
import { fileSeal, type FileUse } from '../storage/sealed-file.ts';
import { findPageObject, rowOfObject, type ObjectRow } from './paper.store.ts';

/** Milliseconds. */
export const linkLifetime = 5 * 60 * 1000;
const purpose = 'link:page';

type Size = 'thumbnail' | 'full';

interface Link {
  page: string;
  size: Size;
  expiresAt: number;
  /** Whose: the hash of the token of a resident's session, or of one of staff. */
  holder: { kind: 'resident' | 'staff'; hash: Buffer };
}

export async function linkPage(
  deps: Deps,
  caller: Resident | Staff,
  page: string,
  size: Size,
): Promise<PageLink> {
  const { db, crypto, clock } = deps;
  const object = await findPageObject(db, page);
  if (object === undefined) throw notFound('page');
  // A link that cannot open would show a broken picture: the phone draws its own mark instead.
  if (findShown(object, size) === undefined) throw notFound('thumbnail');
  if (size === 'full') await recordLook(deps, caller, page);
  const expiresAt = clock.now() + linkLifetime;
  const holder: Link['holder'] = {
    kind: caller.role,
    hash: Buffer.from(caller.session.tokenHash, 'hex'),
  };
  const token = crypto.seal(writeLink({ page, size, expiresAt, holder }), purpose).toString('base64url');
  return { path: `/api/v1/files/${token}`, expiresAt: new Date(expiresAt).toISOString() };
}

/**
 * Of staff and volunteers: once for each page that is opened in full. The small pictures beside the fields come with the
 * view of the claim, and would bury it.
 */
async function recordLook(deps: Deps, caller: Resident | Staff, page: string): Promise<void> {
  const subject = { kind: 'page', id: page };
  if (caller.role === 'staff') {
    const { session } = caller;
    await recordView(deps, { actor: staffActor(session), act: 'view_page', subject, place: session.code });
  } else if (caller.behalf !== undefined) {
    const { behalf, session } = caller;
    await recordView(deps, { ...volunteerLook(session.accountId, behalf), act: 'view_page', subject });
  }
}

const codes = { thumbnail: 't', full: 'f', resident: 'r', staff: 's' } as const;
const form = /^([tf])([rs])([\w-]{22})([\w-]{43})([0-9a-z]+)$/;

function writeLink({ page, size, expiresAt, holder }: Link): string {
  const { kind, hash } = holder;
  return `${codes[size]}${codes[kind]}${page}${hash.toString('base64url')}${expiresAt.toString(36)}`;
}

/** `undefined`: none of ours. */
function readLink({ crypto }: Deps, token: string): Link | undefined {
  try {
    const parts = form.exec(crypto.open(Buffer.from(token, 'base64url'), purpose));
    const [, size, kind, page, hash, expires] = parts ?? [];
    if (page === undefined || hash === undefined || expires === undefined) return undefined;
    return {
      page,
      size: size === codes.thumbnail ? 'thumbnail' : 'full',
      expiresAt: Number.parseInt(expires, 36),
      holder: {
        kind: kind === codes.staff ? 'staff' : 'resident',
        hash: Buffer.from(hash, 'base64url'),
      },
    };
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

/** @throws {AppError} 404 for what is no link of ours or a page that is gone, 403 `link_expired` */
export async function openFile(deps: Deps, sessions: Sessions, token: string): Promise<FileReply> {
  const link = readLink(deps, token);
  if (link === undefined) throw notFound('file');
  const expired = new AppError(403, 'link_expired', 'the link has ended; ask for a new one');
  if (link.expiresAt <= deps.clock.now()) throw expired;
  const object = await findPageObject(deps.db, link.page);
  if (object === undefined) throw notFound('file');
  if (!(await mayStillSee(deps, sessions, link, object.person_id))) throw expired;
  return streamObject(deps, object, link.size);
}

async function mayStillSee(
  deps: Deps,
  sessions: Sessions,
  { holder }: Link,
  personId: number,
): Promise<boolean> {
  const tokenHash = holder.hash.toString('hex');
  // Whoever of the staff is moved or given other roles loses her sessions, and with them her links.
  if (holder.kind === 'staff') return (await findStaffSessionByHash(deps, tokenHash)) !== undefined;
  const session = await sessions.findByHash(tokenHash);
  if (session === undefined || session.personId === personId) return session !== undefined;
  // A volunteer's: it ends with the mandate, and with her membership.
  return actsFor(deps.db, { accountId: session.accountId, personId, today: deps.clock.today() });
}

/** The bytes of a page that a link of this size opens. */
interface Shown {
  name: string;
  use: FileUse;
  length: number;
  mediaType: ObjectRow['media_type'];
}

/** A PDF has no thumbnail: nothing is rendered here. */
function findShown(object: ObjectRow, size: Size): Shown | undefined {
  const { name, bytes, media_type: mediaType, thumbnail_name: small, thumbnail_bytes: smallBytes } = object;
  if (size === 'full') return { name, use: 'page', length: bytes, mediaType };
  if (small === null || smallBytes === null) return undefined;
  return { name: small, use: 'thumbnail', length: smallBytes, mediaType: 'image/jpeg' };
}

async function streamObject(deps: Deps, object: ObjectRow, size: Size): Promise<FileReply> {
  const shown = findShown(object, size);
  if (shown === undefined) throw notFound('thumbnail');
  const { name, use, length, mediaType } = shown;
  const seal = fileSeal(deps.crypto, object.file_key, rowOfObject(object.name), use, length);
  const segments = seal.open(deps.objects.kept.get(name));
  // Before anything is promised: what is not there or does not open is an error, not an empty file.
  const first = await segments.next();
  const content = Readable.from(serve(deps, first, segments), { objectMode: false });
  // A reply to HEAD is never read, and a generator that never ran has no end: only the stream's own end is sure.
  content.once('close', () => void segments.return(undefined));
  return { mediaType, length, name: mediaType === 'image/jpeg' ? 'page.jpg' : 'page.pdf', content };
}

/** A later segment that does not open ends the reply in the middle: the client has a length to hold it against. */
async function* serve(
  deps: Deps,
  first: IteratorResult<Buffer>,
  rest: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    if (first.done === true) return;
    deps.metrics.paperBytes.inc({ flow: 'served' }, first.value.length);
    yield first.value;
    for await (const segment of rest) {
      deps.metrics.paperBytes.inc({ flow: 'served' }, segment.length);
      yield segment;
    }
  } catch (error) {
    deps.log.error({ err: error }, 'a page broke off while it was shown');
    throw error;
  }
}
