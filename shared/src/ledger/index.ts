export type * from './facts.ts';
export { categoriesOn, classesOn, lastDayOfIdentity } from './identities.ts';
export { listAsked, listLacking } from './lacking.ts';
export { compareEntries } from './order.ts';
export { listThresholds } from './thresholds.ts';
export { advance, isNext, openYear, replayYear, settleIdentities } from './year.ts';
export type * from './year.types.ts';
