export { compileCalendar, parseCalendarYear } from './calendar.ts';
export { compilePapers } from './compile-papers.ts';
export type { PaperBook } from './compile-papers.ts';
export { leftToClaim, sumClaimable } from './estimate.ts';
export type { ClaimableSum } from './estimate.ts';
export { writeClaimNumber } from './number.ts';
export { findPaper, listPapers } from './papers.ts';
export type { BillSource, ClaimFacts, PaperKind, PaperLists, PaperNeed } from './papers.ts';
export { parseNationalPapers, parseRegionPapers } from './papers.schema.ts';
