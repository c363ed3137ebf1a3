// What the auditor reads. That she did is an entry like another.
import { auditEntry, type auditQuery, type AuditReply } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import type { Deps } from '../deps.ts';
import { presentColleague } from '../desk/colleague.present.ts';
import { listNamesByPublicId } from '../desk/staff-names.store.ts';
import type { Staff } from '../session/session.state.ts';
import type { AuditActorKind } from '../storage/audit-tables.ts';
import { presentInstant, toColumn } from '../storage/instant.ts';
import type { AuditEntry } from './audit.chain.ts';
import { recordView, staffActor } from './audit.service.ts';
import { listEntries } from './audit.store.ts';

const pageSize = 50;

export async function listAudit(
  deps: Deps,
  { session }: Staff,
  { subject, actor, on, before }: z.output<typeof auditQuery>,
  requestId: string,
): Promise<AuditReply> {
  await recordView(deps, {
    actor: staffActor(session),
    act: 'view_audit',
    subject: { kind: 'audit', id: subject ?? actor ?? on ?? 'all' },
    place: session.code,
    requestId,
  });
  const rows = await listEntries(deps.db, {
    within: session.code,
    subject: subject === undefined ? null : splitReference(subject),
    actor: actor === undefined ? null : (splitReference(actor) as { kind: AuditActorKind; id: string }),
    between: on === undefined ? null : dayInColumns(on),
    before: before ?? null,
    limit: pageSize + 1,
  });
  const page = rows.slice(0, pageSize);
  const names = await openNames(deps, page);
  return {
    entries: page.map((row) => presentEntry(row, names)),
    next: rows.length > pageSize ? (page.at(-1)?.seq ?? null) : null,
  };
}

/** `claim:abc` → kind and id; the identifier may hold a colon, the kind does not. */
function splitReference(reference: string): { kind: string; id: string } {
  const at = reference.indexOf(':');
  return { kind: reference.slice(0, at), id: reference.slice(at + 1) };
}

/** The civil day in China. */
function dayInColumns(day: string): readonly [string, string] {
  const begin = Date.parse(`${day}T00:00:00+08:00`);
  return [toColumn(begin), toColumn(begin + 24 * 60 * 60 * 1000)];
}

interface Named {
  name: string;
  organisation: string;
}

/** For this page alone: the chain keeps what the staff are called by, and no name. */
async function openNames({ db, crypto }: Deps, rows: readonly AuditEntry[]): Promise<Map<string, Named>> {
  const ids = rows.flatMap((row) => [
    ...(row.actor_kind === 'staff' ? [row.actor_id] : []),
    ...(row.subject_kind === 'staff' ? [row.subject_id] : []),
  ]);
  const found = await listNamesByPublicId(db, [...new Set(ids)]);
  return new Map(
    found.map((one) => [
      one.public_id,
      { name: presentColleague(crypto, one).name, organisation: one.organisation },
    ]),
  );
}

function presentEntry(row: AuditEntry, names: ReadonlyMap<string, Named>): z.output<typeof auditEntry> {
  const actor = row.actor_kind === 'staff' ? names.get(row.actor_id) : undefined;
  const subject = row.subject_kind === 'staff' ? names.get(row.subject_id) : undefined;
  return {
    seq: row.seq,
    at: presentInstant(row.at),
    actor: {
      kind: row.actor_kind,
      id: row.actor_id,
      role: row.actor_role,
      name: actor?.name ?? null,
      organisation: actor?.organisation ?? null,
    },
    act: row.act,
    subject: { kind: row.subject_kind, id: row.subject_id, name: subject?.name ?? null },
    place: row.place,
    requestId: row.request_id,
    detail: auditEntry.shape.detail.parse(JSON.parse(row.detail)),
  };
}
