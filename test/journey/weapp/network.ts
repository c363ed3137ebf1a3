/** `wx.request` over real HTTP. The one origin that the package was built for stands for the server's domain. */
import { Refused, type Options } from './call.ts';

export type Exchange = {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
  status: number | null;
};

export type Network = {
  isOnline: () => boolean;
  /** Turned off, every request fails as on a train. */
  setOnline: (online: boolean) => void;
  /** Tells of every change. */
  listen: (listener: (online: boolean) => void) => void;
  /** Everything that left the phone. */
  exchanges: Exchange[];
  request: (options: Options) => Promise<Record<string, unknown>>;
};

const defaultTimeoutMs = 60_000;

/** @param serverOrigin where requests to the build's own API origin really go */
export function createNetwork(serverOrigin: string): Network {
  const exchanges: Exchange[] = [];
  const listeners: ((online: boolean) => void)[] = [];
  let online = true;
  return {
    isOnline: () => online,
    setOnline: (next) => {
      online = next;
      for (const listener of listeners) listener(online);
    },
    listen: (listener) => void listeners.push(listener),
    exchanges,
    request,
  };

  async function request(options: Options): Promise<Record<string, unknown>> {
    const method = stringOf(options.method, 'GET').toUpperCase();
    const headers = headersOf(options.header);
    const url = urlOf(options, method);
    const body = method === 'GET' ? undefined : bodyOf(options.data);
    const exchange: Exchange = {
      method,
      url: url.href,
      headers,
      body,
      status: null,
    };
    exchanges.push(exchange);
    if (!online) throw new Refused('net::ERR_INTERNET_DISCONNECTED');
    const timeout = typeof options.timeout === 'number' ? options.timeout : defaultTimeoutMs;
    const reply = await fetch(new URL(url.pathname + url.search, serverOrigin), {
      method,
      headers,
      signal: AbortSignal.timeout(timeout),
      ...(body === undefined ? {} : { body }),
    }).catch((error: unknown) => {
      throw new Refused(
        error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'net::ERR_FAILED',
      );
    });
    exchange.status = reply.status;
    return {
      statusCode: reply.status,
      header: Object.fromEntries(reply.headers),
      data: parsed(await reply.text(), stringOf(options.dataType, 'json')),
      cookies: [],
    };
  }
}

function urlOf(options: Options, method: string): URL {
  const text = stringOf(options.url, '');
  // WeChat refuses what is not a whole address.
  if (!/^https?:\/\//.test(text)) throw new Refused(`invalid url "${text}"`);
  const url = new URL(text);
  if (method === 'GET' && isRecord(options.data)) {
    for (const [name, value] of Object.entries(options.data)) url.searchParams.set(name, String(value));
  }
  return url;
}

function headersOf(header: unknown): Record<string, string> {
  const given = isRecord(header) ? header : {};
  const named = Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    'content-type': 'application/json',
    ...(Object.fromEntries(named) as Record<string, string>),
  };
}

function bodyOf(data: unknown): string | undefined {
  if (data === undefined || data === null) return undefined;
  return typeof data === 'string' ? data : JSON.stringify(data);
}

/** WeChat tries to parse the reply as JSON and hands out the text when it is none. */
function parsed(text: string, dataType: string): unknown {
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function stringOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
