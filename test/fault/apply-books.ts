/** Holds what is in the tables and on the disk against what the phones were told. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { pageLinkReply } from '@yijiutong/rules/contract';
import type { Pool, RowDataPacket } from 'mysql2/promise';

import type { Acknowledged, SentPage } from './apply.ts';
import { few, type Claims } from './claims.ts';
import { read, sha256, type Phone } from './phone.ts';
import type { Stage } from './stage.ts';
import { sweepInAWeek } from './time.ts';

type Row<T> = T & RowDataPacket;

/** @param phoneOf who may open the pages of a claim */
export async function claimApplications(
  claims: Claims,
  stage: Stage,
  told: Acknowledged,
  phoneOf: (claimId: string) => Phone,
): Promise<void> {
  claims.that(
    'nothing that was acknowledged went back',
    told.broken.length === 0,
    `${told.chunks} chunks, ${told.pages.length} pages, ${told.numbers.size} submissions; broken ${few(told.broken)}`,
  );
  await claimNumbers(claims, stage.database, told);
  await claimPages(claims, stage.database, told);
  await claimContents(claims, told, phoneOf);
  await claimObjects(claims, stage);
}

type ClaimRow = { public_id: string; number: string | null; state: string; sent: number };

async function claimNumbers(claims: Claims, database: Pool, told: Acknowledged): Promise<void> {
  const rows = await readClaims(database, [...told.numbers.keys()]);
  const byId = new Map(rows.map((row) => [row.public_id, row]));
  const lost = [...told.numbers].filter(([claimId, number]) => {
    const row = byId.get(claimId);
    return row?.number !== number || row.state !== 'submitted' || row.sent !== 1;
  });
  claims.that(
    'every acknowledged submission is there, sent once, under its number',
    lost.length === 0 && told.numbers.size > 0,
    `${told.numbers.size - lost.length} of ${told.numbers.size}; others ${few(lost.map(String))}`,
  );
  const strangers = rows.filter(({ public_id: claimId }) => !told.numbers.has(claimId));
  const numbers = new Set(told.numbers.values());
  const [bills] = await database.query<Row<{ settlement_id: number }>[]>(
    `SELECT b.settlement_id FROM claim_bill b JOIN claim c ON c.claim_id = b.claim_id
      WHERE b.settlement_id IS NOT NULL AND c.state IN ('submitted', 'correction_asked')
      GROUP BY b.settlement_id HAVING COUNT(*) > 1`,
  );
  claims.that(
    'no claim is there twice, no number is given twice, no bill is in two claims',
    strangers.length === 0 && numbers.size === told.numbers.size && bills.length === 0,
    `${rows.length} claims, ${numbers.size} numbers; claims nobody was told of ${few(strangers.map((row) => row.state))}; doubled bills ${bills.length}`,
  );
}

/** Every claim of the people who have one of these. */
async function readClaims(database: Pool, claimIds: readonly string[]): Promise<Row<ClaimRow>[]> {
  const [rows] = await database.query<Row<ClaimRow>[]>(
    `SELECT c.public_id, c.number, c.state,
            (SELECT COUNT(*) FROM claim_event e WHERE e.claim_id = c.claim_id AND e.kind = 'submitted') AS sent
       FROM claim c WHERE c.person_id IN (SELECT person_id FROM claim WHERE public_id IN (?))`,
    [claimIds],
  );
  return rows;
}

type PageRow = {
  public_id: string;
  sha: string;
  claim: string;
  paper: string;
  subject: string;
  sent: number;
};

async function claimPages(claims: Claims, database: Pool, told: Acknowledged): Promise<void> {
  const [rows] = await database.query<Row<PageRow>[]>(
    `SELECT p.public_id, LOWER(HEX(p.sha256)) AS sha, p.paper, p.subject,
            (SELECT COUNT(*) FROM claim_page s WHERE s.page_id = p.page_id) AS sent
       FROM paper_page p
      WHERE p.removed_at IS NULL AND p.person_id IN (SELECT person_id FROM claim WHERE public_id IN (?))`,
    [[...told.numbers.keys()]],
  );
  const byId = new Map(rows.map((row) => [row.public_id, row]));
  const lost = told.pages.filter((page) => !isKept(page, byId.get(page.pageId ?? '')));
  claims.that(
    'every acknowledged page is there, of its paper, and went with the claim',
    lost.length === 0 && told.pages.length > 0,
    `${told.pages.length - lost.length} of ${told.pages.length}; others ${few(lost.map(({ paper }) => paper))}`,
  );
  const distinct = new Set(told.pages.map((page) => page.sha256));
  claims.that(
    'no page is there twice',
    rows.length === distinct.size && new Set(rows.map(({ sha }) => sha)).size === rows.length,
    `${rows.length} pages of ${distinct.size} sent`,
  );
}

function isKept(page: SentPage, row: PageRow | undefined): boolean {
  return (
    row?.sha === page.sha256 && row.paper === page.paper && row.subject === (page.bill ?? '') && row.sent > 0
  );
}

/** Opens every page through its link: a scan is what was sent, a photo is a whole JPEG. */
async function claimContents(
  claims: Claims,
  told: Acknowledged,
  phoneOf: (claimId: string) => Phone,
): Promise<void> {
  const wrong: string[] = [];
  let bytes = 0;
  for (const page of told.pages) {
    const phone = phoneOf(page.claimId);
    const link = await phone.insist('link', {
      method: 'GET',
      path: `/api/v1/pages/${page.pageId ?? ''}/link`,
    });
    const { path: place } = read('link', link, pageLinkReply);
    const { status, content } = await phone.insist('open', { method: 'GET', path: place });
    bytes += content.length;
    const whole =
      page.scan === null
        ? content.subarray(0, 2).toString('hex') === 'ffd8' && content.subarray(-2).toString('hex') === 'ffd9'
        : sha256(content) === page.sha256;
    if (status !== 200 || !whole) wrong.push(`${page.paper} ${status} ${content.length} bytes`);
  }
  claims.that(
    'every page opens whole',
    wrong.length === 0,
    `${told.pages.length} pages, ${(bytes / 1e6).toFixed(1)} MB; others ${few(wrong)}`,
  );
}

/** After the sweep the disk holds what rows name, and nothing else. */
async function claimObjects(claims: Claims, stage: Stage): Promise<void> {
  const before = await listObjects(stage.objectDir);
  await sweepInAWeek(stage);
  const [objects] = await stage.database.query<Row<{ name: string; thumbnail_name: string | null }>[]>(
    'SELECT name, thumbnail_name FROM paper_object',
  );
  const [chunks] = await stage.database.query<Row<{ name: string }>[]>('SELECT name FROM upload_chunk');
  const named = [
    ...objects.flatMap((row) => [
      `kept ${row.name}`,
      ...(row.thumbnail_name === null ? [] : [`kept ${row.thumbnail_name}`]),
    ]),
    ...chunks.map((row) => `staged ${row.name}`),
  ];
  const there = await listObjects(stage.objectDir);
  const missing = named.filter((name) => !there.has(name));
  const nameless = [...there].filter((name) => !named.includes(name));
  claims.that(
    'after the sweep the objects on the disk are those that rows name',
    missing.length === 0 && nameless.length === 0,
    `${there.size} objects, ${before.size - there.size} swept; missing ${missing.length}, nameless ${nameless.length}`,
  );
}

/** Beside the two areas lies the mark that says whose store it is. */
async function listObjects(folder: string): Promise<Set<string>> {
  const areas = ['staged', 'kept'].map(async (area) => {
    const entries = await readdir(path.join(folder, area), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => `${area} ${name}`);
  });
  return new Set((await Promise.all(areas)).flat());
}
