/** Holds what the BFF has written against the same bills, replayed here through the ledger itself. */
import type { DecisionState } from '@yijiutong/rules/contract';
import { formatYuan, parseDay, type Fen } from '@yijiutong/rules/kernel';
import { replayYear, type BillDecision } from '@yijiutong/rules/ledger';
import { compileYear, type Law, type YearPolicy } from '@yijiutong/rules/policy';
import type { Pool, RowDataPacket } from 'mysql2/promise';

import type { Claims } from './claims.ts';
import { few } from './claims.ts';
import { standingFacts, today, type Resident } from './invented.ts';

type Expected = { state: DecisionState; calculated: number | null };
type ExpectedYear = { bills: Map<string, Expected>; total: number };

const year = 2026;

/** What the rules give for a resident's standing bills; a bill that was taken back gives nothing. */
export function expectYear(law: Law, resident: Resident): ExpectedYear {
  const { identities, insurance } = resident;
  const context = { policy: policyOf(law, resident.region), identities, insurance };
  const { decisions, state } = replayYear(context, standingFacts(resident), parseDay(today));
  const bills = new Map<string, Expected>(decisions.map((decision) => [decision.billId, expected(decision)]));
  for (const { settlement } of resident.bills) {
    if (settlement.reversal !== null) bills.set(settlement.setlId, { state: 'reversed', calculated: 0 });
  }
  const { assistance, outpatient, tilt } = state.totals;
  return { bills, total: assistance + outpatient + tilt };
}

function expected({ outcome }: BillDecision): Expected {
  if (outcome.status === 'granted') return { state: 'granted', calculated: outcome.value.granted };
  return { state: outcome.status, calculated: outcome.status === 'refused' ? 0 : null };
}

const policies = new WeakMap<Law, Map<string, YearPolicy>>();
function policyOf(law: Law, region: string): YearPolicy {
  const kept = policies.get(law) ?? new Map<string, YearPolicy>();
  policies.set(law, kept);
  const policy = kept.get(region) ?? compileYear(law, { region, year });
  kept.set(region, policy);
  return policy;
}

type Row = {
  setl_id: string;
  person_id: number;
  state: DecisionState;
  calculated: number | null;
  decided: number;
};

/** What stands in the books of some bills. */
async function readBooks(database: Pool, setlIds: readonly string[]): Promise<Map<string, Row>> {
  const rows: Row[] = [];
  for (let at = 0; at < setlIds.length; at += 500) {
    const [found] = await database.query<(Row & RowDataPacket)[]>(
      `SELECT s.setl_id, s.person_id, s.state, s.calculated,
              CAST(COALESCE((SELECT SUM(d.change) FROM decision d WHERE d.settlement_id = s.settlement_id), 0) AS SIGNED) AS decided
         FROM settlement s WHERE s.setl_id IN (?)`,
      [setlIds.slice(at, at + 500)],
    );
    rows.push(...found);
  }
  return new Map(rows.map((row) => [row.setl_id, row]));
}

type YearRow = { person_id: number; sum: number; count: number; last: number };

async function readYears(database: Pool, personIds: readonly number[]): Promise<Map<number, YearRow>> {
  const [rows] = await database.query<(YearRow & RowDataPacket)[]>(
    `SELECT person_id, CAST(SUM(\`change\`) AS SIGNED) AS sum, COUNT(*) AS count, MAX(sequence) AS last
       FROM decision WHERE person_id IN (?) AND year = ? GROUP BY person_id`,
    [personIds, year],
  );
  return new Map(rows.map((row) => [row.person_id, row]));
}

/** The claims that every fault of the intake must leave standing. */
export async function claimBooks(
  claims: Claims,
  database: Pool,
  law: Law,
  residents: readonly Resident[],
): Promise<void> {
  const all = residents.flatMap(({ bills }) => bills.map(({ settlement }) => settlement.setlId));
  const books = await readBooks(database, all);
  const lost = all.filter((setlId) => !books.has(setlId));
  claims.that(
    'every acknowledged settlement is stored, once',
    lost.length === 0,
    `${books.size} of ${all.length}`,
  );

  const wrong: string[] = [];
  const twice: string[] = [];
  let sum = 0;
  for (const resident of residents) {
    for (const [setlId, { state, calculated }] of expectYear(law, resident).bills) {
      const row = books.get(setlId);
      if (row === undefined) continue;
      if (row.state !== state || (row.calculated ?? 0) !== (calculated ?? 0)) {
        wrong.push(`${setlId} ${row.state} ${yuan(row.calculated)} instead of ${state} ${yuan(calculated)}`);
      }
      if (row.decided !== (row.calculated ?? 0))
        twice.push(`${setlId} ${yuan(row.decided)} of ${yuan(row.calculated)}`);
      sum += row.calculated ?? 0;
    }
  }
  claims.that(
    'every bill is decided as the ledger replays it, to the fen',
    wrong.length === 0,
    wrong.length === 0 ? `${books.size} bills, ${yuan(sum)} yuan` : few(wrong),
  );
  claims.that(
    'nothing is granted twice: the changes of a bill add up to its last amount',
    twice.length === 0,
    `${few(twice)} differ`,
  );
  await claimYears(claims, database, law, residents, books);
}

async function claimYears(
  claims: Claims,
  database: Pool,
  law: Law,
  residents: readonly Resident[],
  books: ReadonlyMap<string, Row>,
): Promise<void> {
  const personOf = (resident: Resident) => books.get(resident.bills[0]?.settlement.setlId ?? '')?.person_id;
  const known = residents.filter((resident) => personOf(resident) !== undefined);
  const years = await readYears(
    database,
    known.map((resident) => personOf(resident)!),
  );
  const wrong: string[] = [];
  const torn: string[] = [];
  let total = 0;
  for (const resident of known) {
    const row = years.get(personOf(resident)!);
    const want = expectYear(law, resident).total;
    if ((row?.sum ?? 0) !== want) wrong.push(`${yuan(row?.sum ?? 0)} instead of ${yuan(want)}`);
    if (row !== undefined && row.count !== row.last)
      torn.push(`${row.count} decisions, last number ${row.last}`);
    total += want;
  }
  claims.that(
    'every year adds up, top-ups included, to the fen',
    wrong.length === 0,
    wrong.length === 0 ? `${known.length} years, ${yuan(total)} yuan` : few(wrong),
  );
  claims.that('the numbered decisions of a year have no gap', torn.length === 0, few(torn));
}

function yuan(amount: number | null): string {
  return amount === null ? 'open' : formatYuan(amount as Fen);
}
