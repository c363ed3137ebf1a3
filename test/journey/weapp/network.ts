/** `wx.request` over real HTTP. The one origin that the package was built for stands for the server's domain. */
import { Refused, type Options } from './call.ts';
import { isBytes } from './files.ts';

export type Exchange = {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** Text as it was sent; of bytes, how many. */
  body: string | undefined;
  status: number | null;
};

export type Network = {
  isOnline: () => boolean;
  /** Turned off, every request fails as on a train: those under way, and those that follow. */
  setOnline: (online: boolean) => void;
  /** The network goes in the moment in which a request to such an address leaves. */
  loseAt: (address: RegExp) => void;
  /** Tells of every change. */
  listen: (listener: (online: boolean) => void) => void;
  /** Everything that left the phone. */
  exchanges: Exchange[];
  request: (options: Options) => Promise<Record<string, unknown>>;
  /** The app was ended: what was under way is cut, nothing more leaves, and nobody hears of it. */
  end: () => void;
};

const defaultTimeoutMs = 60_000;

/** @param serverOrigin where requests to the build's own API origin really go */
export function createNetwork(serverOrigin: string): Network {
  const exchanges: Exchange[] = [];
  const listeners: ((online: boolean) => void)[] = [];
  const underWay = new Set<AbortController>();
  const cut = (): void => underWay.forEach((one) => one.abort());
  let online = true;
  let ended = false;
  let weakSpot: RegExp | undefined;
  const setOnline = (next: boolean): void => {
    online = next;
    if (!online) cut();
    for (const listener of listeners) listener(online);
  };
  return {
    isOnline: () => online,
    setOnline,
    loseAt: (address) => void (weakSpot = address),
    listen: (listener) => void listeners.push(listener),
    exchanges,
    request,
    end: () => {
      ended = true;
      cut();
    },
  };

  async function request(options: Options): Promise<Record<string, unknown>> {
    if (ended) return await forever;
    const method = stringOf(options.method, 'GET').toUpperCase();
    const headers = headersOf(options.header);
    const url = urlOf(options, method);
    const body = method === 'GET' ? undefined : bodyOf(options.data);
    const exchange: Exchange = { method, url: url.href, headers, body: wordsOf(body), status: null };
    exchanges.push(exchange);
    if (weakSpot?.test(url.href)) {
      weakSpot = undefined;
      setOnline(false);
    }
    if (!online) throw new Refused('net::ERR_INTERNET_DISCONNECTED');
    const control = new AbortController();
    underWay.add(control);
    try {
      const timeout = typeof options.timeout === 'number' ? options.timeout : defaultTimeoutMs;
      const reply = await fetch(new URL(url.pathname + url.search, serverOrigin), {
        method,
        headers,
        signal: AbortSignal.any([control.signal, AbortSignal.timeout(timeout)]),
        ...(body === undefined ? {} : { body }),
      });
      exchange.status = reply.status;
      const data =
        options.responseType === 'arraybuffer'
          ? new Uint8Array(await reply.arrayBuffer())
          : parsed(await reply.text(), stringOf(options.dataType, 'json'));
      if (ended) return await forever;
      return { statusCode: reply.status, header: Object.fromEntries(reply.headers), data, cookies: [] };
    } catch (error) {
      if (ended) return await forever;
      throw new Refused(isLate(error) ? 'timeout' : 'net::ERR_FAILED');
    } finally {
      underWay.delete(control);
    }
  }
}

/** What an app that was ended waits for. */
const forever = new Promise<never>(() => undefined);

function isLate(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
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

type Body = string | Uint8Array<ArrayBuffer>;

/** Text and bytes travel as they are, all else as JSON. */
function bodyOf(data: unknown): Body | undefined {
  if (data === undefined || data === null) return undefined;
  if (isBytes(data)) return new Uint8Array(data).slice();
  return typeof data === 'string' ? data : JSON.stringify(data);
}

function wordsOf(body: Body | undefined): string | undefined {
  return body instanceof Uint8Array ? `${body.length} bytes` : body;
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
