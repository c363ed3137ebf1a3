/**
 * The yardstick: Koa, a router, and the three reads that a status needs, by hand. No sessions, no limits, no checks, no log.
 * A process of its own; what it reads is named by the environment.
 */
import Router from '@koa/router';
import { Redis } from 'ioredis';
import Koa from 'koa';
import { createPool, type RowDataPacket } from 'mysql2/promise';

const { PORT, DATABASE_URL = '', REDIS_URL = '', SESSION_KEY = '', IDENTITY_KEY = '' } = process.env;
const person = [Number(process.env.YEAR), Number(process.env.PERSON_ID)];

const redis = new Redis(REDIS_URL, { enableAutoPipelining: true });
const pool = createPool({ uri: DATABASE_URL, connectionLimit: 16, dateStrings: true });

type Year = RowDataPacket & { certno_index: Buffer; insurance: string; figures: string };

const router = new Router();
router.get('/ready', (ctx) => void (ctx.body = { ready: true }));
router.get('/api/v1/status', async (ctx) => {
  const session = await redis.get(SESSION_KEY);
  const [rows] = await pool.query<Year[]>(
    `SELECT p.certno_index, p.region AS insured_in, p.insurance, y.region, y.context_hash, y.figures, y.due_at
       FROM person p LEFT JOIN benefit_year y ON y.person_id = p.person_id AND y.year = ?
      WHERE p.person_id = ?`,
    person,
  );
  const identity = await redis.get(IDENTITY_KEY);
  const [row] = rows;
  if (session === null || identity === null || row === undefined) throw new Error('nothing to read');
  ctx.body = { insurance: row.insurance, year: JSON.parse(row.figures) as unknown };
});

new Koa().use(router.routes()).listen(Number(PORT), '127.0.0.1');
