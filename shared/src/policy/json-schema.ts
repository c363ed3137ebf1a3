import { z } from 'zod';

import { documentSchema } from './schema.ts';

/** The JSON Schema of a policy document, published as `config/policy/policy.schema.json` for editors. */
export function policyJsonSchema(): unknown {
  return z.toJSONSchema(documentSchema, { reused: 'ref' });
}
