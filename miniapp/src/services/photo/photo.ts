/** Photos and files in a browser: its own file chooser, and a canvas that makes photos smaller. */
import { AppFailure } from '../failure';
import type { Source } from '../upload/kept-files';
import { decideSize, QUALITY } from './size';

/** What the person chose. */
export type Chosen = { kind: 'image' | 'pdf'; source: Source };
/** The same, ready to be sent; `preview`: where it can be looked at, null for a PDF. */
export type Picked = Chosen & { preview: string | null };

/** Where a PDF comes from. */
export const pdfPlace: 'files' | 'chat' = 'files';

/** The chooser answers nothing at all when an older browser's person changes her mind. */
function choose(change: (input: HTMLInputElement) => void): Promise<Chosen[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.style.display = 'none';
    change(input);
    const settle = () => {
      resolve([...(input.files ?? [])].map(toChosen));
      input.remove();
    };
    input.addEventListener('change', settle);
    input.addEventListener('cancel', settle);
    // Safari opens it only from within the page.
    document.body.appendChild(input);
    input.click();
  });
}

function toChosen(file: File): Chosen {
  return { kind: file.type === 'application/pdf' ? 'pdf' : 'image', source: file };
}

export const takePhoto = (): Promise<Chosen[]> =>
  choose((input) => {
    input.accept = 'image/*';
    input.setAttribute('capture', 'environment');
  });

export const choosePhotos = (most: number): Promise<Chosen[]> =>
  choose((input) => {
    input.accept = 'image/*';
    input.multiple = most > 1;
  });

export const choosePdfs = (most: number): Promise<Chosen[]> =>
  choose((input) => {
    input.accept = 'application/pdf';
    input.multiple = most > 1;
  });

/** Makes a photo small enough to travel. */
export async function prepare(chosen: Chosen): Promise<Picked> {
  if (chosen.kind === 'pdf' || typeof chosen.source === 'string') return { ...chosen, preview: null };
  const photo = await shrink(chosen.source);
  return { kind: 'image', source: photo, preview: URL.createObjectURL(photo) };
}

/** Drawn anew: upright as the camera meant it, without what it wrote into the file (where, when, which phone). */
async function shrink(file: Blob): Promise<Blob> {
  const address = URL.createObjectURL(file);
  try {
    const image = await load(address);
    const { width, height } = decideSize({ width: image.naturalWidth, height: image.naturalHeight });
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const pen = canvas.getContext('2d');
    if (pen === null) throw new AppFailure('paper_unreadable');
    // JPEG knows no transparency: a screenshot's would turn black.
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, width, height);
    pen.drawImage(image, 0, 0, width, height);
    return await toJpeg(canvas);
  } finally {
    URL.revokeObjectURL(address);
  }
}

function load(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new AppFailure('paper_unreadable'));
    image.src = address;
  });
}

function toJpeg(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => {
        // The pixels are given back at once: iOS counts them for the whole page.
        canvas.width = 0;
        canvas.height = 0;
        if (blob === null) reject(new AppFailure('paper_unreadable'));
        else resolve(blob);
      },
      'image/jpeg',
      QUALITY / 100,
    ),
  );
}

/** The person did not take it over. */
export function letGo({ preview }: Picked): void {
  if (preview !== null) URL.revokeObjectURL(preview);
}
