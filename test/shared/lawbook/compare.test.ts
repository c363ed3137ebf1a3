import { compareFacts, listFacts, listRegionFacts } from '@yijiutong/rules/lawbook';
import type { Law } from '@yijiutong/rules/policy';
import { parseDocument } from '@yijiutong/rules/policy';

import { readLaw } from '../../../bff/src/storage/documents.ts';
import { configDir } from '../law.fixture.ts';
import type { Spoilt } from './keeper.fixture.ts';
import { PANZHIHUA, TODAY, at, drop, put, readYamlFile } from './keeper.fixture.ts';

/** What is told of 攀枝花's document and a changed copy of it. */
function changes(change: (document: Spoilt) => void): string[] {
  const changed = readYamlFile(PANZHIHUA);
  change(changed);
  const facts = (value: unknown) => listFacts(parseDocument(value, PANZHIHUA), null);
  return compareFacts(facts(readYamlFile(PANZHIHUA)), facts(changed)).map(
    ({ section, text }) => `${section} ${text}`,
  );
}

test('nothing has changed in the same document', () => {
  expect(changes(() => undefined)).toEqual([]);
});

const told: [name: string, change: (document: Spoilt) => void, lines: string[]][] = [
  [
    'a cap',
    (document) => put(document, 'assistance.cap.by_class.minimum_living.amount', '80000'),
    ['医疗救助 低保对象 年度封顶线：70,000 元 → 80,000 元（第十二条（三））'],
  ],
  [
    'a cap that is lifted',
    (document) => put(document, 'assistance.cap.by_class.minimum_living', { none: true }),
    ['医疗救助 低保对象 年度封顶线：70,000 元 → 不设（第十二条（三））'],
  ],
  [
    'a ratio',
    (document) => put(document, 'tilt_assistance.ratio.by_class.all.ratio', '60%'),
    ['倾斜救助 各类对象 支付比例：50% → 60%（第十三条）'],
  ],
  [
    'the share of a statistic',
    (document) => put(document, 'assistance.deductible.by_class.monitored.share', '8.5%'),
    [
      '医疗救助 防止返贫监测对象 起付标准：上年度居民人均可支配收入的 5% → 上年度居民人均可支配收入的 8.5%（第十二条（一））',
    ],
  ],
  [
    'a figure that becomes two, one a period',
    (document) => {
      put(document, 'tilt_assistance.cap', {
        dated: [
          { from: '2023-02-01', to: '2024-12-31', figure: { amount: '20000' } },
          { from: '2025-01-01', figure: { amount: '30000.50' } },
        ],
      });
    },
    [
      '倾斜救助 年度封顶线：20,000 元 → 2023-02-01 至 2024-12-31 20,000 元；2025-01-01 起 30,000.50 元（第十三条）',
    ],
  ],
  [
    'a figure that is left to somebody',
    (document) =>
      put(document, 'tilt_assistance.line', { deferred: { to: '县级人民政府', clause: '第十三条' } }),
    ['倾斜救助 标准线：防止返贫监测收入标准 → 本文件没有数字，由“县级人民政府”规定（第十三条）'],
  ],
  [
    'one category’s share of the premium',
    (document) => {
      const given = at(document, 'premium_subsidy.grants.1.categories') as string[];
      const others = given.filter((name) => name !== '返贫致贫人口');
      put(document, 'premium_subsidy.grants.1.categories', others);
      const grant = { categories: ['返贫致贫人口'], share: '90%', clause: '第六条' };
      put(document, 'premium_subsidy.grants.2', grant);
    },
    ['资助参保 返贫致贫人口 资助比例：75% → 90%（第六条）'],
  ],
  [
    'a switch',
    (document) => put(document, 'bills.referral.emergency_exception', false),
    ['哪些费用算数 规范转诊·急诊可以例外：是 → 否（第十七条）'],
  ],
  [
    'another clause for the same figure',
    (document) => put(document, 'tilt_assistance.cap.clause', '第十四条'),
    ['倾斜救助 年度封顶线：20,000 元，依据 第十三条 → 第十四条'],
  ],
  [
    'the last day',
    (document) => put(document, 'document.effective.to', '2026-12-31'),
    ['文件 救助文件 截止日期：2028-01-31 → 2026-12-31（第三十三条）'],
  ],
  [
    'a benefit that is gone',
    (document) => drop(document, 'retroactive'),
    [
      '追溯救助 往前算多久：取消，原来是 认定当年（第十九条）',
      '追溯救助 要本人申请：取消，原来是 否（第十九条）',
    ],
  ],
];

test.each(told)('%s', (_, change, lines) => expect(changes(change)).toEqual(lines));

test('a class that is called something else is not a new one', () => {
  const [first, order, ...rest] = changes((document) => put(document, 'classes.2.title', '最低生活保障对象'));
  expect(first).toBe('救助对象 最低生活保障对象 包括的人员：低保对象改称最低生活保障对象（第四条（三））');
  expect(order).toMatch(/^救助对象 从最有利的排起：/);
  expect(rest.filter((line) => /新增|取消/.test(line))).toEqual([]);
});

test('a class that is added, with all that it is given; one that is removed, with all that it was given', () => {
  const orphan = (document: Spoilt) => {
    const others = (at(document, 'classes') as Spoilt[]).filter(({ id }) => id !== 'orphan');
    put(document, 'classes', others);
    for (const table of ['deductible', 'ratio', 'cap']) drop(document, `assistance.${table}.by_class.orphan`);
    drop(document, 'outpatient_assistance.by_class.orphan');
    drop(document, 'bills.commercial.ordinary_outpatient.by_class.orphan');
    for (const place of [0, 3, 4]) {
      drop(document, `payer_order.payers.${place}.ordinary_outpatient.by_class.orphan`);
    }
    put(document, 'critical_illness.classes', ['extreme_poverty', 'minimum_living']);
  };
  const without = readYamlFile(PANZHIHUA);
  orphan(without);
  const facts = (value: unknown) => listFacts(parseDocument(value, PANZHIHUA), null);
  const [whole, less] = [facts(readYamlFile(PANZHIHUA)), facts(without)];
  const texts = (changed: { text: string }[]) => changed.map(({ text }) => text);
  expect(texts(compareFacts(less, whole))).toEqual(
    expect.arrayContaining([
      '孤儿 包括的人员：新增 孤儿（第四条（二））',
      '孤儿 起付标准：新增 0 元（第十二条（一））',
      '孤儿 支付比例：新增 100%（第十二条（二））',
      '孤儿 年度封顶线：新增 不设（第十二条（三））',
    ]),
  );
  expect(texts(compareFacts(whole, less))).toContain('孤儿 支付比例：取消，原来是 100%（第十二条（二））');
});

describe('one region on two days', () => {
  let law: Law;
  beforeAll(async () => {
    law = await readLaw(configDir);
  });
  const factsOn = (on: string) => {
    const { documents, statistics } = listRegionFacts(law, '510400', on as typeof TODAY);
    return [...documents.flatMap(({ facts }) => facts), ...statistics];
  };

  test('shares follow their statistic; what only stands in another year is no change', () => {
    const texts = compareFacts(factsOn('2024-01-01'), factsOn('2026-01-01')).map(({ text }) => text);
    expect(texts).toContainEqual(
      expect.stringMatching(
        /^因病致贫重病患者 起付标准：.*9,900 元（2023 年，示例数据） → .*10,800 元（2025 年，示例数据）/,
      ),
    );
    expect(texts.filter((text) => text.startsWith('大病保险'))).toEqual([]);
  });

  test('a statistic that nobody has entered is said to be lacking, not replaced', () => {
    const own = law.statistics.find(({ region }) => region === '510400')!;
    const poor = structuredClone(own);
    drop(poor, 'residentIncome.by_year.2023');
    const poorer = { ...law, statistics: [poor] };
    const { documents } = listRegionFacts(poorer, '510400', '2024-01-01' as typeof TODAY);
    const fact = documents[0]!.facts.find(({ key }) => key === 'assistance/deductible/by_class/monitored');
    expect(fact?.value).toBe('上年度居民人均可支配收入的 5%：还没有 2023 年的数');
  });

  test('an example that is published later is a change, even with the same amount', () => {
    const own = law.statistics.find(({ region }) => region === '510400')!;
    const published = structuredClone(own);
    put(published, 'monitoringLine.by_year.2026.status', 'published');
    const later = { ...law, statistics: [published] };
    const facts = (from: Law) => listRegionFacts(from, '510400', TODAY).statistics;
    expect(compareFacts(facts(law), facts(later))).toEqual([
      {
        section: '本地统计数',
        text: '防止返贫监测收入标准：8,200 元（2026 年，示例数据） → 8,200 元（2026 年，已公布）',
      },
    ]);
  });
});
