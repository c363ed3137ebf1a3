/** Packs a picture of a screen tighter than the browser does: flat areas and letters are smallest without a filter. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signatureBytes = 8;
const rgb = 2;
const bytesPerPixel = 3;

/** @param png 8-bit RGB without interlacing, as Chromium takes its screenshots */
export function repack(png: Buffer): Buffer {
  const chunks = readChunks(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header?.[8] !== 8 || header[9] !== rgb || header[12] !== 0) throw new Error('not a plain RGB picture');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const rows = withoutFilters(inflateSync(Buffer.concat(packed)), width * bytesPerPixel, height);
  return Buffer.concat([
    png.subarray(0, signatureBytes),
    writeChunk('IHDR', header),
    writeChunk('IDAT', deflateSync(rows, { level: 9 })),
    writeChunk('IEND', Buffer.alloc(0)),
  ]);
}

function readChunks(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = signatureBytes; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  return chunks;
}

function writeChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Each row begins with the number of its filter; here 0, and the plain bytes behind it. */
function withoutFilters(filtered: Buffer, rowBytes: number, height: number): Buffer {
  const plain = Buffer.alloc(filtered.length);
  for (let row = 0; row < height; row += 1) {
    const start = row * (rowBytes + 1);
    const filter = filtered[start] ?? 0;
    for (let column = 1; column <= rowBytes; column += 1) {
      const at = start + column;
      const left = column > bytesPerPixel ? (plain[at - bytesPerPixel] ?? 0) : 0;
      const above = row > 0 ? (plain[at - rowBytes - 1] ?? 0) : 0;
      const corner = row > 0 && column > bytesPerPixel ? (plain[at - rowBytes - 1 - bytesPerPixel] ?? 0) : 0;
      plain[at] = (filtered[at] ?? 0) + predict(filter, left, above, corner);
    }
  }
  return plain;
}

/** PNG's five filters: none, left, above, average, Paeth. */
function predict(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    default:
      return paeth(left, above, corner);
  }
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - above),
    Math.abs(guess - corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
