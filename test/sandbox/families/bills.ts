/** From a member's bills to settlements: basic insurance and 大病保险 pay, then the law's assistance, then she herself. */
import { add, type Day, type Fen, parseDay, parseYuan, subtract, ZERO } from '@yijiutong/rules/kernel';
import type { Bill } from '@yijiutong/rules/ledger';
import type { BillKind } from '@yijiutong/rules/policy';

import type { Institution, RegionCodes } from '../../../bff/src/storage/codes.ts';
import { ageOn } from '../hsa/people.ts';
import type { Person, ReversalPush, Settlement, SettlementPush } from '../world.ts';
import { type Amounts, presentAmounts, presentPayers, readAmounts } from './amounts.ts';
import type { Claimant, Payer } from './law.ts';
import type { BillLine, Member } from './table.ts';
import { settleBasic } from './tariff.ts';

const MED_TYPES: Readonly<Record<BillKind, string>> = {
  inpatient: '21',
  chronic_outpatient: '14',
  special_drug: '15',
  ordinary_outpatient: '11',
  other: '41',
};

/** A bill of the table with everything that follows from where and when it was settled. */
type Placed = {
  line: BillLine;
  on: Day;
  settledAt: string;
  setlId: string;
  mdtrtId: string;
  serial: string;
  institution: Institution;
  place: 'home' | 'province' | 'elsewhere';
};

type Settled = { bill: Bill; reversedAt: string | null; selfPayOfYear: Fen };
type Tools = { codes: RegionCodes; payer: Payer };

/** A person's settlements in the order of their days. @param serial her running number in the city */
export function settleBills(member: Member, person: Person, serial: number, tools: Tools): Settlement[] {
  const lines = [...(member.bills ?? [])].sort((a, b) => a.on.localeCompare(b.on));
  const claimant: Claimant = {
    region: tools.codes.region,
    insurance: person.insured[0]?.insutype === '310' ? 'employee' : 'resident',
    identities: (member.holds ?? []).map(([category, from, to]) => ({
      category,
      from: parseDay(from),
      to: to === undefined ? null : parseDay(to),
    })),
  };
  const before: Settled[] = [];
  return lines.map((line, index) => {
    const placed = placeBill(line, person, serial, index, tools.codes);
    const { amounts, settled } = payBill(placed, claimant, before, tools.payer);
    before.push(settled);
    return presentSettlement(placed, person, amounts);
  });
}

function placeBill(
  line: BillLine,
  person: Person,
  serial: number,
  index: number,
  codes: RegionCodes,
): Placed {
  const institution = codes.findInstitution(line.at);
  if (institution === null) throw new Error(`${line.at} is no institution of ${codes.region}`);
  const digits = `${line.on.replaceAll('-', '')}${String(serial).padStart(3, '0')}${String(index).padStart(2, '0')}`;
  const [there, home] = [institution.region, person.region];
  return {
    line,
    on: parseDay(line.on),
    settledAt: `${line.on} ${String(9 + (index % 8)).padStart(2, '0')}:${String(10 + (serial % 50))}:00`,
    setlId: `${person.region}S${digits}`,
    mdtrtId: `${person.region}M${digits}`,
    serial: `${String(serial).padStart(3, '0')}${String(index % 10)}`,
    institution,
    place:
      there.slice(0, 4) === home.slice(0, 4)
        ? 'home'
        : there.slice(0, 2) === home.slice(0, 2)
          ? 'province'
          : 'elsewhere',
  };
}

function payBill(placed: Placed, who: Claimant, before: readonly Settled[], payer: Payer) {
  const { line, on, institution, place } = placed;
  const read = readAmounts(line);
  const referred = line.referred ?? true;
  const { hospitalLevel, designated } = {
    hospitalLevel: institution.level,
    designated: institution.designated,
  };
  const { insurance } = who;
  const basic = settleBasic({
    ...read,
    kind: line.kind,
    insurance,
    hospitalLevel,
    designated,
    referred,
    place,
  });

  // The platform pays by what stands on that day: what was taken back by then is gone.
  const standing = before.filter(({ reversedAt }) => reversedAt === null || reversedAt > placed.settledAt);
  const sameYear = standing.filter(({ bill }) => bill.on.slice(0, 4) === on.slice(0, 4));
  const selfPayBefore = sameYear.map(({ selfPayOfYear }) => selfPayOfYear).reduce(add, ZERO);
  const counts = designated && line.kind !== 'ordinary_outpatient' && line.kind !== 'other';
  const selfPay = counts ? subtract(read.inScope, basic.paid) : ZERO;
  const criticalIllness = payer.criticalIllness(who, on, selfPayBefore, add(selfPayBefore, selfPay));

  const bill: Bill = {
    id: placed.setlId,
    on,
    sequence: secondsOf(placed.settledAt),
    kind: line.kind,
    total: read.total,
    outOfScope: add(read.own, read.over),
    preSelfPay: read.pre,
    basicPaid: basic.paid,
    criticalIllnessPaid: add(criticalIllness, read.large),
    supplementPaid: read.civilServant,
    commercialPaid: read.inclusive,
    referred: line.withoutFlags && place !== 'home' ? null : referred,
    inProvince: place !== 'elsewhere',
    designated,
  };
  const law = payer.assistance(
    who,
    standing.map((row) => row.bill),
    bill,
  );
  const paid = line.platformPaid ? parsePaid(line.platformPaid) : law;
  const amounts: Amounts = {
    ...read,
    deductible: basic.deductible,
    basic: basic.paid,
    criticalIllness,
    ...paid,
  };
  const reversedAt = line.reversedOn === undefined ? null : reversalTime(line.reversedOn);
  return { amounts, settled: { bill, reversedAt, selfPayOfYear: selfPay } };
}

function parsePaid(paid: { assistance: string; tilt: string }): { assistance: Fen; tilt: Fen } {
  return { assistance: parseYuan(paid.assistance), tilt: parseYuan(paid.tilt) };
}

function presentSettlement(placed: Placed, person: Person, amounts: Amounts): Settlement {
  const { line, settledAt, setlId, mdtrtId, institution } = placed;
  const sentAt = line.sentOn === undefined ? settledAt : `${line.sentOn} 09:00:00`;
  return {
    setlId,
    mdtrtId,
    psnNo: person.psnNo,
    settledAt,
    sentAt,
    hospitalLevel: institution.level,
    push: presentPush(placed, person, amounts),
    reversal:
      line.reversedOn === undefined
        ? null
        : { sentAt: reversalTime(line.reversedOn), push: presentReversal(placed, person, line.reversedOn) },
  };
}

function presentPush(placed: Placed, person: Person, amounts: Amounts): SettlementPush {
  const { line, settledAt, setlId, mdtrtId, place } = placed;
  const insured = person.insured[0];
  if (insured === undefined) throw new Error(`${person.name} has a bill and no insurance`);
  const isInpatient = line.kind === 'inpatient';
  // At home nobody needs a referral, so nobody writes one down.
  const flag = place !== 'home' && (line.referred ?? true) ? '1' : '0';
  const flags = line.withoutFlags ? {} : ({ refl_flag: flag, outfil_flag: flag } as const);
  const msgid = messageId(placed, settledAt);
  return {
    infno: isInpatient ? '2304' : '2207',
    msgid,
    fixmedins_code: line.at,
    mdtrtarea_admvs: placed.institution.region,
    insuplc_admdvs: person.region,
    ...flags,
    output: {
      setlinfo: {
        mdtrt_id: mdtrtId,
        setl_id: setlId,
        psn_no: person.psnNo,
        psn_name: person.name,
        psn_cert_type: '01',
        certno: person.certno,
        gend: person.sex,
        naty: '01',
        brdy: person.born,
        age: `${ageOn(person.born, line.on)}.0`,
        insutype: insured.insutype,
        psn_type: insured.psnType,
        cvlserv_flag: insured.civilServant ? '1' : '0',
        setl_time: settledAt,
        mdtrt_cert_type: '02',
        med_type: MED_TYPES[line.kind],
        ...presentAmounts(amounts),
        balc: insured.balance,
        medins_setl_id: msgid,
        clr_optins: person.region,
        clr_way: '10',
        clr_type: isInpatient ? '21' : '11',
      },
      setldetail: presentPayers(amounts, insured.insutype, isInpatient),
    },
  };
}

function presentReversal(placed: Placed, person: Person, on: string): ReversalPush {
  const { line, setlId, mdtrtId } = placed;
  return {
    infno: line.kind === 'inpatient' ? '2305' : '2208',
    msgid: messageId(placed, reversalTime(on)),
    fixmedins_code: line.at,
    mdtrtarea_admvs: placed.institution.region,
    insuplc_admdvs: person.region,
    input: { data: { setl_id: setlId, mdtrt_id: mdtrtId, psn_no: person.psnNo } },
  };
}

/** A reversal is made before the desk opens, so that the corrected bill of the same day comes after it. */
function reversalTime(on: string): string {
  return `${on} 08:30:00`;
}

function messageId(placed: Placed, at: string): string {
  return `${placed.line.at}${at.replaceAll(/\D/g, '')}${placed.serial}`;
}

function secondsOf(settledAt: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = settledAt.slice(11).split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}
