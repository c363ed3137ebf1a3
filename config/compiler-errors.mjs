// What the compiler finds wrong, reported by the linter: the typed rules need the same programs, checked once for both.
import path from 'node:path';

/** Programs whose settings were looked at: what is wrong with them is wrong in no one file. */
const seen = new WeakSet();

export const compilerErrors = {
  meta: {
    type: 'problem',
    schema: [
      {
        type: 'object',
        properties: {
          // What a program imports from other packages runs under its own `lib`: theirs may know more than it does.
          imported: { type: 'boolean' },
        },
        additionalProperties: false,
      },
    ],
    messages: { error: '{{place}}TS{{code}}: {{text}}' },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    const [{ imported = false } = {}] = context.options;
    return {
      Program(node) {
        const file = esTreeNodeToTSNodeMap.get(node);
        const found = findErrors(program, file);
        if (!seen.has(program)) {
          found.push(...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics());
          if (imported) found.push(...listImported(program).flatMap((other) => findErrors(program, other)));
        }
        seen.add(program);
        for (const { code, messageText, start = 0, file: of } of found) {
          const isElsewhere = of !== undefined && of !== file;
          context.report({
            loc: context.sourceCode.getLocFromIndex(isElsewhere ? 0 : start),
            messageId: 'error',
            data: { code, text: textOf(messageText), place: isElsewhere ? placeOf(of, start) : '' },
          });
        }
      },
    };
  },
};

const findErrors = (program, file) => [
  ...program.getSyntacticDiagnostics(file),
  ...program.getSemanticDiagnostics(file),
];

/** The sources of a program that lie outside its own folder, libraries not among them. */
function listImported(program) {
  const own = `${path.dirname(program.getCompilerOptions().configFilePath)}/`;
  return program
    .getSourceFiles()
    .filter(
      ({ fileName, isDeclarationFile }) =>
        !isDeclarationFile && !fileName.includes('/node_modules/') && !fileName.startsWith(own),
    );
}

function placeOf(file, start) {
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${path.relative(process.cwd(), file.fileName)}:${line + 1} `;
}

/** A message with what it follows from, as the compiler indents it. */
function textOf(message, depth = 0) {
  if (typeof message === 'string') return message;
  const causes = (message.next ?? []).map(
    (cause) => `\n${'  '.repeat(depth + 1)}${textOf(cause, depth + 1)}`,
  );
  return message.messageText + causes.join('');
}
