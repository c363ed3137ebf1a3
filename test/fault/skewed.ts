/** A BFF in this process whose clock stands where it is put, on the database of the one that is played with. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { buildApp } from '../../bff/src/app.ts';
import { assemble } from '../../bff/src/assemble.ts';
import { dayInChina } from '../../bff/src/clock.ts';
import { readConfig } from '../../bff/src/config.ts';
import type { Deps } from '../../bff/src/deps.ts';
import { createLog } from '../../bff/src/log.ts';
import type { Stage } from './stage.ts';

export type Skewed = {
  url: string;
  deps: Deps;
  /** Moves the clock, forward or back: milliseconds since 1970. */
  set: (instant: number) => void;
  close: () => Promise<void>;
};

export async function openSkewed({ environment }: Stage, instant: number): Promise<Skewed> {
  let now = instant;
  const clock = { now: () => now, today: () => dayInChina(now) };
  const { deps, close } = await assemble(readConfig(environment), createLog('silent'), clock);
  const answer = buildApp(deps).callback();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deps,
    set: (to) => void (now = to),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await close();
    },
  };
}
