import { inspectImage } from './image.ts';
import { PaperRefused, type Inspected, type InspectedPage, type PaperLimits } from './inspected.ts';
import { findType } from './media-type.ts';
import { inspectPdf } from './pdf/inspect-pdf.ts';

/** One file, whole: what it is and what of it is to be kept, or why it is not. */
export async function inspectPaper(bytes: Buffer, limits: PaperLimits): Promise<Inspected> {
  try {
    return await inspectByType(bytes, limits);
  } catch (error) {
    if (error instanceof PaperRefused) return { ok: false, code: error.code, why: error.message };
    throw error;
  }
}

async function inspectByType(bytes: Buffer, limits: PaperLimits): Promise<InspectedPage> {
  const type = findType(bytes);
  if (type === null) throw new PaperRefused('paper_type_unsupported', 'none of JPEG, PNG, WebP, PDF');
  const most = type === 'pdf' ? limits.pdfBytes : limits.imageBytes;
  if (bytes.length > most) throw new PaperRefused('paper_too_large', `${bytes.length} bytes of ${type}`);
  return type === 'pdf' ? await inspectPdf(bytes, limits) : await inspectImage(bytes, type, limits);
}
