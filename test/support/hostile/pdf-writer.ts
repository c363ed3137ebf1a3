// Writes PDFs by hand, object by object: an honest skeleton into which a test puts what it wants.
import { deflateSync } from 'node:zlib';

export type Part = string | { dict: string; data: Buffer };
export type Parts = Record<number, Part>;

export interface Shape {
  /** More keys of the catalog, of the page, of the trailer. */
  catalog?: string;
  page?: string;
  trailer?: string;
  /** Objects beside the skeleton's 1 to 4, or in their place. */
  more?: Parts;
  /** Between the header and the first object. */
  opening?: string;
}

const latin = (text: string) => Buffer.from(text, 'latin1');
const header = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';

/** A PDF of one page with a line of text. */
export function onePage(shape: Shape = {}): Buffer {
  return writePdf(skeleton(shape), shape);
}

export function skeleton({ catalog = '', page = '', more = {} }: Shape): Parts {
  return {
    1: `<</Type/Catalog/Pages 2 0 R ${catalog}>>`,
    2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R ${page}>>`,
    4: { dict: '/Filter/FlateDecode', data: deflateSync(latin('0 0 1 rg 50 50 100 100 re f')) },
    ...more,
  };
}

export function writePdf(parts: Parts, { trailer = '', opening = '' }: Shape = {}): Buffer {
  const head = latin(header + opening);
  return Buffer.concat([head, writeRevision(parts, head.length, { trailer })]);
}

/** Objects with their table, as they follow `at` bytes that are there already. */
export function writeRevision(parts: Parts, at: number, { trailer = '' }: Shape = {}): Buffer {
  const pieces: Buffer[] = [];
  const places = new Map<number, number>();
  let end = at;
  for (const [number, part] of Object.entries(parts)) {
    const piece = writeObject(Number(number), part);
    places.set(Number(number), end);
    pieces.push(piece);
    end += piece.length;
  }
  const rows = [...places].map(
    ([number, place]) => `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`,
  );
  const size = Math.max(...places.keys()) + 1;
  const root = trailer.includes('/Root ') ? '' : '/Root 1 0 R';
  const table = `xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size ${size} ${root} ${trailer}>>\n`;
  return Buffer.concat([...pieces, latin(`${table}startxref\n${end}\n%%EOF\n`)]);
}

export function writeObject(number: number, part: Part): Buffer {
  if (typeof part === 'string') return latin(`${number} 0 obj\n${part}\nendobj\n`);
  const { dict, data } = part;
  const length = dict.includes('/Length') ? '' : `/Length ${data.length}`;
  return Buffer.concat([
    latin(`${number} 0 obj\n<<${dict} ${length}>>\nstream\n`),
    data,
    latin('\nendstream\nendobj\n'),
  ]);
}

/** The same page as programs write it since 2003: objects packed into a stream, the table a stream too. */
export function packedPage(shape: Shape & { pack?: string } = {}): Buffer {
  const parts = Object.entries(skeleton(shape));
  const pieces: Buffer[] = [latin(header)];
  const rows: { number: number; row: Buffer }[] = [];
  let end = pieces[0]!.length;
  const add = (number: number, part: Part) => {
    rows.push({ number, row: tableRow(1, end, 0) });
    const piece = writeObject(number, part);
    pieces.push(piece);
    end += piece.length;
  };
  for (const [number, part] of parts) if (typeof part !== 'string') add(Number(number), part);
  const plain = parts.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  for (const [index, [number]] of plain.entries()) {
    rows.push({ number: Number(number), row: tableRow(2, packNumber, index) });
  }
  add(packNumber, packObjects(plain, shape.pack ?? '/Type/ObjStm'));
  const table = writeObject(packNumber + 1, {
    dict: `/Type/XRef/Size ${packNumber + 2}/Root 1 0 R/W[1 3 1]/Index[${rows.map(({ number }) => `${number} 1`).join(' ')}]/Filter/FlateDecode ${shape.trailer ?? ''}`,
    data: deflateSync(Buffer.concat(rows.map(({ row }) => row))),
  });
  return Buffer.concat([...pieces, table, latin(`startxref\n${end}\n%%EOF\n`)]);
}

const packNumber = 100;

function tableRow(kind: 1 | 2, place: number, index: number): Buffer {
  return Buffer.from([kind, place >> 16, (place >> 8) & 255, place & 255, index]);
}

function packObjects(objects: readonly [number: string, text: string][], dict: string): Part {
  let offset = 0;
  const index = objects.map(([number, text]) => {
    const entry = `${number} ${offset} `;
    offset += text.length + 1;
    return entry;
  });
  const first = index.join('').length;
  const data = deflateSync(latin([...index, ...objects.map(([, text]) => `${text} `)].join('')));
  return { dict: `${dict}/N ${objects.length}/First ${first}/Filter/FlateDecode`, data };
}
