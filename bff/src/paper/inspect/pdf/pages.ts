import { notSafe, PaperRefused, unreadable } from '../inspected.ts';
import { isReference, type PdfDocument } from './document.ts';
import type { PdfDict, PdfValue } from './reader.ts';

const mostDeep = 32;

/** Walks the tree of pages. Pages that hang nowhere count too: another viewer may find them. */
export function countPages(document: PdfDocument, trailer: PdfDict, most: number): number {
  const tooMany = () => new PaperRefused('paper_too_many_pages', `more than ${most} pages`);
  const all = [...document.values.values()].filter(
    (value) => value instanceof Map && document.findName(value, 'Type') === 'Page',
  );
  if (all.length > most) throw tooMany();
  const root = document.findDict(trailer, 'Root');
  if (root === null) throw unreadable('no root');
  const seen = new Set<number>();
  let pages = 0;

  const walk = (value: PdfValue | undefined, deep: number): void => {
    if (value === undefined || !isReference(value)) throw unreadable('a tree of pages that is none');
    if (seen.has(value.number)) throw notSafe('pages that lead in a circle');
    if (deep > mostDeep) throw notSafe('pages nested too deep');
    seen.add(value.number);
    const node = document.resolve(value);
    if (!(node instanceof Map)) throw unreadable('a page that is not there');
    const kids = document.find(node, 'Kids');
    if (Array.isArray(kids)) for (const kid of kids) walk(kid, deep + 1);
    else if ((pages += 1) > most) throw tooMany();
  };
  walk(root.get('Pages'), 0);
  if (pages === 0) throw unreadable('no pages');
  return pages;
}
