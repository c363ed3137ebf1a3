import type { Day, Fen } from '../kernel/index.ts';
import { parseDay, parseRatio, parseYuan } from '../kernel/index.ts';
import type { Bracket, StatisticStatus, StatisticUse } from './compiled.ts';
import type { StatisticsFile } from './schema.ts';

const TITLES: Readonly<Record<string, string>> = {
  residentIncome: '居民人均可支配收入',
  ruralIncome: '农村居民人均可支配收入',
  monitoringLine: '防止返贫监测收入标准',
  premium: '居民医保个人缴费标准',
  criticalIllness: '大病保险支付标准',
  'criticalIllness.deductible': '大病保险起付线',
  'criticalIllness.appliedDeductible': '本人适用的大病保险起付线',
  'basicInsurance.inpatientDeductible': '基本医保住院起付标准',
  'transition.end': '过渡期截止日',
};

type Series = StatisticsFile['residentIncome'];

/** The Chinese name of a statistic. */
export function titleOfStatistic(name: string): string {
  return TITLES[name] ?? name;
}

/** Standard 大病保险 of a year, before any tilt. */
export type StandardCriticalIllness = {
  readonly brackets: readonly Bracket[];
  /** null: no cap */
  readonly cap: Fen | null;
  readonly use: StatisticUse;
};

/** Local figures of one region: those given with the case first, then those of `config/statistics`. */
export class StatisticSource {
  private readonly file: StatisticsFile | null;
  private readonly given: Readonly<Record<string, string | null>>;

  constructor(file: StatisticsFile | null, given: Readonly<Record<string, string | null>> = {}) {
    this.file = file;
    this.given = given;
  }

  /**
   * An amount by name and the year it describes, or null when nobody gave one. Figures given with a case are keyed
   * `name` (any year) or `name@2022`.
   */
  find(name: string, year: number): { readonly amount: Fen; readonly use: StatisticUse } | null {
    const given = this.given[`${name}@${year}`] ?? this.given[name];
    if (typeof given === 'string') return { amount: parseYuan(given, name), use: supplied(name, year) };
    const entry = this.series(name)?.by_year[String(year)];
    if (entry === undefined) return null;
    return { amount: parseYuan(entry.amount, name), use: describe(name, year, entry) };
  }

  /** The brackets and cap of 大病保险 in a year. A single ratio given with a case is one bracket from the deductible. */
  findCriticalIllness(year: number, deductible: Fen): StandardCriticalIllness | null {
    const ratio = this.given['criticalIllness.ratio'];
    if (typeof ratio === 'string') {
      const cap = this.given['criticalIllness.cap'] ?? null;
      return {
        brackets: [{ from: deductible, ratio: parseRatio(ratio, 'criticalIllness.ratio') }],
        cap: cap === null ? null : parseYuan(cap, 'criticalIllness.cap'),
        use: supplied('criticalIllness', year),
      };
    }
    const entry = this.file?.criticalIllness?.by_year[String(year)];
    if (entry === undefined) return null;
    const shift = entry.edges === 'absolute' ? 0 : deductible;
    return {
      brackets: entry.brackets.map((bracket) => ({
        from: (parseYuan(bracket.from, 'criticalIllness.brackets') + shift) as Fen,
        ratio: parseRatio(bracket.ratio, 'criticalIllness.brackets'),
      })),
      cap: 'none' in entry.cap ? null : parseYuan(entry.cap.amount, 'criticalIllness.cap'),
      use: describe('criticalIllness', year, entry),
    };
  }

  /** 大病 line that applies to this very person, where a case gives it ready made. */
  findAppliedLine(year: number): { readonly amount: Fen; readonly use: StatisticUse } | null {
    const name = 'criticalIllness.appliedDeductible';
    const given = this.given[name];
    return typeof given === 'string' ? { amount: parseYuan(given, name), use: supplied(name, year) } : null;
  }

  /** The last day of 过渡期, or null. */
  findTransitionEnd(): { readonly day: Day; readonly use: StatisticUse } | null {
    const given = this.given['transition.end'];
    if (typeof given === 'string') {
      const day = parseDay(given, 'transition.end');
      return { day, use: supplied('transition.end', Number(given.slice(0, 4))) };
    }
    const entry = this.file?.transitionEnd;
    if (entry === undefined) return null;
    const day = parseDay(entry.day, 'transitionEnd');
    return { day, use: describe('transition.end', Number(entry.day.slice(0, 4)), entry) };
  }

  private series(name: string): Series {
    switch (name) {
      case 'residentIncome':
      case 'ruralIncome':
      case 'monitoringLine':
      case 'premium':
        return this.file?.[name];
      case 'basicInsurance.inpatientDeductible':
        return this.file?.basicInpatientDeductible;
      case 'criticalIllness.deductible':
        return this.deductibles();
      default:
        return undefined;
    }
  }

  private deductibles(): Series {
    const years = this.file?.criticalIllness?.by_year;
    if (years === undefined) return undefined;
    const entries = Object.entries(years).map(([year, { deductible, status, source }]) => [
      year,
      { amount: deductible, status, source },
    ]);
    return { by_year: Object.fromEntries(entries) as NonNullable<Series>['by_year'] };
  }
}

function supplied(name: string, year: number): StatisticUse {
  return describe(name, year, { status: 'supplied', source: '随案提供' });
}

function describe(
  name: string,
  year: number,
  { status, source }: { status: StatisticStatus; source: string },
): StatisticUse {
  return { name, title: titleOfStatistic(name), year, status, source };
}
