/**
 * 攀枝花 第十七条 · 宜昌 第十五条、第十九条 · 广东 六（十五）: whose standards apply to care in another place, and whose fund pays: those of
 * 户籍地 in 攀枝花, of the place of recognition in 宜昌 and 广东.
 * Readings PZH-A6 / YC-A9 (un-referred care elsewhere is outside), GEN-REGION. 宜昌 alone says who pays; elsewhere `paidBy` is null.
 * Not modelled: how a settlement abroad is registered; the emergency exception of 攀枝花 is an officer's decision on the bill.
 */
import type { Missing, Outcome, Step } from '../kernel/index.ts';
import { Trace, granted, incomplete, refused, toStep } from '../kernel/index.ts';
import type { PlaceTerms } from '../policy/benefits.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';

/** Where things are, as 统筹地区 codes; null: nobody stated it. */
export type Places = {
  readonly treatedIn: string | null;
  /** 户籍地 */
  readonly householdIn: string | null;
  /** 身份认定地 */
  readonly recognisedIn: string | null;
  /** treated by the referral rules, or settled elsewhere and registered */
  readonly referred: boolean | null;
};

export type PlaceOfCare = {
  /** whose standards apply */
  readonly standardsOf: string;
  /** whose department pays; null: the document does not say */
  readonly paidBy: string | null;
};

/** Whose standards apply. Care elsewhere that was neither referred nor registered is refused. */
export function decidePlace(policy: CompiledPolicy, terms: PlaceTerms, places: Places): Outcome<PlaceOfCare> {
  const { region, on } = policy;
  const name = terms.standards === 'recognition' ? 'recognisedIn' : 'householdIn';
  const standardsOf = places[name];
  const lack = (fact: string): Missing => ({ what: 'fact', name: fact, region, day: on });
  if (standardsOf === null) return incomplete([lack(name)]);
  if (places.treatedIn === null) return incomplete([lack('treatedIn')]);
  const elsewhere = places.treatedIn !== standardsOf;
  if (elsewhere && places.referred === false) return refused('not_referred', terms.referral);
  if (elsewhere && places.referred === null) return incomplete([lack('referred')]);
  const value = { standardsOf, paidBy: terms.paidByRecognition ? places.recognisedIn : null };
  return granted(value, explain(terms, value, elsewhere));
}

function explain(terms: PlaceTerms, { standardsOf, paidBy }: PlaceOfCare, elsewhere: boolean): Step {
  const { clause, referral } = terms;
  const under = new Trace();
  if (elsewhere) {
    under.add({ step: 'place.referral', label: '异地就医已转诊或备案', clause: referral, result: '是' });
  }
  if (paidBy !== null) under.add({ step: 'place.paidBy', label: '支付地', clause, result: paidBy });
  const label = terms.standards === 'recognition' ? '执行身份认定地标准' : '执行户籍地标准';
  return toStep({ step: 'place', label, clause, result: standardsOf }, under);
}
