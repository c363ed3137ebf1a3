import type { Clause } from '../kernel/index.ts';
import { isDay } from '../kernel/index.ts';
import { checkFile, invalidFile } from './check-file.ts';
import { documentSchema, regionsSchema, statisticsSchema } from './schema.ts';
import type { DocumentFile, RegionsFile, StatisticsFile } from './schema.ts';

/** A checked policy document: one YAML file of `config/policy`. */
export type PolicyDocument = DocumentFile;
/** A checked statistics file of `config/statistics`. */
export type Statistics = StatisticsFile;
/** A checked `config/codes/regions.yaml`: 医保区划 (cities, counties, pseudo-codes) → 统筹地区. */
export type Regions = RegionsFile;

/**
 * Checks one parsed YAML document: its form, its days, and that every clause it cites stands under `articles`.
 * @param file named by the error
 * @throws InvalidInput `invalid_policy` naming file, path and reason
 */
export function parseDocument(value: unknown, file: string): PolicyDocument {
  const document = checkFile(documentSchema, value, file);
  for (const { key, text, path } of strings(document, [])) {
    if ((key === 'from' || key === 'to' || key === 'issued') && /^\d{4}-/.test(text) && !isDay(text)) {
      throw invalidFile(file, path, `没有“${text}”这一天`);
    }
    const cited = key === 'clause' || key === 'classes_clause';
    if (cited && document.articles[text] === undefined) {
      throw invalidFile(file, path, `引用了 ${text}，但 articles 里没有它的原文`);
    }
  }
  checkClassNames(document, file);
  return document;
}

/** Checks a statistics file. @throws InvalidInput `invalid_policy` */
export function parseStatistics(value: unknown, file: string): Statistics {
  return checkFile(statisticsSchema, value, file);
}

/** Checks the table of regions; a code may belong to one region only. @throws InvalidInput `invalid_policy` */
export function parseRegions(value: unknown, file: string): Regions {
  const table = checkFile(regionsSchema, value, file);
  const seen = new Set<string>();
  for (const region of table.regions) {
    for (const code of [region.code, ...Object.keys(region.covers)]) {
      if (seen.has(code)) throw invalidFile(file, ['regions', region.code], `代码 ${code} 写了两次`);
      seen.add(code);
    }
  }
  return table;
}

/** 统筹地区 of any 医保区划 code (city, county, pseudo-code xx99), or null. Never by prefix (reading GEN-REGION). */
export function findPoolingRegion(regions: Regions, admdvs: string): { code: string; name: string } | null {
  for (const region of regions.regions) {
    if (region.code === admdvs || region.covers[admdvs] !== undefined) {
      return { code: region.code, name: region.name };
    }
  }
  return null;
}

/** The official wording of a clause, for the tap that shows it; null when no document has it. */
export function findArticle(
  documents: readonly PolicyDocument[],
  clause: Clause,
): { document: string; title: string; issuer: string; article: string; text: string } | null {
  const file = documents.find(({ document }) => document.id === clause.document);
  const text = file?.articles[clause.article];
  if (file === undefined || text === undefined) return null;
  const { id, title, issuer } = file.document;
  return { document: id, title, issuer, article: clause.article, text };
}

function checkClassNames(document: PolicyDocument, file: string): void {
  const known = new Set(['all', ...(document.classes ?? []).map(({ id }) => id)]);
  const owners = new Map<string, string>();
  for (const { id, categories } of document.classes ?? []) {
    for (const category of categories) {
      if (owners.has(category)) throw invalidFile(file, ['classes', id], `${category} 在两个类别里`);
      owners.set(category, id);
    }
  }
  for (const { path, record } of byClassRecords(document, [])) {
    const unknown = Object.keys(record).find((name) => !known.has(name));
    if (unknown !== undefined) throw invalidFile(file, path, `没有类别“${unknown}”`);
  }
}

function* byClassRecords(node: unknown, path: string[]): Generator<{ path: string[]; record: object }> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, child] of Object.entries(node)) {
    const here = [...path, key];
    if (key === 'by_class') yield { path: here, record: child as object };
    yield* byClassRecords(child, here);
  }
}

function* strings(node: unknown, path: string[]): Generator<{ key: string; text: string; path: string[] }> {
  if (typeof node === 'string') yield { key: path.at(-1) ?? '', text: node, path };
  if (typeof node !== 'object' || node === null) return;
  for (const [key, child] of Object.entries(node)) {
    if (path.length > 0 || key !== 'articles') yield* strings(child, [...path, key]);
  }
}
