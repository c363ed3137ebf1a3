// 认定: the identity begins, the year is decided again, and what the law grants for earlier bills opens by itself.
import { writeClaimNumber } from '@yijiutong/rules/claim';
import type { ClaimReply, RuralList, recognitionRequest } from '@yijiutong/rules/contract';
import { addDays, addMonths, fen, firstDayOf, yearOf, type Day } from '@yijiutong/rules/kernel';
import { compileBenefits, type CompiledPolicy, type RecognitionTerms } from '@yijiutong/rules/policy';
import { decideRecognition, findClasses } from '@yijiutong/rules/rules';
import type { z } from 'zod';

import { countDecisions, listYearRows, listYears, markDue } from '../benefit-year/benefit-year.store.ts';
import { decideYear } from '../benefit-year/decide-year.service.ts';
import { retroactiveTerms } from '../benefit-year/retroactive-paid.service.ts';
import type { Deps } from '../deps.ts';
import { placeOnDesk } from '../desk/desk-place.service.ts';
import { AppError } from '../error.ts';
import {
  endRosterIdentity,
  findPersonRow,
  hasStandingRoster,
  putRosterIdentity,
} from '../identity/identity.store.ts';
import { isCurrent, type HeldIdentity } from '../identity/identity.types.ts';
import { soughtOf } from '../identity/sought.ts';
import { categoryOfList } from '../rural/rural.lists.ts';
import { findNewestWord } from '../rural/rural.store.ts';
import type { Staff } from '../session/session.state.ts';
import { askForDecision, portsOf } from '../settlement/settlement.service.ts';
import { toColumn } from '../storage/instant.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { reckonClaim } from './claim-amount.service.ts';
import {
  holdSettlements,
  listFreeSettlements,
  releaseSettlements,
  replaceBills,
} from './claim-bill.store.ts';
import { bySystem, recordChange } from './claim-change.service.ts';
import type { PersonFacts } from './claim-paper-bill.service.ts';
import { recognisedCategory } from './claim-retroactive.service.ts';
import { doWork, keyOf, reviewRow } from './claim-work.service.ts';
import { findMeans, insertReview } from './claim-work.store.ts';
import { wholePeriod } from './claim.clock.ts';
import { openPayee, sealFinding, sealPayee } from './claim.seal.ts';
import {
  deleteClaim,
  findOpenedBy,
  getClaim,
  insertDraft,
  insertEvent,
  lockClaimById,
  openNumbersOf,
  plainEvent,
  takeRunningNumber,
  updateClaim,
  type ClaimRow,
} from './claim.store.ts';

/** Who she is, and how she is insured: asked before any lock, for it may ask the platform. */
export async function findPersonFacts(
  deps: Deps,
  claim: Pick<ClaimRow, 'person_id' | 'region'>,
): Promise<PersonFacts> {
  const sought = await soughtOf(deps, claim.person_id, claim.region);
  return { identities: await askForDecision(deps, sought), insurance: sought.insurance };
}

/**
 * @throws {AppError} 409 `not_eligible` where the region's document does not let her be recognised; 503 `upstream_unavailable`
 * while nobody can say who she is
 */
export async function recognise(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, words }: z.output<typeof recognitionRequest>,
): Promise<ClaimReply> {
  const person = await findPersonFacts(deps, await getClaim(deps.db, publicId));
  const today = deps.clock.today();
  await openNumbersOf(deps.db, today);
  return doWork(deps, caller, publicId, { act: 'recognise', version }, async (work) => {
    const { trx, claim, by } = work;
    const identities = identitiesOf(person);
    const held = await certify(deps, trx, claim, identities, today);
    await insertReview(trx, {
      ...reviewRow(deps, work),
      stage: 'recognition',
      verdict: 'recognise',
      words: sealFinding(deps.crypto, 'review', keyOf(work), words),
    });
    await decideYearsAgain(deps, trx, claim, { ...person, identities: [...identities, ...held] });
    await releaseSettlements(trx, claim.claim_id);
    const recognisedOn = (claim.recognised_on as Day | null) ?? today;
    await bringRetroactive(deps, trx, claim, recognisedOn);
    await recordChange(deps, trx, claim, { act: 'recognise', by, words }, { recognised_on: recognisedOn });
  });
}

/** Decided without them, she would hold no class, and nothing would be owed for the bills before. */
function identitiesOf({ identities }: PersonFacts): readonly HeldIdentity[] {
  if (identities !== null) return identities;
  throw new AppError(
    503,
    'upstream_unavailable',
    'the national platform cannot say now who she is: recognise her once it answers again',
  );
}

/**
 * The row of the roster: from today, for as long as the region's document lets it stand. None where the case was taken up
 * again and its own row stands still.
 */
async function certify(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  identities: readonly HeldIdentity[],
  today: Day,
): Promise<HeldIdentity[]> {
  const category = recognisedCategory(deps.law, claim.region, today);
  const validTo = await checkEligible(deps, trx, claim, category, identities, today);
  if (await hasStandingRoster(trx, claim.claim_id, today)) return [];
  const { certno_index: certnoIndex } = await findPersonRow(trx, claim.person_id);
  const certifier = `${deps.regionName(claim.place)}民政部门`;
  await putRosterIdentity(trx, {
    certno_index: certnoIndex,
    region: claim.region,
    category,
    valid_from: today,
    valid_to: validTo,
    certifier,
    created_at: toColumn(deps.clock.now()),
    claim_id: claim.claim_id,
  });
  return [{ category, standing: 'known', from: today, to: validTo, source: 'roster', certifier }];
}

/** The last valid day; null where the document states none. */
async function checkEligible(
  { law }: Pick<Deps, 'law'>,
  trx: Database,
  claim: ClaimRow,
  category: string,
  identities: readonly HeldIdentity[],
  today: Day,
): Promise<Day | null> {
  const policy = law.policyOn(claim.region, today);
  const means = await findMeans(trx, claim.claim_id);
  if (policy === null || 'unknown' in findClasses(policy, [category])) throw notEligible('not_in_force');
  if (means?.within_limit !== 1) throw notEligible('means_beyond_limit');
  const terms = compileBenefits(law.source, { region: claim.region, on: today }).recognition;
  if (terms === null) return null;
  const held = await readClasses(trx, claim, identities, today);
  const outcome = decideRecognition(policy, terms, {
    category,
    categoriesHeld: [...held.known, ...held.listed],
    selfPayPast12Months: means.self_paid === null ? null : fen(means.self_paid),
    assetsWithinLimit: true,
  });
  if (outcome.status === 'refused') throw notEligible(outcome.code);
  if (outcome.status === 'incomplete') throw notEligible('incomplete');
  if (!outcome.value.eligible) throw whyNotEligible(policy, terms, held);
  return outcome.value.validUntil;
}

interface Held {
  /** What the platform and the rosters say that she is today. */
  known: readonly string[];
  /** What 乡村振兴 has said last: one, or none where it said nothing, or of no list that makes a class. */
  listed: readonly string[];
  word: RuralList | null;
}

async function readClasses(
  trx: Database,
  claim: ClaimRow,
  identities: readonly HeldIdentity[],
  today: Day,
): Promise<Held> {
  const known = identities
    .filter((held) => held.standing === 'known' && isCurrent(held, today))
    .map((held) => held.category);
  const word = (await findNewestWord(trx, claim.claim_id))?.listed ?? null;
  const category = word === null ? null : categoryOfList[word];
  return { known, listed: category === null ? [] : [category], word };
}

/** Which test of the document she fails, the first of them. */
function whyNotEligible(
  policy: CompiledPolicy,
  terms: RecognitionTerms,
  { known, listed, word }: Held,
): AppError {
  if (areExcluded(policy, terms, known)) return notEligible('in_other_class');
  if (areExcluded(policy, terms, listed)) return notEligible('on_rural_list', { listed: word });
  return notEligible('spending_below_line');
}

/** 宜昌 第五条: 不含前三类医疗救助对象. */
function areExcluded(
  policy: CompiledPolicy,
  { notInClasses }: Pick<RecognitionTerms, 'notInClasses'>,
  categories: readonly string[],
): boolean {
  const classes = findClasses(policy, categories);
  if ('unknown' in classes) return false;
  return classes.held.some((index) => notInClasses.includes(policy.classes[index]?.id ?? ''));
}

function notEligible(why: string, data: Record<string, unknown> = {}): AppError {
  return new AppError(
    409,
    'not_eligible',
    'the region’s document does not let her be recognised: see data.why',
    {
      data: { why, ...data },
    },
  );
}

/** From the year of the recognition on: no document gives anything of an earlier year by an identity that begins now. */
async function decideYearsAgain(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  person: PersonFacts,
): Promise<void> {
  const { person_id: personId } = claim;
  const thisYear = yearOf(deps.clock.today());
  const years = (await listYearRows(trx, personId)).filter(({ year }) => year >= thisYear);
  for (const { year, region } of years) {
    await decideYear(trx, portsOf(deps), {
      personId,
      year,
      region,
      identities: person.identities,
      insurance: person.insurance,
      reason: 'identity',
      settlementId: null,
    });
  }
}

/**
 * Of a recognition that stands no longer: she was recognised up to yesterday. What follows for her bills the sweeper decides as
 * soon as it can.
 */
export async function endRecognition(
  { clock }: Pick<Deps, 'clock'>,
  trx: Database,
  { claim_id: claimId, person_id: personId }: ClaimRow,
): Promise<void> {
  const today = clock.today();
  if (!(await endRosterIdentity(trx, claimId, addDays(today, -1)))) return;
  const years = (await listYears(trx, personId)).filter((year) => year >= yearOf(today));
  for (const year of years) await markDue(trx, { personId, year }, clock.now());
}

/** What the decisions of now let a recognition bring: looked at again once there are more of them. */
export async function bringRetroactive(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  recognisedOn: Day,
): Promise<void> {
  const seen = await countDecisions(trx, claim.person_id);
  await updateClaim(trx, claim.claim_id, { recognised_on: recognisedOn, decisions_seen: seen });
  await openRetroactive(deps, trx, claim, recognisedOn);
}

/**
 * N2 认定即追溯. Once for a recognition, however often it is asked: the unique key of `opened_by` keeps it to one. It has
 * the bills of the law's time that no other case holds, and lies with the county at once.
 */
async function openRetroactive(deps: Deps, trx: Database, claim: ClaimRow, recognisedOn: Day): Promise<void> {
  const today = deps.clock.today();
  const terms = retroactiveTerms(deps.law, claim.region, recognisedOn);
  if (terms === null || (await findOpenedBy(trx, claim.claim_id)) !== undefined) return;
  const since =
    terms.window === null ? firstDayOf(yearOf(recognisedOn)) : addMonths(recognisedOn, -terms.window.months);
  const now = deps.clock.now();
  const { region, place, person_id: personId } = claim;
  const claimId = await insertDraft(
    trx,
    { publicId: newRecordId(), personId, kind: 'retroactive', region, place, now },
    {
      draft_of: null,
      opened_by: claim.claim_id,
      village: claim.village,
      state: 'county_review',
      has_money: 1,
      submissions: 1,
      submitted_at: toColumn(now),
      needs: '[]',
      ...wholePeriod(deps, { region, kind: 'retroactive' }),
    },
  );
  if (claimId === undefined) return;
  await holdFree(trx, claimId, () => listFreeSettlements(trx, claim.person_id, since, recognisedOn));
  const opened = await lockClaimById(trx, claimId);
  const { total } = await reckonClaim(deps, trx, opened);
  if (total === 0) {
    await deleteClaim(trx, claimId);
    return;
  }
  const payee = claim.payee === null ? null : openPayee(deps.crypto, claim.claim_id, claim.payee);
  const running = await takeRunningNumber(trx, today);
  await updateClaim(trx, claimId, {
    number: writeClaimNumber(today, running),
    payee: payee === null ? null : sealPayee(deps.crypto, claimId, payee),
  });
  await insertEvent(trx, {
    claim_id: claimId,
    version: 1,
    kind: 'opened_by_law',
    ...plainEvent,
    ...bySystem,
    happened_at: toColumn(now),
    policy_on: today,
  });
  // Nobody has asked for it: it is seen where it waits, or nowhere.
  await placeOnDesk(deps, trx, await lockClaimById(trx, claimId));
}

/** A claim that is sent at this moment may take one of them first: then they are listed again without it. */
async function holdFree(
  trx: Database,
  claimId: number,
  list: () => ReturnType<typeof listFreeSettlements>,
): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    const settlements = await list();
    await replaceBills(
      trx,
      claimId,
      settlements.map((row, position) => ({
        claim_id: claimId,
        ref: row.setl_id,
        position,
        settlement_id: row.settlement_id,
        live_settlement_id: null,
        institution: null,
        on_day: null,
        kind: null,
        total: null,
        injury: null,
      })),
    );
    if (await holdSettlements(trx, claimId)) return;
  }
  throw new Error('other claims took the bills of a recognition again and again');
}
