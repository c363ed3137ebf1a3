/** The invented people and their settled bills, as the national platform would hold them. */

/** One row of idetinfo: `to` is the last day, null = open-ended. */
export type HeldIdentity = {
  psnIdetType: string;
  level: string;
  memo: string;
  from: string;
  to: string | null;
};

export type Insured = {
  insutype: string;
  psnType: string;
  /** psn_insu_stas: 1 in force, 2 paused … */
  status: string;
  from: string;
  pausedOn: string | null;
  civilServant: boolean;
  employer: string;
  balance: string;
};

export type Person = {
  psnNo: string;
  certno: string;
  name: string;
  phone: string;
  /** gend: 1 man, 2 woman. */
  sex: '1' | '2';
  born: string;
  /** insuplc_admdvs: the county where she is insured. */
  region: string;
  insured: Insured[];
  identities: HeldIdentity[];
};

/** Amounts are strings with two decimals: a JSON number would not keep its digits. */
export type SetlInfo = Record<string, string>;
export type SetlDetail = {
  fund_pay_type: string;
  fund_pay_type_name: string;
  inscp_scp_amt: string;
  crt_payb_lmt_amt: string;
  fund_payamt: string;
  setl_proc_info?: string;
};

/** A pushed settlement: 2304 (inpatient) or 2207 (outpatient) output with the envelope's facts. */
export type SettlementPush = {
  infno: '2304' | '2207';
  msgid: string;
  fixmedins_code: string;
  mdtrtarea_admvs: string;
  insuplc_admdvs: string;
  refl_flag?: '0' | '1';
  outfil_flag?: '0' | '1';
  output: { setlinfo: SetlInfo; setldetail: SetlDetail[] };
};

/** A pushed reversal: 2305 (inpatient) or 2208 (outpatient). */
export type ReversalPush = {
  infno: '2305' | '2208';
  msgid: string;
  fixmedins_code: string;
  mdtrtarea_admvs: string;
  insuplc_admdvs: string;
  input: { data: { setl_id: string; mdtrt_id: string; psn_no: string } };
};

export type Settlement = {
  setlId: string;
  mdtrtId: string;
  psnNo: string;
  /** `2026-03-05 10:21:00` */
  settledAt: string;
  /** The moment its push leaves: later than `settledAt` for a late one. */
  sentAt: string;
  hospitalLevel: string;
  push: SettlementPush;
  reversal: { sentAt: string; push: ReversalPush } | null;
};

export type World = { people: Person[]; settlements: Settlement[] };

export const emptyWorld = (): World => ({ people: [], settlements: [] });

export function findPersonByCertno(world: World, certno: string): Person | null {
  return world.people.find((person) => person.certno === certno.toUpperCase()) ?? null;
}

export function findPersonByNumber(world: World, psnNo: string): Person | null {
  return world.people.find((person) => person.psnNo === psnNo) ?? null;
}

/** Every push of a world in the order in which it leaves. */
export function pushesInOrder(world: World): { sentAt: string; push: SettlementPush | ReversalPush }[] {
  return world.settlements
    .flatMap(({ sentAt, push, reversal }) => [{ sentAt, push }, ...(reversal ? [reversal] : [])])
    .sort((a, b) => a.sentAt.localeCompare(b.sentAt));
}
