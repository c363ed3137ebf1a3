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
    error('form', file, path, message, 'Write it as config/policy/policy.schema.json says'),
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
            `still to be filled: ${String(text)}`,
            'Write what the document says, or delete the part that it does not have',
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
    return [
      error(
        'form',
        file,
        cause.field,
        cause.message.replace(where, ''),
        'Correct it after the document’s text',
      ),
    ];
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
        `${String(value)} is cited, but its wording is not under "articles"`,
        'Copy the wording there, word for word',
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
        'no figure and no rule cites it',
        'Cite it where it applies, or take it out',
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
      ? [
          error(
            'gap',
            file,
            'document.effective',
            `ends before it begins: ${inDays(whole)}`,
            'Correct the days',
          ),
        ]
      : []),
    ...figures.flatMap(({ path, value }) => checkEntries(file, path.slice(0, -1).join('.'), whole, value)),
  ];
}

function checkEntries(file: string, path: string, whole: Period, value: unknown): Finding[] {
  const periods = (value as { from: string; to?: string }[]).map(readPeriod);
  const gaps = listGaps(whole, periods).map((gap) =>
    error(
      'gap',
      file,
      path,
      `no entry covers ${inDays(gap)}`,
      'Add the entry of these days, `deferred` where another authority gives the figure',
    ),
  );
  const overlaps = listOverlaps(periods).map((days) =>
    error(
      'overlap',
      file,
      path,
      `two entries cover ${inDays(days)}`,
      'End the earlier entry the day before the later one begins',
    ),
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
