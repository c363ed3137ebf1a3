/** Photos and PDFs made by script: real ones, of about a wished size, no two alike. */
import { crc32, deflateSync } from 'node:zlib';

import type { Chance } from './seeded.ts';

/** A PNG of noise: nothing in it can be packed, so it weighs three bytes a pixel. */
export function makePhoto(chance: Chance, bytes: number): Buffer {
  const width = 320;
  const height = Math.max(1, Math.round(bytes / (width * 3)));
  const line = width * 3 + 1;
  const pixels = noise(chance, line * height);
  // Each line begins with the number of its filter: none.
  for (let at = 0; at < pixels.length; at += line) pixels[at] = 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a channel, red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A scan of one page: a PDF that shows one grey picture of noise. */
export function makeScan(chance: Chance, bytes: number): Buffer {
  const width = 1000;
  const height = Math.max(1, Math.round(bytes / width));
  const picture = noise(chance, width * height);
  const content = Buffer.from('q 595 0 0 842 0 0 cm /Page Do Q', 'latin1');
  const image = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8`;
  return writePdf([
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>', 'latin1'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>', 'latin1'),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Page 5 0 R >> >> >>',
      'latin1',
    ),
    stream('', content),
    stream(image, picture),
  ]);
}

function stream(about: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<< ${about} /Length ${content.length} >>\nstream\n`, 'latin1'),
    content,
    Buffer.from('\nendstream', 'latin1'),
  ]);
}

/** Numbers the objects from 1 and writes the table of where each begins. */
function writePdf(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const starts: number[] = [];
  let length = parts[0]!.length;
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, at) => {
    starts.push(length);
    add(Buffer.from(`${at + 1} 0 obj\n`, 'latin1'));
    add(object);
    add(Buffer.from('\nendobj\n', 'latin1'));
  });
  const table = length;
  const lines = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`);
  const size = objects.length + 1;
  add(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${lines.join('')}`, 'latin1'));
  add(Buffer.from(`trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`, 'latin1'));
  return Buffer.concat(parts, length);
}

/** Bytes that no two calls share. */
function noise(chance: Chance, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = chance.between(1, 0x7fff_ffff);
  // xorshift: a call of `chance` for every byte would take seconds for ten megabytes.
  for (let at = 0; at + 4 <= length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.writeInt32LE(state, at);
  }
  return bytes;
}
