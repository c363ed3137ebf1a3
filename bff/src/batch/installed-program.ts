// Where the worker's program lies, and what a thread needs to read it.
import { fileURLToPath } from 'node:url';

import type { Program } from './batch-pool.ts';

const place = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export const installedProgram: Program = { file: place('program.ts'), loader: place('loader.mjs') };
