/** Photos and files on the weapp: WeChat's camera, album and chats, and its own compression. */
import Taro from '@tarojs/taro';

import { AppFailure } from '../failure';
import type { Chosen, Picked } from './photo';
import { decideSize, QUALITY } from './size';

export const pdfPlace: 'files' | 'chat' = 'chat';

/** Changing one's mind is no failure; a refused permission is one that the person can mend. */
function nothingChosen(error: unknown): [] {
  const { errMsg = '' } = error as { errMsg?: string };
  if (/cancel/i.test(errMsg)) return [];
  throw new AppFailure('photos_refused');
}

async function chooseImages(sourceType: 'camera' | 'album', count: number): Promise<Chosen[]> {
  const files = await Taro.chooseMedia({
    count,
    mediaType: ['image'],
    sourceType: [sourceType],
    // WeChat's own compression takes what small letters need: ours follows.
    sizeType: ['original'],
  }).then(({ tempFiles }) => tempFiles, nothingChosen);
  return files.map(({ tempFilePath }) => ({ kind: 'image', source: tempFilePath }));
}

/** WeChat hands out at most so many at once. */
const MOST_PHOTOS = 9;

export const takePhoto = (): Promise<Chosen[]> => chooseImages('camera', 1);
export const choosePhotos = (most: number): Promise<Chosen[]> =>
  chooseImages('album', Math.min(most, MOST_PHOTOS));

export async function choosePdfs(most: number): Promise<Chosen[]> {
  const files = await Taro.chooseMessageFile({ count: most, type: 'file', extension: ['pdf'] }).then(
    ({ tempFiles }) => tempFiles,
    nothingChosen,
  );
  return files.map(({ path }) => ({ kind: 'pdf', source: path }));
}

/** Kinds that the server reads as they come from the camera. */
const READABLE = /\.(jpe?g|png)$/i;

/** A photo that WeChat cannot make smaller goes as it is, unless the server could not read it either: a HEIC one. */
export async function prepare(chosen: Chosen): Promise<Picked> {
  const { kind, source } = chosen;
  if (kind === 'pdf' || typeof source !== 'string') return { ...chosen, preview: null };
  const smaller = await shrink(source).catch(() => {
    if (READABLE.test(source)) return source;
    throw new AppFailure('photo_not_smaller');
  });
  return { kind, source: smaller, preview: smaller };
}

async function shrink(src: string): Promise<string> {
  const size = await Taro.getImageInfo({ src });
  const { width } = decideSize(size);
  // One side only: WeChat tells the size of a photo taken sideways as it lies in the file, and would squeeze it into both.
  const resized = width < size.width ? { compressedWidth: width } : {};
  const { tempFilePath } = await Taro.compressImage({ src, quality: QUALITY, ...resized });
  return tempFilePath;
}

/** Passing files are WeChat's own to remove. */
export function letGo(): void {
  // Nothing is held.
}
