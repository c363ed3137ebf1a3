/**
 * WeChat's server interface as a mini-program's back end meets it. HTTP is 200 whatever happened: errcode tells.
 * (The face check's `getinfo` is from general knowledge of the interface, not from its document.)
 */
import { createHash, randomBytes } from 'node:crypto';

import type { Clock } from '../clock.ts';
import type { ControlDesk, Fault } from '../control.ts';
import { credentials } from '../credentials.ts';
import { type Exchange, jsonReply, parseObject, type Reply } from '../exchange.ts';
import { openAccessTokens } from './access-tokens.ts';
import { errorOf, findCredentialError } from './errors.ts';
import { openSubscriptions, type Subscriptions } from './subscriptions.ts';

const CODE_LIFE_MS = 5 * 60_000;
const CALLS_PER_USER_AND_MINUTE = 100;

/** What a phone would have got from `wx.login`, the phone-number button and the face check. */
export type WechatMint = {
  jsCode(openid: string): string;
  phoneCode(openid: string, phone: string): string;
  faceResult(openid: string, person: { name: string; certno: string }, passed?: boolean): string;
};

export type Wechat = {
  answer(exchange: Exchange, fault: Fault): Reply;
  mint: WechatMint;
  subscriptions: Subscriptions;
};

type Once<T> = { value: T; madeAt: number };
type Face = { openid: string; name: string; certno: string; passed: boolean };

export function openWechat(desk: ControlDesk, clock: Clock): Wechat {
  const jsCodes = new Map<string, Once<string>>();
  const phoneCodes = new Map<string, Once<{ openid: string; phone: string }>>();
  const faces = new Map<string, Face>();
  const callsOf = new Map<string, number[]>();
  const accessTokens = openAccessTokens(clock);
  const subscriptions = openSubscriptions(clock);

  /** A code works once, within five minutes. */
  const take = <T>(codes: Map<string, Once<T>>, code: unknown): T | null => {
    const found = codes.get(String(code));
    codes.delete(String(code));
    return found && clock().getTime() - found.madeAt <= CODE_LIFE_MS ? found.value : null;
  };
  const isTooOften = (openid: string): boolean => {
    const now = clock().getTime();
    const recent = [...(callsOf.get(openid) ?? []).filter((at) => now - at < 60_000), now];
    callsOf.set(openid, recent);
    return recent.length > CALLS_PER_USER_AND_MINUTE;
  };

  const codeToSession = (query: URLSearchParams): object => {
    const wrong = findCredentialError(query.get('appid'), query.get('secret'));
    if (wrong !== null) return errorOf(wrong);
    if (query.get('grant_type') !== 'authorization_code') return errorOf(40002);
    if (!query.get('js_code')) return errorOf(41008);
    const openid = take(jsCodes, query.get('js_code'));
    if (openid === null) return errorOf(40029);
    if (isTooOften(openid)) return errorOf(45011);
    return { openid, session_key: randomBytes(16).toString('base64') };
  };

  const phoneNumber = (body: Record<string, unknown>): object => {
    const found = take(phoneCodes, body.code);
    if (found === null || (body.openid !== undefined && body.openid !== found.openid)) return errorOf(40029);
    const watermark = { timestamp: Math.floor(clock().getTime() / 1000), appid: credentials.wechat.appid };
    const { phone } = found;
    const phone_info = { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86', watermark };
    return { errcode: 0, errmsg: 'ok', phone_info };
  };

  const faceInfo = (body: Record<string, unknown>): object => {
    const face = faces.get(String(body.verify_result));
    if (face === undefined) return { errcode: 84001, errmsg: 'invalid verify_result' };
    return presentFace(face, clock());
  };

  const answer = ({ method, path, query, body }: Exchange, fault: Fault): Reply => {
    desk.count(`wechat ${path}`);
    if (fault.mode === 'error') return jsonReply(errorOf(Number(fault.code ?? -1)));
    const request = method === 'POST' ? parseObject(body) : {};
    if (request === null) return jsonReply(errorOf(47001));
    if (path === '/sns/jscode2session' && method === 'GET') return jsonReply(codeToSession(query));
    if (path === '/cgi-bin/stable_token') return jsonReply(accessTokens.issue(request));
    const wrong = accessTokens.findError(query.get('access_token'));
    if (wrong !== null) return jsonReply(errorOf(wrong));
    if (path === '/wxa/business/getuserphonenumber') return jsonReply(phoneNumber(request));
    if (path === '/cityservice/face/identify/getinfo') return jsonReply(faceInfo(request));
    if (path === '/cgi-bin/message/subscribe/send') return jsonReply(subscriptions.send(request));
    return jsonReply({ errcode: 48001, errmsg: 'api unauthorized' });
  };

  const remember = <T>(codes: Map<string, Once<T>>, value: T): string => {
    const code = randomBytes(16).toString('hex');
    codes.set(code, { value, madeAt: clock().getTime() });
    return code;
  };
  const mint: WechatMint = {
    jsCode: (openid) => remember(jsCodes, openid),
    phoneCode: (openid, phone) => remember(phoneCodes, { openid, phone }),
    faceResult: (openid, { name, certno }, passed = true) => {
      const result = randomBytes(24).toString('hex');
      faces.set(result, { openid, name, certno, passed });
      return result;
    },
  };
  return { answer, mint, subscriptions };
}

function presentFace(face: Face, now: Date): object {
  const md5 = (text: string) => createHash('md5').update(text, 'utf8').digest('hex');
  const seconds = Math.floor(now.getTime() / 1000);
  return {
    errcode: 0,
    errmsg: 'ok',
    // 0 = this face is the one of the number's owner.
    identify_ret: face.passed ? 0 : 1,
    identify_time: seconds,
    finish_time: seconds,
    validate_data: '',
    openid: face.openid,
    user_id_key: md5(face.certno),
    id_card_number_md5: md5(face.certno),
    name_utf8_md5: md5(face.name),
  };
}
