/** 1101 人员基本信息获取: who a person is, where she is insured and which identities she holds. */
import { z } from 'zod';

import { findPersonByCertno, type HeldIdentity, type Insured, type Person, type World } from '../world.ts';
import { refused, type RequestEnvelope, type Result } from './envelope.ts';

const text = (length: number) => z.string().max(length).optional();
const input = z.object({
  data: z.object({
    mdtrt_cert_type: z.enum(['01', '02', '03'], '就诊凭证类型应为01、02、03'),
    mdtrt_cert_no: z.string().min(1, '就诊凭证编号不能为空').max(50),
    card_sn: text(50),
    begntime: text(19),
    psn_cert_type: text(6),
    certno: text(50),
    psn_name: text(50),
  }),
});

/** Electronic certificates (医保电子凭证): token → certno. */
export type Tokens = ReadonlyMap<string, string>;

export function answer1101(world: World, tokens: Tokens, envelope: RequestEnvelope, today: string): Result {
  const parsed = input.safeParse(envelope.input);
  if (!parsed.success) return refused(`[1101]入参错误：${parsed.error.issues[0]?.message ?? 'data'}`);
  const { data } = parsed.data;
  if (data.mdtrt_cert_type === '03') return refused('[1101]社会保障卡请使用读卡设备');
  const certno = data.mdtrt_cert_type === '01' ? tokens.get(data.mdtrt_cert_no) : data.mdtrt_cert_no;
  if (certno === undefined) return refused('[1101]医保电子凭证令牌无效或已过期');
  if (data.certno !== undefined && data.certno !== certno) return refused('[1101]证件号码与就诊凭证不一致');
  const person = findPersonByCertno(world, certno);
  if (person === null) return refused('[1101]未查询到人员信息');
  if (data.psn_name !== undefined && data.psn_name !== person.name)
    return refused('[1101]证件号码与姓名不一致');
  return { output: presentPerson(person, today) };
}

export function presentPerson(person: Person, today: string) {
  return {
    baseinfo: {
      psn_no: person.psnNo,
      psn_cert_type: '01',
      certno: person.certno,
      psn_name: person.name,
      gend: person.sex,
      naty: '01',
      brdy: person.born,
      age: ageOn(person.born, today),
      exp_content: '',
    },
    insuinfo: person.insured.map((insured) => presentInsured(insured, person.region)),
    idetinfo: person.identities.map(presentIdentity),
  };
}

function presentInsured(insured: Insured, region: string) {
  return {
    balc: Number(insured.balance),
    insutype: insured.insutype,
    psn_type: insured.psnType,
    psn_insu_stas: insured.status,
    psn_insu_date: insured.from,
    paus_insu_date: insured.pausedOn ?? '',
    cvlserv_flag: insured.civilServant ? '1' : '0',
    insuplc_admdvs: region,
    emp_name: insured.employer,
  };
}

function presentIdentity(identity: HeldIdentity) {
  return {
    psn_idet_type: identity.psnIdetType,
    psn_type_lv: identity.level,
    memo: identity.memo,
    begntime: `${identity.from} 00:00:00`,
    // An empty end is open-ended.
    endtime: identity.to === null ? '' : `${identity.to} 23:59:59`,
  };
}

/** Whole years on a day. */
export function ageOn(born: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5, 10) < born.slice(5) ? years - 1 : years;
}
