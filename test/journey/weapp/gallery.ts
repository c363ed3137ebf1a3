/** What the camera sees, what lies in the album and in the chats: a journey puts it there, the person chooses it. */
import sharp from 'sharp';

import { Refused, type Options } from './call.ts';
import type { Files } from './files.ts';
import type { PrivacyGate } from './privacy.ts';

export type Gallery = {
  /** The next pictures of the camera, in their order. Without one, the person closes the camera again. */
  camera: Buffer[];
  /** Everything that she picks in the album, and in her chats, the next time she is asked. */
  album: Buffer[];
  chats: { name: string; bytes: Buffer }[];
  /** Whether WeChat may use the camera and the album at all. */
  allowed: boolean;
};

export const emptyGallery = (): Gallery => ({ camera: [], album: [], chats: [], allowed: true });

type Parts = { gallery: Gallery; files: Files; privacy: PrivacyGate };

const mostPhotos = 20;

/** The functions of `wx` that hand out pictures and files, as WeChat documents them. */
export function galleryApi(parts: Parts): Record<string, (options: Options) => unknown> {
  const { files } = parts;
  return {
    chooseMedia: (options) => chooseMedia(parts, options),
    chooseMessageFile: async (options) => {
      await parts.privacy.pass('chooseMessageFile');
      const wanted = listOf(options.extension, []);
      const picked = parts.gallery.chats
        .splice(0, Number(options.count))
        .filter(({ name }) => wanted.length === 0 || wanted.some((ending) => name.endsWith(`.${ending}`)));
      if (picked.length === 0) throw new Refused('cancel');
      const tempFiles = picked.map(({ name, bytes }) => ({
        path: files.addTemporary(bytes, name.split('.').at(-1) ?? ''),
        name,
        size: bytes.length,
        type: 'file',
        time: 0,
      }));
      return { tempFiles };
    },
    getImageInfo: async (options) => {
      const { width, height, format } = await readImage(files, options);
      return { width, height, type: format, orientation: 'up', path: options.src };
    },
    compressImage: (options) => compress(files, options),
  };
}

async function chooseMedia({ gallery, files, privacy }: Parts, options: Options): Promise<unknown> {
  await privacy.pass('chooseMedia');
  const count = options.count === undefined ? 9 : Number(options.count);
  if (!(count >= 1 && count <= mostPhotos)) throw new Refused('parameter error: count is out of range');
  if (!gallery.allowed) throw new Refused('auth deny');
  const fromCamera = listOf(options.sourceType, ['album', 'camera']).includes('camera');
  const picked = fromCamera ? gallery.camera.splice(0, 1) : gallery.album.splice(0, count);
  if (picked.length === 0) throw new Refused('cancel');
  const tempFiles = picked.map((bytes) => ({
    tempFilePath: files.addTemporary(bytes, 'jpg'),
    size: bytes.length,
    fileType: 'image',
  }));
  return { tempFiles, type: 'image' };
}

async function compress(files: Files, options: Options): Promise<unknown> {
  const { quality = 80, compressedWidth: width, compressedHeight: height } = options;
  const image = sharp(files.read(String(options.src))).rotate();
  const sized =
    width === undefined && height === undefined
      ? image
      : image.resize({
          ...(width === undefined ? {} : { width: Number(width) }),
          ...(height === undefined ? {} : { height: Number(height) }),
          fit: 'fill',
        });
  const bytes = await sized.jpeg({ quality: Number(quality) }).toBuffer();
  return { tempFilePath: files.addTemporary(bytes, 'jpg') };
}

async function readImage(files: Files, options: Options) {
  const bytes = files.read(String(options.src));
  return await sharp(bytes)
    .metadata()
    .catch(() => {
      throw new Refused('image not found');
    });
}

function listOf(value: unknown, otherwise: string[]): string[] {
  return Array.isArray(value) ? value.map(String) : otherwise;
}
