import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Codes, loadCodes } from '../../../bff/src/storage/codes.ts';

const configDir = join(__dirname, '../../../config');
let codes: Codes;

beforeAll(async () => {
  codes = await loadCodes(configDir);
});

const of = (region: string) => codes.get(region)!;

test('a region has its own table, and one without a file has none', () => {
  expect([...codes.keys()]).toEqual(['420500', '510400']);
  expect(codes.get('450200')).toBeUndefined();
});

test('national and local identities become categories; other known identities become none', () => {
  expect(of('510400').findIdentity('2303')).toEqual({ category: '低保对象', title: '低保救助对象' });
  expect(of('510400').findIdentity('236003')?.category).toBe('防止返贫监测对象');
  expect(of('510400').findIdentity('2308')).toEqual({ category: null, title: '残疾人员' });
});

test('a code that stands nowhere is null in every table, and the local code of one region is unknown in the other', () => {
  const region = of('420500');
  expect(region.findIdentity('236003')).toBeNull();
  expect(region.findIdentity('23')).toBeNull();
  expect(region.findKind('99')).toBeNull();
  expect(region.findInsurance('999')).toBeNull();
  expect(region.findFund('777777')).toBeNull();
  expect(region.findInstitution('H51040200001')).toBeNull();
});

test('a fund is known by four digits, assistance only by all six', () => {
  const region = of('510400');
  const findFund = (code: string) => region.findFund(code);
  expect(['390100', '390101', '390102'].map(findFund)).toEqual(['basic', 'basic', 'basic']);
  expect(['390200', '391100'].map(findFund)).toEqual(['critical_illness', 'critical_illness']);
  expect(['610101', '610102', '610103'].map(findFund)).toEqual(['assistance', 'tilt_assistance', null]);
});

test('a region that stands on invented values says so, and whose they are', () => {
  expect(of('510400').illustrative).toEqual({ national: true, local: true });
});

describe('a table that is changed', () => {
  let copy: string;
  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'codes-'));
    await cp(join(configDir, 'codes'), join(copy, 'codes'), { recursive: true });
  });
  afterEach(() => rm(copy, { recursive: true }));

  const change = async (from: string, to: string) => {
    const path = join(copy, 'codes', '510400.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  };

  test('a local code that the platform has already: refused', async () => {
    await change('code: "236003"', 'code: "2303"');
    await expect(loadCodes(copy)).rejects.toThrow('codes of 510400: 2303 stands twice');
  });

  test('a value without a source: refused', async () => {
    await change(', status: illustrative, source: no public local list was found', ', status: illustrative');
    await expect(loadCodes(copy)).rejects.toThrow(/510400\.yaml: identities\.0\.source/);
  });

  test('national values that are invented do not count against a region', async () => {
    const path = join(copy, 'codes', '510400.yaml');
    const local = (await readFile(path, 'utf8')).replaceAll('status: illustrative', 'status: field');
    await writeFile(path, local);
    const { illustrative } = (await loadCodes(copy)).get('510400')!;
    expect(illustrative).toEqual({ national: true, local: false });
  });

  test('an unquoted code: refused', async () => {
    await change('code: "236003"', 'code: 236003');
    await expect(loadCodes(copy)).rejects.toThrow(/510400\.yaml: identities\.2\.code/);
  });
});
