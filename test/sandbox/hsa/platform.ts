/** The national platform: one address, one envelope, the transactions 1101, 1201, 5203, 5206 and 9001. */
import { type Clock, chinaTime } from '../clock.ts';
import type { ControlDesk, Fault } from '../control.ts';
import { type Exchange, jsonReply, parseObject, type Reply } from '../exchange.ts';
import type { World } from '../world.ts';
import { refused, replyEnvelope, requestEnvelope, type RequestEnvelope, type Result } from './envelope.ts';
import { findGatewayRefusal } from './gateway.ts';
import { answer1201 } from './institutions.ts';
import { breakSums, tellOfAnother } from './lies.ts';
import { answer1101 } from './people.ts';
import { answer5203, answer5206 } from './settlements.ts';

export type Platform = {
  answer(exchange: Exchange, fault: Fault): Reply;
  /** Mints a token of an electronic certificate (医保电子凭证). */
  mintToken(certno: string): string;
};

export function openPlatform(world: World, desk: ControlDesk, clock: Clock): Platform {
  const seenMsgids = new Set<string>();
  const signNos = new Set<string>();
  const tokens = new Map<string, string>();
  let serial = 0;

  const run = (envelope: RequestEnvelope): Result => {
    desk.count(`hsa ${envelope.infno}`);
    if (seenMsgids.has(envelope.msgid)) return refused(`发送方报文ID重复：${envelope.msgid}`);
    seenMsgids.add(envelope.msgid);
    if (envelope.sign_no && !signNos.has(envelope.sign_no)) return refused('签到流水号无效，请先签到');
    const today = chinaTime(clock()).slice(0, 10);
    switch (envelope.infno) {
      case '1101':
        return answer1101(world, tokens, envelope, today);
      case '1201':
        return answer1201(envelope);
      case '5203':
        return answer5203(world, envelope);
      case '5206':
        return answer5206(world, envelope, today);
      case '9001':
        return signIn();
      default:
        return refused(`交易编号${envelope.infno}不存在或未授权`);
    }
  };

  const signIn = (): Result => {
    const signNo = `QD${String(++serial).padStart(10, '0')}`;
    signNos.add(signNo);
    return { output: { signinoutb: { sign_time: chinaTime(clock()), sign_no: signNo } } };
  };

  const answer = (exchange: Exchange, fault: Fault): Reply => {
    const refusal = findGatewayRefusal(exchange, clock());
    if (refusal) return refusal;
    const receivedAt = chinaTime(clock());
    const body = parseObject(exchange.body);
    const parsed = requestEnvelope.safeParse(body);
    const result = !body
      ? refused('报文不是合法的JSON对象')
      : parsed.success
        ? run(parsed.data)
        : refused(describe(parsed.error.issues[0]));
    const told = applyFault(result, fault, world, receivedAt.slice(0, 10));
    const refMsgid = `${receivedAt.replaceAll(/\D/g, '')}${String(++serial).padStart(16, '0')}`;
    const reply = jsonReply(replyEnvelope(told, refMsgid, receivedAt, chinaTime(clock())));
    return fault.mode === 'lying' && fault.how === 'truncated'
      ? { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) }
      : reply;
  };

  const mintToken = (certno: string): string => {
    const token = `51000000000000000000${String(++serial).padStart(8, '0')}`;
    tokens.set(token, certno);
    return token;
  };
  return { answer, mintToken };
}

function applyFault(result: Result, fault: Fault, world: World, today: string): Result {
  if (fault.mode === 'error') return refused(fault.message ?? '系统繁忙，请稍后再试');
  if (fault.mode !== 'lying' || 'refused' in result) return result;
  if (fault.how === 'wrong_person') return { output: tellOfAnother(world, result.output, today) };
  return fault.how === 'sums' ? { output: breakSums(result.output) } : result;
}

function describe(issue: { path: PropertyKey[]; message: string } | undefined): string {
  return issue ? `报文字段 ${issue.path.join('.')} ${issue.message}` : '报文不合规范';
}
