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
  const message = `the table is for ${table.document}, the policy file is ${id}: give both the same id`;
  return [{ clause: table.document, message }];
}

function checkNumbering({ clauses, jumps }: ClauseList): ClauseFinding[] {
  const jumped = jumps.map(({ clause, after }) => ({
    clause,
    message: `follows ${after}: the copy lost a number or has one twice; mend the text from the printed document`,
  }));
  const twice = repeated(clauses.map(({ clause }) => clause)).map((clause) => ({
    clause,
    message: 'stands twice in the text: mend the numbering from the printed document',
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
        message: 'is not in the table: name its rule, or say why nothing can be calculated',
      })),
    ...[...inTable]
      .filter((clause) => !inText.has(clause))
      .map((clause) => ({
        clause,
        message: 'is in the table but not in the text: correct its name or remove it',
      })),
    ...repeated(table.clauses.map(({ clause }) => clause)).map((clause) => ({
      clause,
      message: 'is in the table twice: keep one entry',
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
      return [
        { clause, message: 'stands under "articles" but the text has no such clause: correct its name' },
      ];
    }
    if (text.includes(plain(wording))) return [];
    return [
      { clause, message: 'its wording under "articles" is not in the text: copy it from there, unshortened' },
    ];
  });
}

function checkRules({ document, table, ruleHeaders }: Lawbook): ClauseFinding[] {
  const sections = new Set(Object.keys(documentSchema.shape));
  return table.clauses.flatMap((entry) =>
    rulesOf(entry).flatMap((rule) => {
      const { clause } = entry;
      const header = ruleHeaders[rule.replaceAll('_', '-')];
      if (header === undefined && !sections.has(rule)) {
        const message = `there is no rule "${rule}": name a section of the policy file or a file of shared/src/rules`;
        return [{ clause, message }];
      }
      if (citedBy(document, rule).has(clause)) return [];
      if (header !== undefined && headerCites(header, document, clause)) return [];
      const message = `the rule "${rule}" does not cite it: cite it in the policy file or in the rule's header`;
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
      const message = `is cited by the section "${section}" of the policy file: name it in the table`;
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
