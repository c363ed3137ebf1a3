/** A line to a server that lets so many bytes a second pass, and that can be cut: what was on its way is lost. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type SlowLine = {
  url: string;
  /** Bytes that have passed towards the server. */
  passed: () => number;
  cut: () => void;
  close: () => Promise<void>;
};

/** Milliseconds between two parcels. */
const beat = 50;

/** @param onPassed told after every parcel how many bytes have passed in all */
export async function openSlowLine(
  port: number,
  bytesPerSecond: number,
  onPassed: (passed: number, cut: () => void) => void,
): Promise<SlowLine> {
  const parcel = Math.round((bytesPerSecond * beat) / 1000);
  const pairs = new Set<readonly [Socket, Socket]>();
  let passed = 0;
  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    pairs.clear();
  };
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    far.pipe(near);
    near.on('readable', () => undefined);
    const pump = setInterval(() => {
      const bytes = takeUpTo(near, parcel);
      if (bytes === null) return;
      far.write(bytes);
      passed += bytes.length;
      onPassed(passed, cut);
    }, beat);
    for (const socket of pair) {
      socket
        .on('error', () => undefined)
        .on('close', () => {
          clearInterval(pump);
          near.destroy();
          far.destroy();
          pairs.delete(pair);
        });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed: () => passed,
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

/** What waits, at most so many bytes. */
function takeUpTo(socket: Socket, most: number): Buffer | null {
  const waiting = socket.readableLength;
  return waiting === 0 ? null : (socket.read(Math.min(waiting, most)) as Buffer | null);
}
