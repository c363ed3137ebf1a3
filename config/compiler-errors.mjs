// What the compiler finds wrong, reported by the linter: the typed rules need the same programs, checked once for both.

/** Programs whose settings were looked at: what is wrong with them is wrong in no one file. */
const seen = new WeakSet();

export const compilerErrors = {
  meta: { type: 'problem', schema: [], messages: { error: 'TS{{code}}: {{text}}' } },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    return {
      Program(node) {
        const file = esTreeNodeToTSNodeMap.get(node);
        const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
        if (!seen.has(program))
          found.push(...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics());
        seen.add(program);
        for (const { code, messageText, start = 0 } of found) {
          context.report({
            loc: context.sourceCode.getLocFromIndex(start),
            messageId: 'error',
            data: { code, text: textOf(messageText) },
          });
        }
      },
    };
  },
};

/** A message with what it follows from, as the compiler indents it. */
function textOf(message, depth = 0) {
  if (typeof message === 'string') return message;
  const causes = (message.next ?? []).map(
    (cause) => `\n${'  '.repeat(depth + 1)}${textOf(cause, depth + 1)}`,
  );
  return message.messageText + causes.join('');
}
