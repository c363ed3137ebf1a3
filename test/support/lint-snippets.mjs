// Lints snippets as if they stood in the named files: [{ file, code }] on stdin, [[ruleId]] on stdout. A process of
// its own, because jest's module world cannot load eslint's configuration.
import { ESLint } from 'eslint';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const snippets = JSON.parse(Buffer.concat(chunks).toString());

const eslint = new ESLint({ overrideConfigFile: 'config/eslint.config.mjs' });
const results = [];
for (const { file, code } of snippets) {
  const [result] = await eslint.lintText(code, { filePath: file });
  results.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(results));
