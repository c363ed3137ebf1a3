/** Invented residents with a year of bills: as the platform would send them, and as the ledger would read them. */
import { fen, formatYuan, parseDay } from '@yijiutong/rules/kernel';
import type { Bill, Identity } from '@yijiutong/rules/ledger';
import type { Insurance } from '@yijiutong/rules/policy';

import type { Person, ReversalPush, Settlement, SettlementPush } from '../sandbox/world.ts';
import { citizenId, inventedPhone } from '../support/people.ts';
import type { Chance } from '../support/seeded.ts';
import { inventAmounts, type Amounts } from './invented-amounts.ts';
import { cities, type City, type Place } from './invented-cities.ts';

export type InventedBill = { settlement: Settlement; facts: Bill };

export type Resident = {
  /** As the platform holds her. */
  person: Person;
  region: City['region'];
  /** As the ledger is to read her. */
  identities: Identity[];
  insurance: Insurance;
  bills: InventedBill[];
};

const surnames = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈'];
const givenNames = ['安', '宁', '福', '康', '乐', '顺', '平', '和', '清', '明'];

/** The day the BFF under test lives on; every bill is earlier. */
export const today = '2026-11-20';

type Kind = { medType: string; infno: '2304' | '2207'; reversal: '2305' | '2208'; kind: Bill['kind'] };
const kinds: readonly Kind[] = [
  { medType: '21', infno: '2304', reversal: '2305', kind: 'inpatient' },
  { medType: '52', infno: '2304', reversal: '2305', kind: 'inpatient' },
  { medType: '14', infno: '2207', reversal: '2208', kind: 'chronic_outpatient' },
  { medType: '11', infno: '2207', reversal: '2208', kind: 'ordinary_outpatient' },
  { medType: '15', infno: '2207', reversal: '2208', kind: 'special_drug' },
];

/** Invents people one after another: no two of one source share a number, a key or a bill. */
export class Inventor {
  private people: number;
  private messages = 0;
  private readonly chance: Chance;

  /** @param first number of the first person: sources with other ranges invent other people */
  constructor(chance: Chance, first: number) {
    this.chance = chance;
    this.people = first;
  }

  residents(count: number, bills: { low: number; high: number }): Resident[] {
    return Array.from({ length: count }, () => this.resident(this.chance.between(bills.low, bills.high)));
  }

  private resident(bills: number): Resident {
    const { chance } = this;
    const city = chance.pick(cities);
    const number = (this.people += 1);
    const held = inventIdentities(chance, city);
    const employee = chance.happens(0.1);
    const person: Person = {
      psnNo: `${city.region}${String(number).padStart(14, '0')}`,
      certno: citizenId(`990${three(number % 1000)}`, birthOf(number), Math.floor(number / 1000) % 1000),
      name: `${chance.pick(surnames)}${chance.pick(givenNames)}`,
      phone: inventedPhone(10_000_000 + number),
      sex: chance.pick(['1', '2']),
      born: birthOf(number),
      region: chance.pick(city.counties),
      insured: [insuredAs(employee ? '310' : '390')],
      identities: held.map(({ code, from, to }) => ({ psnIdetType: code, level: '', memo: '', from, to })),
    };
    const resident: Resident = {
      person,
      region: city.region,
      identities: held.map(({ category, from, to }) => ({
        category,
        from: parseDay(from),
        to: to === null ? null : parseDay(to),
      })),
      insurance: employee ? 'employee' : 'resident',
      bills: [],
    };
    resident.bills = Array.from({ length: bills }, (_, at) => this.bill(resident, city, at));
    return resident;
  }

  private bill(resident: Resident, city: City, at: number): InventedBill {
    const { chance } = this;
    const kind = chance.pick(kinds);
    const place = pickPlace(chance, city);
    const day = `2026-${two(chance.between(1, 10))}-${two(chance.between(1, 28))}`;
    const [hour, minute] = [chance.between(8, 17), chance.between(0, 59)];
    const settledAt = `${day} ${two(hour)}:${two(minute)}:00`;
    const amounts = inventAmounts(chance, resident.insurance);
    const { psnNo } = resident.person;
    const setlId = `S${psnNo.slice(-9)}${three(at)}`;
    const push = writePush({ resident, kind, place, settledAt, setlId, amounts, msgid: this.msgid(place) });
    const reversal = chance.happens(0.06)
      ? { sentAt: settledAt, push: writeReversal(push, kind, this.msgid(place)) }
      : null;
    const settlement = {
      setlId,
      mdtrtId: push.output.setlinfo.mdtrt_id!,
      psnNo,
      settledAt,
      sentAt: settledAt,
    };
    return {
      settlement: { ...settlement, hospitalLevel: '02', push, reversal },
      facts: {
        id: setlId,
        on: parseDay(day),
        sequence: hour * 3600 + minute * 60,
        kind: kind.kind,
        ...amounts.facts,
        ...place.facts,
      },
    };
  }

  /** 发送方报文ID: never the same twice. */
  private msgid({ institution }: Place): string {
    this.messages += 1;
    const serial = this.people * 1000 + this.messages;
    const seconds = Math.floor(serial / 10_000);
    const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
      .map(two)
      .join('');
    return `${institution}20261120${clock}${String(serial % 10_000).padStart(4, '0')}`;
  }
}

/** The bills that stand: what the platform took back does not count. */
export function standingFacts(resident: Resident): Bill[] {
  return resident.bills.filter(({ settlement }) => settlement.reversal === null).map(({ facts }) => facts);
}

/**
 * Everything the platform sends about these residents. Mostly by the day of the bill, but some come late, so that
 * years are replayed; a reversal comes anywhere after its settlement, and now and then before it.
 */
export function pushesOf(residents: readonly Resident[], chance: Chance): (SettlementPush | ReversalPush)[] {
  const letters = residents.flatMap(({ bills }) =>
    bills.flatMap(({ settlement: { push, reversal, settledAt } }) => {
      const day = Date.parse(settledAt.replace(' ', 'T'));
      const sentAt = day + (chance.happens(0.2) ? chance.between(1, 120) * 86_400_000 : 0);
      const takenBackAt = sentAt + chance.between(-5, 60) * 86_400_000;
      return [{ sentAt, push }, ...(reversal === null ? [] : [{ sentAt: takenBackAt, push: reversal.push }])];
    }),
  );
  return letters.sort((a, b) => a.sentAt - b.sentAt).map(({ push }) => push);
}

function inventIdentities(chance: Chance, city: City) {
  if (chance.happens(0.12)) return [];
  const first = chance.pick(city.identities);
  const begins = chance.happens(0.3) ? `2026-${two(chance.between(2, 9))}-10` : '2024-01-01';
  const ends = chance.happens(0.15) ? `2026-10-${two(chance.between(10, 28))}` : null;
  const held = [{ ...first, from: begins, to: ends }];
  const second = chance.pick(city.identities);
  if (second.code !== first.code && chance.happens(0.25)) {
    held.push({ ...second, from: `2026-${two(chance.between(3, 10))}-15`, to: null });
  }
  return held;
}

function pickPlace(chance: Chance, city: City): Place {
  return chance.happens(0.7) ? chance.pick(city.places.slice(0, 2)) : chance.pick(city.places);
}

type Written = {
  resident: Resident;
  kind: Kind;
  place: Place;
  settledAt: string;
  setlId: string;
  amounts: Amounts;
  msgid: string;
};

function writePush({ resident, kind, place, settledAt, setlId, amounts, msgid }: Written): SettlementPush {
  const { person } = resident;
  return {
    infno: kind.infno,
    msgid,
    fixmedins_code: place.institution,
    mdtrtarea_admvs: place.area,
    insuplc_admdvs: person.region,
    ...place.flags,
    output: {
      setlinfo: {
        mdtrt_id: `M${setlId}`,
        setl_id: setlId,
        psn_no: person.psnNo,
        psn_name: person.name,
        psn_cert_type: '01',
        certno: person.certno,
        insutype: person.insured[0]!.insutype,
        psn_type: person.insured[0]!.psnType,
        cvlserv_flag: '0',
        setl_time: settledAt,
        med_type: kind.medType,
        ...amounts.setlinfo,
        medins_setl_id: msgid,
      },
      setldetail: amounts.payers.map(({ code, name, paid }) => ({
        fund_pay_type: code,
        fund_pay_type_name: name,
        inscp_scp_amt: amounts.setlinfo.inscp_scp_amt,
        crt_payb_lmt_amt: '0.00',
        fund_payamt: formatYuan(fen(paid)),
      })),
    },
  };
}

function writeReversal(push: SettlementPush, kind: Kind, msgid: string): ReversalPush {
  const { setl_id, mdtrt_id, psn_no } = push.output.setlinfo;
  const { fixmedins_code, mdtrtarea_admvs, insuplc_admdvs } = push;
  return {
    infno: kind.reversal,
    msgid,
    fixmedins_code,
    mdtrtarea_admvs,
    insuplc_admdvs,
    input: { data: { setl_id: setl_id!, mdtrt_id: mdtrt_id!, psn_no: psn_no! } },
  };
}

function insuredAs(insutype: string) {
  const from = '2015-01-01';
  const nothing = { pausedOn: null, civilServant: false, employer: '', balance: '0.00' };
  return { insutype, psnType: insutype === '310' ? '11' : '15', status: '1', from, ...nothing };
}

function birthOf(number: number): string {
  return `${1940 + (number % 60)}-${two(1 + (number % 12))}-${two(1 + (number % 28))}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function three(value: number): string {
  return String(value).padStart(3, '0');
}
