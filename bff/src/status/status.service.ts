// Who a person is to the three layers today, and her present year.
import type { StatusReply } from '@yijiutong/rules/contract';
import { yearOf, type Day } from '@yijiutong/rules/kernel';
import { classesOn, lastDayOfIdentity } from '@yijiutong/rules/ledger';
import type { CompiledPolicy } from '@yijiutong/rules/policy';

import {
  presentFreshness,
  presentYear,
  readPersonYear,
  type PersonYear,
} from '../benefit-year/benefit-year.service.ts';
import type { LawBook } from '../benefit-year/law-book.ts';
import { toRulesIdentity } from '../benefit-year/year.fold.ts';
import type { Deps } from '../deps.ts';
import { isCurrent, type HeldIdentity } from '../identity/identity.types.ts';

export async function getStatus(deps: Deps, personId: number): Promise<StatusReply> {
  const today = deps.clock.today();
  const read = await readPersonYear(deps, personId, yearOf(today));
  const policy = deps.law.policyOn(read.region.code, today);
  const identities = read.known.identities.map((held) => presentIdentity(held, policy, today));
  const currentClass = policy === null ? null : findCurrentClass(policy, read, today);
  const cited = [...identities.map(({ clause }) => clause), currentClass?.clause].flatMap((one) => one ?? []);
  return {
    region: read.region,
    insurance: read.insurance,
    identities,
    currentClass,
    document: policy === null ? null : presentDocument(deps.law, policy),
    year: presentYear(deps.law, read, cited),
    latestBill: read.figures.latestBill,
    freshness: presentFreshness(read.known),
  };
}

/** The most favourable class held; the ledger compares classes by money where a person holds several. */
function findCurrentClass(
  policy: CompiledPolicy,
  { known }: PersonYear,
  today: Day,
): StatusReply['currentClass'] {
  const held = classesOn(policy, known.identities.flatMap(toRulesIdentity), today);
  const best = 'unknown' in held ? undefined : policy.classes[held.held[0] ?? -1];
  return best === undefined ? null : { title: best.title, clause: best.clause };
}

function presentIdentity(
  held: HeldIdentity,
  policy: CompiledPolicy | null,
  today: Day,
): StatusReply['identities'][number] {
  const known = held.standing === 'known' && policy !== null;
  const personClass = known ? policy.classes[policy.classOf[held.category] ?? -1] : undefined;
  const [asRules] = toRulesIdentity(held);
  const to = policy !== null && asRules !== undefined ? lastDayOfIdentity(policy, asRules) : held.to;
  return {
    category: held.category,
    classTitle: personClass?.title ?? null,
    clause: personClass?.clause ?? null,
    from: held.from,
    to,
    source: held.source,
    certifier: held.certifier,
    current: isCurrent({ from: held.from, to }, today),
  };
}

/** The document that names the classes; others of the region may be in force beside it. */
function presentDocument(law: LawBook, policy: CompiledPolicy): StatusReply['document'] {
  const document =
    policy.documents.find(({ id }) => id === policy.classesClause.document) ?? policy.documents[0];
  if (document === undefined) return null;
  const { id, title, from, to } = document;
  // A list without a date is in force on no day that could be shown.
  if (from === null) return null;
  return { id, title, issuer: law.issuerOf(id), from, to };
}
