/**
 * A city's document held against what its province fixes for it (广东 二（一）、二（四）、二（五）、三（八）、六（十五）): a part that the
 * city's document does not have may stand in another, and is not held.
 */
import type { Day, Fen } from '../kernel/index.ts';
import { formatYuan } from '../kernel/index.ts';
import { readAmount } from '../policy/figures.ts';
import type { Law, PolicyDocument } from '../policy/index.ts';
import { readingOf } from '../policy/sections.ts';
import type { CheckedDocument } from './check-document.ts';
import { error } from './finding.ts';
import type { Finding } from './finding.ts';
import { listNodes } from './nodes.ts';
import { periodOf, shared } from './period.ts';
import type { Period } from './period.ts';
import { VALUES, yuanInWords } from './words.ts';

type PersonClass = NonNullable<PolicyDocument['classes']>[number];
type Held = {
  readonly law: Law;
  readonly city: PolicyDocument;
  readonly province: PolicyDocument;
  readonly days: Period;
  /** classes of the province and the city's own for the same people */
  readonly pairs: readonly { readonly fixed: PersonClass; readonly own: PersonClass }[];
};
type Breach = {
  readonly path: string;
  readonly what: string;
  readonly todo: string;
  readonly clause: string;
};

/** Every document of a city whose region names a framework, on each day on which either of the two changes. */
export function checkFrameworks(law: Law, documents: readonly CheckedDocument[]): Finding[] {
  const provinces = documents.filter(({ document }) => document.framework !== undefined);
  return documents.flatMap(({ file, document: city }) => {
    const binding = law.regions.regions.find(({ code }) => code === city.region)?.framework;
    if (binding === undefined || city.classes === undefined) return [];
    return provinces
      .filter(({ document }) => document.region === binding)
      .flatMap(({ document: province }) => {
        const days = shared(periodOf(city), periodOf(province));
        const breaches = days === null ? [] : holdAgainst(law, city, province, days);
        return breaches.map(({ path, what, todo, clause }) =>
          error('framework', file, path, `${what}（${province.document.title} ${clause}）`, todo),
        );
      });
  });
}

function holdAgainst(law: Law, city: PolicyDocument, province: PolicyDocument, days: Period): Breach[] {
  const classes = (province.classes ?? []).map((fixed) => ({ fixed, own: findOwn(city, fixed) }));
  const pairs = classes.flatMap(({ fixed, own }) => (own === undefined ? [] : [{ fixed, own }]));
  const held = { law, city, province, days, pairs };
  const unnamed = classes
    .filter(({ own }) => own === undefined)
    .map(({ fixed: { title, categories, clause } }) => ({
      path: 'classes',
      what: `没有哪一类包括 ${categories.join('、')}`,
      todo: `请加上“${title}”这一类`,
      clause,
    }));
  return [
    ...unnamed,
    ...holdDeductibles(held),
    ...holdLimit(held),
    ...holdInsurance(held),
    ...holdDeposit(held),
    ...holdPlace(held),
  ];
}

function findOwn(city: PolicyDocument, { categories }: PersonClass): PersonClass | undefined {
  return city.classes?.find((own) => own.categories.some((name) => categories.includes(name)));
}

function holdDeductibles({ law, city, province, days, pairs }: Held): Breach[] {
  const table = province.framework?.deductible;
  return pairs.flatMap(({ fixed, own }) => {
    const breach = listChanges(city, province, days).flatMap((on) => {
      const wanted = readDeductible(law, province, table, fixed.id, on);
      const given = readDeductible(law, city, deductibleOf(city), own.id, on);
      return wanted === null || given === null || given === wanted ? [] : [{ wanted, given, on }];
    })[0];
    if (breach === undefined || table === undefined) return [];
    const { wanted, given, on } = breach;
    return [
      {
        path: `assistance.deductible.by_class.${own.id}`,
        what: `${own.title}：${on} 的起付标准是 ${yuan(given)}，省里定的是 ${yuan(wanted)}`,
        todo: '请写省里的数字，或者请本市改正文件',
        clause: table.clause,
      },
    ];
  });
}

/** 门诊和住院救助共用年度救助限额: ordinary outpatient care may not have a yearly limit of its own. */
function holdLimit({ city, province }: Held): Breach[] {
  const limit = province.framework?.shared_limit;
  if (limit === undefined || city.outpatient_assistance === undefined) return [];
  const own = Object.entries(city.outpatient_assistance.by_class).filter(([, { cap }]) => !('none' in cap));
  return own.map(([id]) => ({
    path: `outpatient_assistance.by_class.${id}.cap`,
    what: '门诊救助另有年度限额，省里要求门诊和住院共用一个限额',
    todo: '请改成在 assistance.covers.kinds 里加 ordinary_outpatient',
    clause: limit.clause,
  }));
}

function holdInsurance({ city, province, pairs }: Held): Breach[] {
  const [wanted, given] = [province.critical_illness, city.critical_illness];
  if (wanted === undefined || given === undefined) return [];
  const left = pairs.filter(
    ({ fixed, own }) => wanted.classes.includes(fixed.id) && !given.classes.includes(own.id),
  );
  const breaches = left.map(({ own }) => ({
    path: 'critical_illness.classes',
    what: `${own.title}没有大病保险倾斜`,
    todo: `请加上 ${own.id}`,
    clause: wanted.clause,
  }));
  if (wanted.cap !== 'lifted' || given.cap === 'lifted') return breaches;
  const what = '这里保留了年度封顶线，省里取消了';
  return [
    ...breaches,
    { path: 'critical_illness.cap', what, todo: '请写 cap: lifted', clause: wanted.clause },
  ];
}

function holdDeposit({ city, province, pairs }: Held): Breach[] {
  const [wanted, given] = [province.admission_deposit, city.admission_deposit];
  if (wanted === undefined || given === undefined) return [];
  const frees = (categories: readonly string[], { categories: freed }: { categories: readonly string[] }) =>
    categories.some((name) => freed.includes(name));
  return pairs
    .filter(({ fixed, own }) => frees(fixed.categories, wanted) && !frees(own.categories, given))
    .map(({ own }) => ({
      path: 'admission_deposit.categories',
      what: `${own.title}要交押金，省里规定不用交`,
      todo: `请加上 ${own.categories.join('、')}`,
      clause: wanted.clause,
    }));
}

function holdPlace({ city, province }: Held): Breach[] {
  const [wanted, given] = [province.place_of_care, city.place_of_care];
  if (wanted === undefined || given === undefined || wanted.standards === given.standards) return [];
  const names = (standards: string) => VALUES[standards] ?? standards;
  const what = `异地就医按${names(given.standards)}的标准，省里规定按${names(wanted.standards)}`;
  const todo = `请写 standards: ${wanted.standards}`;
  return [{ path: 'place_of_care.standards', what, todo, clause: wanted.clause }];
}

type Deductible = NonNullable<PolicyDocument['framework']>['deductible'];

function deductibleOf({ assistance }: PolicyDocument): Deductible | undefined {
  return assistance !== undefined && 'deductible' in assistance ? assistance.deductible : undefined;
}

/** Fen; null where nothing is fixed: the figure is left to somebody, or rests on a statistic that is not there. */
function readDeductible(
  law: Law,
  { region, document }: PolicyDocument,
  table: Deductible | undefined,
  id: string,
  on: Day,
): Fen | null {
  const figure = table?.by_class[id] ?? table?.by_class.all;
  if (table === undefined || figure === undefined) return null;
  const { value } = readAmount(readingOf(law, { region, on }, document.id), figure, id, table.clause);
  if (value === null) return 0 as Fen;
  return typeof value === 'number' ? value : null;
}

/** The first day that both are in force, and every day on which a dated figure of either begins. */
function listChanges(city: PolicyDocument, province: PolicyDocument, { from, to }: Period): Day[] {
  const starts = [city.assistance, province.framework]
    .flatMap((section) => [...listNodes(section)])
    .filter(({ path, value }) => path.at(-1) === 'from' && typeof value === 'string')
    .map(({ value }) => value as Day)
    .filter((day) => (from === null || day > from) && (to === null || day <= to));
  const first = from ?? to ?? starts[0];
  return [...new Set([...(first === undefined ? [] : [first]), ...starts.sort()])];
}

function yuan(amount: Fen): string {
  return yuanInWords(formatYuan(amount));
}
