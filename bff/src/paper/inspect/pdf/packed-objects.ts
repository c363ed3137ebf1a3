import { notSafe, unreadable } from '../inspected.ts';
import type { PdfStream } from './body.ts';
import type { PdfDocument } from './document.ts';
import { PdfReader } from './reader.ts';
import { unpackWhole } from './streams.ts';

const mostPacked = 100_000;

/** Objects packed into streams are read as a viewer would, each at its place, so that no word in them is missed. */
export async function addPackedObjects(document: PdfDocument): Promise<void> {
  for (const { stream } of document.body.objects) {
    if (stream === null || !isPack(document, stream)) continue;
    const { dict } = stream;
    const count = document.findNumber(dict, 'N');
    const first = document.findNumber(dict, 'First');
    if (count === null || first === null) throw unreadable('packed objects without their number');
    if (count > mostPacked) throw notSafe('too many objects in one pack');
    const bytes = await unpackWhole(document, stream);
    const index = new PdfReader(bytes, 0, document.budget);
    for (let row = 0; row < count; row += 1) {
      const number = index.whole();
      const offset = index.whole();
      if (number === null || offset === null) throw unreadable('packed objects without their places');
      const value = new PdfReader(bytes, first + offset, document.budget).value();
      document.values.set(number, value);
    }
  }
}

/** Not every viewer asks for the type: what looks like a pack is one. */
function isPack(document: PdfDocument, { dict }: PdfStream): boolean {
  return document.findName(dict, 'Type') === 'ObjStm' || (dict.has('First') && dict.has('N'));
}
