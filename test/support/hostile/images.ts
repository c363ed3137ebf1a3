/** Photos that are none, are too much, or carry something. */
import { crc32, deflateSync } from 'node:zlib';

import sharp from 'sharp';

import { zeros } from './bombs.ts';
import { hex, kind, latin, payload, type HostileKind } from './kind.ts';
import { onePage } from './pdf-writer.ts';
import { writeZip } from './zip-writer.ts';

const unreadable = 'paper_unreadable';
const tooLarge = 'paper_too_large';
const script = `<script>alert('${payload}')</script>`;

/** A small picture with something in it. */
const picture = (width = 320, height = 240) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#884422',
      noise: { type: 'gaussian', mean: 120, sigma: 30 },
    },
  });
const jpeg = () => picture().jpeg().toBuffer();
const progressive = () => picture().jpeg({ progressive: true }).toBuffer();
const png = () => picture().png().toBuffer();
const webp = () => picture().webp().toBuffer();

/** A marker segment behind the first two bytes of a JPEG. */
function addSegment(image: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255]);
  return Buffer.concat([image.subarray(0, 2), head, content, image.subarray(2)]);
}

function pngChunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([latin(name), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A chunk behind the header of a PNG. */
function addChunk(image: Buffer, name: string, content: Buffer): Buffer {
  return Buffer.concat([image.subarray(0, 33), pngChunk(name, content), image.subarray(33)]);
}

function pngOf(width: number, height: number, packed: Buffer, interlaced = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, interlaced], 8);
  return Buffer.concat([
    hex('89504e470d0a1a0a'),
    ...[pngChunk('IHDR', header), pngChunk('IDAT', packed), pngChunk('IEND', Buffer.alloc(0))],
  ]);
}

/** The size that a JPEG's frame header says, changed. */
function sayJpegSize(image: Buffer, width: number, height: number): Buffer {
  const changed = Buffer.from(image);
  const frame = Math.max(changed.indexOf(hex('ffc00011')), changed.indexOf(hex('ffc20011')));
  changed.writeUInt16BE(height, frame + 5);
  changed.writeUInt16BE(width, frame + 7);
  return changed;
}

/** The same scan again and again: each costs a pass over the picture. */
async function manyScans(): Promise<Buffer> {
  const plain = sharp({ create: { width: 4000, height: 4000, channels: 3, background: '#888' } });
  const image = await plain.jpeg({ progressive: true }).toBuffer();
  const scan = image.subarray(image.lastIndexOf(hex('ffda')), image.length - 2);
  return Buffer.concat([image.subarray(0, -2), ...Array<Buffer>(1000).fill(scan), hex('ffd9')]);
}

const cutAt = (make: () => Promise<Buffer>, share: number) => async () => {
  const whole = await make();
  return whole.subarray(0, Math.floor(whole.length * share));
};

const bombs: HostileKind[] = [
  kind('png-bomb', 'a PNG that says 50,000 by 50,000', tooLarge, () =>
    pngOf(50_000, 50_000, zeros(20_000_000)),
  ),
  kind('png-wide', 'a PNG of one line, two billion wide', unreadable, () =>
    pngOf(0x7fff_ffff, 1, zeros(1_000_000)),
  ),
  kind('png-empty', 'a PNG of no size', unreadable, () => pngOf(0, 0, zeros(1_000_000))),
  kind('png-interlaced', 'a PNG of 49 million pixels in seven passes', tooLarge, () =>
    pngOf(7000, 7000, zeros(147_000_000), 1),
  ),
  kind('png-overfull', 'a PNG whose pixels unpack to more than its size', 'cleaned', () =>
    pngOf(100, 100, deflateSync(Buffer.alloc(40_000_000))),
  ),
  kind('jpeg-bomb', 'a JPEG that says 65,500 by 65,500', tooLarge, async () =>
    sayJpegSize(await jpeg(), 65_500, 65_500),
  ),
  kind('jpeg-lies', 'a small JPEG that says 7,000 by 7,000', unreadable, async () =>
    sayJpegSize(await jpeg(), 7000, 7000),
  ),
  kind('jpeg-progressive', 'a JPEG of 49 million pixels in passes', tooLarge, async () =>
    sayJpegSize(await progressive(), 7000, 7000),
  ),
  kind('jpeg-scans', 'a JPEG of a thousand passes', unreadable, manyScans),
  kind('webp-bomb', 'a WebP that says 16,383 by 16,383', tooLarge, async () => {
    const image = await webp();
    const frame = image.indexOf(hex('9d012a'));
    image.writeUInt16LE(16_383, frame + 3);
    image.writeUInt16LE(16_383, frame + 5);
    return image;
  }),
  kind('webp-canvas', 'a WebP with a canvas of 2⁴⁸ pixels', unreadable, () =>
    latin('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0\xff\xff\xff\xff\xff\xff'),
  ),
  kind('jpeg-heavy', 'a JPEG of 11 MB', tooLarge, async () =>
    Buffer.concat([await jpeg(), Buffer.alloc(11_000_000, payload)]),
  ),
];

const broken: HostileKind[] = [
  ...[0.05, 0.5, 0.9, 0.99].flatMap((share) => [
    kind(`jpeg-cut-${share}`, `${share} of a JPEG`, unreadable, cutAt(jpeg, share)),
    kind(`png-cut-${share}`, `${share} of a PNG`, unreadable, cutAt(png, share)),
  ]),
  kind('jpeg-progressive-cut', 'half of a JPEG in passes', unreadable, cutAt(progressive, 0.5)),
  kind('webp-cut', 'half of a WebP', unreadable, cutAt(webp, 0.5)),
  kind('jpeg-headless', 'a JPEG without a frame', unreadable, () =>
    hex('ffd8ffe000104a46494600010100000100010000ffd9'),
  ),
  kind('jpeg-html', 'a web page behind the first bytes of a JPEG', unreadable, () =>
    Buffer.concat([hex('ffd8ffe0'), latin(`<html>${script}</html>`)]),
  ),
  kind('jpeg-elf', 'a program behind the first bytes of a JPEG', unreadable, () =>
    Buffer.concat([hex('ffd8ffe0'), hex('7f454c46'), latin(payload)]),
  ),
  kind('png-check', 'a PNG whose header fails its check', unreadable, async () => {
    const image = await png();
    image[29] = image.readUInt8(29) ^ 0xff;
    return image;
  }),
  kind('png-gif', 'a PNG that goes on as a GIF', unreadable, () =>
    Buffer.concat([hex('89504e470d0a1a0a'), latin(`GIF89a${payload}`)]),
  ),
  kind('apng', 'a PNG that moves', 'paper_type_unsupported', async () =>
    addChunk(await png(), 'acTL', hex('0000000200000000')),
  ),
  kind('webp-moving', 'a WebP that moves', 'paper_type_unsupported', async () =>
    sharp([await png(), await png()], { join: { animated: true } })
      .webp()
      .toBuffer(),
  ),
];

const carrying: HostileKind[] = [
  kind('jpeg-gps', 'where and with what it was taken', 'cleaned', async () =>
    picture()
      .jpeg()
      .withExif({ IFD0: { Make: payload }, IFD3: { GPSLatitude: '26/1 34/1 0/1', GPSLatitudeRef: 'N' } })
      .toBuffer(),
  ),
  kind('jpeg-exif-script', 'a script as the name of the camera', 'cleaned', () =>
    picture()
      .jpeg()
      .withExif({ IFD0: { Artist: script } })
      .toBuffer(),
  ),
  kind('jpeg-comment-script', 'a script as a comment', 'cleaned', async () =>
    addSegment(await jpeg(), 0xfe, latin(script)),
  ),
  kind('jpeg-php', 'a PHP script as a comment', 'cleaned', async () =>
    addSegment(await jpeg(), 0xfe, latin(`<?php system($_GET['c']); // ${payload} __HALT_COMPILER();`)),
  ),
  kind('jpeg-js', 'a JPEG that is a script too', 'cleaned', async () =>
    addSegment(await jpeg(), 0xe0, latin(`=1;/*${' '.repeat(12_000)}*/alert('${payload}')/*`)),
  ),
  kind('jpeg-xmp', 'a document about itself', 'cleaned', async () =>
    addSegment(await jpeg(), 0xe1, latin(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${payload}</x:xmpmeta>`)),
  ),
  kind('jpeg-icc', 'a colour profile that is none', 'cleaned', async () =>
    addSegment(await jpeg(), 0xe2, latin(`ICC_PROFILE\0\x01\x01${payload.repeat(500)}`)),
  ),
  kind('jpeg-html-after', 'a web page behind a JPEG', 'cleaned', async () =>
    Buffer.concat([await jpeg(), latin(`<html>${script}</html>`)]),
  ),
  kind('jpeg-zip-after', 'a ZIP behind a JPEG', 'cleaned', async () =>
    Buffer.concat([await jpeg(), writeZip({ a: latin(payload) })]),
  ),
  kind('jpeg-apk-after', 'an app behind a JPEG', 'cleaned', async () =>
    Buffer.concat([await jpeg(), writeZip({ 'AndroidManifest.xml': latin(payload) })]),
  ),
  kind('jpeg-pdf-after', 'a PDF behind a JPEG', 'cleaned', async () =>
    Buffer.concat([await jpeg(), onePage({ more: { 9: `(${payload})` } })]),
  ),
  kind('jpeg-film-after', 'a film behind a JPEG, as phones add it', 'cleaned', async () =>
    Buffer.concat([await jpeg(), latin(`\0\0\0\x18ftypmp42${payload}`)]),
  ),
  kind('png-script', 'a script as a text', 'cleaned', async () =>
    addChunk(await png(), 'tEXt', latin(`Comment\0${script}`)),
  ),
  kind('png-text-bomb', 'a packed text of 200 MB', 'cleaned', async () =>
    addChunk(await png(), 'zTXt', Buffer.concat([latin('Comment\0\0'), zeros(200_000_000)])),
  ),
  kind('png-profile-bomb', 'a packed colour profile of 200 MB', 'cleaned', async () =>
    addChunk(await png(), 'iCCP', Buffer.concat([latin('icc\0\0'), zeros(200_000_000)])),
  ),
  kind('png-php-after', 'a PHP script behind a PNG', 'cleaned', async () =>
    Buffer.concat([await png(), latin(`<?php /*${payload}*/`)]),
  ),
  kind('webp-zip-after', 'a ZIP behind a WebP', 'cleaned', async () =>
    Buffer.concat([await webp(), writeZip({ a: latin(payload) })]),
  ),
];

export const hostileImages: readonly HostileKind[] = [...bombs, ...broken, ...carrying];
