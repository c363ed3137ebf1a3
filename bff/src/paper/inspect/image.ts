// A photo is never kept as it was sent: what is kept is drawn anew from its pixels, so nothing else survives.
import sharp, { type Metadata, type SharpOptions } from 'sharp';

import { PaperRefused, unreadable, type InspectedPage, type PaperLimits } from './inspected.ts';
import type { SentType } from './media-type.ts';

/** Longest side that is kept: A4 at 350 dpi. */
const mostSide = 4096;
const thumbnailSide = 320;
/** The smallest print on a till receipt survives the first; the second is for pictures that are mostly noise. */
const qualities = [85, 60];
/** Most bytes a decoder may hold at once, for formats that cannot be read line by line. */
const mostHeld = 120_000_000;
/** Longer than any photo takes, shorter than the inspector waits. */
const seconds = 15;

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
  const options: SharpOptions = {
    // A phone's photo may carry oddities that libjpeg warns of; one that ends too early is refused.
    failOn: 'truncated',
    limitInputPixels: limits.pixels,
    sequentialRead: true,
  };
  checkHeader(await readHeader(bytes, options), type, limits);
  if (type === 'png') checkStill(bytes);
  if (type === 'jpeg') checkEnds(bytes);
  const { data, info } = await draw(bytes, options, limits.imageBytes);
  const thumbnail = await decoded(
    sharp(data)
      .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 75, optimiseCoding: false })
      .timeout({ seconds })
      .toBuffer(),
  );
  return {
    ok: true,
    mediaType: 'image/jpeg',
    content: data,
    thumbnail,
    pdfPages: 1,
    width: info.width,
    height: info.height,
  };
}

async function readHeader(bytes: Buffer, options: SharpOptions): Promise<Metadata> {
  // Its own check of the pixels would only say "unreadable"; ours names what is wrong.
  return await decoded(sharp(bytes, { ...options, limitInputPixels: false }).metadata());
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

/** libjpeg forgives a photo that lacks nothing but its end mark; half a copied file can look so. */
function checkEnds(bytes: Buffer): void {
  if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) throw unreadable('ends before its end mark');
}

async function draw(bytes: Buffer, options: SharpOptions, mostBytes: number) {
  for (const quality of qualities) {
    const drawn = await decoded(
      sharp(bytes, options)
        .autoOrient()
        .resize({ width: mostSide, height: mostSide, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        // Full colour keeps the edge of a red seal; tables made to measure would hold the whole picture twice.
        .jpeg({ quality, chromaSubsampling: '4:4:4', optimiseCoding: false })
        .timeout({ seconds })
        .toBuffer({ resolveWithObject: true }),
    );
    if (drawn.data.length <= mostBytes) return drawn;
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
