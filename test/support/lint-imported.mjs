// Lints a file of the phone that imports the kernel, with a line put at the end of one of the kernel's files: { line } on
// stdin, the compiler's messages on stdout. Nothing is written: the compiler is shown both files.
import path from 'node:path';

import { ESLint } from 'eslint';
import ts from 'typescript';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { line } = JSON.parse(Buffer.concat(chunks).toString());

const root = process.cwd();
const phone = path.join(root, 'miniapp/src/planted.ts');
const kernel = path.join(root, 'shared/src/kernel/day.ts');
const code = "export type { Day } from '@yijiutong/rules/kernel';\n";
const shown = new Map([
  [phone, code],
  [kernel, `${ts.sys.readFile(kernel)}${line}\n`],
]);

const config = path.join(root, 'miniapp/tsconfig.json');
const { options } = ts.getParsedCommandLineOfConfigFile(config, {}, ts.sys);
const host = ts.createCompilerHost(options);
const { fileExists, readFile } = host;
host.fileExists = (file) => shown.has(file) || fileExists.call(host, file);
host.readFile = (file) => shown.get(file) ?? readFile.call(host, file);
const program = ts.createProgram([phone], options, host);

const eslint = new ESLint({
  overrideConfigFile: 'config/eslint.config.mjs',
  overrideConfig: [{ languageOptions: { parserOptions: { projectService: false, programs: [program] } } }],
});
const [{ messages }] = await eslint.lintText(code, { filePath: phone });
process.stdout.write(JSON.stringify(messages.map(({ message }) => message)));
