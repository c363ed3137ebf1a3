// Bills made for a test: what the platform would push, its sums right to the fen unless a test says otherwise.
import { formatYuan, parseYuan, type Fen } from '../../shared/src/kernel/index.ts';
import { push } from '../sandbox/hsa/push.ts';
import type {
  HeldIdentity,
  Person,
  ReversalPush,
  Settlement,
  SettlementPush,
  World,
} from '../sandbox/world.ts';
import type { TestApp } from './app.ts';
import { citizenId, inventedPhone } from './people.ts';

export const hospitals = {
  /** 攀枝花 */
  central: { code: 'H51040200001', region: '510402' },
  /** 宜昌 */
  yichang: { code: 'H42050300001', region: '420503' },
  /** in 四川, outside 攀枝花 */
  chengdu: { code: 'H51010700001', region: '510107' },
  /** outside 四川 */
  kunming: { code: 'H53010200001', region: '530102' },
  /** not designated */
  clinic: { code: 'H51040200091', region: '510402' },
  /** in no table */
  unlisted: { code: 'H51040299999', region: '510402' },
} as const;

export interface PersonSketch {
  n: number;
  /** insuplc_admdvs */
  region?: string;
  /** psn_idet_type, first day, last day */
  holds?: readonly (readonly [code: string, from: string, to?: string])[];
  insutype?: string;
}

export function sketchPerson({ n, region = '510402', holds = [], insutype = '390' }: PersonSketch): Person {
  const born = `19${String(50 + (n % 45))}-07-15`;
  return {
    psnNo: `${region}${String(n).padStart(14, '0')}`,
    certno: citizenId('990777', born, n % 1000),
    name: `安${'一二三四五六七八九十'[n % 10] ?? '一'}${'子丑寅卯辰巳午未申酉'[Math.floor(n / 10) % 10] ?? '子'}`,
    phone: inventedPhone(77_000_000 + n),
    sex: n % 2 === 0 ? '2' : '1',
    born,
    region,
    insured: [
      {
        insutype,
        psnType: '1501',
        status: '1',
        from: '2020-01-01',
        pausedOn: null,
        civilServant: false,
        employer: '',
        balance: '0.00',
      },
    ],
    identities: holds.map(([psnIdetType, from, to = null]): HeldIdentity => ({
      psnIdetType,
      level: '',
      memo: '',
      from,
      to,
    })),
  };
}

export interface BillSketch {
  setlId: string;
  /** `2026-03-05` or `2026-03-05 10:21:00` */
  at: string;
  total: string;
  own?: string;
  pre?: string;
  basic?: string;
  criticalIllness?: string;
  /** What the platform granted: 医疗救助, 再救助. */
  granted?: string;
  grantedTilt?: string;
  medType?: string;
  insutype?: string;
  hospital?: { code: string; region: string };
  referral?: '0' | '1' | null;
  filing?: '0' | '1' | null;
}

let messages = 0;

/** A message number of its own for every push. */
export function nextMsgid(sender: string): string {
  messages += 1;
  return `${sender}20260101000000${String(messages % 10_000).padStart(4, '0')}`;
}

const fen = (text = '0.00') => parseYuan(text);
const yuan = (amount: number) => formatYuan(amount as Fen);

export function sketchPush(person: Person, sketch: BillSketch): SettlementPush {
  const { hospital = hospitals.central, medType = '21', referral = '1', filing = '0' } = sketch;
  const total = fen(sketch.total);
  const inScope = total - fen(sketch.own) - fen(sketch.pre);
  const maf = fen(sketch.granted) + fen(sketch.grantedTilt);
  const funds = fen(sketch.basic) + fen(sketch.criticalIllness) + maf;
  const rows = [
    ['390101', fen(sketch.basic)],
    ['390201', fen(sketch.criticalIllness)],
    ['610101', fen(sketch.granted)],
    ['610102', fen(sketch.grantedTilt)],
  ] as const;
  return {
    infno: medType === '21' ? '2304' : '2207',
    msgid: nextMsgid(hospital.code),
    fixmedins_code: hospital.code,
    mdtrtarea_admvs: hospital.region,
    insuplc_admdvs: person.region,
    ...(referral === null ? {} : { refl_flag: referral }),
    ...(filing === null ? {} : { outfil_flag: filing }),
    output: {
      setlinfo: {
        mdtrt_id: `M${sketch.setlId}`.slice(0, 30),
        setl_id: sketch.setlId,
        psn_no: person.psnNo,
        psn_name: person.name,
        psn_cert_type: '01',
        certno: person.certno,
        insutype: sketch.insutype ?? '390',
        psn_type: '1501',
        cvlserv_flag: '0',
        setl_time: sketch.at.length === 10 ? `${sketch.at} 10:21:00` : sketch.at,
        med_type: medType,
        medfee_sumamt: yuan(total),
        fulamt_ownpay_amt: yuan(fen(sketch.own)),
        overlmt_selfpay: '0.00',
        preselfpay_amt: yuan(fen(sketch.pre)),
        inscp_scp_amt: yuan(inScope),
        hifp_pay: yuan(fen(sketch.basic)),
        cvlserv_pay: '0.00',
        hifes_pay: '0.00',
        hifmi_pay: yuan(fen(sketch.criticalIllness)),
        hifob_pay: '0.00',
        maf_pay: yuan(maf),
        hosp_part_amt: '0.00',
        oth_pay: '0.00',
        fund_pay_sumamt: yuan(funds),
        psn_part_amt: yuan(total - funds),
        acct_pay: '0.00',
        psn_cash_pay: yuan(total - funds),
        acct_mulaid_pay: '0.00',
        medins_setl_id: nextMsgid(hospital.code),
      },
      setldetail: rows
        .filter(([, paid]) => paid > 0)
        .map(([code, paid]) => ({
          fund_pay_type: code,
          inscp_scp_amt: yuan(inScope),
          crt_payb_lmt_amt: '0.00',
          fund_payamt: yuan(paid),
        })) as SettlementPush['output']['setldetail'],
    },
  };
}

export function sketchReversal({ infno, output, ...envelope }: SettlementPush): ReversalPush {
  const { setl_id: setlId, mdtrt_id: mdtrtId, psn_no: psnNo } = output.setlinfo;
  return {
    infno: infno === '2304' ? '2305' : '2208',
    msgid: nextMsgid(envelope.fixmedins_code),
    fixmedins_code: envelope.fixmedins_code,
    mdtrtarea_admvs: envelope.mdtrtarea_admvs,
    insuplc_admdvs: envelope.insuplc_admdvs,
    input: { data: { setl_id: setlId ?? '', mdtrt_id: mdtrtId ?? '', psn_no: psnNo ?? '' } },
  };
}

/** The settlement as the platform itself keeps it, for 5203. */
export function keepAtPlatform(world: World, message: SettlementPush): Settlement {
  const {
    setl_id: setlId = '',
    mdtrt_id: mdtrtId = '',
    psn_no: psnNo = '',
    setl_time: settledAt = '',
  } = message.output.setlinfo;
  const settlement: Settlement = {
    setlId,
    mdtrtId,
    psnNo,
    settledAt,
    sentAt: settledAt,
    hospitalLevel: '02',
    push: structuredClone(message),
    reversal: null,
  };
  world.settlements.push(settlement);
  return settlement;
}

export interface Receipt {
  setlId: string;
  state: string;
  calculated: string | null;
  granted: string;
}
export interface Problem {
  error: { code: string; data?: Record<string, unknown> };
}

/** Pushes as the province does, signed now by the app's clock. */
export async function send(
  app: TestApp,
  message: SettlementPush | ReversalPush,
): Promise<{ status: number; body: Receipt & Problem }> {
  const { status, body } = await push(app.url, message, { now: app.clock.now() });
  return { status, body: body as Receipt & Problem };
}
