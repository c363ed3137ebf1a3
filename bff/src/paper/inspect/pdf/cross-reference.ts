// Where a viewer is sent to find objects: nowhere but to those that were read.
import { notSafe, unreadable } from '../inspected.ts';
import type { ReferenceTable } from './body.ts';
import type { PdfDocument } from './document.ts';
import { undoPrediction } from './prediction.ts';
import { isWhite, PdfReader, type PdfDict, type PdfValue } from './reader.ts';
import { unpackWhole } from './streams.ts';

const mostTables = 200;

/** Follows the tables from the newest to the oldest. Gives the newest trailer. */
export async function checkTables(document: PdfDocument): Promise<PdfDict> {
  const open: number[] = [document.body.startTable];
  const seen = new Set<number>();
  let newest: PdfDict | null = null;
  for (let offset = open.pop(); offset !== undefined; offset = open.pop()) {
    const at = skipWhite(document.body.bytes, offset);
    if (seen.has(at)) throw notSafe('tables that lead in a circle');
    seen.add(at);
    if (seen.size > mostTables) throw notSafe('too many tables');
    const table = document.body.tables.get(at) ?? (await readTableStream(document, at));
    for (const entry of table.offsets) checkEntry(document, entry);
    newest ??= table.trailer;
    for (const key of ['Prev', 'XRefStm']) {
      const next = document.findNumber(table.trailer, key);
      if (next !== null) open.push(next);
    }
  }
  if (newest === null) throw unreadable('no table of its objects');
  return newest;
}

function skipWhite(bytes: Buffer, offset: number): number {
  let at = offset;
  while (isWhite(bytes[at])) at += 1;
  return at;
}

/** An object may stand inside a string, a comment or a stream, for those only who are sent there. */
function checkEntry({ body, budget }: PdfDocument, offset: number): void {
  if (offset >= body.bytes.length) return;
  const reader = new PdfReader(body.bytes, offset, budget);
  if (reader.objectHead() !== null && !body.heads.has(reader.at)) {
    throw notSafe('a table that leads to a hidden object');
  }
}

async function readTableStream(document: PdfDocument, at: number): Promise<ReferenceTable> {
  const object = document.body.objects.find((one) => one.at === at);
  if (!object?.stream || document.findName(object.stream.dict, 'Type') !== 'XRef') {
    throw unreadable('no table of its objects where one should be');
  }
  const { stream } = object;
  const widths = numbers(document.find(stream.dict, 'W'));
  const [kindWidth = 0, placeWidth = 0, restWidth = 0] = widths;
  const width = kindWidth + placeWidth + restWidth;
  if (widths.length !== 3 || placeWidth === 0) throw unreadable('a table of an odd shape');
  const rows = undoPrediction(document, stream.dict, await unpackWhole(document, stream));
  const offsets: number[] = [];
  for (let row = 0; row + width <= rows.length; row += width) {
    const kind = kindWidth === 0 ? 1 : rows.readUIntBE(row, kindWidth);
    if (kind === 1) offsets.push(rows.readUIntBE(row + kindWidth, placeWidth));
  }
  return { trailer: stream.dict, offsets };
}

function numbers(value: PdfValue): number[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is number => Number.isInteger(one) && Number(one) >= 0 && Number(one) <= 6);
}
