/** Programs of ours as one plain file each: for those that a suite starts again and again. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { build, type Plugin } from 'esbuild';

import { root } from '../../config/local/main.mjs';

/** They bring machine code or programs of their own along, which they look for beside themselves. */
const leftInPlace = /^(sharp|piscina|@node-rs\/argon2)$/;
/** What a CommonJS package finds around itself. */
const commonJs = [
  "import { createRequire as requireFrom_ } from 'node:module';",
  "import { dirname as folderOf_ } from 'node:path';",
  "import { fileURLToPath as fileOf_ } from 'node:url';",
  'const require = requireFrom_(import.meta.url);',
  'const __filename = fileOf_(import.meta.url);',
  'const __dirname = folderOf_(__filename);',
].join('\n');

/**
 * Compiles a program of the repository with all it imports, into `folder`. Node then reads one file instead of a
 * thousand through tsx: a start costs a fifth. The program is the same; what it finds by its own address it finds where
 * its source lies.
 * @returns the file that Node starts
 */
export async function compileProgram(source: string, folder: string): Promise<string> {
  const outfile = path.join(folder, `${path.basename(source, '.ts')}.mjs`);
  await build({
    entryPoints: [path.join(root, source)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: commonJs },
    legalComments: 'none',
    minifyWhitespace: true,
    logLevel: 'warning',
    plugins: [leaveInPlace, keepAddresses],
  });
  return outfile;
}

const leaveInPlace: Plugin = {
  name: 'leave in place',
  setup: (bundler) => {
    bundler.onResolve({ filter: leftInPlace }, async ({ path: name, pluginData, ...from }) => {
      // The question itself comes by here again.
      if (pluginData === 'asked') return undefined;
      const { importer, resolveDir, kind } = from;
      const found = await bundler.resolve(name, { importer, resolveDir, kind, pluginData: 'asked' });
      return found.errors.length > 0 ? found : { path: found.path, external: true };
    });
  },
};

const keepAddresses: Plugin = {
  name: 'keep addresses',
  setup: (bundler) => {
    bundler.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const address = JSON.stringify(pathToFileURL(file).href);
      return { contents: text.replaceAll('import.meta.url', address), loader: 'ts' };
    });
  },
};
