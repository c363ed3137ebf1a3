/**
 * Doubles of the systems nobody can reach from a laptop, in one process:
 * `/hsa` national platform · `/wechat/*` WeChat · `POST /` SMS (as the SDK calls it; `/sms/` too) · `/realname/check` ·
 * `/control` to make them slow, away, refusing or lying · `/inbox` the messages that went out.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Clock } from './clock.ts';
import { answerControl } from './control.route.ts';
import { type Control, type ControlDesk, openControlDesk, type System } from './control.ts';
import { sandboxEnvironment } from './credentials.ts';
import { type Exchange, gatewayPage, jsonReply, readExchange, type Reply, sendReply } from './exchange.ts';
import { openPlatform } from './hsa/platform.ts';
import { openRealName } from './realname/realname.ts';
import type { Receipts } from './sms/receipts.ts';
import { openSms, type SentMessage } from './sms/sms.ts';
import type { Subscriptions } from './wechat/subscriptions.ts';
import { openWechat, type WechatMint } from './wechat/wechat.ts';
import { emptyWorld, type World } from './world.ts';

export type SandboxOptions = {
  /** 0 = any free port. */
  port: number;
  host?: string;
  /** The invented people; a test may change them while it runs. Default: nobody. */
  families?: World;
  clock?: Clock;
  /** The networks' clock, by which receipts are dated. The carrier's own must be the machine's: calls are signed by it. */
  networkClock?: Clock;
  onSms?: (message: SentMessage) => void;
};

export type Sandbox = {
  url: string;
  control: Control;
  /** Messages that went out, oldest first. */
  inbox(phone?: string): SentMessage[];
  families: World;
  /** What the networks report of SMS, and when. */
  receipts: Receipts;
  /** This number takes no messages from now on. */
  blockPhone(phone: string): void;
  wechat: WechatMint & Pick<Subscriptions, 'allow' | 'messages'>;
  /** Mints a token of an electronic certificate for 1101. */
  mintToken(certno: string): string;
  /** The BFF's variables that point to this sandbox. */
  environment: Record<string, string>;
  stop(): Promise<void>;
};

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port, host = '127.0.0.1', families = emptyWorld(), clock = () => new Date(), onSms } = options;
  const networkClock = options.networkClock ?? clock;
  const desk = openControlDesk();
  const platform = openPlatform(families, desk, clock);
  const wechat = openWechat(desk, clock);
  const sms = openSms(desk, { clock, networkClock }, onSms ?? (() => undefined));
  const realname = openRealName(families, desk);
  const places: Record<System, Place> = { hsa: platform, wechat, sms, realname };
  let url = '';

  const server = createServer((request, response) => {
    const answer = async () => {
      const exchange = await readExchange(request);
      const reply = answerControl(exchange, { desk, platform, wechat, sms, families, url: () => url });
      if (reply) {
        sendReply(response, reply);
        return;
      }
      const system = findSystem(exchange);
      if (system === null) sendReply(response, jsonReply({ error: 'nothing here' }, 404));
      else
        await answerAs(system, places[system], withoutPrefix(exchange, system), { request, response, desk });
    };
    answer().catch((error: unknown) => {
      console.error('sandbox:', error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  url = `http://${host}:${(server.address() as AddressInfo).port}`;

  return {
    url,
    control: desk,
    inbox: (phone) => sms.inbox(phone),
    families,
    receipts: sms.receipts,
    blockPhone: (phone) => sms.block(phone),
    wechat: { ...wechat.mint, ...wechat.subscriptions },
    mintToken: (certno) => platform.mintToken(certno),
    environment: sandboxEnvironment(url),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        // Whoever hangs on a double that is away is let go.
        server.closeAllConnections();
      }),
  };
}

type Place = {
  answer(exchange: Exchange, fault: ReturnType<ControlDesk['takeFault']>): Reply | Promise<Reply>;
};
type Wire = { request: IncomingMessage; response: ServerResponse; desk: ControlDesk };

async function answerAs(system: System, place: Place, exchange: Exchange, wire: Wire): Promise<void> {
  const fault = wire.desk.takeFault(system);
  if (fault.mode === 'away') {
    wire.desk.count(`${system} away`);
    if (fault.how === 'lost_reply') await place.answer(exchange, { mode: 'ok' });
    if (fault.how === 'cut_reply') breakOff(wire, await place.answer(exchange, { mode: 'ok' }));
    if (fault.how === 'reset' || fault.how === 'lost_reply') wire.request.socket.resetAndDestroy();
    if (fault.how === 'gateway_page') sendReply(wire.response, gatewayPage);
    return;
  }
  if (fault.mode === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs).unref());
  sendReply(wire.response, await place.answer(exchange, fault));
}

/** Head and half of the body arrive, and then nothing more. Without a length, as a proxy passes it on. */
function breakOff({ request, response }: Wire, { status, headers, body }: Reply): void {
  response.writeHead(status, headers);
  response.write(body.slice(0, body.length / 2), () => request.socket.destroy());
}

function findSystem({ method, path }: Exchange): System | null {
  if (path === '/hsa' && method === 'POST') return 'hsa';
  if (path.startsWith('/wechat/')) return 'wechat';
  if ((path === '/' || path === '/sms/') && method === 'POST') return 'sms';
  return path.startsWith('/realname/') ? 'realname' : null;
}

/** The SMS signature covers the path as it was called, so that one stays. */
function withoutPrefix(exchange: Exchange, system: System): Exchange {
  return system === 'sms' ? exchange : { ...exchange, path: exchange.path.slice(system.length + 1) };
}
