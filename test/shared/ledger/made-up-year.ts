import type { Identity, YearContext } from '@yijiutong/rules/ledger';
import { compileYear, parseDocument } from '@yijiutong/rules/policy';

import { FIGURES, REGION, documentWith } from '../rules/made-up-region.ts';

export { REGION };
export const YEAR = 2021;

/**
 * The year of somebody in the region that exists nowhere, some sections of its document replaced (null: left out): for what
 * the documents of config/ do not happen to say together. 低保对象 are given 70 %, 低保边缘家庭成员 50 %, up to 20,000; no
 * deductible, no ordinary outpatient care, no tilt, nothing said of a class that begins within the year.
 */
export function madeUpYear(
  sections: Readonly<Record<string, unknown>>,
  identities: readonly Identity[],
  change: Partial<YearContext> & { readonly figures?: Readonly<Record<string, string | null>> } = {},
): YearContext {
  const { figures = {}, ...rest } = change;
  const policy = compileYear(
    {
      documents: [parseDocument(documentWith(sections), 'made-up.yaml')],
      statistics: [],
      regions: { regions: [{ code: REGION, name: '某市', covers: {} }] },
    },
    { region: REGION, year: YEAR, overrides: { ...FIGURES, ...figures } },
  );
  return { policy, identities, insurance: 'resident', ...rest };
}
