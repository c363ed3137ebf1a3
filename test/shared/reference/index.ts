/**
 * The law a second time: written from the clauses and the readings, with decimal.js and its own days,
 * before the engine was read and sharing no line with it. Where the two differ, one of them is wrong.
 */
export * from './amounts.ts';
export * from './benefit.ts';
export * from './calendar.ts';
export * from './facts.ts';
export * from './insurance.ts';
export * from './panzhihua.ts';
export * from './yichang-funds.ts';
export * from './yichang.ts';
