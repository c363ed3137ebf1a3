import { notSafe, PaperRefused, unreadable, type PaperLimits } from '../inspected.ts';
import type { PdfStream } from './body.ts';
import type { PdfDocument } from './document.ts';
import { unpackThrough } from './streams.ts';

interface Size {
  width: number;
  height: number;
}

/** Every stream is unpacked to its end, and every picture measured by what it says and by what its own bytes say. */
export async function checkStreams(document: PdfDocument, limits: PaperLimits): Promise<void> {
  for (const { stream } of document.body.objects) {
    if (stream === null) continue;
    document.budget.spend('streams', 1);
    checkDrawing(document, stream);
    for (const size of listSaidSizes(document, stream)) checkSize(document, size, limits);
    const { picture, head } = await unpackThrough(document, stream);
    if (picture === 'jpeg') checkSize(document, getJpegSize(head), limits);
    if (picture === 'jpeg2000') checkSize(document, getJpeg2000Size(head), limits);
  }
}

/** Only of streams: elsewhere these words name a font, or join the parts of a tagged text. */
function checkDrawing(document: PdfDocument, { dict }: PdfStream): void {
  if (dict.has('Ref')) throw notSafe('shows a page of another file');
  const kinds = ['Subtype', 'Subtype2'].map((key) => document.findName(dict, key));
  if (kinds.includes('PS') || dict.has('PS')) throw notSafe('a PostScript program');
}

function checkSize(document: PdfDocument, { width, height }: Size, limits: PaperLimits): void {
  const pixels = width * height;
  if (!(pixels >= 0 && pixels <= limits.pixels)) {
    throw new PaperRefused('paper_too_large', `a picture of ${width} × ${height} pixels`);
  }
  document.budget.spend('pixels', pixels);
}

/** By the dictionary, and for a fax by its own settings. */
function listSaidSizes(document: PdfDocument, { dict }: PdfStream): Size[] {
  const height = document.findNumber(dict, 'Height');
  if (height === null) return [];
  const parms = document.find(dict, 'DecodeParms');
  const columns = (Array.isArray(parms) ? parms : [parms]).flatMap((value) => {
    const own = document.resolve(value);
    return own instanceof Map ? (document.findNumber(own, 'Columns') ?? []) : [];
  });
  return [document.findNumber(dict, 'Width') ?? 0, ...columns].map((width) => ({ width, height }));
}

/** Of the first frame header. */
function getJpegSize(bytes: Buffer): Size {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) throw unreadable('a JPEG inside that is none');
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  throw unreadable('a JPEG inside without its size');
}

const sizeOfJpeg2000 = Buffer.from([0xff, 0x4f, 0xff, 0x51]);

/** Of its code stream, whatever boxes stand before it. */
function getJpeg2000Size(bytes: Buffer): Size {
  const at = bytes.indexOf(sizeOfJpeg2000);
  if (at < 0 || at + 16 > bytes.length) throw unreadable('a JPEG 2000 inside without its size');
  return { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
}
