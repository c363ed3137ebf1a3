// How a city's bank wants its file and how it answers: config/bank/<admdvs>.yaml.
import { basename } from 'node:path';

import { paymentFailure } from '@yijiutong/rules/contract';
import type { Day } from '@yijiutong/rules/kernel';
import { z } from 'zod';

import { readFolder } from '../storage/yaml-files.ts';

const figure = z.enum(['batch', 'day', 'count', 'total', 'paid_count', 'paid_total']);
export type FrameField = z.infer<typeof figure>;
const order = z.strictObject({
  encoding: z.enum(['gb18030', 'utf-8', 'utf-8-bom']),
  line_end: z.enum(['crlf', 'lf']),
  header: z.array(figure),
  columns: z.array(
    z.strictObject({
      title: z.string().min(1),
      is: z.enum(['line', 'payment', 'holder', 'bank', 'account', 'amount', 'purpose']),
    }),
  ),
  purpose: z.string().min(1).max(20),
  trailer: z.array(figure),
});
const answerColumn = z.enum(['line', 'payment', 'amount', 'outcome', 'code', 'ignored']);
const answer = z.strictObject({
  encoding: z.enum(['gb18030', 'utf-8']),
  header: z.array(figure),
  columns: z
    .array(answerColumn)
    .refine(
      (columns) => (['payment', 'amount', 'outcome'] as const).every((one) => columns.includes(one)),
      'payment, amount and outcome must be there',
    ),
  trailer: z.array(figure),
  paid: z.array(z.string().min(1)).min(1),
  failed: z.array(z.string().min(1)).min(1),
  reasons: z.record(z.string(), paymentFailure),
});
const file = z.strictObject({
  region: z.string().regex(/^\d{6}$/),
  status: z.enum(['official', 'illustrative']),
  source: z.string().min(1),
  editions: z.array(z.strictObject({ from: z.iso.date(), order, answer })).min(1),
});

export interface BankFormat {
  /** `510400@2026-01-01` */
  id: string;
  region: string;
  order: z.infer<typeof order>;
  answer: z.infer<typeof answer>;
}

export interface BankFormats {
  /** What a payment of this region is written in on a day; null: its bank has told nobody. */
  find(region: string, on: Day): BankFormat | null;
  /** What a batch was written in. @throws when the edition was taken away */
  get(id: string): BankFormat;
  /** Files with made-up formats. */
  illustrative: readonly string[];
}

/** @throws naming the file and what is wrong with it */
export async function readBankFormats(configDir: string): Promise<BankFormats> {
  const files = await readFolder(configDir, 'bank', (value, name) => {
    const parsed = file.safeParse(value);
    if (!parsed.success) throw new Error(`${name} cannot be used:\n${z.prettifyError(parsed.error)}`);
    if (`${parsed.data.region}.yaml` !== basename(name))
      throw new Error(`${name} is of region ${parsed.data.region}`);
    return { name, ...parsed.data };
  });
  const formats = files.flatMap(({ region, editions }) =>
    editions.map(({ from, ...format }) => ({ id: `${region}@${from}`, region, from, ...format })),
  );
  return {
    find: (region, on) =>
      formats
        .filter((one) => one.region === region && one.from <= on)
        .sort((one, other) => (one.from < other.from ? -1 : 1))
        .at(-1) ?? null,
    get: (id) => {
      const format = formats.find((one) => one.id === id);
      if (format === undefined) throw new Error(`config/bank no longer has the edition ${id}`);
      return format;
    },
    illustrative: files.filter(({ status }) => status === 'illustrative').map(({ name }) => name),
  };
}
