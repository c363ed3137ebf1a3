/** 5203 结算信息查询 and 5206 人员累计信息查询. */
import { add, type Fen, formatYuan, parseYuan, ZERO } from '@yijiutong/rules/kernel';
import { z } from 'zod';

import { findPersonByNumber, type Settlement, type SetlInfo, type World } from '../world.ts';
import { refused, type RequestEnvelope, type Result } from './envelope.ts';

const settlementInput = z.object({
  data: z.object({
    psn_no: z.string().min(1).max(30),
    setl_id: z.string().min(1).max(30),
    mdtrt_id: z.string().max(30).optional(),
  }),
});

export function answer5203(world: World, envelope: RequestEnvelope): Result {
  const parsed = settlementInput.safeParse(envelope.input);
  if (!parsed.success) return refused('[5203]入参错误：psn_no、setl_id 不能为空');
  if (!envelope.insuplc_admdvs) return refused('[5203]参保地医保区划不能为空');
  const { psn_no: psnNo, setl_id: setlId, mdtrt_id: mdtrtId } = parsed.data.data;
  const found = world.settlements.find(
    (row) =>
      row.setlId === setlId && row.psnNo === psnNo && (mdtrtId === undefined || row.mdtrtId === mdtrtId),
  );
  return found ? { output: presentSettlement(found) } : refused('[5203]未查询到结算信息');
}

/** The settlement with the spellings of the core table, which differ from those of 2304. */
export function presentSettlement(settlement: Settlement) {
  const { psn_part_amt, psn_cash_pay, act_pay_dedc, ...same } = settlement.push.output.setlinfo;
  const setlinfo: SetlInfo = {
    ...same,
    psn_pay: psn_part_amt ?? '0.00',
    cash_payamt: psn_cash_pay ?? '0.00',
    act_pay_dedc: act_pay_dedc ?? '0.00',
    dedc_std: act_pay_dedc ?? '0.00',
    fixmedins_code: settlement.push.fixmedins_code,
    hosp_lv: settlement.hospitalLevel,
    dedc_hosp_lv: settlement.hospitalLevel,
    pay_loc: payPlaceOf(settlement),
    refd_setl_flag: settlement.reversal ? '1' : '0',
    year: settlement.settledAt.slice(0, 4),
  };
  return { setlinfo: asNumbers(setlinfo), setldetail: settlement.push.output.setldetail.map(asNumbers) };
}

/** The platform's replies carry amounts as JSON numbers (数值型 16,2); digits of this length survive that. */
function asNumbers(row: Record<string, string>): Record<string, string | number> {
  const entries = Object.entries(row);
  return Object.fromEntries(
    entries.map(([field, text]) => [field, /^\d+\.\d{2}$/.test(text) ? Number(text) : text]),
  );
}

/** pay_loc: 2 at home, 3 elsewhere in the province, 4 in another province. */
function payPlaceOf({ push }: Settlement): string {
  const [there, home] = [push.mdtrtarea_admvs, push.insuplc_admdvs];
  if (there.slice(0, 4) === home.slice(0, 4)) return '2';
  return there.slice(0, 2) === home.slice(0, 2) ? '3' : '4';
}

const totalsInput = z.object({
  data: z.object({
    psn_no: z.string().min(1).max(30),
    cum_ym: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
});

/** What a settlement adds to which accumulator; `mm` stands for its med_type. */
const ACCUMULATORS: readonly [code: string, field: string][] = [
  ['F0000_BIZmm', 'medfee_sumamt'],
  ['Q0000', 'act_pay_dedc'],
  ['D310101', 'hifp_pay'],
  ['D390101', 'hifp_pay'],
  ['D320101', 'cvlserv_pay'],
  ['D330101', 'hifob_pay'],
  ['D390201', 'hifmi_pay'],
  ['D610101', 'maf_pay'],
];

export function answer5206(world: World, envelope: RequestEnvelope, today: string): Result {
  const parsed = totalsInput.safeParse(envelope.input);
  if (!parsed.success) return refused('[5206]入参错误：psn_no 不能为空，cum_ym 应为 yyyyMM');
  if (!envelope.insuplc_admdvs) return refused('[5206]参保地医保区划不能为空');
  const { psn_no: psnNo, cum_ym: month = today.slice(0, 7).replace('-', '') } = parsed.data.data;
  if (findPersonByNumber(world, psnNo) === null) return refused('[5206]未查询到人员信息');
  const counted = world.settlements.filter(
    (row) => row.psnNo === psnNo && row.reversal === null && isWithin(row.settledAt, month),
  );
  return { output: { cuminfo: sumUp(counted, month) } };
}

/** From January of the month's year to the month itself. */
function isWithin(settledAt: string, month: string): boolean {
  const settled = settledAt.slice(0, 7).replace('-', '');
  return settled.slice(0, 4) === month.slice(0, 4) && settled <= month;
}

function sumUp(settlements: readonly Settlement[], month: string) {
  const visits = new Map<string, number>();
  const sums = new Map<string, Fen>();
  for (const { push } of settlements) {
    const info = push.output.setlinfo;
    const { insutype = '', med_type: medType = '' } = info;
    const visitKey = `${insutype} C0000_BIZ${medType}`;
    visits.set(visitKey, (visits.get(visitKey) ?? 0) + 1);
    for (const [code, field] of ACCUMULATORS) {
      // The pool accumulator carries the insurance in its name: only her own one is filled.
      if (/^D3[19]0101$/.test(code) && !code.startsWith(`D${insutype}`)) continue;
      const key = `${insutype} ${code.replace('mm', medType)}`;
      sums.set(key, add(sums.get(key) ?? ZERO, parseYuan(info[field] ?? '0.00', field)));
    }
  }
  const rows = [
    ...[...visits].map(([key, count]) => [key, `${count}.00`] as const),
    ...[...sums].filter(([, sum]) => sum > 0).map(([key, sum]) => [key, formatYuan(sum)] as const),
  ];
  return rows.map(([key, cum]) => {
    const [insutype, code] = key.split(' ');
    return { insutype, year: month.slice(0, 4), cum_ym: month, cum_type_code: code, cum: Number(cum) };
  });
}
