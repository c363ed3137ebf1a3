// What WeChat's server interface answers, whatever was asked: HTTP is 200, errcode tells.
import { z } from 'zod';

import type { Config } from '../../config.ts';
import { AppError } from '../../error.ts';

export const system = 'wechat';

const invalidCode = new Set([40029, 40163, 41008]);
export const busy: ReadonlySet<number> = new Set([-1, 45009, 45011]);
export const staleToken: ReadonlySet<number> = new Set([40001, 40014, 42001]);

export const failure = z.object({ errcode: z.int().refine((code) => code !== 0) });

export function address(config: Config['wechat'], path: string, query: Record<string, string>): URL {
  const url = new URL(config.url.replace(/\/$/, '') + path);
  url.search = new URLSearchParams(query).toString();
  return url;
}

export function refusalOf(errcode: number): Error {
  if (invalidCode.has(errcode)) {
    return new AppError(
      422,
      'wechat_code_invalid',
      'the code of wx.login is wrong, used or older than 5 minutes',
    );
  }
  if (busy.has(errcode)) return new Error(`WeChat is busy: errcode ${errcode}`);
  // Wrong appid or secret, address not allowed …: ours to mend, and nothing the person can do.
  return new Error(
    `WeChat refused the call: errcode ${errcode}; check WECHAT_APPID, WECHAT_SECRET and its whitelist`,
  );
}
