// One POST to the platform: a limit on connecting, one on the whole exchange, one on the size of the reply.
import http from 'node:http';
import https from 'node:https';

export interface Limits {
  connectMs: number;
  totalMs: number;
  bytes: number;
}

/** The platform did not answer, or what stands in front of it answered for it: asking again is worth it. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

export interface Transport {
  /** The body of a 2xx reply. @throws {Unreachable} when asking again is worth it, {Error} when it is not */
  post(body: string, headers: Record<string, string>): Promise<string>;
  close(): void;
}

export function openTransport(address: string, limits: Limits): Transport {
  const url = new URL(address);
  const { Agent, request } = url.protocol === 'https:' ? https : http;
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 64,
    keepAliveMsecs: 10_000,
  });

  const post = (body: string, headers: Record<string, string>) =>
    new Promise<string>((resolve, reject) => {
      const payload = Buffer.from(body, 'utf8');
      const length = {
        'content-type': 'application/json;charset=UTF-8',
        'content-length': payload.length,
      };
      const outgoing = request(url, {
        method: 'POST',
        agent,
        headers: { ...headers, ...length },
      });
      const give = (problem: string, cause?: unknown) => {
        clearTimeout(connecting);
        clearTimeout(whole);
        outgoing.destroy();
        reject(new Unreachable(problem, { cause }));
      };
      const whole = setTimeout(() => give(`no whole reply within ${limits.totalMs} ms`), limits.totalMs);
      const connecting = setTimeout(
        () => give(`no connection within ${limits.connectMs} ms`),
        limits.connectMs,
      );
      outgoing.on('socket', (socket) => {
        if (!socket.connecting) clearTimeout(connecting);
        else socket.once('connect', () => clearTimeout(connecting));
      });
      outgoing.on('error', (error) => give('the connection failed', error));
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > limits.bytes) give(`a reply above ${limits.bytes} bytes`);
          else chunks.push(chunk);
        });
        incoming.on('error', (error) => give('the reply broke off', error));
        incoming.on('end', () => {
          clearTimeout(whole);
          const status = incoming.statusCode ?? 0;
          if (status >= 500) give(`HTTP ${status}`);
          // The gateway refuses our key, our clock or our request: asking again would not help.
          else if (status < 200 || status > 299) reject(new Error(`the gateway answered HTTP ${status}`));
          else resolve(Buffer.concat(chunks).toString('utf8'));
        });
      });
      outgoing.end(payload);
    });

  return { post, close: () => agent.destroy() };
}
