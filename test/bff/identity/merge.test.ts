/** Two sources of who a person is, as one list. */
import path from 'node:path';

import { mergeIdentities } from '../../../bff/src/identity/identity.types.ts';
import { loadCodes, type RegionCodes } from '../../../bff/src/storage/codes.ts';

let codes: RegionCodes;
beforeAll(async () => {
  codes = (await loadCodes(path.join(__dirname, '../../../config'))).get('510400')!;
});

const roster = (category: string, from: string, to: string | null = null) => ({
  category,
  valid_from: from,
  valid_to: to,
  certifier: '攀枝花市民政局',
});
const platform = (code: string, from: string, to: string | null = null) => ({ code, from, to });
const short = (rows: ReturnType<typeof mergeIdentities>) =>
  rows.map(({ category, from, to, source }) => [category, from, to, source]);

test('the same category in both, periods that overlap: one, as long as both together', () => {
  const merged = mergeIdentities(
    [platform('2303', '2026-03-01', '2026-08-31')],
    [roster('低保对象', '2026-01-01', '2026-06-30')],
    codes,
  );
  expect(short(merged)).toEqual([['低保对象', '2026-01-01', '2026-08-31', 'national_platform']]);
  expect(merged[0]?.certifier).toBe('攀枝花市民政局');
});

test('periods that touch are joined, those with a day between are not', () => {
  const merged = mergeIdentities(
    [platform('2303', '2026-01-01', '2026-03-31'), platform('2303', '2026-04-01', '2026-05-31')],
    [roster('低保对象', '2026-06-02', '2026-06-30')],
    codes,
  );
  expect(short(merged)).toEqual([
    ['低保对象', '2026-01-01', '2026-05-31', 'national_platform'],
    ['低保对象', '2026-06-02', '2026-06-30', 'roster'],
  ]);
});

test('an open period swallows what lies in it', () => {
  const merged = mergeIdentities(
    [platform('2303', '2026-01-01')],
    [roster('低保对象', '2026-06-01', '2026-06-30')],
    codes,
  );
  expect(short(merged)).toEqual([['低保对象', '2026-01-01', null, 'national_platform']]);
});

test('other categories stay apart; unknown codes stay what they are', () => {
  const merged = mergeIdentities(
    [platform('236099', '2026-01-01'), platform('2308', '2026-01-01')],
    [roster('特困人员', '2026-01-01')],
    codes,
  );
  expect(merged.map(({ category, standing }) => [category, standing])).toEqual([
    ['人员身份类别 236099（未收录）', 'unknown'],
    ['残疾人员', 'other'],
    ['特困人员', 'known'],
  ]);
});
