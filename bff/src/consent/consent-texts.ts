import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { consentKind, consentText, type ConsentKind, type ConsentText } from '@yijiutong/rules/contract';
import { parse } from 'yaml';
import { z } from 'zod';

/** The newest text of each kind. */
export type ConsentTexts = Readonly<Record<ConsentKind, ConsentText>>;

const file = z.strictObject({ texts: z.array(consentText.strict()) });

/** Reads `config/notice/consent.yaml`. @throws when a kind is missing, doubled or malformed. */
export async function readConsentTexts(configDir: string): Promise<ConsentTexts> {
  const where = path.join(configDir, 'notice', 'consent.yaml');
  const parsed = file.safeParse(parse(await readFile(where, 'utf8')));
  if (!parsed.success) throw new Error(`${where} cannot be used: ${z.prettifyError(parsed.error)}`);
  const texts = new Map(parsed.data.texts.map((text) => [text.kind, text]));
  const get = (kind: ConsentKind) => {
    const text = texts.get(kind);
    if (text === undefined || parsed.data.texts.length !== consentKind.options.length) {
      throw new Error(`${where} needs exactly one text of each kind: ${consentKind.options.join(', ')}`);
    }
    return text;
  };
  return {
    privacy_policy: get('privacy_policy'),
    identity_verification: get('identity_verification'),
    medical_records: get('medical_records'),
  };
}
