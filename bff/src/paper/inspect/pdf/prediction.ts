import { unreadable } from '../inspected.ts';
import type { PdfDocument } from './document.ts';
import type { PdfDict } from './reader.ts';

/** Tables are mostly stored as the differences of their rows, in the five ways of PNG. */
export function undoPrediction(document: PdfDocument, dict: PdfDict, rows: Buffer): Buffer {
  const given = document.find(dict, 'DecodeParms');
  const parms = Array.isArray(given) ? document.resolve(given.at(-1)) : given;
  if (!(parms instanceof Map)) return rows;
  const predictor = document.findNumber(parms, 'Predictor') ?? 1;
  if (predictor === 1) return rows;
  const columns = document.findNumber(parms, 'Columns') ?? 1;
  if (predictor < 10 || !(columns > 0 && columns <= 64)) throw odd();
  return undoRows(rows, columns);
}

const odd = () => unreadable('a table stored in an odd way');

function undoRows(rows: Buffer, columns: number): Buffer {
  const plain: Buffer[] = [];
  let above = Buffer.alloc(columns);
  for (let at = 0; at + columns < rows.length; at += columns + 1) {
    const row = Buffer.alloc(columns);
    for (let column = 0; column < columns; column += 1) {
      const left = column === 0 ? 0 : row.readUInt8(column - 1);
      const corner = column === 0 ? 0 : above.readUInt8(column - 1);
      const guess = predict(rows.readUInt8(at), left, above.readUInt8(column), corner);
      row[column] = rows.readUInt8(at + 1 + column) + guess;
    }
    plain.push(row);
    above = row;
  }
  return Buffer.concat(plain);
}

function predict(way: number, left: number, above: number, corner: number): number {
  switch (way) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return predictPaeth(left, above, corner);
    default:
      throw odd();
  }
}

/** Of the three neighbours the one nearest to left + above − corner. */
function predictPaeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const toLeft = Math.abs(guess - left);
  const toAbove = Math.abs(guess - above);
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
