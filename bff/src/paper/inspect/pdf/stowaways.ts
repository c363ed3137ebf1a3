// What a PDF's own grammar does not show: another file within the same bytes, or an object that only some viewers see.
import { notSafe } from '../inspected.ts';
import type { PdfBody } from './body.ts';
import { isWhite } from './reader.ts';

/** How pages and programs begin that run where a server or a browser mistakes a file's type: too long to be chance. */
const pages = /<(?:html[\s>]|script[\s>]|iframe\s|\?php\s|!doctype html)/i;
/** The beginning of a file in a ZIP, and the end of a ZIP. */
const zipFile = Buffer.from('PK\x03\x04', 'latin1');
const zipEnd = Buffer.from('PK\x05\x06\0\0\0\0', 'latin1');

/** @throws PaperRefused when the bytes are also a web page, a script or a ZIP (and so an Office file, an APK or a JAR). */
export function checkOneFile(bytes: Buffer): void {
  const overlap = 64;
  for (let at = 0; at < bytes.length; at += 1_000_000) {
    const piece = bytes.toString('latin1', at, at + 1_000_000 + overlap);
    if (pages.test(piece)) throw notSafe('a web page inside');
  }
  if (bytes.includes(zipEnd) || holdsZipFile(bytes)) throw notSafe('a ZIP inside');
}

/** Four bytes alone turn up in packed pictures by chance; the version that a ZIP asks for must follow. */
function holdsZipFile(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(zipFile); at >= 0; at = bytes.indexOf(zipFile, at + 4)) {
    if (bytes[at + 5] === 0 && Number(bytes[at + 4]) < 64) return true;
  }
  return false;
}

/** An object inside a stream, a string or a comment: a viewer that repairs a file by searching would find it. */
export function checkNothingHidden({ bytes, heads }: PdfBody): void {
  for (let at = bytes.indexOf('obj'); at >= 0; at = bytes.indexOf('obj', at + 3)) {
    if (!heads.has(at + 3) && endsHead(bytes, at)) throw notSafe('an object hidden in another');
  }
}

/** Whether `12 0 ` stands before `obj`. */
function endsHead(bytes: Buffer, at: number): boolean {
  const back = (from: number, among: (code: number | undefined) => boolean) => {
    let to = from;
    while (to > 0 && from - to < 32 && among(bytes[to - 1])) to -= 1;
    return to;
  };
  const generationEnd = back(at, isWhite);
  const generation = back(generationEnd, isDigit);
  const numberEnd = back(generation, isWhite);
  return generation < generationEnd && numberEnd < generation && isDigit(bytes[numberEnd - 1]);
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 0x30 && code <= 0x39;
}
