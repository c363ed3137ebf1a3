import type { Day } from '../kernel/index.ts';
import { invalidFile } from '../policy/check-file.ts';
import { layEditions } from './editions.ts';
import type {
  NationalProcedures,
  PeriodEntry,
  ProcedureEntry,
  RegionEntry,
  RegionProcedures,
} from './procedures.schema.ts';
import { CASE_KINDS, CASE_STEPS } from './procedures.ts';
import type { CaseKind, CaseProcedure, Period, Procedures } from './procedures.ts';

/** The procedures of every region, by the day from which they hold. */
export type ProcedureBook = {
  /**
   * What a 统筹地区 lays down on a day: its own entries where it has any, else the national ones.
   * @throws Error on a day before the first list
   */
  readonly proceduresOf: (region: string, on: Day) => Procedures;
  /** The files that wait for the local guide: what they say is borrowed from elsewhere. */
  readonly provisional: readonly { readonly file: string; readonly source: string }[];
};

/**
 * Lays each region's procedures over the national ones.
 * @param papers the codes that `config/papers` describes
 * @throws InvalidInput `invalid_policy` naming the file and the place: two files from the same day, a kind without steps,
 * steps that together take longer than the whole, a paper that nobody describes
 */
export function compileProcedures(
  national: readonly NationalProcedures[],
  regions: readonly RegionProcedures[],
  papers: ReadonlySet<string>,
): ProcedureBook {
  for (const { file, content } of [...national, ...regions]) checkPapers(file, content.kinds ?? {}, papers);
  const { at, provisional } = layEditions('config/procedures', national, regions, compile);
  return { provisional, proceduresOf: at };
}

function checkPapers(
  file: string,
  kinds: Partial<Record<CaseKind, RegionEntry>>,
  papers: ReadonlySet<string>,
): void {
  for (const [kind, entry] of Object.entries(kinds)) {
    const unknown = entry.papers?.find((paper) => !papers.has(paper));
    if (unknown !== undefined) {
      throw invalidFile(file, ['kinds', kind, 'papers'], `there is no paper "${unknown}"`);
    }
  }
}

function compile(base: NationalProcedures, own: RegionProcedures | undefined): Procedures {
  const { content } = base;
  const regional = own?.content;
  const file = own?.file ?? base.file;
  const kindOf = (kind: CaseKind) =>
    compileKind(merge(content.kinds[kind], regional?.kinds?.[kind] ?? {}), file, kind);
  return {
    publicity: periodOf(regional?.publicity ?? content.publicity),
    appeal: periodOf(regional?.appeal ?? content.appeal),
    mending: periodOf(regional?.mending ?? content.mending),
    kinds: Object.fromEntries(CASE_KINDS.map((kind) => [kind, kindOf(kind)])) as Record<
      CaseKind,
      CaseProcedure
    >,
  };
}

function merge(base: ProcedureEntry, own: RegionEntry): ProcedureEntry {
  return {
    title: own.title ?? base.title,
    working_days: own.working_days ?? base.working_days,
    steps: own.steps ?? base.steps,
    papers: own.papers ?? base.papers,
    next: own.next ?? base.next,
  };
}

function compileKind(entry: ProcedureEntry, file: string, kind: CaseKind): CaseProcedure {
  const steps = CASE_STEPS.flatMap((name) => {
    const step = entry.steps[name];
    return step === undefined
      ? []
      : [[name, { title: step.title, workingDays: Number(step.working_days) }] as const];
  });
  if (steps.length === 0) throw invalidFile(file, ['kinds', kind, 'steps'], 'there is no step');
  const whole = periodOf(entry.working_days);
  // The publicity has natural days of its own, and is not part of the whole.
  const sum = steps.reduce((days, [name, step]) => days + (name === 'publicity' ? 0 : step.workingDays), 0);
  if (sum > whole.days) {
    throw invalidFile(
      file,
      ['kinds', kind, 'steps'],
      `the steps take ${sum} working days together, the whole only ${whole.days}`,
    );
  }
  return {
    title: entry.title,
    workingDays: whole,
    steps: new Map(steps),
    papers: entry.papers,
    next: entry.next,
  };
}

function periodOf({ days, status }: PeriodEntry): Period {
  return { days: Number(days), provisional: status === 'provisional' };
}
