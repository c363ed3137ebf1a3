import ts from 'typescript';

/**
 * The functions of `code` that do more than `most` lines of work themselves, as `file:line name has N lines`. The lines of a
 * function inside are its own; blank lines and comments are nobody's; a list of tests is as long as the list is.
 */
export function findLongFunctions(file: string, code: string, most: number): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const blank = blankLines(source);
  const found: string[] = [];
  visit(source);
  return found;

  /** How many lines of work the functions in `node` take. */
  function visit(node: ts.Node): number {
    let inner = 0;
    ts.forEachChild(node, (child) => {
      inner += visit(child);
    });
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return inner;
    const first = lineOf(node.getStart());
    const all = lineOf(node.end) - first + 1;
    const lines = Array.from({ length: all }, (_, index) => first + index).filter(
      (line) => !blank.has(line),
    ).length;
    // One that shares its line with its surroundings takes none away.
    if (lines - inner > most && !isTestBlock(node)) {
      found.push(`${file}:${first + 1} ${nameOf(node)} has ${lines - inner} lines`);
    }
    return Math.max(inner, lines - 1);
  }

  function lineOf(position: number): number {
    return source.getLineAndCharacterOfPosition(position).line;
  }
}

/** Line numbers that hold no token. */
function blankLines(source: ts.SourceFile): Set<number> {
  const blank = new Set(source.getLineStarts().map((_, line) => line));
  const keep = (node: ts.Node) => {
    if (node.getChildCount(source) > 0) {
      node.getChildren(source).forEach(keep);
      return;
    }
    const last = source.getLineAndCharacterOfPosition(node.end).line;
    for (
      let line = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      line <= last;
      line += 1
    ) {
      blank.delete(line);
    }
  };
  keep(source);
  return blank;
}

function isTestBlock(node: ts.Node): boolean {
  const call = node.parent;
  if (!ts.isCallExpression(call)) return false;
  return /^(describe|test|it|beforeAll|beforeEach|afterAll|afterEach)\b/.test(call.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named?.getText() ?? '(anonymous)';
}
