import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { consentKind, consentText, type ConsentKind, type ConsentText } from '@yijiutong/rules/contract';
import { parse } from 'yaml';
import { z } from 'zod';

/** What a person is told about her data, as the city has worded it. */
export interface Notices {
  /** The newest text of each kind. */
  texts: Readonly<Record<ConsentKind, ConsentText>>;
  /** What the law keeps after an account is closed. */
  keptAfterClosing: readonly string[];
}

const file = z.strictObject({
  texts: z.array(consentText.strict()).length(consentKind.options.length),
  kept_after_closing: z.array(z.string().min(1)),
});

/** Reads `config/notice/consent.yaml`. @throws when a kind is missing, doubled or malformed. */
export async function readNotices(configDir: string): Promise<Notices> {
  const where = path.join(configDir, 'notice', 'consent.yaml');
  const parsed = file.safeParse(parse(await readFile(where, 'utf8')));
  if (!parsed.success) throw new Error(`${where} cannot be used:\n${z.prettifyError(parsed.error)}`);
  const { texts, kept_after_closing: keptAfterClosing } = parsed.data;
  const getText = (kind: ConsentKind) => {
    const text = texts.find((candidate) => candidate.kind === kind);
    if (text === undefined) throw new Error(`${where} has no text of kind ${kind}`);
    return text;
  };
  return {
    texts: {
      privacy_policy: getText('privacy_policy'),
      identity_verification: getText('identity_verification'),
      medical_records: getText('medical_records'),
      claim_papers: getText('claim_papers'),
    },
    keptAfterClosing,
  };
}
