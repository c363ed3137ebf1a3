/**
 * Splits the text of an official document into its clauses, so that nobody can overlook one. The text is one paragraph a line;
 * a blank line stands between parts. Three forms are read: articles with items (第十二条（一）), opinions and plans (二（三）5), and
 * task lists whose rows are numbered like an opinion (六（二）).
 */
export type LawClause = {
  /** path name, as a policy file cites it: 第十二条（一）, 二（三）5; 结尾 for what stands after the last clause */
  readonly clause: string;
  /** its own paragraphs, one a line, without its number and without its sub-clauses */
  readonly text: string;
};

export type ClauseList = {
  readonly clauses: readonly LawClause[];
  /** titles that say nothing of their own: 第一章 总则, 二、重点任务 */
  readonly headings: readonly string[];
  /** where the numbering jumps, which a damaged copy does: the number and what it follows */
  readonly jumps: readonly { readonly clause: string; readonly after: string }[];
};

type Open = { readonly clause: string; readonly level: number; readonly lines: string[]; parts: number };

const CHAPTER = /^第[一二三四五六七八九十百]+章/;
const MARKS = [
  { level: 0, pattern: /^第([一二三四五六七八九十百零]+)条\s*(.*)$/, name: (n: string) => `第${n}条` },
  { level: 0, pattern: /^([一二三四五六七八九十]+)、\s*(.*)$/, name: (n: string) => n },
  { level: 1, pattern: /^（([一二三四五六七八九十]+)）\s*(.*)$/, name: (n: string) => `（${n}）` },
  { level: 2, pattern: /^(\d{1,2})[.．]\s*(.*)$/, name: (n: string) => n },
] as const;

/**
 * @param text the document's wording
 * @param opening the name under which what stands before the first clause is cited, such as 印发通知
 */
export function parseClauses(text: string, opening: string): ClauseList {
  const reader = new ClauseReader(opening);
  for (const part of text.split(/\n\s*\n/)) {
    const lines = part.split('\n').map((line) => line.trim());
    lines.filter((line) => line !== '').forEach((line, index) => reader.read(line, index === 0));
  }
  return reader.finish();
}

/** 三十三 → 33, 5 → 5 */
export function readNumeral(numeral: string): number {
  if (/^\d+$/.test(numeral)) return Number(numeral);
  let total = 0;
  let digit = 0;
  for (const sign of numeral) {
    const unit = sign === '百' ? 100 : sign === '十' ? 10 : 1;
    if (unit === 1) digit = '零一二三四五六七八九'.indexOf(sign);
    else {
      total += Math.max(digit, 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

class ClauseReader {
  readonly #all: Open[] = [];
  readonly #path: Open[] = [];
  readonly #headings: string[] = [];
  readonly #jumps: { clause: string; after: string }[] = [];
  /** by level: the number read last and its clause */
  readonly #last: { number: number; clause: string }[] = [];
  readonly #opening: string;
  #current: Open | null = null;

  constructor(opening: string) {
    this.#opening = opening;
  }

  read(line: string, startsPart: boolean): void {
    if (CHAPTER.test(line)) {
      this.#headings.push(line);
      this.#path.length = 0;
      // What stands below a chapter's title without a number would be nobody's: it gets the chapter's name.
      this.#current = null;
      return;
    }
    for (const { level, pattern, name } of MARKS) {
      const found = pattern.exec(line);
      // An item or a point needs something that it is an item of: before the first clause it is part of the opening.
      if (found === null || (level > 0 && this.#path.length === 0)) continue;
      this.#begin(level, found[1] ?? '', name(found[1] ?? ''), found[2] ?? '');
      return;
    }
    this.#continue(line, startsPart);
  }

  finish(): ClauseList {
    const clauses: LawClause[] = [];
    for (const { clause, lines, parts } of this.#all) {
      const text = lines.join('\n');
      // A title with sub-clauses below it, and neither a sentence nor a figure of its own: 2017年12月底前 says until when.
      if (parts > 0 && lines.length === 1 && /^[^，。；：\d]*。?$/.test(text))
        this.#headings.push(`${clause} ${text}`);
      else clauses.push({ clause, text });
    }
    return { clauses, headings: this.#headings, jumps: this.#jumps };
  }

  #begin(level: number, numeral: string, name: string, rest: string): void {
    // A point may stand right below a part or an article: its parent is the nearest open clause above it.
    while (this.#path.length > 0 && (this.#path.at(-1)?.level ?? 0) >= level) this.#path.pop();
    const parent = this.#path.at(-1);
    const clause = `${parent?.clause ?? ''}${name}`;
    this.#follow(level, readNumeral(numeral), clause, parent);
    if (parent !== undefined) parent.parts += 1;
    this.#path.push(this.#open(clause, level, rest));
  }

  /** Numbers go up by one; below a new parent they may begin again, or run on as in （一）…（十九） of an opinion. */
  #follow(level: number, number: number, clause: string, parent: Open | undefined): void {
    const last = this.#last[level];
    const mayBeginAgain = parent?.parts === 0;
    const goesOn = number === (last?.number ?? 0) + 1;
    if (!goesOn && !(mayBeginAgain && number === 1)) {
      this.#jumps.push({ clause, after: last?.clause ?? this.#opening });
    }
    this.#last[level] = { number, clause };
  }

  #continue(line: string, startsPart: boolean): void {
    const last = this.#path.at(-1);
    if (last === undefined) {
      const chapter = this.#headings.at(-1);
      const name =
        this.#all.length === 0 && chapter === undefined ? this.#opening : (chapter ?? this.#opening);
      (this.#current ?? this.#open(name, 0, '')).lines.push(line);
      return;
    }
    if (startsPart && last.clause !== '结尾') {
      this.#path.splice(0, this.#path.length, this.#open('结尾', 0, ''));
    }
    // Below the items of an article, a paragraph without a number is the article's own; in an opinion it is the sub-clause's.
    const article = this.#path[0]?.clause.endsWith('条') === true ? this.#path[0] : undefined;
    (article ?? this.#path.at(-1) ?? last).lines.push(line);
  }

  #open(clause: string, level: number, first: string): Open {
    const opened: Open = { clause, level, lines: first === '' ? [] : [first], parts: 0 };
    this.#all.push(opened);
    this.#current = opened;
    return opened;
  }
}
