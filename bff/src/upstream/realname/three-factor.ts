// Name, citizen number and phone belong together: the plain form that most sellers of this check share.
import { z } from 'zod';

import type { Config } from '../../config.ts';
import { exchangeJson } from '../json.ts';

const system = 'realname';
const success = z.object({ code: z.literal(0), result: z.enum(['match', 'mismatch', 'not_found']) });
const failure = z.object({ code: z.int().refine((code) => code !== 0) });

export async function matchesThreeFactors(
  config: Config['realName'],
  who: { name: string; certno: string; phone: string },
): Promise<boolean> {
  const url = new URL(`${config.url.replace(/\/$/, '')}/check`);
  const reply = await exchangeJson(system, url, z.union([success, failure]), {
    method: 'POST',
    headers: { Authorization: `Bearer ${config.key}` },
    body: { name: who.name, certno: who.certno, phone: who.phone },
  });
  if (!('result' in reply)) throw new Error(`the real-name service refused the call: code ${reply.code}`);
  return reply.result === 'match';
}
