/**
 * Holds a document's text, its policy file and its table of clauses against each other: no clause unaccounted for, no wording that
 * the text does not have, no rule that does not name its clause.
 */
import type { PolicyDocument } from '../policy/index.ts';
import { documentSchema } from '../policy/schema.ts';
import type { ClauseTable } from './clauses-table.ts';
import { rulesOf } from './clauses-table.ts';
import type { ClauseList } from './clauses.ts';
import { parseClauses } from './clauses.ts';

/** What is wrong with a clause, and what to do about it. */
export type ClauseFinding = { readonly clause: string; readonly message: string };

export type Lawbook = {
  readonly document: PolicyDocument;
  /** the document's official wording, as `parseClauses` reads it */
  readonly text: string;
  readonly table: ClauseTable;
  /** opening comments of the files of shared/src/rules, by name without .ts */
  readonly ruleHeaders: Readonly<Record<string, string>>;
};

/** @returns nothing when every clause is accounted for */
export function checkClauses(book: Lawbook): ClauseFinding[] {
  const list = parseClauses(book.text, book.table.opening);
  return [
    ...checkDocument(book),
    ...checkNumbering(list),
    ...checkEntries(book.table, list),
    ...checkArticles(book.document, list),
    ...checkRules(book),
    ...checkCitations(book),
  ];
}

function checkDocument({ document, table }: Lawbook): ClauseFinding[] {
  const { id } = document.document;
  if (table.document === id) return [];
  const message = `条款表写的是 ${table.document}，文件是 ${id}：两边请用同一个 id`;
  return [{ clause: table.document, message }];
}

function checkNumbering({ clauses, jumps }: ClauseList): ClauseFinding[] {
  const jumped = jumps.map(({ clause, after }) => ({
    clause,
    message: `排在 ${after} 后面，原文抄漏或抄重了编号：请对照印出来的文件改正`,
  }));
  const twice = repeated(clauses.map(({ clause }) => clause)).map((clause) => ({
    clause,
    message: '在原文里出现了两次：请对照印出来的文件改正编号',
  }));
  return [...jumped, ...twice];
}

function checkEntries(table: ClauseTable, { clauses }: ClauseList): ClauseFinding[] {
  const inText = new Set(clauses.map(({ clause }) => clause));
  const inTable = new Set(table.clauses.map(({ clause }) => clause));
  return [
    ...[...inText]
      .filter((clause) => !inTable.has(clause))
      .map((clause) => ({
        clause,
        message: '条款表里没有这一条：请写它用在哪条规则，或者写为什么没有可算的',
      })),
    ...[...inTable]
      .filter((clause) => !inText.has(clause))
      .map((clause) => ({
        clause,
        message: '条款表里有，原文里没有：请改正名称或者删掉',
      })),
    ...repeated(table.clauses.map(({ clause }) => clause)).map((clause) => ({
      clause,
      message: '在条款表里写了两次：请留一个',
    })),
  ];
}

/** Paragraphs are joined where a policy file quotes several: spaces and line ends say nothing. */
const plain = (text: string): string => text.replace(/\s+/g, '');

function checkArticles({ articles }: PolicyDocument, { clauses }: ClauseList): ClauseFinding[] {
  const texts = new Map(clauses.map(({ clause, text }) => [clause, plain(text)]));
  return Object.entries(articles).flatMap(([clause, wording]) => {
    const text = texts.get(clause);
    if (text === undefined) {
      return [{ clause, message: 'articles 里有，原文里没有：请改正名称' }];
    }
    if (text.includes(plain(wording))) return [];
    return [{ clause, message: 'articles 里的文字和原文不一样：请从原文完整地抄过来' }];
  });
}

function checkRules({ document, table, ruleHeaders }: Lawbook): ClauseFinding[] {
  const sections = new Set(Object.keys(documentSchema.shape));
  return table.clauses.flatMap((entry) =>
    rulesOf(entry).flatMap((rule) => {
      const { clause } = entry;
      const header = ruleHeaders[rule.replaceAll('_', '-')];
      if (header === undefined && !sections.has(rule)) {
        const message = `没有规则“${rule}”：请写文件里的一段，或者 shared/src/rules 里的一个文件`;
        return [{ clause, message }];
      }
      if (citedBy(document, rule).has(clause)) return [];
      if (header !== undefined && headerCites(header, document, clause)) return [];
      const message = `规则“${rule}”没有引用这一条：请在文件里或规则的开头引用`;
      return [{ clause, message }];
    }),
  );
}

function checkCitations({ document, table }: Lawbook): ClauseFinding[] {
  const named = new Map(table.clauses.map((entry) => [entry.clause, rulesOf(entry)]));
  return Object.keys(document).flatMap((section) =>
    [...citedBy(document, section)].flatMap((clause) => {
      const rules = named.get(clause);
      if (rules === undefined || rules.includes(section)) return [];
      const message = `文件的“${section}”引用了这一条：请写进条款表`;
      return [{ clause, message }];
    }),
  );
}

/** The clauses that a section of the policy file cites. */
function citedBy(document: PolicyDocument, section: string): Set<string> {
  const found = new Set<string>();
  const look = (key: string, node: unknown): void => {
    if (typeof node === 'string' && /(^|_)clause$/.test(key)) found.add(node);
    if (typeof node !== 'object' || node === null) return;
    for (const [name, child] of Object.entries(node)) look(name, child);
  };
  if (section !== 'articles') look(section, document[section as keyof PolicyDocument]);
  return found;
}

/** Headers name the place before its clauses, listed with 、: 攀枝花 第六条、第七条 · 宜昌 第八条. */
function headerCites(header: string, { document }: PolicyDocument, clause: string): boolean {
  return header.split(' · ').some((part) => {
    const place = /([一-龥]{2,3}) /.exec(part)?.[1];
    const here = place !== undefined && document.issuer.startsWith(place);
    return here && part.split(/[\s、,:;.]+/).includes(clause);
  });
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
