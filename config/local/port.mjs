// Loopback ports: which are free, and when somebody answers on one.
import { createServer, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** undefined when the port can be taken, else the system's reason (EADDRINUSE, EACCES …). */
export function whyNotFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ port, host }, () => server.close(() => resolve(undefined)));
  });
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** undefined when somebody listens at the place, else the system's reason. */
export function whyNoAnswer({ host, port }) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (reason) => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(5_000, () => done('no answer within 5 s'));
    socket.once('connect', () => done(undefined));
    socket.once('error', (error) => done(error.code));
  });
}

/** Waits until a server on `port` sends its first byte (after `greeting`, if it waits to be spoken to). */
export async function waitForAnswer(port, child, { greeting, withinMs = 60_000 } = {}) {
  const until = Date.now() + withinMs;
  while (child.alive && Date.now() < until) {
    if (await answers(port, greeting)) return true;
    await sleep(40);
  }
  return false;
}

function answers(port, greeting) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => done(false));
    socket.once('connect', () => greeting && socket.write(greeting));
    socket.once('data', () => done(true));
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
}

/** Waits until `url` answers 2xx; false when the process behind it ends first or the time is over. */
export async function waitForHttp(url, child, withinMs = 60_000) {
  const until = Date.now() + withinMs;
  while (child.alive && Date.now() < until) {
    const reply = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await reply?.body?.cancel();
    if (reply?.ok) return true;
    await sleep(100);
  }
  return false;
}
