/**
 * The national platform's code tables (`config/codes`): platform.yaml for all, <admdvs>.yaml for a region.
 * A code in neither table is `null`: unknown, never a default.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

const status = z.enum(['published', 'field', 'illustrative']);
const sourced = { status, source: z.string().min(1) };
const code = z.string().regex(/^\d{2,6}$/, 'quote the code: two to six digits');

const identity = z.strictObject({ code, category: z.string().nullable(), title: z.string(), ...sourced });
const kind = z.strictObject({
  codes: z.array(code).min(1),
  kind: z.enum(['inpatient', 'chronic_outpatient', 'special_drug', 'ordinary_outpatient', 'other']),
  title: z.string(),
  ...sourced,
});
const insurance = z.strictObject({
  codes: z.array(code).min(1),
  insurance: z.enum(['resident', 'employee', 'other']),
  title: z.string(),
  ...sourced,
});
const fund = z.strictObject({
  prefix: z.string().regex(/^(\d{4}|\d{6})$/, 'four digits, or the full six'),
  fund: z.enum([
    'basic',
    'personal_account',
    'civil_servant',
    'large_expense',
    'enterprise_supplement',
    'critical_illness',
    'assistance',
    'tilt_assistance',
    'inclusive_insurance',
    'hospital',
    'other',
    'personal',
  ]),
  title: z.string(),
  ...sourced,
});
const institution = z.strictObject({
  code: z.string().regex(/^[HP]\d{11}$/, 'H or P and eleven digits'),
  name: z.string().min(1),
  region: z.string().regex(/^\d{6}$/),
  level: z.string().regex(/^(0[1-9]|1[01])$/, 'hosp_lv 01 to 11'),
  designated: z.boolean(),
  primary_care: z.boolean(),
  ...sourced,
});

const platformFile = z.strictObject({
  platform: z.string(),
  identities: z.array(identity),
  kinds: z.array(kind),
  insurances: z.array(insurance),
  funds: z.array(fund),
});
const regionFile = z.strictObject({
  region: z.string().regex(/^\d{6}$/),
  name: z.string(),
  fund_sum_includes_account: z.strictObject({ value: z.boolean(), ...sourced }),
  identities: z.array(identity),
  institutions: z.array(institution),
});

type PlatformFile = z.infer<typeof platformFile>;
type RegionFile = z.infer<typeof regionFile>;
export type BillKindCode = z.infer<typeof kind>['kind'];
export type InsuranceCode = z.infer<typeof insurance>['insurance'];
export type FundCode = z.infer<typeof fund>['fund'];
export type Institution = {
  code: string;
  name: string;
  region: string;
  level: string;
  designated: boolean;
  primaryCare: boolean;
};

export type RegionCodes = {
  region: string;
  name: string;
  /** Whether fund_pay_sumamt counts acct_pay here: it decides which sums of a settlement must agree. */
  fundSumIncludesAccount: boolean;
  /** Whether a value of platform.yaml, or of the region's own file, stands in for one that nobody has given. */
  illustrative: { national: boolean; local: boolean };
  /** `{ category: null }` is a known identity that is not an assistance category; `null` is an unknown code. */
  findIdentity(psnIdetType: string): { category: string | null; title: string } | null;
  findKind(medType: string): BillKindCode | null;
  findInsurance(insutype: string): InsuranceCode | null;
  findFund(fundPayType: string): FundCode | null;
  findInstitution(fixmedinsCode: string): Institution | null;
};

/** Code tables by 统筹地区. */
export type Codes = ReadonlyMap<string, RegionCodes>;

/** Reads and checks every table of `config/codes`. Throws one line that names the file and the field. */
export async function loadCodes(configDir: string): Promise<Codes> {
  const folder = join(configDir, 'codes');
  const platform = await readTable(join(folder, 'platform.yaml'), platformFile);
  const regionFiles = (await readdir(folder)).filter((name) => /^\d{6}\.yaml$/.test(name)).sort();
  const regions = await Promise.all(regionFiles.map((name) => readTable(join(folder, name), regionFile)));
  return new Map(regions.map((region) => [region.region, buildRegionCodes(platform, region)]));
}

async function readTable<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const result = schema.safeParse(parse(await readFile(path, 'utf8')));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a code table'}`);
}

function buildRegionCodes(platform: PlatformFile, local: RegionFile): RegionCodes {
  const where = `codes of ${local.region}`;
  const national = [...platform.identities, ...platform.kinds, ...platform.insurances, ...platform.funds];
  const allIdentities = [...platform.identities, ...local.identities];
  const identities = tableOf(
    where,
    allIdentities.map(({ code: key, category, title }) => [key, { category, title }]),
  );
  const kinds = tableOf(
    where,
    platform.kinds.flatMap((row) => row.codes.map((key) => [key, row.kind] as const)),
  );
  const insurances = tableOf(
    where,
    platform.insurances.flatMap((row) => row.codes.map((key) => [key, row.insurance] as const)),
  );
  const funds = tableOf(
    where,
    platform.funds.map((row) => [row.prefix, row.fund]),
  );
  const institutions = tableOf(
    where,
    local.institutions.map(({ code: key, name, region, level, designated, primary_care: primaryCare }) => [
      key,
      { code: key, name, region, level, designated, primaryCare },
    ]),
  );
  return {
    region: local.region,
    name: local.name,
    fundSumIncludesAccount: local.fund_sum_includes_account.value,
    illustrative: {
      national: national.some((row) => row.status === 'illustrative'),
      local: [local.fund_sum_includes_account, ...local.identities, ...local.institutions].some(
        (row) => row.status === 'illustrative',
      ),
    },
    findIdentity: (key) => identities.get(key) ?? null,
    findKind: (key) => kinds.get(key) ?? null,
    findInsurance: (key) => insurances.get(key) ?? null,
    findFund: (key) => funds.get(key) ?? funds.get(key.slice(0, 4)) ?? null,
    findInstitution: (key) => institutions.get(key) ?? null,
  };
}

/** A code that stands twice would be answered by whichever came last. */
function tableOf<T>(where: string, rows: (readonly [string, T])[]): Map<string, T> {
  const table = new Map<string, T>();
  for (const [key, value] of rows) {
    if (table.has(key)) throw new Error(`${where}: ${key} stands twice`);
    table.set(key, value);
  }
  return table;
}
