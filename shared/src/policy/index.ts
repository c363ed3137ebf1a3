import type { Day } from '../kernel/index.ts';

import type { CompiledPolicy, YearPolicy } from './compiled.ts';

export * from './compiled.ts';

/** A checked policy document (one YAML file of config/policy). Opaque outside this package. */
export type PolicyDocument = { readonly document: { readonly id: string } };
/** A checked statistics file (config/statistics). Opaque outside this package. */
export type Statistics = { readonly region: string };
/** A checked config/codes/regions.yaml: 医保区划 (cities, counties, pseudo-codes) → 统筹地区. */
export type Regions = { readonly regions: readonly unknown[] };

/** Everything the law of all regions consists of, as read from config/ (bff: `storage/documents.ts` → `readLaw(dir)`). */
export type Law = {
  readonly documents: readonly PolicyDocument[];
  readonly statistics: readonly Statistics[];
  readonly regions: Regions;
};

export type CompileOptions = {
  /** 统筹地区 code, e.g. 510400: `getPoolingRegion` first */
  readonly region: string;
  /** statistics given with the case itself, of any year; null = "none" (a cap that does not exist) */
  readonly overrides?: Readonly<Record<string, string | null>>;
};

/** Checks one parsed YAML document. @throws InvalidInput `invalid_policy` naming file, path and reason */
export declare function parseDocument(value: unknown, file: string): PolicyDocument;
export declare function parseStatistics(value: unknown, file: string): Statistics;
export declare function parseRegions(value: unknown, file: string): Regions;

/** The law of a region on one day; null when no document of it is in force. @throws InvalidInput on gaps and overlaps */
export declare function compilePolicy(
  law: Law,
  options: CompileOptions & { readonly on: Day },
): CompiledPolicy | null;

/** The law of a region over a calendar year: compile once, keep (plain frozen JSON). */
export declare function compileYear(
  law: Law,
  options: CompileOptions & { readonly year: number },
): YearPolicy;

/** 统筹地区 of any 医保区划 code (county, pseudo-code xx99), or null. Never by prefix (reading GEN-REGION). */
export declare function findPoolingRegion(
  regions: Regions,
  admdvs: string,
): { code: string; name: string } | null;
