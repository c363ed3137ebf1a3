// The road of each kind of case as config/procedures lays it down, and what is refused.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { listActs, type Standing } from '../../../bff/src/claim/claim.lifecycle.ts';
import { readClaimData, type ClaimData } from '../../../bff/src/storage/claim-data.ts';
import {
  CASE_KINDS,
  CASE_STEPS,
  compileProcedures,
  parseNationalProcedures,
  parseRegionProcedures,
} from '../../../shared/src/claim/index.ts';
import { actorRole, claimKind, claimState } from '../../../shared/src/contract/index.ts';
import { countWorkingDays, dueDay, parseDay } from '../../../shared/src/kernel/index.ts';

const config = join(__dirname, '../../../config');
const on = parseDay('2026-11-21');
let data: ClaimData;
beforeAll(async () => (data = await readClaimData(config)));

const national = () =>
  parse(readFileSync(join(config, 'procedures/national.yaml'), 'utf8')) as {
    publicity: unknown;
    kinds: Record<string, { steps: Record<string, unknown>; papers: string[] }>;
  };

describe('the procedures', () => {
  test('know the kinds and the states of a case', () => {
    expect([...CASE_KINDS].sort()).toEqual([...claimKind.options].sort());
    expect(CASE_STEPS.filter((step) => !(claimState.options as readonly string[]).includes(step))).toEqual(
      [],
    );
  });

  test('name only steps on which a case of the kind can stand', () => {
    for (const kind of CASE_KINDS) {
      for (const step of data.proceduresOf('510400', on).kinds[kind].steps.keys()) {
        const standing: Standing = {
          state: step,
          kind,
          money: true,
          posted: false,
          askedIn: null,
          proposed: 'grant',
          paid: false,
        };
        const staff = actorRole.options.filter((role) => role !== 'resident' && role !== 'volunteer');
        expect([kind, step, listActs(standing, staff).length > 0]).toEqual([kind, step, true]);
      }
    }
  });

  test('a region has its own words where it has any, and the national days elsewhere', () => {
    const own = data.proceduresOf('450200', on).kinds.reimbursement;
    const common = data.proceduresOf('440000', on).kinds.reimbursement;
    expect(own.steps.get('submitted')?.title).toBe('乡镇（街道）“一门式”受理');
    expect(common.steps.get('submitted')?.title).toBe('受理');
    expect(own.workingDays).toEqual({ days: 10, provisional: true });
    expect(data.proceduresOf('450200', on).publicity).toEqual({ days: 7, provisional: true });
    expect(data.proceduresOf('420500', on).kinds.recognition.papers).toEqual([
      'household_register',
      'means_authorisation',
    ]);
  });

  test('hold from their day, and nothing holds before', () => {
    expect(data.proceduresOf('510400', parseDay('2022-04-27')).appeal.days).toBe(60);
    expect(() => data.proceduresOf('510400', parseDay('2022-04-26'))).toThrow(
      'config/procedures has no list for 510400 on 2022-04-26',
    );
  });

  test('a region’s later file takes the place of its earlier one on its day', () => {
    const papers = new Set([
      'household_register',
      'means_authorisation',
      'tilt_statement',
      'appeal_statement',
    ]);
    const own = (from: string, days: string) =>
      parseRegionProcedures(
        {
          region: '510400',
          from,
          status: 'published',
          source: '本地办事指南',
          publicity: { days, status: 'published', source: '本地办事指南' },
        },
        `510400-${from.slice(0, 4)}.yaml`,
      );
    const book = compileProcedures(
      [parseNationalProcedures(national(), 'national.yaml')],
      [own('2024-01-01', '5'), own('2027-01-01', '10')],
      papers,
    );
    const at = (day: string) => book.proceduresOf('510400', parseDay(day)).publicity.days;
    expect(['2023-12-31', '2024-01-01', '2026-12-31', '2027-01-01'].map(at)).toEqual([7, 5, 5, 10]);
    expect(book.proceduresOf('420500', on).publicity.days).toBe(7);
  });

  test.each<[string, (file: ReturnType<typeof national>) => unknown, RegExp]>([
    ['days without a source', (file) => ({ ...file, publicity: { days: '7' } }), /publicity\.status/],
    [
      'days that are no text',
      (file) => ({ ...file, publicity: { days: 7, status: 'published', source: 'x' } }),
      /publicity\.days: 要写成文字，数字和日期加引号/,
    ],
    [
      'a kind that is left out',
      (file) => ({ ...file, kinds: { tilt: file.kinds.tilt } }),
      /kinds\.reimbursement/,
    ],
    [
      'a step that no case knows',
      (file) => ({
        ...file,
        kinds: {
          ...file.kinds,
          tilt: { ...file.kinds.tilt, steps: { tea: { title: '茶', working_days: '1' } } },
        },
      }),
      /kinds\.tilt\.steps/,
    ],
    [
      'steps that take longer than the whole',
      (file) => ({
        ...file,
        kinds: {
          ...file.kinds,
          appeal: { ...file.kinds.appeal, steps: { county_review: { title: '复核', working_days: '21' } } },
        },
      }),
      /kinds\.appeal\.steps: the steps take 21 working days together, the whole only 20/,
    ],
    [
      'a kind without a step',
      (file) => ({ ...file, kinds: { ...file.kinds, appeal: { ...file.kinds.appeal, steps: {} } } }),
      /kinds\.appeal\.steps: there is no step/,
    ],
    [
      'a paper that nobody describes',
      (file) => ({ ...file, kinds: { ...file.kinds, tilt: { ...file.kinds.tilt, papers: ['medal'] } } }),
      /kinds\.tilt\.papers: there is no paper "medal"/,
    ],
  ])('%s is refused with its place', (_, change, message) => {
    const papers = new Set([
      'household_register',
      'means_authorisation',
      'tilt_statement',
      'appeal_statement',
    ]);
    const compile = () =>
      compileProcedures([parseNationalProcedures(change(national()), 'national.yaml')], [], papers);
    expect(compile).toThrow(message);
  });
});

describe('working days between two days', () => {
  test.each([
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-20', '2026-11-22', 0],
    ['2026-11-20', '2026-11-23', 1],
    ['2026-11-23', '2026-11-20', 0],
    ['2026-09-30', '2026-10-09', 2],
  ])('after %s up to %s: %i', (from, to, days) => {
    expect(countWorkingDays(data.calendar, parseDay(from), parseDay(to))).toBe(days);
  });

  test('the count undoes the due day, and is unknown beyond the calendar', () => {
    for (const days of [1, 5, 10, 30]) {
      const { on: due } = dueDay(data.calendar, on, days);
      expect(due === null ? null : countWorkingDays(data.calendar, on, due)).toBe(days);
    }
    expect(countWorkingDays(data.calendar, parseDay('2027-12-30'), parseDay('2028-01-05'))).toBeNull();
  });
});
