/**
 * The law of a region's year as a phone takes it along: compiled, with the wording of every clause that it cites, so that
 * an estimate needs neither YAML nor zod nor, once it was fetched, a network.
 */
import type { Clause, Day } from '../kernel/index.ts';
import { compileBenefits } from './benefits.ts';
import type { Benefits } from './benefits.ts';
import { compilePolicy, compileYear } from './compile.ts';
import type { CompiledPolicy } from './compiled.ts';
import { findArticle, findPoolingRegion } from './documents.ts';
import { PACK_FORM } from './pack-form.ts';
import type { CompileOptions, Law } from './sections.ts';

/** What a family can ask about apart from a bill: subsidised premium, deposit, help for earlier bills, recognition. */
export type PackBenefits = Pick<Benefits, 'premium' | 'deposit' | 'retroactive' | 'recognition'>;

/** A stretch of the year in which nothing changes; both null where no document is in force. */
export type PackSpan = {
  readonly from: Day;
  readonly to: Day;
  readonly policy: CompiledPolicy | null;
  readonly benefits: PackBenefits | null;
};

/** The wording of a clause and where it stands. */
export type PackArticle = NonNullable<ReturnType<typeof findArticle>>;

/** One region's law of one calendar year: plain JSON, amounts in fen. */
export type PolicyPack = {
  readonly form: typeof PACK_FORM;
  /** 统筹地区 that was asked about */
  readonly region: { readonly code: string; readonly name: string };
  readonly year: number;
  readonly spans: readonly PackSpan[];
  /** the wording of every clause that the spans cite */
  readonly articles: readonly PackArticle[];
};

/** A region that a pack can be had for. */
export type PackRegion = {
  readonly code: string;
  readonly name: string;
  /** false: its documents leave the figures of assistance to someone else, so that no amount can be reckoned */
  readonly figures: boolean;
};

/**
 * The pack of a region for a year; null when no document of it is in force on any day of that year.
 * @param options.region 医保区划: a county or pseudo-code is read as its 统筹地区 (reading GEN-REGION)
 * @throws InvalidInput `invalid_policy` on overlapping documents or figures
 */
export function compilePack(
  law: Law,
  options: CompileOptions & { readonly year: number },
): PolicyPack | null {
  const { year } = options;
  const region = findPoolingRegion(law.regions, options.region);
  const source = region === null ? null : findSource(law, region.code);
  if (region === null || source === null) return null;
  const { spans } = compileYear(law, { ...options, region: source });
  if (spans.every(({ policy }) => policy === null)) return null;
  const packed = spans.map(({ from, to, policy }) => ({
    from,
    to,
    policy,
    benefits: policy === null ? null : pickBenefits(law, { ...options, region: source, on: from }),
  }));
  const articles = listClauses(packed).flatMap((clause) => findArticle(law.documents, clause) ?? []);
  return { form: PACK_FORM, region, year, spans: packed, articles };
}

/**
 * The regions that have a document of their own, or whose province has one: those with figures on the day first, else in the
 * order of the table. A province pools no funds of its own: nobody is insured there, but in one of its cities.
 */
export function listPackRegions(law: Law, on: Day): PackRegion[] {
  const all = law.regions.regions;
  const provinces = new Set(all.map(({ framework }) => framework));
  const found = all.flatMap(({ code, name }) => {
    const source = findSource(law, code);
    if (source === null || provinces.has(code)) return [];
    return [{ code, name, figures: givesFigures(law, source, on) }];
  });
  return found.sort((a, b) => Number(b.figures) - Number(a.figures));
}

function givesFigures(law: Law, region: string, on: Day): boolean {
  const policy = compilePolicy(law, { region, on });
  return policy !== null && policy.deferred.assistance === undefined;
}

/** Whose documents answer for a region: its own, else its province's, which say whom they leave the figures to. */
function findSource(law: Law, region: string): string | null {
  const framework = law.regions.regions.find(({ code }) => code === region)?.framework;
  const sources = [region, ...(framework === undefined ? [] : [framework])];
  return sources.find((code) => law.documents.some((file) => file.region === code)) ?? null;
}

function pickBenefits(law: Law, options: CompileOptions & { readonly on: Day }): PackBenefits {
  const { premium, deposit, retroactive, recognition } = compileBenefits(law, options);
  return { premium, deposit, retroactive, recognition };
}

/** Every clause below a node, each once, in the order in which it is first cited. */
function listClauses(node: unknown): Clause[] {
  const found = new Map<string, Clause>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { document, article } = value as Partial<Clause>;
    if (typeof document === 'string' && typeof article === 'string') {
      found.set(`${document} ${article}`, { document, article });
    }
    for (const child of Object.values(value)) visit(child);
  };
  visit(node);
  return [...found.values()];
}
