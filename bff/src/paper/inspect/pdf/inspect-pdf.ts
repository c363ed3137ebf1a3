// A PDF is kept as it was sent, since its signature would not survive a change: so it must be nothing but pages.
// A library that reads PDFs forgives much and sees one reading of the file; this sees every object that any viewer can reach.
import type { InspectedPage, PaperLimits } from '../inspected.ts';
import { readBody } from './body.ts';
import { Budget } from './budget.ts';
import { checkTables } from './cross-reference.ts';
import { PdfDocument } from './document.ts';
import { addPackedObjects } from './packed-objects.ts';
import { countPages } from './pages.ts';
import { checkStreams } from './pictures.ts';
import { checkNothingHidden, checkOneFile } from './stowaways.ts';
import { checkLengths } from './streams.ts';

/** @throws PaperRefused */
export async function inspectPdf(bytes: Buffer, limits: PaperLimits): Promise<InspectedPage> {
  const budget = new Budget();
  checkOneFile(bytes);
  const body = readBody(bytes, budget);
  checkNothingHidden(body);
  const document = new PdfDocument(body, budget);
  await addPackedObjects(document);
  checkLengths(document);
  const trailer = await checkTables(document);
  const pdfPages = countPages(document, trailer, limits.pdfPages);
  await checkStreams(document, limits);
  return { ok: true, mediaType: 'application/pdf', content: null, thumbnail: null, pdfPages };
}
