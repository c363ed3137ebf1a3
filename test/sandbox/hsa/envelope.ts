/** The transaction envelope of the interface specification V1.0: what is checked before a transaction runs. */
import { z } from 'zod';

const required = (length: number) => z.string('不能为空').min(1, '不能为空').max(length, `超过${length}位`);
const optional = (length: number) => z.string().max(length, `超过${length}位`).optional();
const region = required(6).regex(/^\d{6}$/, '不是六位医保区划');

const MAX_INPUT_CHARACTERS = 40_000;

export const requestEnvelope = z
  .object({
    infno: required(4),
    msgid: required(30),
    mdtrtarea_admvs: region,
    insuplc_admdvs: optional(6),
    recer_sys_code: required(10),
    dev_no: optional(100),
    dev_safe_info: optional(2000),
    cainfo: optional(1024),
    signtype: optional(10),
    infver: required(6),
    opter_type: z.enum(['1', '2', '3'], '应为1、2、3'),
    opter: required(30),
    opter_name: required(50),
    inf_time: required(19).regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, '应为 yyyy-MM-dd HH:mm:ss'),
    fixmedins_code: required(12).regex(/^[HP]\d{11}$/, '不是定点医药机构编号'),
    fixmedins_name: required(20),
    sign_no: optional(30),
    input: z
      .record(z.string(), z.unknown(), '不能为空')
      .refine(
        (input) => JSON.stringify(input).length <= MAX_INPUT_CHARACTERS,
        `超过${MAX_INPUT_CHARACTERS}位`,
      ),
  })
  .superRefine((envelope, context) => {
    const form = /^([HP]\d{11})(\d{4})(\d{2})(\d{2})([01]\d|2[0-3])[0-5]\d[0-5]\d\d{4}$/;
    const [, sender, year, month, day] = form.exec(envelope.msgid) ?? [];
    const isDay = z.iso.date().safeParse(`${year}-${month}-${day}`).success;
    if (sender !== envelope.fixmedins_code || !isDay) {
      const message = '应为定点医药机构编号(12)+时间(14)+顺序号(4)';
      context.addIssue({ code: 'custom', path: ['msgid'], message });
    }
  });
export type RequestEnvelope = z.infer<typeof requestEnvelope>;

/** What a transaction comes to: its output, or the words of its refusal. */
export type Result = { output: Record<string, unknown> } | { refused: string };

export const refused = (message: string): Result => ({ refused: message });

/** The reply's envelope. `infcode` 0 is success, -1 is not. */
export function replyEnvelope(result: Result, refMsgid: string, receivedAt: string, respondedAt: string) {
  const isRefused = 'refused' in result;
  return {
    infcode: isRefused ? -1 : 0,
    inf_refmsgid: refMsgid,
    refmsg_time: receivedAt,
    respond_time: respondedAt,
    err_msg: isRefused ? result.refused : '',
    warn_msg: '',
    cainfo: '',
    signtype: '',
    output: isRefused ? {} : result.output,
  };
}
