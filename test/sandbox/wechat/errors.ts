/** WeChat's errcodes and their words. */
import { credentials } from '../credentials.ts';

const MESSAGES: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40125: 'invalid appsecret',
  41008: 'missing code',
  42001: 'access_token expired',
  43101: 'user refuse to accept the msg',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
};

export const errorOf = (errcode: number) => ({ errcode, errmsg: MESSAGES[errcode] ?? 'error' });

/** Which errcode a wrong appid or secret gets; null when both are right. */
export function findCredentialError(appid: unknown, secret: unknown): number | null {
  if (appid !== credentials.wechat.appid) return 40013;
  return secret === credentials.wechat.secret ? null : 40125;
}
