/**
 * Who stands for which place (`config/organisations/<admdvs>.yaml`): a province or a city, its counties, their townships
 * and villages. A code says by its beginning what it lies in: 5104 攀枝花, 510402 东区, nine digits a township, twelve a village.
 */
import type { OrganisationKind, OrganisationLevel } from '@yijiutong/rules/contract';
import { organisationKind } from '@yijiutong/rules/contract';
import { InvalidInput } from '@yijiutong/rules/kernel';
import { z } from 'zod';

import { readFolder } from '../storage/yaml-files.ts';

const name = z.string().min(2).max(100);
const digits = (count: number) => z.string().regex(new RegExp(`^\\d{${count}}$`), `quote ${count} digits`);

/** `id`: to be given where a place has two organisations of one kind. */
const organisation = z.strictObject({
  kind: organisationKind,
  name,
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and -')
    .optional(),
});
const organisations = z.array(organisation).default([]);
const village = z.strictObject({ code: digits(12), name, committee: name, organisations });
const township = z.strictObject({
  code: digits(9),
  name,
  office: name,
  organisations,
  villages: z.array(village).min(1),
});
const county = z.strictObject({ code: digits(6), name, organisations, townships: z.array(township) });
const regionFile = z.strictObject({
  region: digits(6).endsWith('00', 'a province or a city'),
  name,
  status: z.enum(['published', 'illustrative']),
  source: z.string().min(1),
  organisations,
  counties: z.array(county),
});

type RegionFile = z.output<typeof regionFile>;
type Named = z.output<typeof organisation>;
export type CountyOfFile = z.output<typeof county>;

/** An organisation as a file names it: the same as long as code and slug are. */
export interface NamedOrganisation {
  level: OrganisationLevel;
  kind: OrganisationKind;
  code: string;
  slug: string;
  name: string;
}

export interface RegionPlaces {
  file: string;
  region: string;
  illustrative: boolean;
  organisations: NamedOrganisation[];
  counties: CountyOfFile[];
}

/**
 * Reads and checks everything under `config/organisations`.
 * @throws InvalidInput `invalid_policy` naming the file and what is wrong with it
 */
export async function readOrganisations(configDir: string): Promise<RegionPlaces[]> {
  const regions = await readFolder(configDir, 'organisations', parseRegion);
  const seen = new Set<string>();
  for (const { file, organisations: named } of regions) {
    for (const { code, slug } of named) {
      if (seen.has(`${code} ${slug}`)) throw wrong(file, `${code}: ${slug} stands twice; give each an id`);
      seen.add(`${code} ${slug}`);
    }
  }
  return regions;
}

function parseRegion(value: unknown, file: string): RegionPlaces {
  const parsed = regionFile.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw wrong(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a list of places'}`);
  }
  const { region, status, counties } = parsed.data;
  if (!file.endsWith(`/${region}.yaml`)) throw wrong(file, `region: it is ${region}`);
  return {
    file,
    region,
    illustrative: status === 'illustrative',
    organisations: [...listNamed(parsed.data, file)],
    counties,
  };
}

/** `510400` → `5104`, `510000` → `51`. */
const prefixOf = (region: string) => region.replace(/(00)+$/, '');

function* listNamed(given: RegionFile, file: string): Generator<NamedOrganisation> {
  const top = prefixOf(given.region);
  yield* at(top.length === 2 ? 'province' : 'city', top, given.organisations);
  for (const one of listBelow(given.counties, top, file)) {
    yield* at('county', one.code, one.organisations);
    for (const office of listBelow(one.townships, one.code, file)) {
      yield* at('township', office.code, [
        { kind: 'township_office', name: office.office },
        ...office.organisations,
      ]);
      for (const committee of listBelow(office.villages, office.code, file)) {
        yield* at('village', committee.code, [
          { kind: 'village_committee', name: committee.committee },
          ...committee.organisations,
        ]);
      }
    }
  }
}

function at(level: OrganisationLevel, code: string, named: readonly Named[]): NamedOrganisation[] {
  return named.map(({ kind, id, name: title }) => ({ level, kind, code, slug: id ?? kind, name: title }));
}

function listBelow<Place extends { code: string }>(
  places: readonly Place[],
  above: string,
  file: string,
): readonly Place[] {
  const stray = places.find(({ code }) => !code.startsWith(above));
  if (stray !== undefined) throw wrong(file, `${stray.code}: it does not lie in ${above}`);
  return places;
}

function wrong(file: string, what: string): InvalidInput {
  return new InvalidInput('invalid_policy', `${file}: ${what}`, file);
}
