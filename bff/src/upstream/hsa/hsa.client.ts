// The national platform, as far as this service asks it: who a person is (1101), one settlement (5203), her sums (5206).
import CircuitBreaker from 'opossum';
import type { z } from 'zod';

import type { IdentitySource, InsuredPerson } from '../../account/identity-source.ts';
import type { Clock } from '../../clock.ts';
import type { HsaConfig } from '../../config.ts';
import { AppError } from '../../error.ts';
import { gatewayHeaders, writeEnvelope, type Call } from './hsa.envelope.ts';
import {
  absentWords,
  accumulatorReply,
  personReply,
  replyEnvelope,
  settlementReply,
  type Accumulator,
  type PlatformPerson,
  type PlatformSettlement,
} from './hsa.mapping.ts';
import { openTransport, Unreachable, type Limits, type Transport } from './hsa.transport.ts';

/** How one transaction ended, for counting: never what was in it. */
export type HsaOutcome = 'answered' | 'absent' | 'refused' | 'invalid' | 'unreachable' | 'not_tried';

export interface HsaOptions {
  config: HsaConfig;
  clock: Clock;
  nextSequence: () => Promise<number>;
  /** insutype → scheme; null = a code that config/codes does not know. */
  insuranceOf: (code: string) => 'resident' | 'employee' | 'other' | null;
  observe?: (transaction: string, outcome: HsaOutcome, milliseconds: number) => void;
  limits?: Partial<Limits & { attempts: number; pauseMs: number; reopenMs: number }>;
}

export interface HsaClient extends IdentitySource {
  /** 1101. `undefined`: the platform knows no such person. */
  findPerson(who: { certno: string; name?: string }): Promise<PlatformPerson | undefined>;
  /** 5203. `undefined`: the platform knows no such settlement of hers. */
  findSettlement(which: {
    psnNo: string;
    setlId: string;
    insuredIn: string;
  }): Promise<PlatformSettlement | undefined>;
  /** 5206: her sums of the year up to a month (`202603`). */
  findAccumulators(which: {
    psnNo: string;
    insuredIn: string;
    month: string;
  }): Promise<Accumulator[] | undefined>;
  close(): void;
}

const defaults = {
  connectMs: 1000,
  totalMs: 2500,
  bytes: 1_000_000,
  attempts: 2,
  pauseMs: 100,
  reopenMs: 5000,
};

/** The platform answered, and refused, in its own words. */
class Refused extends Error {
  override name = 'Refused';
}
/** The platform answered something that cannot be true or cannot be read. */
class Unbelievable extends Error {
  override name = 'Unbelievable';
}

type Ask = <T>(call: Call, schema: z.ZodType<T>, isAboutIt: (reply: T) => boolean) => Promise<T | undefined>;

export function createHsaClient(options: HsaOptions): HsaClient {
  const { breaker, ask, close } = openLine(options);

  const findPerson: HsaClient['findPerson'] = ({ certno, name }) => {
    const who = {
      mdtrt_cert_type: '02',
      mdtrt_cert_no: certno,
      psn_cert_type: '01',
      certno,
    };
    const data = name === undefined ? who : { ...who, psn_name: name };
    return ask({ transaction: '1101', input: { data } }, personReply, (reply) => reply.certno === certno);
  };

  return {
    findPerson,
    findInsuredPerson: async (who) => presentInsured(await findPerson(who), who.name, options.insuranceOf),
    findSettlement: ({ psnNo, setlId, insuredIn }) =>
      ask(
        {
          transaction: '5203',
          insuredIn,
          input: { data: { psn_no: psnNo, setl_id: setlId } },
        },
        settlementReply,
        (reply) => reply.psnNo === psnNo && reply.setlId === setlId,
      ),
    findAccumulators: ({ psnNo, insuredIn, month }) =>
      ask(
        {
          transaction: '5206',
          insuredIn,
          input: { data: { psn_no: psnNo, cum_ym: month } },
        },
        accumulatorReply,
        () => true,
      ),
    breakerState: () => (breaker.opened ? 'open' : breaker.halfOpen ? 'half_open' : 'closed'),
    close,
  };
}

/** The way to the platform: connection, circuit, and the check of what comes back. */
function openLine(options: HsaOptions) {
  const limits = { ...defaults, ...options.limits };
  const transport = openTransport(options.config.url, limits);
  const breaker = new CircuitBreaker((call: Call) => sendWithRetry(options, limits, transport, call), {
    // Each attempt has its own limits; only a platform that does not answer opens the circuit.
    timeout: false,
    errorFilter: (error: Error) => !(error instanceof Unreachable),
    errorThresholdPercentage: 50,
    volumeThreshold: 5,
    resetTimeout: limits.reopenMs,
  });

  const ask: Ask = (call, schema, isAboutIt) =>
    watch(options, call.transaction, async () => {
      const reply = schema.safeParse(await breaker.fire(call));
      if (!reply.success) {
        const [issue] = reply.error.issues;
        throw new Unbelievable(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
      }
      if (!isAboutIt(reply.data)) throw new Unbelievable('the reply is about somebody or something else');
      return reply.data;
    });

  const close = () => {
    breaker.shutdown();
    transport.close();
  };
  return { breaker, ask, close };
}

/** All three transactions only read, so a lost reply may be asked for again. */
async function sendWithRetry(
  options: HsaOptions,
  limits: typeof defaults,
  transport: Transport,
  call: Call,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(options, transport, call);
    } catch (error) {
      if (!(error instanceof Unreachable) || attempt >= limits.attempts) throw error;
      // Jitter: those who lost the platform together must not come back together.
      await new Promise((resume) => setTimeout(resume, limits.pauseMs * attempt * (0.5 + Math.random())));
    }
  }
}

async function send({ config, clock, nextSequence }: HsaOptions, transport: Transport, call: Call) {
  const sequence = await nextSequence();
  const now = clock.now();
  const envelope = writeEnvelope(config, call, now, sequence);
  const headers = gatewayHeaders(config, call.transaction, now);
  const text = await transport.post(JSON.stringify(envelope), headers);
  const reply = replyEnvelope.safeParse(parseJson(text));
  if (!reply.success) throw new Unbelievable('no reply envelope');
  if (reply.data.infcode !== 0) throw new Refused(reply.data.err_msg ?? '');
  return reply.data.output;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unbelievable('not JSON');
  }
}

/** Counts how the call ended, and turns its failure into one of ours. */
async function watch<T>(
  { observe }: HsaOptions,
  transaction: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const start = performance.now();
  const note = (outcome: HsaOutcome) => observe?.(transaction, outcome, performance.now() - start);
  try {
    const answer = await work();
    note('answered');
    return answer;
  } catch (error) {
    if (error instanceof Refused && absentWords.some((words) => error.message.includes(words))) {
      note('absent');
      return undefined;
    }
    note(outcomeOf(error));
    throw asAppError(transaction, error);
  }
}

function outcomeOf(error: unknown): HsaOutcome {
  if (error instanceof Refused) return 'refused';
  if (error instanceof Unbelievable) return 'invalid';
  return error instanceof Unreachable ? 'unreachable' : 'not_tried';
}

function isOpenCircuit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EOPENBREAKER';
}

/** The platform's words may hold a name or a number: they go into the cause, which the log scrubs, never into a reply. */
function asAppError(transaction: string, error: unknown): unknown {
  if (error instanceof Unbelievable) {
    return new AppError(
      502,
      'upstream_invalid_reply',
      `the national platform's reply to ${transaction} cannot be used`,
      { cause: error },
    );
  }
  if (error instanceof Refused || error instanceof Unreachable || isOpenCircuit(error)) {
    return new AppError(
      503,
      'upstream_unavailable',
      `the national platform does not answer ${transaction}; try again later`,
      { cause: error, retryAfter: 10 },
    );
  }
  return error;
}

function presentInsured(
  person: PlatformPerson | undefined,
  name: string,
  insuranceOf: HsaOptions['insuranceOf'],
): InsuredPerson | undefined {
  const insurance = person?.insurances.find(({ active }) => active);
  if (person === undefined || insurance === undefined || person.name !== name) return undefined;
  const scheme = insuranceOf(insurance.code);
  return {
    psnNo: person.psnNo,
    certno: person.certno,
    name: person.name,
    region: insurance.region,
    insurance: scheme === 'resident' || scheme === 'employee' ? scheme : 'none',
  };
}
