// The one place where the platform's field names become ours. A reply is checked before it is believed.
import { fen, MAX_FEN, parseYuan, type Fen } from '@yijiutong/rules/kernel';
import { z } from 'zod';

/** An identity as the platform holds it; `code` is psn_idet_type, which config/codes turns into words. */
export interface PlatformIdentity {
  code: string;
  /** First day, and last day; null = open-ended. */
  from: string;
  to: string | null;
}

export interface PlatformInsurance {
  /** insutype */
  code: string;
  /** 参保地医保区划 */
  region: string;
  active: boolean;
}

export interface PlatformPerson {
  psnNo: string;
  certno: string;
  name: string;
  insurances: PlatformInsurance[];
  identities: PlatformIdentity[];
}

/** One payer's part of a settlement. */
export interface FundPayment {
  /** fund_pay_type */
  code: string;
  paid: Fen;
  /** setl_proc_info: the true fund, where the code says only 其他基金. */
  process: string;
}

/** The amounts of setlinfo, in fen. Optional fields of the platform are null when it left them out. */
export interface SettledAmounts {
  total: Fen;
  fullSelfPay: Fen;
  overLimit: Fen;
  preSelfPay: Fen;
  inScope: Fen;
  basic: Fen;
  civilServant: Fen;
  enterprise: Fen;
  criticalIllness: Fen;
  largeExpense: Fen;
  assistance: Fen;
  hospital: Fen;
  other: Fen;
  disabledVeterans: Fen;
  fundSum: Fen;
  personal: Fen | null;
  account: Fen;
  cash: Fen;
}

export interface PlatformSettlement {
  setlId: string;
  psnNo: string;
  certno: string;
  name: string;
  /** Beijing time, `2026-03-05 10:21:00` */
  settledAt: string;
  /** med_type */
  kindCode: string;
  /** insutype */
  insuranceCode: string;
  amounts: SettledAmounts;
  funds: FundPayment[];
  /** The platform itself says that the settlement was taken back (refd_setl_flag of 5203). */
  reversed: boolean;
}

/** 定点医药机构 */
export interface PlatformInstitution {
  code: string;
  name: string;
  /** hosp_lv 01 to 11; null where the platform says nothing that the code table holds. */
  level: string | null;
}

export interface Accumulator {
  insuranceCode: string;
  year: number;
  /** cum_type_code, for example `D610101` */
  code: string;
  amount: Fen;
}

/** 16,2: text, or a JSON number that is exactly that many fen. */
const money = z
  .union([z.string(), z.number()])
  .transform((value) => (typeof value === 'number' ? value.toFixed(2) : value))
  .pipe(
    z
      .string()
      .regex(/^\d{1,10}(\.\d{1,2})?$/, 'not an amount')
      // Before the rules read it, who throw: what they cannot count with is an unusable reply, not a platform that is away.
      .refine((text) => Number(text) <= MAX_FEN / 100, 'more than the rules count with'),
  )
  .transform((text) => parseYuan(text.replace(/^0+(?=\d)/, '')));
const exactMoney = z
  .unknown()
  .refine(
    (value) => typeof value !== 'number' || Number(value.toFixed(2)) === value,
    'more than two decimals',
  )
  .pipe(money);
const optionalMoney = exactMoney.nullish().transform((value) => value ?? null);
const moneyOrNothing = optionalMoney.transform((value) => value ?? fen(0));

const id = z.string().min(1).max(30);
const regionCode = z.string().regex(/^\d{6}$/, 'not a region code');
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'yyyy-MM-dd HH:mm:ss');
const dayOf = z
  .string()
  .transform((text) => text.slice(0, 10))
  .pipe(z.iso.date());
const lastDay = z
  .string()
  .nullish()
  // An empty end is open, and so is the platform's "for ever".
  .transform((text) => (text && !text.startsWith('2099-12-31') ? text.slice(0, 10) : null))
  .pipe(z.iso.date().nullable());

export const replyEnvelope = z.object({
  infcode: z.union([z.literal(0), z.literal('0'), z.literal(-1), z.literal('-1')]).transform(Number),
  err_msg: z.string().nullish(),
  output: z.unknown(),
});

/** 正常参保 */
const activeState = '1';

export const personReply = z
  .object({
    baseinfo: z.object({
      psn_no: id,
      certno: z.string().min(1).max(50),
      psn_name: z.string().min(1).max(50),
    }),
    insuinfo: z
      .array(
        z.object({
          insutype: z.string().max(6),
          psn_insu_stas: z.string().max(6),
          insuplc_admdvs: regionCode,
        }),
      )
      .max(50),
    idetinfo: z
      .array(
        z
          .object({
            psn_idet_type: z.string().min(1).max(6),
            begntime: dayOf,
            endtime: lastDay,
          })
          .refine(
            ({ begntime, endtime }) => endtime === null || endtime >= begntime,
            'ends before it begins',
          ),
      )
      .max(100)
      .nullish(),
  })
  .transform(({ baseinfo, insuinfo, idetinfo }): PlatformPerson => ({
    psnNo: baseinfo.psn_no,
    certno: baseinfo.certno.toUpperCase(),
    name: baseinfo.psn_name,
    insurances: insuinfo.map((row) => ({
      code: row.insutype,
      region: row.insuplc_admdvs,
      active: row.psn_insu_stas === activeState,
    })),
    identities: (idetinfo ?? []).map((row) => ({
      code: row.psn_idet_type,
      from: row.begntime,
      to: row.endtime,
    })),
  }));

const setlinfo = z.object({
  setl_id: id,
  psn_no: id,
  certno: z.string().min(1).max(50),
  psn_name: z.string().min(1).max(50),
  setl_time: moment,
  med_type: z.string().min(1).max(6),
  insutype: z.string().min(1).max(6),
  medfee_sumamt: exactMoney,
  fulamt_ownpay_amt: exactMoney,
  overlmt_selfpay: exactMoney,
  preselfpay_amt: exactMoney,
  inscp_scp_amt: exactMoney,
  hifp_pay: exactMoney,
  cvlserv_pay: exactMoney,
  hifes_pay: exactMoney,
  hifmi_pay: exactMoney,
  hifob_pay: exactMoney,
  maf_pay: exactMoney,
  hosp_part_amt: moneyOrNothing,
  oth_pay: exactMoney,
  hifdm_pay: moneyOrNothing,
  fund_pay_sumamt: exactMoney,
  psn_part_amt: optionalMoney,
  acct_pay: exactMoney,
  psn_cash_pay: exactMoney,
  refd_setl_flag: z.string().nullish(),
});
const setldetail = z
  .array(
    z.object({
      fund_pay_type: z.string().min(1).max(6),
      fund_payamt: exactMoney,
      setl_proc_info: z.string().nullish(),
    }),
  )
  .max(200)
  .nullish();

type Setlinfo = z.output<typeof setlinfo>;
type Setldetail = z.output<typeof setldetail>;

/** 2304 and 2207 as pushed. The contract has checked the form; here the names change. */
export const pushedSettlement = z.object({ setlinfo, setldetail }).transform(mapSettlement);

/** 5203: the same settlement with the core table's spellings. */
export const settlementReply = z
  .object({ setlinfo: z.preprocess(fromCoreTable, setlinfo), setldetail })
  .transform(mapSettlement);

function fromCoreTable(info: unknown): unknown {
  if (typeof info !== 'object' || info === null) return info;
  const { psn_pay, cash_payamt, ...same } = info as Record<string, unknown>;
  return { ...same, psn_part_amt: psn_pay, psn_cash_pay: cash_payamt };
}

function mapSettlement(from: { setlinfo: Setlinfo; setldetail?: Setldetail }): PlatformSettlement {
  const { setlinfo: info, setldetail: details } = from;
  return {
    setlId: info.setl_id,
    psnNo: info.psn_no,
    certno: info.certno.toUpperCase(),
    name: info.psn_name,
    settledAt: info.setl_time,
    kindCode: info.med_type,
    insuranceCode: info.insutype,
    amounts: mapAmounts(info),
    funds: (details ?? []).map((row) => ({
      code: row.fund_pay_type,
      paid: row.fund_payamt,
      process: row.setl_proc_info ?? '',
    })),
    reversed: info.refd_setl_flag === '1',
  };
}

function mapAmounts(info: Setlinfo): SettledAmounts {
  return {
    total: info.medfee_sumamt,
    fullSelfPay: info.fulamt_ownpay_amt,
    overLimit: info.overlmt_selfpay,
    preSelfPay: info.preselfpay_amt,
    inScope: info.inscp_scp_amt,
    basic: info.hifp_pay,
    civilServant: info.cvlserv_pay,
    enterprise: info.hifes_pay,
    criticalIllness: info.hifmi_pay,
    largeExpense: info.hifob_pay,
    assistance: info.maf_pay,
    hospital: info.hosp_part_amt,
    other: info.oth_pay,
    disabledVeterans: info.hifdm_pay,
    fundSum: info.fund_pay_sumamt,
    personal: info.psn_part_amt,
    account: info.acct_pay,
    cash: info.psn_cash_pay,
  };
}

const hospitalLevel = /^(0[1-9]|1[01])$/;

const institutionRow = z
  .object({
    fixmedins_code: z.string().regex(/^[A-Z]\d{11}$/, 'a letter and eleven digits'),
    fixmedins_name: z.string().min(1).max(200),
    hosp_lv: z.unknown().optional(),
  })
  .transform(({ fixmedins_code: code, fixmedins_name: name, hosp_lv: level }): PlatformInstitution => ({
    code,
    name,
    level: typeof level === 'string' && hospitalLevel.test(level) ? level : null,
  }));

/** Of a word that half of all institutions have in their name; nobody reads that far. */
const mostInstitutions = 2000;

/**
 * Some regions answer nothing found with an empty list, others in words. Each row is about an institution of its own: one that
 * cannot be read is left out, and does not spoil the others. Where none can be read, the reply is no answer.
 */
export const institutionReply = z
  .object({ medinsinfo: z.array(z.unknown()).nullish() })
  .transform(({ medinsinfo }) =>
    (medinsinfo ?? []).slice(0, mostInstitutions).map((row) => institutionRow.safeParse(row)),
  )
  .refine(
    (rows) => rows.length === 0 || rows.some(({ success }) => success),
    'none of its institutions can be read',
  )
  .transform((rows): PlatformInstitution[] => rows.flatMap(({ data }) => data ?? []));

export const accumulatorReply = z
  .object({
    cuminfo: z
      .array(
        z.object({
          insutype: z.string(),
          year: z.coerce.number().int(),
          cum_type_code: z.string().max(20),
          cum: exactMoney,
        }),
      )
      .nullish(),
  })
  .transform(({ cuminfo }): Accumulator[] =>
    (cuminfo ?? []).map((row) => ({
      insuranceCode: row.insutype,
      year: row.year,
      code: row.cum_type_code,
      amount: row.cum,
    })),
  );

/** infcode -1 carries no code, only words: these say "there is no such record", everything else is a refusal. */
export const absentWords = ['未查询到', '证件号码与姓名不一致'];
