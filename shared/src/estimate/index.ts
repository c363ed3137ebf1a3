export type * from './answers.ts';
export { asksRecognition } from './completions.ts';
export { estimate, estimateDay, findSpan, findUnreckoned, readsPack } from './estimate.ts';
export type * from './estimate.types.ts';
export type { PolicyPack } from '../policy/pack.ts';
