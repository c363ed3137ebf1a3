import { notSafe, PaperRefused } from '../inspected.ts';

/**
 * Words that only a document which does something, holds other files or leads elsewhere needs. No paper does:
 * a name of these anywhere, as key or as value, refuses the file. What an action is called is among them, so
 * an OpenAction that is left can only turn to a page. Links too: a click on a paper in an officer's room
 * must not lead out of it.
 */
const doing = new Set([
  ...['JavaScript', 'JS', 'AA', 'Launch', 'Named', 'SubmitForm', 'ImportData', 'URI', 'GoToR', 'GoToE'],
  ...['EmbeddedFile', 'EmbeddedFiles', 'EF', 'FileAttachment', 'Collection', 'XFA'],
  ...['RichMedia', 'Rendition', 'Movie', 'Sound', '3D', 'U3D', 'PRC', 'GoTo3DView'],
]);

/** @throws PaperRefused for a name that no paper needs; `name` is without its slash, its #xx escapes resolved. */
export function checkName(name: string): void {
  if (doing.has(name)) throw notSafe(`holds /${name}`);
  if (name === 'Encrypt') throw new PaperRefused('paper_locked', 'is encrypted');
}
