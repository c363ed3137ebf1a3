/**
 * A three-factor check: do this name, this citizen number and this phone belong together?
 * No one protocol exists for it; this is the plain form that most sellers share.
 * `POST /realname/check`, `Authorization: Bearer <key>`, `{ name, certno, phone }` →
 * `{ code: 0, message, requestNo, result: "match" | "mismatch" | "not_found" }`.
 */
import { z } from 'zod';

import type { ControlDesk, Fault } from '../control.ts';
import { credentials } from '../credentials.ts';
import { type Exchange, headerOf, jsonReply, parseObject, type Reply } from '../exchange.ts';
import { findPersonByCertno, type World } from '../world.ts';

export type RealName = { answer(exchange: Exchange, fault: Fault): Reply };

const request = z.object({
  name: z.string().min(1),
  certno: z.string().length(18),
  phone: z.string().regex(/^1[3-9]\d{9}$/),
});

export function openRealName(world: World, desk: ControlDesk): RealName {
  let serial = 0;
  const answer = (exchange: Exchange, fault: Fault): Reply => {
    desk.count('realname check');
    const requestNo = `RN${String(++serial).padStart(10, '0')}`;
    const say = (code: number, message: string, status: number) =>
      jsonReply({ code, message, requestNo }, status);
    if (exchange.path !== '/check' || exchange.method !== 'POST') return say(4040, 'no such service', 404);
    if (headerOf(exchange, 'authorization') !== `Bearer ${credentials.realname.key}`) {
      return say(4010, 'the key is not known', 401);
    }
    if (fault.mode === 'error')
      return say(Number(fault.code ?? 5000), fault.message ?? 'source not available', 200);
    const parsed = request.safeParse(parseObject(exchange.body));
    if (!parsed.success)
      return say(4000, `${parsed.error.issues[0]?.path.join('.') ?? 'body'} is wrong`, 400);
    const truth = decideMatch(world, parsed.data);
    // A lying source says that everybody is who she claims to be.
    const result = fault.mode === 'lying' ? 'match' : truth;
    return jsonReply({ code: 0, message: 'ok', requestNo, result });
  };
  return { answer };
}

function decideMatch(world: World, claim: z.infer<typeof request>): 'match' | 'mismatch' | 'not_found' {
  const person = findPersonByCertno(world, claim.certno);
  if (person === null) return 'not_found';
  return person.name === claim.name && person.phone === claim.phone ? 'match' : 'mismatch';
}
