import type { ErrorCode } from '@yijiutong/rules/contract';

/** Why a paper is not kept. */
export type PaperRefusal = Extract<
  ErrorCode,
  | 'paper_type_unsupported'
  | 'paper_unreadable'
  | 'paper_too_large'
  | 'paper_too_many_pages'
  | 'paper_not_safe'
  | 'paper_locked'
>;

export interface InspectedPage {
  ok: true;
  mediaType: 'image/jpeg' | 'application/pdf';
  /** The photo as it is to be kept; null: keep the PDF as it was sent. */
  content: Buffer | null;
  /** Null for a PDF: nobody renders one on the server. */
  thumbnail: Buffer | null;
  /** 1 for a photo. */
  pdfPages: number;
}

export interface RefusedPage {
  ok: false;
  code: PaperRefusal;
  /** For the log. Holds nothing of what the file says. */
  why: string;
}

export type Inspected = InspectedPage | RefusedPage;

/** What a file may weigh and be. Handed to the program, so that it needs nothing of the contract's own weight. */
export interface PaperLimits {
  imageBytes: number;
  pdfBytes: number;
  pixels: number;
  pdfPages: number;
}

/** Ends an inspection wherever it stands; `inspectPaper` turns it into the value that it is. */
export class PaperRefused extends Error {
  override name = 'PaperRefused';
  readonly code: PaperRefusal;

  constructor(code: PaperRefusal, why: string) {
    super(why);
    this.code = code;
  }
}

export function unreadable(why: string): PaperRefused {
  return new PaperRefused('paper_unreadable', why);
}

export function notSafe(why: string): PaperRefused {
  return new PaperRefused('paper_not_safe', why);
}
