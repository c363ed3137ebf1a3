// The national platform, as far as this service asks it: who a person is (1101), which institutions there are
// (1201), one settlement (5203), her sums (5206).
import type { z } from 'zod';

import type { IdentitySource, InsuredPerson } from '../../account/identity-source.ts';
import type { Clock } from '../../clock.ts';
import type { HsaConfig } from '../../config.ts';
import { AppError } from '../../error.ts';
import type { Metrics } from '../../health/metrics.ts';
import { createBreaker } from '../breaker.ts';
import { gatewayHeaders, writeEnvelope, type Call } from './hsa.envelope.ts';
import {
  absentWords,
  accumulatorReply,
  institutionReply,
  personReply,
  replyEnvelope,
  settlementReply,
  type Accumulator,
  type PlatformInstitution,
  type PlatformPerson,
  type PlatformSettlement,
} from './hsa.mapping.ts';
import { openTransport, Unreachable, type Limits, type Transport } from './hsa.transport.ts';

export interface HsaOptions {
  config: HsaConfig;
  clock: Clock;
  metrics: Metrics;
  nextSequence: () => Promise<number>;
  /** insutype → scheme; null = a code that config/codes does not know. */
  insuranceOf: (code: string) => 'resident' | 'employee' | 'other' | null;
  limits?: Partial<Limits & { attempts: number; pauseMs: number }>;
}

/** fixmedins_type: hospitals, clinics and health centres, or 定点零售药店. */
export type InstitutionType = '1' | '2';
export type InstitutionSought = { type: InstitutionType } & ({ code: string } | { name: string });

export interface HsaClient extends IdentitySource {
  /** 1101. `undefined`: the platform knows no such person. */
  findPerson(who: { certno: string; name?: string }): Promise<PlatformPerson | undefined>;
  /**
   * 1201: one institution by its code, or all whose name holds some characters. `type` is fixmedins_type. Nothing found
   * is an empty list.
   */
  findInstitutions(which: InstitutionSought): Promise<PlatformInstitution[]>;
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

const defaults = { connectMs: 1000, totalMs: 2500, bytes: 1_000_000, attempts: 2, pauseMs: 100 };
/** 1201 has no pages: a common word of a name may bring every institution of a province. */
const listBytes = 4_000_000;

export function createHsaClient(options: HsaOptions): HsaClient {
  const limits = { ...defaults, ...options.limits };
  const people = openLine(options, limits);
  // What somebody types in search of a hospital must not close the way to what a case needs of a person.
  const institutions = openLine(options, { ...limits, bytes: listBytes });
  const { ask } = people;

  const findPerson: HsaClient['findPerson'] = ({ certno, name }) => {
    const who = { mdtrt_cert_type: '02', mdtrt_cert_no: certno, psn_cert_type: '01', certno };
    const data = name === undefined ? who : { ...who, psn_name: name };
    return ask({ transaction: '1101', input: { data } }, personReply, (reply) => reply.certno === certno);
  };

  const findInstitutions: HsaClient['findInstitutions'] = async ({ type, ...by }) => {
    const sought =
      'code' in by
        ? { fixmedins_type: type, fixmedins_name: '', fixmedins_code: by.code }
        : { fixmedins_type: type, fixmedins_name: by.name, fixmedins_code: '' };
    const isAboutIt = (found: PlatformInstitution[]) =>
      !('code' in by) || found.every(({ code }) => code === by.code);
    const call = { transaction: '1201', input: { medinsinfo: sought } } as const;
    return (await institutions.ask(call, institutionReply, isAboutIt)) ?? [];
  };

  return {
    findPerson,
    findInstitutions,
    findInsuredPerson: async (who) => presentInsured(await findPerson(who), who.name, options.insuranceOf),
    findSettlement: ({ psnNo, setlId, insuredIn }) =>
      ask(
        { transaction: '5203', insuredIn, input: { data: { psn_no: psnNo, setl_id: setlId } } },
        settlementReply,
        (reply) => reply.psnNo === psnNo && reply.setlId === setlId,
      ),
    findAccumulators: ({ psnNo, insuredIn, month }) =>
      ask(
        { transaction: '5206', insuredIn, input: { data: { psn_no: psnNo, cum_ym: month } } },
        accumulatorReply,
        () => true,
      ),
    breakerState: () => people.state(),
    close: () => {
      people.close();
      institutions.close();
    },
  };
}

/** A way to the platform with a breaker and connections of its own. */
function openLine(options: HsaOptions, limits: typeof defaults) {
  const transport = openTransport(options.config.url, limits);
  const breaker = createBreaker('hsa', options.metrics);
  return {
    ask: <T>(call: Call, schema: z.ZodType<T>, isAboutIt: (reply: T) => boolean) =>
      breaker.run(call.transaction, async () => {
        const output = await sendWithRetry(options, limits, transport, call);
        return output === undefined ? undefined : believe(call, output, schema, isAboutIt);
      }),
    state: () => breaker.state(),
    close: () => {
      breaker.close();
      transport.close();
    },
  };
}

/** All of these transactions only read, so a lost reply may be asked for again. */
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

/** The output of a transaction; `undefined` where the platform says that there is no such record. */
async function send(
  { config, clock, nextSequence }: HsaOptions,
  transport: Transport,
  call: Call,
): Promise<unknown> {
  const sequence = await nextSequence();
  const now = clock.now();
  const envelope = writeEnvelope(config, call, now, sequence);
  const headers = gatewayHeaders(config, call.transaction, now);
  const text = await transport.post(JSON.stringify(envelope), headers);
  const reply = replyEnvelope.safeParse(parseJson(text));
  if (!reply.success) throw unbelievable(call, 'no reply envelope');
  if (reply.data.infcode === 0) return reply.data.output;
  const words = reply.data.err_msg ?? '';
  if (absentWords.some((absent) => words.includes(absent))) return undefined;
  // The platform's words may hold a name or a number: they stay in the cause, which the log scrubs.
  throw new Error(`${call.transaction} was refused`, { cause: words });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What cannot be read, or is about somebody else, is never taken for the truth. */
function believe<T>(call: Call, output: unknown, schema: z.ZodType<T>, isAboutIt: (reply: T) => boolean): T {
  const reply = schema.safeParse(output);
  if (!reply.success) {
    throw unbelievable(call, reply.error.issues.map((issue) => issue.path.join('.')).join(', '));
  }
  if (!isAboutIt(reply.data)) throw unbelievable(call, 'it is about somebody or something else');
  return reply.data;
}

function unbelievable(call: Call, where: string): AppError {
  return new AppError(
    502,
    'upstream_invalid_reply',
    `the national platform's reply to ${call.transaction} cannot be used: ${where}`,
    { data: { system: 'hsa' } },
  );
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
