/** Tables for a terminal, where a Chinese character takes the room of two letters. */

/** East Asian Wide and Fullwidth, as far as official documents use them: characters, their punctuation, full-width forms. */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;

/** Narrower than this a column is unreadable: the table then grows beyond the terminal. */
const NARROWEST = 10;

/** How many letters' room a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += WIDE.test(sign) ? 2 : 1;
  return width;
}

/** Rows of equal length with a line under the head; long cells go on below, so that a row is at most `width` wide. */
export function drawTable(rows: readonly (readonly string[])[], width: number): string {
  const widths = fitColumns(rows, width);
  const drawn = rows.map((row) => drawRow(row, widths));
  const line = widths.map((size) => '─'.repeat(size + 2)).join('┼');
  const [head = '', ...body] = drawn;
  return [head, line, ...body].join('\n');
}

/** The widest column gives way first, until the row fits. */
function fitColumns(rows: readonly (readonly string[])[], width: number): number[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const total = () => widths.reduce((sum, size) => sum + size + 3, -1);
  while (total() > width) {
    const widest = widths.indexOf(Math.max(...widths));
    const size = widths[widest] ?? 0;
    if (size <= NARROWEST) break;
    widths[widest] = size - 1;
  }
  return widths;
}

function drawRow(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) => wrap(cell, widths[column] ?? 0));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((size, column) => ` ${pad(cells[column]?.[line] ?? '', size)} `)
      .join('│')
      .trimEnd(),
  ).join('\n');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - widthOf(text), 0));
}

/** Chinese breaks anywhere, but a line begins neither with closing punctuation nor inside a number. */
function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const [piece] of text.matchAll(/[（《“]*([\d.,%-]+|.)[、，。；：）》”]*/gu)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && widthOf(line + piece.trimEnd()) > width) lines.push(piece.trimStart());
    else lines[lines.length - 1] = line + piece;
  }
  return lines;
}
