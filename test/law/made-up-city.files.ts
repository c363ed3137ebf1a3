/** What a keeper writes for a city that does not exist: its code is not assigned, its document was never issued. */
export const CODE = '449800';

export const REGION = `  - { code: '${CODE}', name: 样例市, covers: { '449802': 样例县 }, framework: '440000' }\n`;

export const DOCUMENT = `# yaml-language-server: $schema=../policy.schema.json
document:
  id: yangli-2024
  title: 样例市医疗救助实施细则
  issuer: 样例市人民政府
  subject: assistance
  issued: '2023-12-01'
  revision: '1'
  effective: { from: '2024-01-01', to: '2028-12-31', clause: 第九条 }
region: '${CODE}'

classes:
  - { id: class_1, title: 一类对象, categories: [特困人员, 孤儿, 低保对象], clause: 第一条 }
  - { id: class_2, title: 二类对象, categories: [农村易返贫致贫人口, 低保边缘家庭成员], clause: 第二条 }
  - { id: class_3, title: 三类对象, categories: [因病致贫重病患者], clause: 第三条 }
classes_clause: 第四条
identities: { on_better_class: recompute, clause: 第四条 }

bills:
  scope: { clause: 第五条 }
  payers: { clause: 第五条 }
  designated: { clause: 第五条 }
  pre_self_pay: { choice: excluded, clause: 第五条 }
  referral: { emergency_exception: false, clause: 第五条 }
  clause: 第五条

assistance:
  covers: { kinds: [inpatient, chronic_outpatient, ordinary_outpatient], clause: 第五条 }
  deductible:
    by_class:
      class_1: { amount: '0' }
      class_2: { share: '10%', of: residentIncome, year: previous }
      class_3: { amount: '9000' }
    clause: 第六条
  ratio:
    by_class: { class_1: { ratio: '90%' }, class_2: { ratio: '65%' }, class_3: { ratio: '55%' } }
    clause: 第七条
  cap:
    by_class:
      all: { dated: [{ from: '2024-01-01', to: '2025-12-31', figure: { amount: '40000' } }, { from: '2026-01-01', figure: { amount: '60000' } }] }
    clause: 第八条
  clause: 第五条

articles:
  第一条: 特困人员、孤儿、低保对象为一类对象。
  第二条: 农村易返贫致贫人口、低保边缘家庭成员为二类对象。
  第三条: 因病致贫重病患者为三类对象。
  第四条: 有几种身份的，按最有利的一种救助，当年重新计算。
  第五条: 对象按规定转诊，在定点机构住院、看门诊，先由保险支付，医保范围内自己负担的部分给予救助。
  第六条: 起付标准：一类对象不设；二类对象为本市上年度居民人均可支配收入的10%；三类对象为9000元。
  第七条: 救助比例：一类对象90%，二类对象65%，三类对象55%。
  第八条: 年度限额：4万元；2026年1月1日起为6万元。
  第九条: 本细则自2024年1月1日起施行，有效期5年。
`;

export const TEXT = `${[...DOCUMENT.matchAll(/^ {2}(第.条): (.*)$/gm)].map(([, clause, wording]) => `${clause} ${wording}`).join('\n')}
第十条 市医疗保障局负责解释。
`;

export const CLAUSES = `document: yangli-2024
clauses:
  - { clause: 第一条, rule: classes }
  - { clause: 第二条, rule: classes }
  - { clause: 第三条, rule: classes }
  - { clause: 第四条, rule: [classes_clause, identities] }
  - { clause: 第五条, rule: [bills, assistance] }
  - { clause: 第六条, rule: assistance }
  - { clause: 第七条, rule: assistance }
  - { clause: 第八条, rule: assistance }
  - { clause: 第九条, rule: document }
  - { clause: 第十条, not_calculable: 说的是由谁解释，没有可以算的数, kind: administration }
`;

const income = (year: number, amount: string) =>
  `    '${year}': { amount: '${amount}', status: illustrative, source: 虚构 }\n`;
export const STATISTICS = `region: '${CODE}'
residentIncome:
  by_year:
${income(2023, '40000')}${income(2024, '42000')}${income(2025, '44000')}`;

/** Below, at and above 二类's deductible of 4,400.00 in 2026, and at the cap on both sides of its change. */
const ask = (id: string, category: string, date: string, selfPayInScope: string, assistance: string) => ({
  id,
  region: CODE,
  clause: '样例 第六条、第七条、第八条',
  question: 'assistance',
  person: { categories: [category] },
  statistics: { residentIncome: { '2024': '42000.00', '2025': '44000.00' } },
  settlements: [{ date, selfPayInScope, referred: true, inProvince: true }],
  expect: { assistance: [assistance] },
});
export const CASES = [
  ask('YL-001', '低保边缘家庭成员', '2026-03-01', '4399.99', '0.00'),
  ask('YL-002', '低保边缘家庭成员', '2026-03-01', '4400.00', '0.00'),
  ask('YL-003', '低保边缘家庭成员', '2026-03-01', '5400.00', '650.00'),
  ask('YL-004', '孤儿', '2025-12-31', '100000.00', '40000.00'),
  ask('YL-005', '孤儿', '2026-01-01', '100000.00', '60000.00'),
  ask('YL-006', '因病致贫重病患者', '2025-06-01', '9001.00', '0.55'),
];
