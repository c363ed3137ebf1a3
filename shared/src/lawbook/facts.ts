/**
 * A policy document as a list of facts in a caseworker's words: one for each thing that it says of somebody. What is shown
 * and what is compared is this list, so that both always speak of the same things.
 */
import { formatYuan, share, wholeShare } from '../kernel/index.ts';
import type { StatisticUse } from '../policy/compiled.ts';
import { findEntry, readAmount } from '../policy/figures.ts';
import type { Reading } from '../policy/figures.ts';
import type { PolicyDocument } from '../policy/index.ts';
import { STATUS_IN_WORDS } from '../policy/relied.ts';
import type { SectionName } from '../policy/sections.ts';
import { titleOfStatistic } from '../policy/statistics.ts';
import { EVERY_CLASS, GROUPS, LABELS, SECTIONS, SUBJECTS, VALUES, yuanInWords } from './words.ts';

export type Fact = {
  /** the same in two documents when they say two things of the same: `assistance/cap/by_class/monitored` */
  readonly key: string;
  readonly section: SectionName | 'document' | 'statistics';
  /** of whom, e.g. 低保对象; null: of everybody whom the section is about */
  readonly who: string | null;
  /** what of them, e.g. 年度封顶线 */
  readonly label: string;
  readonly value: string;
  /** the statistic behind the value: which year's, and how good; null where the document itself gives the value */
  readonly basis: Basis | null;
  /** '' where no clause says so: a statistic */
  readonly clause: string;
};

export type Basis = { readonly year: number; readonly status: string };

type Place = {
  readonly section: SectionName;
  readonly path: readonly string[];
  readonly who: string | null;
  readonly labels: readonly string[];
  readonly clause: string;
  readonly titles: ReadonlyMap<string, string>;
  /** null: every dated entry is told, and no statistic is looked up */
  readonly reading: Reading | null;
};

/** What a document says on the day of the reading; without one, what it says at all. */
export function listFacts(document: PolicyDocument, reading: Reading | null): Fact[] {
  const titles = new Map((document.classes ?? []).map(({ id, title }) => [id, title]));
  titles.set('all', EVERY_CLASS);
  const sections = (Object.keys(SECTIONS) as SectionName[]).flatMap((section) => {
    const place = { section, path: [section], who: null, labels: [], clause: '', titles, reading };
    if (section === 'classes') return classFacts(document, place);
    if (section !== 'classes_clause') return walk(document[section], place);
    const clause = document.classes_clause;
    if (clause !== undefined) return [tell({ ...place, clause }, '只按最有利的一种，不重复享受')];
    // Of a document with classes it is worth knowing that it is silent.
    return (document.classes ?? []).length < 2 ? [] : [tell(place, '文件没有写')];
  });
  return [...documentFacts(document), ...sections];
}

function documentFacts({ document }: PolicyDocument): Fact[] {
  const { subject, title, issuer, issued, effective } = document;
  const dated = 'undated' in effective ? null : effective;
  const entries: readonly [label: string, value: string | undefined, clause: string][] = [
    ['名称', title, ''],
    ['发文机关', issuer, ''],
    ['印发日期', issued, ''],
    ['施行日期', dated === null ? '文件没有写日期' : dated.from, effective.clause],
    ['截止日期', dated === null ? undefined : (dated.to ?? '没有写'), effective.clause],
  ];
  return entries.flatMap(([label, value, clause]) => {
    const key = `document/${subject}/${label}`;
    return value === undefined
      ? []
      : [{ key, section: 'document' as const, who: SUBJECTS[subject], label, value, basis: null, clause }];
  });
}

function classFacts({ classes = [], classes_clause: several }: PolicyDocument, place: Place): Fact[] {
  const facts = classes.map(({ id, title, categories, clause }) =>
    tell(
      { ...place, path: ['classes', id], who: title, labels: ['包括的人员'], clause },
      categories.join('、'),
    ),
  );
  const label = several === undefined ? '排列（文件没有写次序）' : '从最有利的排起';
  const order = { ...place, path: ['classes'], labels: [label] };
  return classes.length < 2 ? facts : [...facts, tell(order, classes.map(({ title }) => title).join('、'))];
}

function tell(
  { section, path, who, labels, clause }: Place,
  value: string,
  basis: Basis | null = null,
): Fact {
  const label = labels.length === 0 ? SECTIONS[section].title : labels.join('·');
  return { key: path.join('/'), section, who, label, value, basis, clause };
}

function walk(node: unknown, place: Place): Fact[] {
  if (typeof node === 'string' || typeof node === 'boolean') return [tell(place, inWords(node, place))];
  if (Array.isArray(node)) return walkList(node, place);
  if (typeof node !== 'object' || node === null) return [];
  const { clause, ...rest } = node as Record<string, unknown>;
  const here = typeof clause === 'string' ? { ...place, clause } : place;
  if (isFigure(rest)) return [figureFact(rest, here)];
  const entries = Object.entries(rest);
  // Nothing but its clause: the article itself is the rule.
  if (entries.length === 0) return [tell(here, '按条文')];
  return entries.flatMap(([key, child]) => walk(child, enter(here, key)));
}

function enter(place: Place, key: string): Place {
  const path = [...place.path, key];
  if (place.path.at(-1) === 'by_class') return { ...place, path, who: place.titles.get(key) ?? key };
  const label = LABELS[key] ?? key;
  if (label === '') return { ...place, path, who: GROUPS[key] ?? place.who };
  return { ...place, path, labels: [...place.labels, label] };
}

/** A list is of words, of entries for somebody (each told of every category by itself), or of steps in order. */
function walkList(list: readonly unknown[], place: Place): Fact[] {
  if (list.every((item) => typeof item === 'string')) {
    return [tell(place, list.map((item) => inWords(item, place)).join('、'))];
  }
  return list.flatMap((item, index) => {
    const { names, rest } = takeNames(item as Record<string, unknown>);
    const ordered = place.path.at(-1) === 'payers';
    if (names === null) {
      const count = String(index + 1);
      const labels = [...place.labels, `第 ${count} 段`];
      return walk(rest, { ...place, path: [...place.path, count], labels });
    }
    return names.flatMap((name) => {
      const at = { ...place, path: [...place.path, name], who: GROUPS[name] ?? VALUES[name] ?? name };
      return ordered ? [tell({ ...at, clause: String(rest.clause) }, `第 ${index + 1} 位`)] : walk(rest, at);
    });
  });
}

/** Whom or what an entry of a list is for, apart from what it says. */
function takeNames(entry: Readonly<Record<string, unknown>>) {
  for (const key of ['categories', 'category', 'payer', 'task', 'expense']) {
    const { [key]: named, ...rest } = entry;
    if (named !== undefined) return { names: (Array.isArray(named) ? named : [named]) as string[], rest };
  }
  return { names: null, rest: entry };
}

function inWords(value: string | boolean, { path, titles }: Place): string {
  const text = String(value);
  const key = path.at(-1) ?? '';
  if (key === 'classes' || key === 'not_in_classes') return titles.get(text) ?? text;
  if (key === 'months') return `${text} 个月`;
  if (key === 'each_month') return `每月 ${text} 日`;
  if (key === 'each_year') return `每年 ${text}`;
  return VALUES[text] ?? (/^\d+(\.\d+)?$/.test(text) ? yuanInWords(text) : text);
}

type Entry =
  | { readonly amount: string }
  | { readonly ratio: string }
  | { readonly choice: string }
  | { readonly none: true }
  | { readonly share: string; readonly of: string; readonly year: string }
  | { readonly statistic: string; readonly year?: string }
  | { readonly deferred: { readonly to: string; readonly clause: string } }
  | { readonly unstated: { readonly clause: string } };
type DatedEntries = { readonly dated: readonly { from: string; to?: string; figure: Entry }[] };

const FORMS: readonly (readonly string[])[] = [
  ['amount'],
  ['ratio'],
  ['choice'],
  ['none'],
  ['share', 'of', 'year'],
  ['statistic', 'year'],
  ['statistic'],
  ['deferred'],
  ['unstated'],
  ['dated'],
];

function isFigure(node: Readonly<Record<string, unknown>>): node is Entry | DatedEntries {
  const keys = Object.keys(node);
  const plain = typeof node.ratio !== 'object' && typeof node.amount !== 'object';
  return plain && FORMS.some((form) => form.length === keys.length && form.every((key) => key in node));
}

function figureFact(figure: Entry | DatedEntries, place: Place): Fact {
  const { reading } = place;
  if (reading !== null) {
    const entry = findEntry(figure as Entry, reading.on, place.path.join('.'));
    return entry === null ? tell(place, '这一天没有数字') : tellEntry(entry, place);
  }
  if (!('dated' in figure)) return tellEntry(figure, place);
  const periods = figure.dated.map(({ from, to, figure: entry }) => {
    const until = to === undefined ? '起' : `至 ${to}`;
    return `${from} ${until} ${tellEntry(entry, place).value}`;
  });
  return tell(place, periods.join('；'));
}

function tellEntry(entry: Entry & { readonly clause?: string }, place: Place): Fact {
  if ('deferred' in entry) {
    const { to, clause } = entry.deferred;
    return tell({ ...place, clause }, `本文件没有数字，由“${to}”规定`);
  }
  if ('unstated' in entry) return tell({ ...place, clause: entry.unstated.clause }, '文件没有写数字');
  const here = entry.clause === undefined ? place : { ...place, clause: entry.clause };
  if ('amount' in entry) return tell(here, yuanInWords(entry.amount));
  if ('ratio' in entry) return tell(here, entry.ratio);
  if ('choice' in entry) return tell(here, VALUES[entry.choice] ?? entry.choice);
  if ('none' in entry) return tell(here, '不设');
  const name = titleOfStatistic('share' in entry ? entry.of : entry.statistic);
  const year = entry.year === 'previous' ? '上年度' : '';
  const rule = 'share' in entry ? `${year}${name}的 ${entry.share}` : `${year}${name}`;
  const { value, basis } = comesTo(entry, here);
  return tell(here, `${rule}${value}`, basis);
}

/** What a share of a statistic, or the statistic itself, comes to on the day. */
function comesTo(
  entry: Extract<Entry, { statistic: string } | { of: string }>,
  { reading, section, path, clause }: Place,
): { value: string; basis: Basis | null } {
  if (reading === null) return { value: '', basis: null };
  const basis = ({ year, status }: StatisticUse): Basis => ({ year, status: STATUS_IN_WORDS[status] });
  if (entry.year === undefined) {
    const end = reading.statistics.findTransitionEnd();
    return end === null
      ? { value: '：还没有', basis: null }
      : { value: `：${end.day}`, basis: basis(end.use) };
  }
  const figure = entry as Parameters<typeof readAmount>[1];
  const cut = section === 'warning' ? wholeShare : share;
  const { value, relies } = readAmount(reading, figure, path.join('.'), clause, cut);
  const [use] = relies;
  if (typeof value !== 'number' || use === undefined) {
    const year = entry.year === 'previous' ? reading.year - 1 : reading.year;
    return { value: `：还没有 ${year} 年的数`, basis: null };
  }
  return { value: `：${yuanInWords(formatYuan(value))}`, basis: basis(use) };
}

/** The value as it is shown, with what it rests on. */
export function valueInWords({ value, basis }: Fact): string {
  return basis === null ? value : `${value}（${basis.year} 年，${basis.status}）`;
}
