export { OUTCOMES, TOTALS, listClasses, newColumns, newResult } from './columns.ts';
export type { BatchColumns, BatchResult } from './columns.ts';
export { decideBatch } from './decide-batch.ts';
export { packYears } from './pack.ts';
export type { PersonYear } from './pack.ts';
