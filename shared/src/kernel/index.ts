export * from './clause.ts';
export * from './day.ts';
export * from './explanation.ts';
export * from './invalid.ts';
export * from './money.ts';
export * from './outcome.ts';
export * from './ratio.ts';
export * from './working-day.ts';
