export { compileBenefits } from './benefits.ts';
export type * from './benefits.ts';
export { compilePolicy, compileYear } from './compile.ts';
export * from './compiled.ts';
export { findArticle, findPoolingRegion, parseDocument, parseRegions, parseStatistics } from './documents.ts';
export type { PolicyDocument, Regions, Statistics } from './documents.ts';
export { policyJsonSchema } from './json-schema.ts';
export { listInForce } from './sections.ts';
export type { CompileOptions, Law } from './sections.ts';
