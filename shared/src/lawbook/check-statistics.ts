/** The local statistics that a document refers to, for every year in which it is in force. */
import type { Day } from '../kernel/index.ts';
import { yearOf } from '../kernel/index.ts';
import type { Law } from '../policy/index.ts';
import { StatisticSource, titleOfStatistic } from '../policy/statistics.ts';
import type { CheckedDocument } from './check-document.ts';
import type { Finding } from './finding.ts';
import { entriesWithout, isRecord } from './nodes.ts';
import { periodOf, readPeriod, shared } from './period.ts';
import type { Period } from './period.ts';

type Need = {
  readonly name: string;
  readonly yearsBack: 0 | 1 | null;
  readonly path: string;
  readonly days: Period;
};

/**
 * A statistic that is not there makes the rule answer incomplete, never wrong, and may not have been published yet: hence a
 * warning.
 */
export function checkStatistics(law: Law, documents: readonly CheckedDocument[], on: Day): Finding[] {
  // A province's framework is carried out by its cities, each with statistics of its own.
  const provinces = new Set(law.regions.regions.map(({ framework }) => framework));
  const cities = documents.filter(({ document }) => !provinces.has(document.region));
  return cities.flatMap(({ file, document }) => {
    const { region } = document;
    const source = new StatisticSource(law.statistics.find((one) => one.region === region) ?? null);
    const lacking = new Map<string, { path: string; years: Set<number> }>();
    for (const { name, yearsBack, path, days } of listNeeds(document)) {
      for (const year of listYears(days, on)) {
        const given = yearsBack === null ? source.findTransitionEnd() : source.find(name, year - yearsBack);
        if (given !== null) continue;
        const entry = lacking.get(name) ?? { path, years: new Set<number>() };
        lacking.set(name, { ...entry, years: entry.years.add(year - (yearsBack ?? 0)) });
      }
    }
    return [...lacking].map(([name, { path, years }]) => ({
      severity: 'warning' as const,
      kind: 'statistic' as const,
      file,
      path,
      what: `${titleOfStatistic(name)}（${name}）还没有这些年的数：${[...years].sort().join('、')}`,
      todo: `公布以后加到 config/statistics/${region}-….yaml，写上来源和状态`,
    }));
  });
}

function listNeeds(document: CheckedDocument['document']): Need[] {
  const whole = periodOf(document);
  const named = entriesWithout(document, 'articles').flatMap(([section, value]) =>
    needsIn(value, [section], whole),
  );
  // Two rules stand on a statistic that their section does not name; where they have no figures, on none.
  const implied = (section: string, figures: unknown, name: string): Need[] =>
    figures === undefined || (isRecord(figures) && ('unstated' in figures || 'deferred' in figures))
      ? []
      : [{ name, yearsBack: 0, path: section, days: whole }];
  const cut = document.critical_illness?.deductible_cut;
  return [
    ...named,
    ...implied('critical_illness', cut, 'criticalIllness.deductible'),
    ...implied('premium_subsidy', document.premium_subsidy, 'premium'),
  ];
}

function needsIn(value: unknown, path: readonly string[], days: Period): Need[] {
  if (isRecord(value) && Array.isArray(value.dated)) {
    return (value.dated as { from: string; to?: string; figure: unknown }[]).flatMap((entry) => {
      const own = shared(days, readPeriod(entry));
      return own === null ? [] : needsIn(entry.figure, path, own);
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  const { of, statistic, year } = value as Readonly<Record<string, unknown>>;
  const name = statistic ?? of;
  if (typeof name === 'string') {
    const yearsBack = year === undefined ? null : year === 'previous' ? 1 : 0;
    return [{ name, yearsBack, path: path.join('.'), days }];
  }
  return Object.entries(value).flatMap(([key, child]) => needsIn(child, [...path, key], days));
}

/** The years of a period up to the day; of one without a beginning, the day's own. */
function listYears({ from, to }: Period, on: Day): number[] {
  const first = from === null ? yearOf(on) : yearOf(from);
  const last = Math.min(yearOf(on), to === null ? yearOf(on) : yearOf(to));
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index);
}
