/** A private server that a fault test may take away (`stop`, `kill`) and bring back on the same port (`start`). */
export interface PrivateServer {
  url: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface Ground {
  databaseUrl: string;
  /** Who makes databases and brings them up to date; the application's own where one user does both. */
  migrationUrl: string;
  redisUrl: string;
  database: PrivateServer;
  redis: PrivateServer;
  stop(): Promise<void>;
}

/** Without `dataDir` the data are thrown away at the end; with `env: {}` the servers are private whatever the caller's environment says. */
export function startGround(options?: {
  dataDir?: string;
  env?: Record<string, string | undefined>;
}): Promise<Ground>;
