/** What can be said of one document by itself: its form, its citations, its classes and its dated figures. */
import { InvalidInput } from '../kernel/index.ts';
import { listIssues } from '../policy/check-file.ts';
import { parseDocument } from '../policy/index.ts';
import type { PolicyDocument } from '../policy/index.ts';
import { documentSchema } from '../policy/schema.ts';
import { checkClasses } from './check-classes.ts';
import { error, isPlaceholder } from './finding.ts';
import type { Finding } from './finding.ts';
import { entriesWithout, listNodes } from './nodes.ts';
import { inDays, listGaps, periodOf, readPeriod, shared } from './period.ts';
import type { Period } from './period.ts';

/** One parsed YAML file under the name that its keeper knows. */
export type LawFile = { readonly file: string; readonly value: unknown };
export type CheckedDocument = { readonly file: string; readonly document: PolicyDocument };

/** The findings on a file, and the document when it has the form of one. */
export function checkDocument({ file, value }: LawFile): {
  document: PolicyDocument | null;
  findings: Finding[];
} {
  const open = listPlaceholders({ file, value });
  const unfilled = open.map(({ path }) => path);
  const issues = listIssues(documentSchema, value)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
    .filter(({ path }) => !unfilled.some((place) => place.startsWith(path) || path.startsWith(place)));
  const form = issues.map(({ path, message }) =>
    error('form', file, path, message, '请照 config/policy/policy.schema.json 的写法改'),
  );
  const parsed = documentSchema.safeParse(value);
  if (!parsed.success) return { document: null, findings: [...open, ...form] };
  const document = parsed.data;
  const citations = checkCitations(document, file);
  const fault = citations.some(({ severity }) => severity === 'error') ? [] : findFault(value, file);
  return {
    document: fault.length === 0 ? document : null,
    findings: [
      ...open,
      ...citations,
      ...fault,
      ...(fault.length === 0 ? [...checkClasses(document, file), ...checkDates(document, file)] : []),
    ],
  };
}

function listPlaceholders({ file, value }: LawFile): Finding[] {
  return [...listNodes(value)].flatMap(({ path, value: text }) =>
    isPlaceholder(text)
      ? [
          error(
            'to fill',
            file,
            path.join('.'),
            `还没有填：${String(text).replace(/^待填：/, '')}`,
            '请照文件填上；文件里没有的，把这一段删掉',
          ),
        ]
      : [],
  );
}

/** What the loader itself would refuse beyond the form: days that do not exist, classes that nobody named. */
function findFault(value: unknown, file: string): Finding[] {
  try {
    parseDocument(value, file);
    return [];
  } catch (cause) {
    if (!(cause instanceof InvalidInput)) throw cause;
    const where = `${file}: ${cause.field === '' ? '' : `${cause.field}: `}`;
    return [error('form', file, cause.field, cause.message.replace(where, ''), '请对照文件原文改正')];
  }
}

function checkCitations(document: PolicyDocument, file: string): Finding[] {
  const { articles } = document;
  const cited = entriesWithout(document, 'articles')
    .flatMap(([section, value]) => [...listNodes(value, [section])])
    .filter(({ path, value }) => /(^|_)clause$/.test(path.at(-1) ?? '') && !isPlaceholder(value));
  const unworded = cited
    .filter(({ value }) => articles[String(value)] === undefined)
    .map(({ path, value }) =>
      error(
        'citation',
        file,
        path.join('.'),
        `引用了 ${String(value)}，但 articles 里没有它的原文`,
        '请把原文一字不差地抄到 articles 里',
      ),
    );
  const named = new Set(cited.map(({ value }) => value));
  const uncited = Object.keys(articles)
    .filter((article) => !named.has(article) && !isPlaceholder(article))
    .map((article) =>
      error(
        'citation',
        file,
        `articles.${article}`,
        '没有哪个数字、哪条规则引用这一条',
        '请在用到的地方引用它，或者删掉',
      ),
    );
  return [...unworded, ...uncited];
}

function checkDates(document: PolicyDocument, file: string): Finding[] {
  const whole = periodOf(document);
  const turned = whole.from !== null && whole.to !== null && whole.to < whole.from;
  const figures = entriesWithout(document, 'articles')
    .flatMap(([section, value]) => [...listNodes(value, [section])])
    .filter(({ path, value }) => path.at(-1) === 'dated' && Array.isArray(value));
  return [
    ...(turned
      ? [error('gap', file, 'document.effective', `结束日期比开始日期早：${inDays(whole)}`, '请改正日期')]
      : []),
    ...figures.flatMap(({ path, value }) => checkEntries(file, path.slice(0, -1).join('.'), whole, value)),
  ];
}

function checkEntries(file: string, path: string, whole: Period, value: unknown): Finding[] {
  const periods = (value as { from: string; to?: string }[]).map(readPeriod);
  const gaps = listGaps(whole, periods).map((gap) =>
    error('gap', file, path, `${inDays(gap)} 没有数字`, '请补上这些天的数字；由别的部门规定的，写 deferred'),
  );
  const overlaps = listOverlaps(periods).map((days) =>
    error('overlap', file, path, `${inDays(days)} 有两个数字`, '前一个数字要在后一个开始的前一天结束'),
  );
  return [...gaps, ...overlaps];
}

/** The days that any two of the periods share. */
function listOverlaps(periods: readonly Period[]): Period[] {
  return periods.flatMap((one, index) =>
    periods.slice(index + 1).flatMap((other) => {
      const days = shared(one, other);
      return days === null ? [] : [days];
    }),
  );
}
