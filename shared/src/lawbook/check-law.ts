/** The whole law held against itself: every file alone, then documents, statistics and frameworks against each other. */
import { InvalidInput } from '../kernel/index.ts';
import type { Day } from '../kernel/index.ts';
import { listIssues } from '../policy/check-file.ts';
import { parseRegions, parseStatistics } from '../policy/index.ts';
import type { Law, Regions, Statistics } from '../policy/index.ts';
import { statisticsSchema } from '../policy/schema.ts';
import { checkDocument } from './check-document.ts';
import type { CheckedDocument, LawFile } from './check-document.ts';
import { checkFrameworks } from './check-framework.ts';
import { checkStatistics } from './check-statistics.ts';
import type { Finding } from './finding.ts';
import { inDays, listGaps, periodOf, shared } from './period.ts';
import { SECTIONS } from './words.ts';

/** The files of `config/` that make the law, parsed but not checked. */
export type LawFiles = {
  readonly documents: readonly LawFile[];
  readonly statistics: readonly LawFile[];
  readonly regions: LawFile;
};

export type LawCheck = {
  readonly findings: readonly Finding[];
  /** what could be read: documents that have findings of their own form are left out */
  readonly documents: readonly CheckedDocument[];
  readonly law: Law;
};

/** @param on the last day for which figures are asked: documents without an end are in force for ever */
export function checkLaw(files: LawFiles, on: Day): LawCheck {
  const checked = files.documents.map((file) => ({ file: file.file, ...checkDocument(file) }));
  const documents = checked.flatMap(({ file, document }) => (document === null ? [] : [{ file, document }]));
  const statistics = files.statistics.map(checkStatisticsFile);
  const regions = checkRegionsFile(files.regions);
  // What cannot be read is one finding; that its figures are not there would be many.
  const unread = new Set(statistics.flatMap(({ parsed, region }) => (parsed === null ? [region] : [])));
  const law: Law = {
    documents: documents.map(({ document }) => document),
    statistics: statistics.flatMap(({ parsed }) => (parsed === null ? [] : [parsed])),
    regions: regions.parsed,
  };
  const findings = [
    ...regions.findings,
    ...checked.flatMap((one) => one.findings),
    ...statistics.flatMap((one) => one.findings),
    ...checkRegions(documents, files, law),
    ...checkDocuments(documents),
    ...checkStatistics(
      law,
      documents.filter(({ document }) => !unread.has(document.region)),
      on,
    ),
    ...checkFrameworks(law, documents),
  ];
  return { findings, documents, law };
}

function checkStatisticsFile({ file, value }: LawFile): {
  parsed: Statistics | null;
  region: string;
  findings: Finding[];
} {
  const findings = listIssues(statisticsSchema, value).map(({ path, message }) =>
    formFinding(file, path.map(String).join('.'), message),
  );
  const parsed = findings.length === 0 ? parseStatistics(value, file) : null;
  return { parsed, region: regionOf(value), findings };
}

function checkRegionsFile({ file, value }: LawFile): { parsed: Regions; findings: Finding[] } {
  try {
    return { parsed: parseRegions(value, file), findings: [] };
  } catch (cause) {
    if (!(cause instanceof InvalidInput)) throw cause;
    return { parsed: { regions: [] }, findings: [formFinding(file, cause.field, cause.message)] };
  }
}

function formFinding(file: string, path: string, what: string): Finding {
  return {
    severity: 'error',
    kind: 'form',
    file,
    path,
    what,
    todo: '请改正；写法看同一文件里别的内容',
  };
}

/** Every file's region is in the table, and a region has one file of statistics. */
function checkRegions(documents: readonly CheckedDocument[], files: LawFiles, law: Law): Finding[] {
  const known = new Set(law.regions.regions.map(({ code }) => code));
  const owners = [
    ...documents.map(({ file, document }) => ({ file, region: document.region })),
    ...files.statistics.map(({ file, value }) => ({ file, region: regionOf(value) })),
  ];
  const unknown = owners
    .filter(({ region }) => !known.has(region))
    .map(({ file, region }) => ({
      ...formFinding(file, 'region', `config/codes/regions.yaml 里没有地区“${region}”`),
      kind: 'region' as const,
      todo: '请在那里加上这个城市，或者改正代码',
    }));
  const seen = new Set<string>();
  const twice = files.statistics.flatMap(({ file, value }) => {
    const region = regionOf(value);
    if (!seen.has(region)) return seen.add(region) && [];
    const finding = formFinding(file, 'region', `${region} 的统计数有两个文件，系统只读一个`);
    return [{ ...finding, kind: 'overlap' as const, todo: '请合成一个文件' }];
  });
  return [...unknown, ...twice];
}

function regionOf(value: unknown): string {
  return String((value as { region?: unknown } | null)?.region);
}

function checkDocuments(documents: readonly CheckedDocument[]): Finding[] {
  const findings: Finding[] = [];
  for (const [index, one] of documents.entries()) {
    for (const other of documents.slice(index + 1)) findings.push(...checkPair(one, other));
  }
  return [...findings, ...checkSuccession(documents)];
}

/** Two documents of a region may not say two things of one day. */
function checkPair(one: CheckedDocument, other: CheckedDocument): Finding[] {
  const finding = (path: string, what: string, todo: string): Finding[] => [
    { severity: 'error', kind: 'overlap', file: other.file, path, what, todo },
  ];
  const { id } = one.document.document;
  if (other.document.document.id === id) {
    return finding('document.id', `id“${id}”和 ${one.file} 的一样`, '请给这份文件另起一个 id');
  }
  if (one.document.region !== other.document.region) return [];
  const days = shared(periodOf(one.document), periodOf(other.document));
  const both = (Object.keys(SECTIONS) as (keyof typeof SECTIONS)[]).filter(
    (section) => one.document[section] !== undefined && other.document[section] !== undefined,
  );
  if (days === null || both.length === 0) return [];
  const what = `${both.join('、')}：${inDays(days)} 这段时间 ${one.file} 也有规定`;
  return finding('document.effective', what, '前一份文件要在后一份开始的前一天结束');
}

/** Between two documents on one subject no day may be without law. */
function checkSuccession(documents: readonly CheckedDocument[]): Finding[] {
  const lines = new Map<string, CheckedDocument[]>();
  for (const one of documents) {
    const line = `${one.document.region} ${one.document.document.subject}`;
    lines.set(line, [...(lines.get(line) ?? []), one]);
  }
  return [...lines.values()].flatMap((line) => {
    const periods = line.map(({ document }) => periodOf(document));
    const starts = periods.map(({ from }) => from);
    const first = starts.includes(null) ? null : ([...starts].sort()[0] ?? null);
    const ends = periods.map(({ to }) => to);
    const last = ends.includes(null) ? null : ([...ends].sort().at(-1) ?? null);
    return listGaps({ from: first, to: last }, periods).map((gap) => {
      const next = line.find(({ document }) => (periodOf(document).from ?? '') > (gap.to ?? ''));
      const what = `${inDays(gap)} 这方面没有在用的文件`;
      const todo = '请补上这段时间的文件，或者改正开始、结束日期';
      const file = next?.file ?? line[0]?.file ?? '';
      return {
        severity: 'error' as const,
        kind: 'gap' as const,
        file,
        path: 'document.effective',
        what,
        todo,
      };
    });
  });
}
