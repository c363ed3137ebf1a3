export { CAUSES, tellTopUp } from './decision-view.ts';
export type { Cause, DecisionView, Difference } from './decision-view.ts';
export { tellDifference } from './difference.ts';
export { figureNames } from './names.ts';
export * from './officer.ts';
export * from './resident.ts';
export * from './show.ts';
export * from './threshold.ts';
export type * from './told.ts';
