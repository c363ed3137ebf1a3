// A line to a real server that a test can cut, hold or restore, while the server itself goes on for others.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpProxy {
  /** The given address, by way of this proxy. */
  url: string;
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Connections stand, nothing comes through. */
  hold(): void;
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** What was sent waits in the socket, as behind a full line; nothing is lost or reordered. */
function stall(socket: Socket): void {
  socket.unpipe();
  socket.pause();
}

export async function openProxy(target: string): Promise<TcpProxy> {
  const address = new URL(target);
  const pairs = new Set<[Socket, Socket]>();
  let held = false;

  const server = createServer((near) => {
    const far = connect(Number(address.port), address.hostname);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    const end = () => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    near.pipe(far);
    far.pipe(near);
    if (held) for (const socket of pair) stall(socket);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;

  const cut = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
    await closed;
  };
  return {
    url: url.href,
    cut,
    hold: () => {
      held = true;
      for (const pair of pairs) pair.forEach(stall);
    },
    restore: async () => {
      for (const [near, far] of held ? pairs : []) {
        near.pipe(far);
        far.pipe(near);
      }
      held = false;
      if (!server.listening) await listen(port);
    },
    close: async () => {
      if (server.listening) await cut();
    },
  };
}
