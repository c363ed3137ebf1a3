// Subscribe messages: what she allowed by a tap, one message an accept.
import { z } from 'zod';

import type { Config } from '../../config.ts';
import { exchangeJson } from '../json.ts';
import { NeverLeft, type NoticeOutcome } from '../notice.ts';
import type { AccessTokens } from './access-token.ts';
import { address, busy, staleToken, system } from './wechat.replies.ts';
import type { WechatNotice } from './wechat.ts';

/** She allowed no more messages of this template, or none at all. */
const noConsent = new Set([43101, 43107, 40003]);
/** Another message to the same person is under way. */
const concurrent = 43108;
const oneMinute = 60_000;

const sendReply = z.object({ errcode: z.int(), msgid: z.union([z.int(), z.string()]).optional() });

/** @throws where there is no answer; see `outcomeOfFailure` */
export async function sendSubscribeMessage(
  config: Config['wechat'],
  tokens: AccessTokens,
  notice: WechatNotice,
): Promise<NoticeOutcome> {
  const first = await send(config, await tokenToSend(tokens.get()), notice);
  // A call with a token that was given up is an answer: nothing was sent.
  if (!staleToken.has(first.errcode)) return outcomeOf(first);
  return outcomeOf(await send(config, await tokenToSend(tokens.renew()), notice));
}

function send(
  config: Config['wechat'],
  token: string,
  { openid, templateId, page, data }: WechatNotice,
): Promise<z.output<typeof sendReply>> {
  const url = address(config, '/cgi-bin/message/subscribe/send', { access_token: token });
  const body = {
    touser: openid,
    template_id: templateId,
    page,
    data,
    miniprogram_state: 'formal',
    lang: 'zh_CN',
  };
  return exchangeJson(system, url, sendReply, { method: 'POST', body });
}

/** Without a token nothing was sent yet. */
function tokenToSend(fetched: Promise<string>): Promise<string> {
  return fetched.catch((cause: unknown) => {
    throw new NeverLeft('no access token', { cause });
  });
}

function outcomeOf({ errcode, msgid }: z.output<typeof sendReply>): NoticeOutcome {
  if (errcode === 0) return { kind: 'accepted', serial: msgid === undefined ? null : `wechat:${msgid}` };
  const code = String(errcode);
  if (noConsent.has(errcode)) return { kind: 'refused', why: 'consent', code };
  if (busy.has(errcode) || errcode === concurrent) {
    return { kind: 'refused', why: 'later', code, waitMs: oneMinute };
  }
  // The template, its words, our credentials: 40037, 47003, 45168 …
  return { kind: 'refused', why: 'ours', code };
}
