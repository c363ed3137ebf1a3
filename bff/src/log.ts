import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

const personal = [
  'authorization',
  'token',
  'certno',
  'name',
  'psn_name',
  'psn_no',
  'phone',
  'tel',
  'openid',
  'code',
  'body',
];

/** Citizen numbers and phone numbers, wherever they stand in a line: in a message, a stack, an upstream's reply. */
const citizenNumber = /(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?!\d)/g;
const phoneNumber = /(?<!\d)1[3-9]\d{9}(?!\d)/g;

function scrub(line: string): string {
  return line.replace(citizenNumber, '[citizen number]').replace(phoneNumber, '[phone]');
}

/** Names what happened and where. The driver's error also holds the statement with its values: left out. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { reason: code } : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** A log of JSON lines without personal data: fields by name, numbers by form. */
export function createLog(level: string, destination: DestinationStream = process.stdout): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: personal.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { err: describeError },
    },
    { write: (line: string) => destination.write(scrub(line)) },
  );
}
