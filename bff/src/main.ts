// Starts the process from its environment, and ends it without dropping what it has begun.
import { createServer, type Server } from 'node:http';

import { buildApp } from './app.ts';
import { assemble } from './assemble.ts';
import { startHeadExport } from './audit/audit.export.ts';
import { checkAuditGuarded } from './audit/audit.guard.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import type { Deps } from './deps.ts';
import { startDeskSweeper } from './desk/desk.sweeper.ts';
import { createLog, type Logger } from './log.ts';
import { startRelay } from './message/relay.ts';
import { syncOrganisations } from './organisation/organisation.sync.ts';
import { sweepPapers } from './paper/paper.sweep.ts';
import { closePaid } from './payment/paid.sweep.ts';
import { startSweeper } from './settlement/sweeper.ts';
import { sweep } from './storage/sweep.ts';

const sweepEvery = 10 * 60 * 1000;
/** In production a load balancer needs to see /ready turn before the door closes. */
const noticeTime = 3000;
/** Longest wait for requests under way. */
const drainTime = 10_000;

async function start(config: Config, log: Logger): Promise<void> {
  const { deps, close } = await assemble(config, log);
  try {
    await checkAuditGuarded(deps);
  } catch (error) {
    await close();
    throw error;
  }
  await keepOrganisations(deps);
  const answer = buildApp(deps).callback();
  const server = createServer((request, response) => void answer(request, response));
  try {
    await listen(server, config);
  } catch (error) {
    await close();
    throw error;
  }
  log.info({ host: config.host, port: config.port }, 'listening');

  const sweeping = setInterval(() => {
    void keepOrganisations(deps);
    void Promise.all([sweep(deps.db, deps.clock), sweepPapers(deps), closePaid(deps)]).catch(
      (error: unknown) => log.warn({ err: error }, 'the sweep did not finish'),
    );
  }, sweepEvery);

  const sweeper = startSweeper(deps, config.sweepSeconds);
  const relay = startRelay(deps, config.sweepSeconds);
  const desk = startDeskSweeper(deps, config.sweepSeconds);
  const headExport = startHeadExport(deps);

  const stop = async () => {
    if (deps.lifecycle.stopping) return;
    deps.lifecycle.stopping = true;
    log.info('stopping: finishing the requests under way');
    clearInterval(sweeping);
    if (config.environment === 'production') await pause(noticeTime);
    await Promise.all([drain(server), sweeper.stop(), desk.stop(), relay.stop()]);
    // After the last request: what it wrote is in the head that is left behind.
    await headExport.stop();
    await close();
    log.info('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop().catch((error: unknown) => {
        log.fatal({ err: error }, 'could not stop in order');
        process.exitCode = 1;
      });
    });
  }
}

/** A database that is away keeps nobody from starting: it is tried again with the next sweep. */
async function keepOrganisations(deps: Deps): Promise<void> {
  try {
    const synced = await syncOrganisations(deps);
    if (Object.values(synced).some((count) => count > 0))
      deps.log.info(synced, 'organisations brought up to date');
  } catch (error) {
    deps.log.warn({ err: error }, 'the organisations could not be brought up to date');
  }
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new ConfigError(`PORT ${port} is taken on ${host}; choose another one`) : error);
    });
    server.listen(port, host, resolve);
  });
}

/** Takes no more connections, and waits for the answers that are under way. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await Promise.race([closed, pause(drainTime)]);
  server.closeAllConnections();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

async function main(): Promise<void> {
  let log: Logger | undefined;
  try {
    const config = readConfig(process.env);
    log = createLog(config.logLevel);
    await start(config, log);
  } catch (error) {
    // Before there are settings there is no log; a message for the operator is plain text.
    if (error instanceof ConfigError || log === undefined) process.stderr.write(`${String(error)}\n`);
    else log.fatal({ err: error }, 'could not start');
    process.exitCode = 1;
  }
}

void main();
