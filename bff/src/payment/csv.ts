// Rows of comma-separated text (RFC 4180), written and read. What is read comes in pieces and is never whole in memory.

/** Spreadsheets take a cell that begins so for a formula. */
const formula = /^[\s=+\-@＝＋－＠]+/u;
// eslint-disable-next-line no-control-regex -- what a cell must not carry are exactly these
const unprintable = /[\u0000-\u001f\u007f\u2028\u2029]/gu;

/** What people wrote, as a cell: no row breaks, no beginning that a spreadsheet would run. */
export function plainText(text: string): string {
  return text.replace(unprintable, ' ').replace(formula, '').trim();
}

/** Cells that are ours or `plainText`. */
export function writeRow(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

export interface CsvRow {
  /** From 1, as an editor counts. */
  line: number;
  cells: string[];
}

export class CsvUnreadable extends Error {
  override name = 'CsvUnreadable';
  /** Null where it cannot be said. */
  readonly line: number | null;

  constructor(line: number | null, message: string, options?: ErrorOptions) {
    super(message, options);
    this.line = line;
  }
}

const longestCell = 1000;
const mostCells = 64;

/** Empty rows are left out. @throws {CsvUnreadable} */
export function* readRows(pieces: Iterable<string>): Generator<CsvRow> {
  const reader = createReader();
  for (const piece of pieces) {
    for (const character of piece) {
      const row = reader.take(character);
      if (row !== null) yield row;
    }
  }
  const last = reader.end();
  if (last !== null) yield last;
}

function createReader() {
  let cells: string[] = [];
  let cell = '';
  /** `closed`: after the quote that ends a cell, or the first of two that stand for one. */
  let state: 'plain' | 'quoted' | 'closed' = 'plain';
  let line = 1;
  let begun = 1;

  const endCell = () => {
    if (cells.length === mostCells) throw new CsvUnreadable(begun, 'a row has too many cells');
    cells.push(cell);
    cell = '';
    state = 'plain';
  };
  const endRow = (): CsvRow | null => {
    endCell();
    const row = { line: begun, cells };
    cells = [];
    begun = line;
    return row.cells.every((one) => one.trim() === '') ? null : row;
  };
  const add = (character: string) => {
    cell += character;
    if (cell.length > longestCell) throw new CsvUnreadable(begun, 'a cell is too long');
    return null;
  };

  return {
    take(character: string): CsvRow | null {
      if (character === '\n') line += 1;
      if (state === 'quoted') {
        if (character === '"') {
          state = 'closed';
          return null;
        }
        return add(character);
      }
      if (character === '"' && state === 'closed') {
        state = 'quoted';
        return add('"');
      }
      if (character === '"' && cell === '') {
        state = 'quoted';
        return null;
      }
      if (character === ',') {
        endCell();
        return null;
      }
      if (character === '\n') return endRow();
      if (character === '\r') return null;
      if (state === 'closed') throw new CsvUnreadable(begun, 'a quoted cell goes on after its end');
      return add(character);
    },
    end(): CsvRow | null {
      if (state === 'quoted') throw new CsvUnreadable(begun, 'a quoted cell does not end');
      return cell === '' && cells.length === 0 ? null : endRow();
    },
  };
}
