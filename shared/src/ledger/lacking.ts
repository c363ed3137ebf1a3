/** The figures that a class's help for a bill cannot be reckoned without, and that nobody gave. */
import type { Missing } from '../kernel/index.ts';
import { ONE } from '../kernel/index.ts';
import type { ClassTerms, Insurance } from '../policy/compiled.ts';
import { missingAssistance, missingOutpatient, missingTilt } from '../rules/index.ts';
import type { BillEntry } from './year.types.ts';

/**
 * The missing figures that a bill of this sort needs, for one class.
 * @param deferredTilt what the documents leave to someone else of 倾斜救助 altogether; null where tilt is left out of account
 */
export function listLacking(
  { assistance, outpatient, tilt }: ClassTerms,
  insurance: Insurance,
  { into, tilted }: Pick<BillEntry, 'into' | 'tilted'>,
  deferredTilt: Missing | null,
): readonly Missing[] {
  const lacking: Missing[] = [];
  if (into === 'outpatient') note(lacking, outpatient && missingOutpatient(outpatient));
  else {
    note(lacking, assistance && missingAssistance(assistance, insurance));
    if (tilted && !paysAll(assistance)) note(lacking, tilt && missingTilt(tilt));
    note(lacking, deferredTilt);
  }
  return lacking;
}

/** What a class gives of the help that a bill of this sort asks for: what classes are told apart by. */
export function listAsked(
  { assistance, outpatient, tilt }: ClassTerms,
  insurance: Insurance,
  { into, tilted }: Pick<BillEntry, 'into' | 'tilted'>,
): unknown {
  if (into === 'outpatient') return outpatient;
  const own = assistance && { ...assistance, tierLine: assistance.tierLine?.[insurance] ?? null };
  return [own, tilted && !paysAll(assistance) ? tilt : null];
}

function note(lacking: Missing[], figure: Missing | null): void {
  if (figure !== null) lacking.push(figure);
}

/** Nothing ever remains for tilt assistance, whatever its line is. */
function paysAll(terms: ClassTerms['assistance']): boolean {
  return terms?.deductible === 0 && terms.lowRatio === ONE && terms.highRatio === ONE && terms.cap === null;
}
