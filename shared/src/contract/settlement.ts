/**
 * Settlement intake in the national platform's own form: the output of 2304 (inpatient) or 2207 (outpatient),
 * or the request of their reversals 2305 / 2208, with what the rules need of the envelope.
 * Field names, lengths and codes are the platform's (interface specification V1.0).
 */
import { z } from 'zod';

import { decisionState } from './bill.ts';
import { instant, money, regionCode, setlId } from './values.ts';

/** 数值型 16,2, as a string; the platform's JSON may carry a number, which is refused: it has lost its digits. */
const amount = money;
const code = (length: number) => z.string().max(length);
const flag = z.enum(['0', '1']);
/** `yyyy-MM-dd HH:mm:ss`, Beijing time. */
const dateTime = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'yyyy-MM-dd HH:mm:ss');

export const setlinfo = z
  .strictObject({
    mdtrt_id: code(30),
    setl_id: setlId,
    psn_no: code(30).min(1),
    psn_name: code(50).min(1),
    psn_cert_type: code(6),
    certno: code(50).min(1),
    gend: code(6).optional(),
    naty: code(3).optional(),
    brdy: z.iso.date().optional(),
    age: z.string().max(6).optional(),
    insutype: code(6),
    psn_type: code(6),
    cvlserv_flag: flag,
    setl_time: dateTime,
    mdtrt_cert_type: code(3).optional(),
    med_type: code(6),
    medfee_sumamt: amount,
    fulamt_ownpay_amt: amount,
    overlmt_selfpay: amount,
    preselfpay_amt: amount,
    inscp_scp_amt: amount,
    act_pay_dedc: amount.optional(),
    hifp_pay: amount,
    pool_prop_selfpay: z.string().max(6).optional(),
    cvlserv_pay: amount,
    hifes_pay: amount,
    hifmi_pay: amount,
    hifob_pay: amount,
    maf_pay: amount,
    hosp_part_amt: amount.optional(),
    oth_pay: amount,
    hifdm_pay: amount.optional(),
    fund_pay_sumamt: amount,
    psn_part_amt: amount.optional(),
    acct_pay: amount,
    psn_cash_pay: amount,
    balc: amount.optional(),
    acct_mulaid_pay: amount,
    medins_setl_id: code(30),
    clr_optins: code(6).optional(),
    clr_way: code(6).optional(),
    clr_type: code(6).optional(),
  })
  .meta({ id: 'Setlinfo' });
export type Setlinfo = z.infer<typeof setlinfo>;

export const setldetail = z
  .strictObject({
    fund_pay_type: code(6).min(6),
    inscp_scp_amt: amount,
    crt_payb_lmt_amt: amount,
    fund_payamt: amount,
    fund_pay_type_name: code(200).optional(),
    setl_proc_info: code(4000).optional(),
  })
  .meta({ id: 'Setldetail' });
export type Setldetail = z.infer<typeof setldetail>;

const envelope = {
  /** 发送方报文ID: fixmedins_code (12) + yyyyMMddHHmmss (14) + four digits; unique, so it serves well as the Idempotency-Key. */
  msgid: z.string().regex(/^[HP]\d{11}\d{14}\d{4}$/, 'fixmedins_code + yyyyMMddHHmmss + four digits'),
  fixmedins_code: z.string().regex(/^[HP]\d{11}$/, 'H or P and eleven digits'),
  mdtrtarea_admvs: regionCode,
  insuplc_admdvs: regionCode,
};

/** 转诊标志 and 异地备案标志 may be absent: the decision is then incomplete where a rule needs them. */
const settlementRequest = z
  .strictObject({
    infno: z.enum(['2304', '2207']),
    ...envelope,
    refl_flag: flag.optional(),
    outfil_flag: flag.optional(),
    output: z.strictObject({ setlinfo, setldetail: z.array(setldetail).max(200) }),
  })
  .meta({ id: 'Settlement' });
export type SettlementRequest = z.infer<typeof settlementRequest>;

const reversalRequest = z
  .strictObject({
    infno: z.enum(['2305', '2208']),
    ...envelope,
    input: z.strictObject({
      data: z.strictObject({ setl_id: setlId, mdtrt_id: code(30), psn_no: code(30).min(1) }),
    }),
  })
  .meta({ id: 'SettlementReversal' });
export type ReversalRequest = z.infer<typeof reversalRequest>;

export const intakeRequest = z.union([settlementRequest, reversalRequest]);

export const intakeReply = z
  .object({
    setlId,
    receivedAt: instant,
    state: decisionState,
    /** What the rules give for this bill; null while pending or incomplete. */
    calculated: money.nullable(),
    granted: money,
  })
  .meta({ id: 'SettlementReceipt' });
export type IntakeReply = z.infer<typeof intakeReply>;
