// Where the worker's program lies, and what a thread needs to read it.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import type { Program } from './batch-pool.ts';

export const installedProgram: Program = {
  file: fileURLToPath(new URL('program.ts', import.meta.url)),
  loader: createRequire(import.meta.url).resolve('tsx'),
};
