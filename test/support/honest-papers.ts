/** Papers as people really send them, made by script: each must be taken. */
import { deflateSync } from 'node:zlib';

import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import sharp, { type Sharp } from 'sharp';

import { onePage, packedPage, writeRevision, type Part, type Parts } from './hostile/pdf-writer.ts';

export interface HonestPaper {
  name: string;
  make: () => Buffer | Promise<Buffer>;
  /** Of what is kept, upright. */
  width: number;
  height: number;
  pdfPages: number;
}

const photo = (name: string, width: number, height: number, make: () => Promise<Buffer>): HonestPaper => ({
  name,
  make,
  width,
  height,
  pdfPages: 1,
});
const pdf = (name: string, pdfPages: number, make: () => Buffer | Promise<Buffer>): HonestPaper => ({
  name,
  make,
  width: 0,
  height: 0,
  pdfPages,
});

const cells = 20;

/** A sheet with a red mark at its top left and a dark line: quick to make in millions of pixels. */
export function sheet(width: number, height: number, channels: 3 | 4 = 3): Sharp {
  const colourOf = (column: number, row: number) => {
    if (column < 6 && row < 4) return [204, 0, 0];
    return row === 14 && column < 12 ? [17, 17, 17] : [236, 232, 220];
  };
  const pixels = Array.from({ length: cells * cells }, (_none, at) => {
    const colour = colourOf(at % cells, Math.floor(at / cells));
    return channels === 4 ? [...colour, 200] : colour;
  });
  return sharp(Buffer.from(pixels.flat()), { raw: { width: cells, height: cells, channels } }).resize(
    width,
    height,
    { fit: 'fill', kernel: 'nearest' },
  );
}

export const honestPhotos: readonly HonestPaper[] = [
  photo('a phone’s photo of 12 million pixels, held upright', 3000, 4000, () =>
    sheet(4000, 3000).jpeg({ quality: 88 }).withMetadata({ orientation: 6 }).toBuffer(),
  ),
  photo('the largest photo of a phone', 4096, 3072, () => sheet(8064, 6048).jpeg({ quality: 80 }).toBuffer()),
  photo('the largest photo, turned', 3072, 4096, () =>
    sheet(8064, 6048).jpeg({ quality: 80 }).withMetadata({ orientation: 8 }).toBuffer(),
  ),
  photo('a photo in passes', 3000, 2000, () => sheet(3000, 2000).jpeg({ progressive: true }).toBuffer()),
  photo('a screenshot', 1080, 2340, () => sheet(1080, 2340, 4).png().toBuffer()),
  photo('a screenshot in few colours', 1080, 2340, () => sheet(1080, 2340).png({ palette: true }).toBuffer()),
  photo('a scan in grey', 1240, 1754, () => sheet(1240, 1754).greyscale().png().toBuffer()),
  photo('a scan with 16 bits a colour', 1240, 1754, () =>
    sheet(1240, 1754).toColourspace('rgb16').png().toBuffer(),
  ),
  photo('a scan in printing colours', 1240, 1754, () =>
    sheet(1240, 1754).toColourspace('cmyk').jpeg().toBuffer(),
  ),
  photo('a photo in wide colours', 1200, 900, () => sheet(1200, 900).withIccProfile('p3').jpeg().toBuffer()),
  photo('a WebP', 1200, 900, () => sheet(1200, 900).webp().toBuffer()),
  photo('a till receipt, long and narrow', 400, 4096, () => sheet(800, 8192).jpeg().toBuffer()),
  photo('a picture of one pixel', 1, 1, () => sheet(1, 1).jpeg().toBuffer()),
];

/** A document as a program of today writes it: fonts, pictures, objects packed. */
async function writeDocument(pages: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const scan = await document.embedJpg(await sheet(800, 1100).jpeg().toBuffer());
  const seal = await document.embedPng(await sheet(200, 200, 4).png().toBuffer());
  for (let number = 1; number <= pages; number += 1) {
    const page = document.addPage([595, 842]);
    page.drawImage(scan, { x: 40, y: 40, width: 500, height: 700 });
    page.drawImage(seal, { x: 400, y: 60 });
    page.drawText(`Page ${number}`, { font, x: 40, y: 800 });
  }
  return Buffer.from(await document.save());
}

/** An electronic bill: signed by its issuer in a later revision that is appended to it. */
function writeSignedBill(): Buffer {
  const first = onePage({ catalog: '/Lang(zh-CN)' });
  const contents = Buffer.alloc(8192, 0x30).toString('hex');
  const revision: Parts = {
    1: '<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)/AcroForm<</SigFlags 3/Fields[20 0 R]>>/Perms<</DocMDP 21 0 R>>>>',
    3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[20 0 R]>>',
    20: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/V 21 0 R/P 3 0 R/F 132/Rect[400 60 500 160]/AP<</N 22 0 R>>>>',
    21: `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 1200 17600 900]/M(D:20261121120000+08'00')/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 2/V/1.2>>>>]/Contents<${contents}>>>`,
    22: {
      dict: '/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Filter/FlateDecode',
      data: deflateSync(Buffer.from('1 0 0 RG 50 50 m 90 50 l S')),
    },
  };
  // Some signers begin right behind the end mark, without a line end.
  const base = first.subarray(0, first.length - 1);
  const table = base.lastIndexOf('xref\n0 1');
  return Buffer.concat([base, writeRevision(revision, base.length, { trailer: `/Prev ${table}` })]);
}

/** Packs bytes in the ways of old programs. */
const oldWays: Record<string, (bytes: Buffer) => Buffer> = {
  ASCIIHexDecode: (bytes) => Buffer.from(`${bytes.toString('hex')}>`),
  ASCII85Decode: packBase85,
  RunLengthDecode: (bytes) =>
    Buffer.concat([...[...bytes].map((value) => Buffer.from([0, value])), Buffer.from([255, 7, 128])]),
  LZWDecode: packLzw,
};

function packBase85(bytes: Buffer): Buffer {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const group = Buffer.alloc(4);
    const length = bytes.copy(group, 0, at, at + 4);
    let number = group.readUInt32BE();
    let digits = '';
    for (let digit = 0; digit < 5; digit += 1) {
      digits = String.fromCharCode(33 + (number % 85)) + digits;
      number = Math.floor(number / 85);
    }
    text += digits === '!!!!!' && length === 4 ? 'z' : digits.slice(0, length + 1);
  }
  return Buffer.from(`${text}~>`);
}

function packLzw(bytes: Buffer): Buffer {
  const bits: string[] = [];
  let table = new Map<string, number>();
  let width = 9;
  const write = (code: number) => bits.push(code.toString(2).padStart(width, '0'));
  const codeOf = (run: string) => (run.length === 1 ? run.charCodeAt(0) : table.get(run)!);
  let run = '';
  write(256);
  for (const letter of bytes.toString('latin1')) {
    if (run === '' || table.has(run + letter)) {
      run += letter;
      continue;
    }
    write(codeOf(run));
    table.set(run + letter, 258 + table.size);
    // Codes grow one early, as the reader, who is one entry behind, expects it.
    const next = 258 + table.size;
    width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
    run = letter;
    if (next < 4090) continue;
    write(codeOf(run));
    write(256);
    table = new Map();
    width = 9;
    run = '';
  }
  if (run !== '') write(codeOf(run));
  write(257);
  const text = bits.join('');
  return Buffer.from((text.match(/.{1,8}/g) ?? []).map((eight) => Number.parseInt(eight.padEnd(8, '0'), 2)));
}

/** Packed objects hold the page itself: it is found only if they are unpacked right. */
function packOldWay(filter: string): Buffer {
  const fillers = Array.from({ length: 900 }, (_none, index) => `[${index} ${index * 7919} (text ${index})]`);
  const objects = ['<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>', ...fillers];
  let offset = 0;
  const index = objects.map((text, row) => {
    const entry = `${1000 + row} ${offset} `;
    offset += text.length + 1;
    return entry;
  });
  const bytes = Buffer.from([...index, ...objects.map((text) => `${text} `)].join(''));
  const first = index.join('').length;
  const packed: Part = {
    dict: `/Type/ObjStm/N ${objects.length}/First ${first}/Filter/${filter}`,
    data: oldWays[filter]!(bytes),
  };
  return onePage({ more: { 2: '<</Type/Pages/Kids[1000 0 R]/Count 1>>', 9: packed } });
}

export const honestPdfs: readonly HonestPaper[] = [
  pdf('a PDF of one page', 1, () => onePage()),
  pdf('a PDF with packed objects', 1, () => packedPage()),
  pdf('a PDF that another program wrote', 3, () => writeDocument(3)),
  pdf('a PDF of 30 pages', 30, () => writeDocument(30)),
  pdf('a signed electronic bill', 1, writeSignedBill),
  pdf('a PDF that opens at its page', 1, () =>
    onePage({ catalog: '/OpenAction 9 0 R', more: { 9: '<</S/GoTo/D[3 0 R/Fit]>>' } }),
  ),
  pdf('a PDF whose length stands behind its stream', 1, () =>
    onePage({
      more: { 4: { dict: '/Length 9 0 R', data: Buffer.from('0 0 1 rg 50 50 100 100 re f') }, 9: '27' },
    }),
  ),
  ...Object.keys(oldWays).map((filter) => pdf(`a PDF packed with ${filter}`, 1, () => packOldWay(filter))),
];
