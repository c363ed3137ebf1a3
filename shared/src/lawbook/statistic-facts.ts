/** The local figures that a region's documents stand on in one year, as facts. */
import { formatPercent, formatYuan } from '../kernel/index.ts';
import type { Day } from '../kernel/index.ts';
import { STATUS_IN_WORDS } from '../policy/relied.ts';
import { readingOf } from '../policy/sections.ts';
import type { Law } from '../policy/sections.ts';
import { titleOfStatistic } from '../policy/statistics.ts';
import type { Fact } from './facts.ts';
import { yuanInWords } from './words.ts';

/** Incomes are read of the year before, everything else of the year itself. */
const READ: readonly (readonly [name: string, yearsBack: 0 | 1])[] = [
  ['residentIncome', 1],
  ['ruralIncome', 1],
  ['monitoringLine', 0],
  ['premium', 0],
  ['basicInsurance.inpatientDeductible', 0],
  ['criticalIllness.deductible', 0],
];

/** What `config/statistics` gives for the benefit year of the day; what it does not give is left out. */
export function listStatisticFacts(law: Law, region: string, on: Day): Fact[] {
  const { statistics, year } = readingOf(law, { region, on }, '');
  const tell = (label: string, value: string, of: number, status: keyof typeof STATUS_IN_WORDS): Fact => ({
    key: `statistics/${label}`,
    section: 'statistics',
    who: null,
    label,
    value,
    basis: { year: of, status: STATUS_IN_WORDS[status] },
    clause: '',
  });
  const amounts = READ.flatMap(([name, yearsBack]) => {
    const found = statistics.find(name, year - yearsBack);
    const label = `${yearsBack === 1 ? '上年度' : ''}${titleOfStatistic(name)}`;
    return found === null
      ? []
      : [tell(label, yuanInWords(formatYuan(found.amount)), found.use.year, found.use.status)];
  });
  const line = statistics.find('criticalIllness.deductible', year);
  const insurance = line === null ? null : statistics.findCriticalIllness(year, line.amount);
  if (insurance === null) return amounts;
  const { brackets, cap, use } = insurance;
  const steps = brackets.map(
    ({ from, ratio }) => `${yuanInWords(formatYuan(from))}以上 ${formatPercent(ratio)}`,
  );
  return [
    ...amounts,
    tell('大病保险支付比例', steps.join('；'), use.year, use.status),
    tell('大病保险年度封顶线', cap === null ? '不设' : yuanInWords(formatYuan(cap)), use.year, use.status),
  ];
}
