/** `/control` and `/inbox`: how a person, a script or a test in another process drives the doubles over HTTP. */
import { z } from 'zod';

import { type ControlDesk, controlRequest, systems } from './control.ts';
import { sandboxEnvironment } from './credentials.ts';
import { type Exchange, jsonReply, parseObject, type Reply } from './exchange.ts';
import { listAccounts } from './families/accounts.ts';
import type { Platform } from './hsa/platform.ts';
import { receiptsRequest } from './sms/receipts.ts';
import type { Sms } from './sms/sms.ts';
import type { Wechat } from './wechat/wechat.ts';
import type { World } from './world.ts';

type Doubles = {
  desk: ControlDesk;
  platform: Platform;
  wechat: Wechat;
  sms: Sms;
  families: World;
  url: () => string;
};

const jsCodeRequest = z.strictObject({ openid: z.string().min(1) });
const phoneCodeRequest = z.strictObject({ openid: z.string().min(1), phone: z.string() });
const faceRequest = z.strictObject({
  openid: z.string().min(1),
  name: z.string(),
  certno: z.string(),
  passed: z.boolean().default(true),
});
const allowanceRequest = z.strictObject({
  openid: z.string().min(1),
  templateId: z.string().min(1),
  count: z.int().min(1).default(1),
});
const tokenRequest = z.strictObject({ certno: z.string().length(18) });

/** The reply of a control route; null when the path is none of them. */
export function answerControl(exchange: Exchange, doubles: Doubles): Reply | null {
  const { desk, sms, wechat, families, url } = doubles;
  const route = `${exchange.method} ${exchange.path}`;
  switch (route) {
    case 'GET /inbox':
      return jsonReply({
        messages: sms.inbox(exchange.query.get('phone') ?? undefined),
        wechat: wechat.subscriptions.messages(exchange.query.get('openid') ?? undefined),
      });
    case 'GET /control':
      return jsonReply({ ...desk.faults(), calls: desk.allCalls() });
    case 'PUT /control':
      return setFaults(exchange, desk);
    case 'PUT /control/receipts':
      return setReceipts(exchange, sms);
    case 'DELETE /control':
      desk.reset();
      return jsonReply(desk.faults());
    case 'GET /control/accounts':
      return jsonReply({ accounts: listAccounts(families) });
    case 'GET /control/environment':
      return jsonReply(sandboxEnvironment(url()));
    default:
      return exchange.method === 'POST' && exchange.path.startsWith('/control/')
        ? mint(exchange, doubles)
        : null;
  }
}

function setFaults(exchange: Exchange, desk: ControlDesk): Reply {
  const parsed = controlRequest.safeParse(parseObject(exchange.body));
  if (!parsed.success) return refusal(parsed.error);
  for (const system of systems) {
    const fault = parsed.data[system];
    if (fault) desk.set(system, fault);
  }
  return jsonReply(desk.faults());
}

function setReceipts(exchange: Exchange, sms: Sms): Reply {
  const parsed = receiptsRequest.safeParse(parseObject(exchange.body));
  if (!parsed.success) return refusal(parsed.error);
  sms.receipts.set(parsed.data);
  return jsonReply(sms.receipts.pushes());
}

/** What a phone would have been handed by WeChat, or by the electronic-certificate app. */
function mint(exchange: Exchange, { platform, wechat }: Doubles): Reply | null {
  const body = parseObject(exchange.body);
  const reply = <T>(schema: z.ZodType<T>, make: (request: T) => object): Reply => {
    const parsed = schema.safeParse(body);
    return parsed.success ? jsonReply(make(parsed.data), 201) : refusal(parsed.error);
  };
  switch (exchange.path) {
    case '/control/wechat-codes':
      return reply(jsCodeRequest, ({ openid }) => ({ code: wechat.mint.jsCode(openid) }));
    case '/control/phone-codes':
      return reply(phoneCodeRequest, ({ openid, phone }) => ({ code: wechat.mint.phoneCode(openid, phone) }));
    case '/control/face-results':
      return reply(faceRequest, ({ openid, passed, ...person }) => ({
        verifyResult: wechat.mint.faceResult(openid, person, passed),
      }));
    // The tap that lets a mini-program send messages of a template.
    case '/control/subscriptions':
      return reply(allowanceRequest, ({ openid, templateId, count }) => ({
        allowed: wechat.subscriptions.allow(openid, templateId, count),
      }));
    case '/control/tokens':
      return reply(tokenRequest, ({ certno }) => ({ token: platform.mintToken(certno) }));
    default:
      return null;
  }
}

function refusal(error: z.ZodError): Reply {
  return jsonReply({ error: error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) }, 400);
}
