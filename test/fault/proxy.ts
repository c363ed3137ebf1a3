/** A proxy that waits for the whole reply, and then now and then loses it. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Proxy = { url: string; dropped(): number; close(): Promise<void> };

/** @param drops asked once a reply has come back whole: whether the client is to see a broken connection instead */
export async function openProxy(port: number, drops: () => boolean): Promise<Proxy> {
  let dropped = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    const { method = 'GET', url = '/', headers } = incoming;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (reply) => {
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => {
        if (drops()) {
          dropped += 1;
          incoming.socket.resetAndDestroy();
          return;
        }
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers).end(Buffer.concat(chunks));
      });
    });
    onward.on('error', () => incoming.socket.resetAndDestroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dropped: () => dropped,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
