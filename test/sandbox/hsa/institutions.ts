/**
 * 1201 医药机构信息获取: an institution by its code, or all whose name holds the given characters.
 * (Node and fields are from clients of provincial platforms: `medinsinfo` both ways, fixmedins_type 6 and required,
 * fixmedins_name 200 as a keyword, fixmedins_code 12. There is no paging.) Every institution here is invented.
 */
import { z } from 'zod';

import { refused, type RequestEnvelope, type Result } from './envelope.ts';

export type Institution = {
  /** H 定点医疗机构, P 定点零售药店; six digits of its place; five of its own. */
  code: string;
  name: string;
  /** hosp_lv */
  level: string;
};

const text = (length: number) => z.string().max(length, `超过${length}位`).optional();
const input = z.object({
  medinsinfo: z.object({
    fixmedins_type: z.string('定点医疗服务机构类型不能为空').min(1, '定点医疗服务机构类型不能为空').max(6),
    fixmedins_name: text(200),
    fixmedins_code: text(12),
  }),
});

export function answer1201({ input: given }: Pick<RequestEnvelope, 'input'>): Result {
  const parsed = input.safeParse(given);
  if (!parsed.success) return refused(`[1201]入参错误：${parsed.error.issues[0]?.message ?? 'medinsinfo'}`);
  const { fixmedins_type: type, fixmedins_name: keyword, fixmedins_code: code } = parsed.data.medinsinfo;
  const found = institutions.filter(
    (one) => typeOf(one) === type && (!code || one.code === code) && (!keyword || one.name.includes(keyword)),
  );
  if (found.length === 0) return refused('[1201]未查询到定点医药机构信息');
  return { output: { medinsinfo: found.map(presentInstitution) } };
}

/** fixmedins_type: 1 定点医疗机构, 2 定点零售药店. */
const typeOf = ({ code }: Institution): string => (code.startsWith('P') ? '2' : '1');

export const presentInstitution = (one: Institution) => ({
  fixmedins_code: one.code,
  fixmedins_name: one.name,
  // The credit code of something invented could be somebody's.
  uscc: '',
  fixmedins_type: typeOf(one),
  hosp_lv: one.level,
});

/** Village clinics: more of one word than fit on a page. */
const clinics: Institution[] = Array.from({ length: 30 }, (_, index) => ({
  code: `H510421${String(301 + index).padStart(5, '0')}`,
  name: `米易示例第${index + 1}村卫生室`,
  level: '11',
}));

/** Those of `config/codes`, which a test holds against this list, and others that no table knows. */
export const institutions: readonly Institution[] = [
  { code: 'H51040200001', name: '攀枝花示例中心医院', level: '02' },
  { code: 'H51041100001', name: '仁和示例人民医院', level: '05' },
  { code: 'H51042100001', name: '米易示例县医院', level: '05' },
  { code: 'H51042200001', name: '盐边示例县医院', level: '05' },
  { code: 'H51042100011', name: '撒莲示例镇卫生院', level: '08' },
  { code: 'H51040300011', name: '西区示例社区卫生服务中心', level: '08' },
  { code: 'H51040200091', name: '东区示例康复门诊部', level: '11' },
  { code: 'P51040200021', name: '东区示例大药房', level: '11' },
  { code: 'H51010700001', name: '成都示例肿瘤医院', level: '02' },
  { code: 'H53010200001', name: '昆明示例大学附属医院', level: '02' },
  { code: 'H42050300001', name: '宜昌示例中心医院', level: '02' },
  { code: 'H42050600001', name: '夷陵示例人民医院', level: '05' },
  { code: 'H42052700001', name: '秭归示例县医院', level: '05' },
  { code: 'H42052800001', name: '长阳示例县医院', level: '05' },
  { code: 'H42052700011', name: '归州示例镇卫生院', level: '08' },
  { code: 'H42050200011', name: '西陵示例社区卫生服务中心', level: '08' },
  { code: 'H42050200091', name: '西陵示例美容门诊部', level: '11' },
  { code: 'H42010600001', name: '武汉示例大学附属医院', level: '02' },
  { code: 'H50010300001', name: '重庆示例医院', level: '02' },
  { code: 'H51040200002', name: '攀枝花示例第二医院', level: '05' },
  { code: 'H51040300001', name: '西区示例中医医院', level: '06' },
  { code: 'P51042100021', name: '米易示例大药房', level: '' },
  ...clinics,
];
