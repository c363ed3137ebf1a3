// A photo is never kept as it was sent: what is kept is drawn anew from its pixels, so nothing else survives.
import sharp, { type FailOnOptions, type Metadata, type SharpOptions } from 'sharp';

import { PaperRefused, unreadable, type InspectedPage, type PaperLimits } from './inspected.ts';
import type { SentType } from './media-type.ts';

/** Longest side that is kept: A4 at 350 dpi. */
const mostSide = 4096;
const thumbnailSide = 320;
/** The smallest print on a till receipt survives the first; the second is for pictures that are mostly noise. */
const qualities = [85, 60];
/** Most bytes a decoder may hold at once, for formats that cannot be read line by line. */
const mostHeld = 120_000_000;

type ImageType = Exclude<SentType, 'pdf'>;

/** Every reader of libvips is shut but the three we take: a file cannot choose its parser. */
export function prepareSharp(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
  });
  sharp.cache(false);
  sharp.concurrency(1);
}

export async function inspectImage(
  bytes: Buffer,
  type: ImageType,
  limits: PaperLimits,
): Promise<InspectedPage> {
  // sharp's own check of the pixels would only say "unreadable": here ours names what is wrong.
  const header = await decoded(sharp(bytes, { ...readBy(limits), limitInputPixels: false }).metadata());
  checkHeader(header, type, limits);
  if (type === 'png') checkStill(bytes);
  const data = await draw(bytes, type, limits);
  const thumbnail = await decoded(
    sharp(data)
      .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 75, optimiseCoding: false })
      .toBuffer(),
  );
  return { ok: true, mediaType: 'image/jpeg', content: data, thumbnail, pdfPages: 1 };
}

/** Line by line where the format allows it. */
function readBy({ pixels }: PaperLimits): SharpOptions {
  return { limitInputPixels: pixels, sequentialRead: true };
}

/** All that the header tells, before a pixel is decoded. */
function checkHeader(header: Metadata, type: ImageType, limits: PaperLimits): void {
  const { width, height, format, pages = 1 } = header;
  if (format !== type) throw unreadable(`begins like ${type}, reads as ${format}`);
  if (pages > 1) throw new PaperRefused('paper_type_unsupported', 'moving pictures');
  if (!(width > 0 && height > 0)) throw unreadable('no size');
  const pixels = width * height;
  if (pixels > limits.pixels) throw new PaperRefused('paper_too_large', `${width} × ${height} pixels`);
  if (pixels * heldPerPixel(header, type) > mostHeld) {
    throw new PaperRefused('paper_too_large', `${width} × ${height} pixels that must be held at once`);
  }
}

/** Bytes of memory a pixel takes while the whole picture is held; 0 where lines are read one by one. */
function heldPerPixel({ isProgressive, channels, depth }: Metadata, type: ImageType): number {
  if (type === 'webp') return 4;
  if (!isProgressive) return 0;
  return type === 'jpeg' ? channels * 2 : channels * (depth === 'ushort' ? 2 : 1) * 2;
}

/** An animated PNG looks still to libpng: its first picture would be kept and the others lost. */
function checkStill(bytes: Buffer): void {
  for (let at = 8; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (name === 'acTL') throw new PaperRefused('paper_type_unsupported', 'moving pictures');
    if (name === 'IDAT') return;
    at += 12 + bytes.readUInt32BE(at);
  }
}

/**
 * How much a decoder may complain of. Of a JPEG's oddities only an early end refuses it, which libjpeg fills up with
 * grey: cameras write others, and they harm nothing.
 */
const strictness: Record<ImageType, readonly FailOnOptions[]> = {
  jpeg: ['warning', 'truncated'],
  png: ['error'],
  webp: ['error'],
};

async function draw(bytes: Buffer, type: ImageType, limits: PaperLimits) {
  let problem = unreadable('not an image');
  for (const failOn of strictness[type]) {
    try {
      return await drawOnce(bytes, { ...readBy(limits), failOn }, limits.imageBytes);
    } catch (error) {
      if (!(error instanceof PaperRefused) || error.code !== 'paper_unreadable') throw error;
      problem = error;
      if (error.message.includes('premature end')) break;
    }
  }
  throw problem;
}

async function drawOnce(bytes: Buffer, options: SharpOptions, mostBytes: number) {
  for (const quality of qualities) {
    const drawn = await decoded(
      sharp(bytes, options)
        .autoOrient()
        .resize({ width: mostSide, height: mostSide, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        // Full colour keeps the edge of a red seal; tables made to measure would hold the whole picture twice.
        .jpeg({ quality, chromaSubsampling: '4:4:4', optimiseCoding: false })
        .toBuffer(),
    );
    if (drawn.length <= mostBytes) return drawn;
  }
  throw new PaperRefused('paper_too_large', 'more detail than a photo of a paper has');
}

/** What sharp cannot read is the file's fault, not ours. */
async function decoded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message.slice(0, 200) : 'not an image');
  }
}
