// The law and the code tables as the features read them: by region and year, compiled once.
import { createHash } from 'node:crypto';

import type { Day } from '@yijiutong/rules/kernel';
import {
  compileYear,
  findArticle,
  findPolicy,
  findPoolingRegion,
  type CompiledPolicy,
  type Law,
  type YearPolicy,
} from '@yijiutong/rules/policy';

import type { Codes, RegionCodes } from '../storage/codes.ts';

export interface CitedClause {
  document: string;
  article: string;
}
export type ClauseWords = NonNullable<ReturnType<typeof findArticle>>;

export interface LawOfYear {
  policy: YearPolicy;
  /** Changes with every figure, clause and statistic of the year. */
  hash: string;
}

export interface LawBook {
  /** The documents themselves. */
  source: Law;
  /** 统筹地区 of a 医保区划 code, or null: no table names it, or it has no code tables here. */
  findRegion(admdvs: string): { code: string; name: string } | null;
  codesOf(region: string): RegionCodes;
  yearOf(region: string, year: number): LawOfYear;
  /** What is in force in a region on a day; null = nothing. */
  policyOn(region: string, on: Day): CompiledPolicy | null;
  issuerOf(document: string): string;
  titleOf(document: string): string | null;
  /** The official words of clauses, each once, in the order in which they are first cited. */
  quote(clauses: readonly CitedClause[]): ClauseWords[];
}

export function createLawBook(law: Law, codes: Codes): LawBook {
  const years = new Map<string, LawOfYear>();

  const yearOf = (region: string, year: number): LawOfYear => {
    const key = `${region} ${year}`;
    const known = years.get(key);
    if (known !== undefined) return known;
    const policy = compileYear(law, { region, year });
    const made = { policy, hash: createHash('sha256').update(JSON.stringify(policy)).digest('hex') };
    years.set(key, made);
    return made;
  };

  return {
    source: law,
    findRegion(admdvs) {
      const region = findPoolingRegion(law.regions, admdvs);
      return region !== null && codes.has(region.code) ? region : null;
    },
    codesOf(region) {
      const found = codes.get(region);
      if (found === undefined) throw new Error(`config/codes has no table for ${region}`);
      return found;
    },
    yearOf,
    policyOn: (region, on) => findPolicy(yearOf(region, Number(on.slice(0, 4))).policy, on),
    issuerOf: (id) => law.documents.find(({ document }) => document.id === id)?.document.issuer ?? '',
    titleOf: (id) => law.documents.find(({ document }) => document.id === id)?.document.title ?? null,
    quote(clauses) {
      const cited = new Map(clauses.map((clause) => [`${clause.document} ${clause.article}`, clause]));
      return [...cited.values()].flatMap((clause) => findArticle(law.documents, clause) ?? []);
    },
  };
}
