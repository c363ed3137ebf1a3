import { CompiledQuery, Kysely, MysqlDialect, type Transaction } from 'kysely';
import { createPool, type PoolConnection } from 'mysql2';

import type { Database, Tables } from './tables.ts';

interface DriverError {
  code?: string;
  errno?: number;
  /** Set by mysql2 when the connection is gone. */
  fatal?: boolean;
}

const duplicateEntry = 1062;
// Deadlock and lock wait timeout: the transaction was rolled back, and nothing else is wrong with it.
const lockErrors = new Set([1213, 1205]);
const awayCodes = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_NORMAL_SHUTDOWN',
  'DATABASE_SILENT',
]);

function driverError(error: unknown): DriverError {
  return typeof error === 'object' && error !== null ? error : {};
}

/** Whether a unique key refused the row. */
export function isDuplicate(error: unknown): boolean {
  return driverError(error).errno === duplicateEntry;
}

/** Whether the database could not be reached or went away: 503, and worth another try later. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, fatal, errno } = driverError(error);
  // mysql2 gives this one no code.
  const overrun = error instanceof Error && error.message === 'Queue limit reached.';
  return overrun || (code !== undefined && awayCodes.has(code)) || (fatal === true && errno === undefined);
}

/** Milliseconds after which a server that says nothing is held to be away. Longer than it may wait for a lock itself. */
const answerTime = 15_000;
const lockWaitSeconds = 10;

/** Requests that may wait for each connection: more would wait longer than anybody waits for an answer. */
const waitingPerConnection = 16;

/** `answerTime: null` for statements that may take as long as they need: migrations. */
export function connectMysql(url: string, size = 16, options: { answerTime?: number | null } = {}): Database {
  const pool = createPool({
    uri: url,
    connectionLimit: size,
    queueLimit: size * waitingPerConnection,
    connectTimeout: 3000,
    enableKeepAlive: true,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    // DATE, DATETIME and DECIMAL stay text. BIGINT becomes a number: identifiers and fen stay below 2^53.
    dateStrings: true,
    decimalNumbers: false,
    supportBigNumbers: true,
    bigNumberStrings: false,
    // MariaDB's JSON is text, MySQL's is parsed by the driver: text on both.
    jsonStrings: true,
  });
  const patience = options.answerTime === undefined ? answerTime : options.answerTime;
  if (patience !== null) pool.on('connection', (connection) => endSilence(connection, patience));
  return new Kysely<Tables>({
    dialect: new MysqlDialect({
      pool,
      onCreateConnection: async (connection) => {
        await connection.executeQuery(
          CompiledQuery.raw(
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'",
          ),
        );
        await connection.executeQuery(
          CompiledQuery.raw(`SET SESSION innodb_lock_wait_timeout = ${lockWaitSeconds}`),
        );
        // A reader after FOR UPDATE must see what the lock's former holder wrote.
        await connection.executeQuery(
          CompiledQuery.raw('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'),
        );
      },
    }),
  });
}

/**
 * Gives every statement of a connection an end. What was asked may still be answered: nobody would know to what, so
 * the connection goes with it. (The driver's own timeout leaves the connection standing, and its timer running.)
 */
function endSilence(connection: PoolConnection, patience: number): void {
  const query = connection.query.bind(connection) as Query;
  const bounded: Query = (sql, values, done) => {
    let settle: Done = (...outcome) => {
      settle = () => undefined;
      clearTimeout(timer);
      done(...outcome);
    };
    const timer = setTimeout(() => {
      connection.destroy();
      settle(new DatabaseSilent());
    }, patience);
    timer.unref();
    return query(sql, values, (...outcome) => settle(...outcome));
  };
  connection.query = bounded as PoolConnection['query'];
}

type Done = (error: Error | null, ...answer: unknown[]) => void;
type Query = (sql: string, values: unknown, done: Done) => unknown;

class DatabaseSilent extends Error {
  override name = 'DatabaseSilent';
  readonly code = 'DATABASE_SILENT';
}

const attempts = 10;

/**
 * Runs `work` in one transaction, again when it lost a race for a lock, or the connection before COMMIT was sent.
 * A connection lost during COMMIT is not tried again: it may have happened. The caller's idempotency answers that.
 */
export async function transact<T>(db: Database, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let committing = false;
    try {
      return await db.transaction().execute(async (trx) => {
        const result = await work(trx);
        committing = true;
        return result;
      });
    } catch (error) {
      const lostRace = lockErrors.has(driverError(error).errno ?? 0);
      const lostBeforeCommit = isDatabaseAway(error) && !committing && attempt === 1;
      if (attempt === attempts || !(lostRace || lostBeforeCommit)) throw error;
      // Those that collided must not collide again in step: each waits by chance, and longer each time.
      const longest = Math.min(20 * 2 ** attempt, 500);
      await new Promise((resume) => setTimeout(resume, Math.random() * longest));
    }
  }
}

/** As `transact`, and then nothing of it has happened: for what `work` would come to. */
export async function rehearse<T>(db: Database, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  const results: T[] = [];
  const over = new Error('the rehearsal is over: take it back');
  const rehearsal = transact(db, async (trx) => {
    results.push(await work(trx));
    throw over;
  });
  await rehearsal.catch((error: unknown) => {
    if (error !== over) throw error;
  });
  return results.at(-1) as T;
}
