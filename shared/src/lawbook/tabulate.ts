/** The facts of a region as tables that a caseworker can read: one a section, a row for each class. */
import type { Day } from '../kernel/index.ts';
import type { Law } from '../policy/sections.ts';
import { valueInWords } from './facts.ts';
import type { Fact } from './facts.ts';
import { listRegionFacts } from './region-facts.ts';
import { EVERY_CLASS, SECTIONS } from './words.ts';

export type Table = {
  readonly title: string;
  /** head first; empty when nothing is said of anybody in particular */
  readonly rows: readonly (readonly string[])[];
  /** what is said of everybody, one a line */
  readonly lines: readonly string[];
};

export type RegionBook = {
  readonly documents: readonly {
    readonly title: string;
    readonly about: string;
    readonly tables: readonly Table[];
  }[];
  readonly statistics: Table | null;
};

/** The documents in force in a region on a day. @param region 统筹地区 code: `findPoolingRegion` first */
export function tabulate(law: Law, region: string, on: Day): RegionBook {
  const { documents, statistics } = listRegionFacts(law, region, on);
  return {
    documents: documents.map(({ file, facts }) => {
      const { id, title, revision } = file.document;
      const about = facts.filter(({ section, label }) => section === 'document' && label !== '名称');
      const sections = [...new Set(facts.map(({ section }) => section))];
      const tables = sections.flatMap((section) => {
        if (section === 'document' || section === 'statistics') return [];
        return [
          toTable(
            SECTIONS[section].title,
            facts.filter((fact) => fact.section === section),
          ),
        ];
      });
      return { title, about: [`${id} 第 ${revision} 版`, ...about.map(inOneLine)].join('；'), tables };
    }),
    statistics: statistics.length === 0 ? null : toTable('本地统计数', statistics),
  };
}

function toTable(title: string, facts: readonly Fact[]): Table {
  const named = facts.filter(({ who }) => who !== null);
  const lines = facts.filter(({ who }) => who === null).map(inOneLine);
  const labels = [...new Set(named.map(({ label }) => label))];
  if (labels.length === 0) return { title, rows: [], lines };
  const shared = new Map(labels.map((label) => [label, oneClause(named, label)]));
  const head = labels.map((label) => cite(label, shared.get(label) ?? null));
  const rows = new Map<string, readonly string[]>();
  const everybody = [...new Set(named.map((fact) => fact.who ?? ''))];
  // What every class is given stands in the row of each, unless the table has no other row.
  const classes = everybody.filter((who) => who !== EVERY_CLASS);
  for (const who of classes.length === 0 ? everybody : classes) {
    rows.set(
      who,
      labels.map((label) => cellOf(named, who, label, shared.get(label) !== null)),
    );
  }
  return { title, rows: [['对象', ...head], ...joinAlike(rows)], lines };
}

/** The clause that a whole column rests on, or null where its cells rest on several. */
function oneClause(facts: readonly Fact[], label: string): string | null {
  const clauses = new Set(facts.filter((fact) => fact.label === label).map(({ clause }) => clause));
  const [first = ''] = clauses;
  return clauses.size === 1 ? first : null;
}

function cellOf(facts: readonly Fact[], who: string, label: string, citedAbove: boolean): string {
  const given = facts.filter((fact) => fact.label === label);
  const named = given.filter((fact) => fact.who === who);
  const own = named.length === 0 ? given.filter((fact) => fact.who === EVERY_CLASS) : named;
  if (own.length === 0) return '—';
  return own
    .map((fact) => (citedAbove ? valueInWords(fact) : cite(valueInWords(fact), fact.clause)))
    .join('；');
}

/** Those who are given the same stand in one row. */
function joinAlike(rows: ReadonlyMap<string, readonly string[]>): string[][] {
  const names = new Map<string, string[]>();
  for (const [who, cells] of rows) {
    const alike = JSON.stringify(cells);
    names.set(alike, [...(names.get(alike) ?? []), who]);
  }
  return [...names].map(([alike, who]) => [who.join('、'), ...(JSON.parse(alike) as string[])]);
}

function inOneLine(fact: Fact): string {
  return cite(`${fact.label}：${valueInWords(fact)}`, fact.clause);
}

function cite(text: string, clause: string | null): string {
  return clause === null || clause === '' ? text : `${text}（${clause}）`;
}
