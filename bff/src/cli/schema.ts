/** `node --import tsx bff/src/cli/schema.ts`: writes config/policy/policy.schema.json from the schema in shared/src/policy. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { policyJsonSchema } from '@yijiutong/rules/policy';

const file = join(process.cwd(), 'config', 'policy', 'policy.schema.json');
await writeFile(file, `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
