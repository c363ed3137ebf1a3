/** Every class has its figures, and every name in a document is the name of somebody. */
import type { PolicyDocument } from '../policy/index.ts';
import { error, isPlaceholder } from './finding.ts';
import type { Finding } from './finding.ts';
import { entriesWithout, isRecord, listNodes } from './nodes.ts';

export function checkClasses(document: PolicyDocument, file: string): Finding[] {
  const ids = (document.classes ?? []).map(({ id }) => id);
  // A document without classes of its own leaves them to another.
  if (ids.length === 0) return [];
  const categories = [
    ...(document.classes ?? []).flatMap((own) => own.categories),
    ...(document.populations?.categories ?? []),
  ];
  return entriesWithout(document, 'articles', 'classes', 'unclassified').flatMap(([section, value]) => [
    ...checkCoverage(file, section, value, ids),
    ...[...listNodes(value, [section])].flatMap(({ path, value: name }) => {
      if (typeof name !== 'string' || isPlaceholder(name)) return [];
      const lack = findLack(path, name, { ids, categories });
      return lack === null ? [] : [error('class', file, path.join('.'), ...lack)];
    }),
  ]);
}

type Known = { readonly ids: readonly string[]; readonly categories: readonly string[] };

/** What is wrong with a name at that place, and what to do; null where nothing is. */
function findLack(path: readonly string[], name: string, known: Known): [string, string] | null {
  const [list, key] = [path.at(-2) ?? '', path.at(-1)];
  if (list === 'classes' || list === 'not_in_classes') {
    return known.ids.includes(name) ? null : [`没有类别“${name}”`, '请写 classes 里有的类别'];
  }
  const isCategory = list === 'categories' || key === 'category';
  if (!isCategory || known.categories.includes(name)) return null;
  return [`${name} 不在任何类别里，也不在 populations 里`, '请加到一个类别或 populations 里，或者改正名称'];
}

/** A class that one figure of a section has must be in its other figures too; else it is silently given nothing. */
function checkCoverage(file: string, section: string, value: unknown, ids: readonly string[]): Finding[] {
  const tables = [...listNodes(value, [section])].filter(
    ({ path, value: node }) => path.at(-1) === 'by_class' && isRecord(node),
  );
  const covered = new Set(tables.flatMap(({ value: node }) => namesIn(node, ids)));
  const lacking = tables.flatMap(({ path, value: node }) => {
    const own = namesIn(node, ids);
    return [...covered]
      .filter((id) => !own.includes(id))
      .map((id) =>
        error(
          'class',
          file,
          path.join('.'),
          `类别“${id}”在 ${section} 的别处有数字，这里没有`,
          '请补上数字；文件说不设的，写 none: true',
        ),
      );
  });
  if (section !== 'assistance' || tables.length === 0) return lacking;
  const without = ids.filter((id) => !covered.has(id));
  const warnings = without.map((id) => ({
    ...error('class', file, section, `类别“${id}”一个数字也没有`, '请补上；文件本来就不给这一类的，不用管'),
    severity: 'warning' as const,
  }));
  return [...lacking, ...warnings];
}

function namesIn(byClass: unknown, ids: readonly string[]): readonly string[] {
  const names = Object.keys(byClass as object);
  return names.includes('all') ? ids : names;
}
