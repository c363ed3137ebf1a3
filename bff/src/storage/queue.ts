// BullMQ on its own Redis connections: it shares work between processes, and holds no truth. What it loses is put in again.
import { Queue, Worker, type ConnectionOptions } from 'bullmq';

export interface WorkQueue {
  /** Whether the queue took them. */
  put: (names: readonly string[]) => Promise<boolean>;
  close: () => Promise<void>;
}

export interface QueueWork {
  name: string;
  /** How many are worked on at once in this process. */
  concurrency: number;
  /** Most of them a second, over all processes. */
  perSecond: number;
  work: (name: string) => Promise<void>;
  onTrouble: (error: Error) => void;
}

/** Milliseconds that a queue that does not answer is waited for. */
const patience = 1000;

export function openQueue(
  url: string,
  { name, concurrency, perSecond, work, onTrouble }: QueueWork,
): WorkQueue {
  const connection = connectionOf(url);
  const prefix = `queue:v1${new URL(url).pathname}`;
  // A queue that is away says so at once; a worker waits for it as long as it takes.
  const queue = new Queue(name, {
    prefix,
    connection: { ...connection, maxRetriesPerRequest: 1, enableOfflineQueue: false },
    // What is done leaves nothing behind: the name may come again.
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
  });
  const worker = new Worker<null>(name, (job) => work(job.name), {
    prefix,
    connection: { ...connection, maxRetriesPerRequest: null },
    concurrency,
    limiter: { max: perSecond, duration: 1000 },
    maxStalledCount: 0,
  });
  queue.on('error', onTrouble);
  worker.on('error', onTrouble);

  return {
    async put(names) {
      const jobs = names.map((job) => ({ name: job, data: null }));
      return inTime(
        queue.addBulk(jobs).then(
          () => true,
          () => false,
        ),
      );
    },
    async close() {
      await inTime(worker.close().then(() => true));
      await Promise.allSettled([worker.disconnect(), queue.disconnect()]);
    },
  };
}

async function inTime(done: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  const first = await Promise.race([done, late]);
  clearTimeout(timer);
  return first;
}

function connectionOf(url: string): ConnectionOptions & object {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  return {
    host: hostname,
    port: Number(port === '' ? 6379 : port),
    db: Number(pathname.slice(1) === '' ? 0 : pathname.slice(1)),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}
