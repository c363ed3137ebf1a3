import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface Metrics {
  registry: Registry;
  requestSeconds: Histogram<'method' | 'route' | 'status'>;
  upstreamSeconds: Histogram<'system' | 'operation' | 'outcome'>;
  cacheReads: Counter<'cache' | 'outcome'>;
  /** How uploads ended: `arrived`, `busy`, `hash_mismatch`, `broken`, or the code they were refused with. */
  uploads: Counter<'outcome'>;
  /** What became of messages, by channel (wechat, sms, person) and outcome. */
  messages: Counter<'channel' | 'outcome'>;
  /** How much of a region's money for SMS of the month is spent: 1 = no more are sent. */
  smsSpent: Gauge<'region'>;
  /** Bytes of papers, as people sent and saw them: `received`, `kept`, `served`. */
  paperBytes: Counter<'flow'>;
}

/** One registry an app: several apps in one process (tests) do not share figures. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'http_request_seconds',
      help: 'Time to answer, by method, route template and status',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
    upstreamSeconds: new Histogram({
      name: 'upstream_call_seconds',
      help: 'Time of calls to systems we do not own, by system, operation and outcome',
      labelNames: ['system', 'operation', 'outcome'],
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    cacheReads: new Counter({
      name: 'cache_reads_total',
      help: 'Reads of a Redis cache, by cache and outcome (hit, miss)',
      labelNames: ['cache', 'outcome'],
      registers: [registry],
    }),
    uploads: new Counter({
      name: 'paper_uploads_total',
      help: 'Uploads that were to be finished, by outcome (arrived, or why not)',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    messages: new Counter({
      name: 'messages_total',
      help: 'Steps of delivery, by channel and outcome',
      labelNames: ['channel', 'outcome'],
      registers: [registry],
    }),
    smsSpent: new Gauge({
      name: 'sms_month_spent_ratio',
      help: 'SMS of the month to the most that the region pays for; 1 = the ceiling is reached',
      labelNames: ['region'],
      registers: [registry],
    }),
    paperBytes: new Counter({
      name: 'paper_bytes_total',
      help: 'Bytes of papers, by flow (received, kept, served)',
      labelNames: ['flow'],
      registers: [registry],
    }),
  };
}
