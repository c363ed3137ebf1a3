import type { Finding } from '@yijiutong/rules/lawbook';
import { checkCases, checkLaw, inOneLine } from '@yijiutong/rules/lawbook';

import type { Files, Spoilt } from './keeper.fixture.ts';
import { FRAMEWORK, PANZHIHUA, TODAY, at, drop, findIn, lawOf, put, readFile } from './keeper.fixture.ts';

/** The one finding that a spoilt document gives. */
function only(spoil: (document: Spoilt, files: Files) => void): Finding {
  const findings = findIn(spoil);
  expect(findings.map(inOneLine)).toHaveLength(1);
  return findings[0]!;
}

test('a document that holds has no findings', () => {
  expect(findIn(() => undefined)).toEqual([]);
});

describe('the form', () => {
  test('every fault of a file is named, not only the first', () => {
    const findings = findIn((document) => {
      put(document, 'assistance.cap.by_class.monitored.amount', 70000);
      put(document, 'warning.self_pay', 'everything');
    });
    expect(findings.map(({ kind, path }) => [kind, path])).toEqual([
      ['form', 'assistance.cap.by_class.monitored.amount'],
      ['form', 'warning.self_pay'],
    ]);
    expect(findings[0]?.todo).toContain('policy.schema.json');
  });

  test('a day that does not exist', () => {
    const { kind, path, what } = only((document) => put(document, 'document.issued', '2023-02-30'));
    expect([kind, path, what]).toEqual(['form', 'document.issued', '没有“2023-02-30”这一天']);
  });

  test('what is still to be filled is named once, whatever else the placeholder breaks', () => {
    const { kind, path, what } = only((document) =>
      put(document, 'tilt_assistance.cap.amount', '待填：多少元'),
    );
    expect([kind, path]).toEqual(['to fill', 'tilt_assistance.cap.amount']);
    expect(what).toBe('还没有填：多少元');
  });

  test('a placeholder among words, where any text has the form, is found too', () => {
    const { kind, path } = only((document) => put(document, 'document.title', '待填：文件全称'));
    expect([kind, path]).toEqual(['to fill', 'document.title']);
  });

  test('a file of statistics', () => {
    const { kind, file, path } = only((_, { statistics }) => {
      put(statistics[0]!.value, 'premium.by_year.2025.status', 'guessed');
    });
    expect([kind, file, path]).toEqual([
      'form',
      'config/statistics/510400-panzhihua.yaml',
      'premium.by_year.2025.status',
    ]);
  });
});

describe('citations', () => {
  test('a cited clause without its wording', () => {
    const { kind, path, todo } = only((document) => {
      put(document, 'tilt_assistance.cap.clause', '第九十九条');
    });
    expect([kind, path]).toEqual(['citation', 'tilt_assistance.cap.clause']);
    expect(todo).toContain('原文');
  });

  test('a wording that nothing cites', () => {
    const { kind, path } = only((document) => put(document, 'articles.第三条', '本细则适用于……'));
    expect([kind, path]).toEqual(['citation', 'articles.第三条']);
  });
});

describe('periods', () => {
  const amount = (yuan: string) => ({ amount: yuan });

  test('a dated figure that leaves days without an entry: before, between and after its entries', () => {
    const findings = findIn((document) => {
      put(document, 'tilt_assistance.cap', {
        dated: [
          { from: '2023-03-01', to: '2024-12-31', figure: amount('20000') },
          { from: '2025-02-01', to: '2027-12-31', figure: amount('30000') },
        ],
      });
    });
    expect(findings.map(({ kind, path, what }) => [kind, path, what])).toEqual([
      ['gap', 'tilt_assistance.cap', '2023-02-01 至 2023-02-28 没有数字'],
      ['gap', 'tilt_assistance.cap', '2025-01-01 至 2025-01-31 没有数字'],
      ['gap', 'tilt_assistance.cap', '2028-01-01 至 2028-01-31 没有数字'],
    ]);
  });

  test('entries that meet day by day leave no gap', () => {
    const findings = findIn((document) => {
      put(document, 'tilt_assistance.cap', {
        dated: [
          { from: '2025-01-01', figure: amount('30000') },
          { from: '2023-02-01', to: '2024-12-31', figure: amount('20000') },
        ],
      });
    });
    expect(findings).toEqual([]);
  });

  test('two entries for one day', () => {
    const { kind, what } = only((document) => {
      put(document, 'tilt_assistance.cap', {
        dated: [
          { from: '2023-02-01', to: '2025-01-01', figure: amount('20000') },
          { from: '2025-01-01', figure: amount('30000') },
        ],
      });
    });
    expect([kind, what]).toEqual(['overlap', '2025-01-01 有两个数字']);
  });

  test('a document that ends before it begins', () => {
    const findings = findIn((document) => put(document, 'document.effective.to', '2023-01-31'));
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'gap', path: 'document.effective', severity: 'error' }),
    );
  });

  const NEXT = 'config/policy/510400-panzhihua/panzhihua-2028.yaml';
  const succeed =
    (from: string) =>
    (_: Spoilt, { documents }: Files) => {
      const next = readFile(PANZHIHUA).value;
      put(next, 'document.id', 'panzhihua-2028');
      put(next, 'document.effective.from', from);
      put(next, 'document.effective.to', '2033-01-31');
      documents.push({ file: NEXT, value: next });
    };

  test('a successor that begins too late leaves days without law', () => {
    const { kind, file, what } = only(succeed('2028-02-02'));
    expect([kind, file, what]).toEqual(['gap', NEXT, '2028-02-01 这方面没有在用的文件']);
  });

  test('a successor that begins too early says two things of one day', () => {
    const { kind, file, what } = only(succeed('2028-01-31'));
    expect([kind, file]).toEqual(['overlap', NEXT]);
    expect(what).toMatch(/assistance.*2028-01-31 这段时间/);
  });

  test('a successor from the next day is as it should be', () => {
    expect(findIn(succeed('2028-02-01'))).toEqual([]);
  });

  test('two documents with one id', () => {
    const { kind, path } = only((_, { documents }) => documents.push({ ...documents[0]!, file: NEXT }));
    expect([kind, path]).toEqual(['overlap', 'document.id']);
  });
});

describe('classes', () => {
  test('a class with a ratio but without a cap, which would silently be given nothing', () => {
    const { kind, path, what } = only((document) => drop(document, 'assistance.cap.by_class.monitored'));
    expect([kind, path]).toEqual(['class', 'assistance.cap.by_class']);
    expect(what).toContain('类别“monitored”在 assistance 的别处有数字，这里没有');
  });

  test('a class without any figure may be meant: a warning', () => {
    const { severity, kind, what } = only((document) => {
      for (const table of ['deductible', 'ratio', 'cap'])
        drop(document, `assistance.${table}.by_class.monitored`);
    });
    expect([severity, kind]).toEqual(['warning', 'class']);
    expect(what).toContain('“monitored”一个数字也没有');
  });

  test('a class that is named and not there', () => {
    const { kind, path } = only((document) => put(document, 'critical_illness.classes.3', 'poor'));
    expect([kind, path]).toEqual(['class', 'critical_illness.classes.3']);
  });

  test('a category that nobody belongs to', () => {
    const { kind, what } = only((document) => {
      put(document, 'admission_deposit.categories.3', '低保人员');
    });
    expect([kind, what]).toEqual(['class', '低保人员 不在任何类别里，也不在 populations 里']);
  });
});

describe('regions and statistics', () => {
  test('a document of a region that is not in the table', () => {
    const findings = findIn((document) => put(document, 'region', '519900'));
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'region', file: PANZHIHUA }));
  });

  test('two files of statistics for one region', () => {
    const { kind, file } = only((_, { statistics }) =>
      statistics.push({ ...statistics[0]!, file: 'b.yaml' }),
    );
    expect([kind, file]).toEqual(['overlap', 'b.yaml']);
  });

  test('a statistic of a year in force that nobody has entered is a warning: the rule answers incomplete, never wrong', () => {
    const { severity, kind, path, what } = only((_, { statistics }) => {
      drop(statistics[0]!.value, 'residentIncome.by_year.2024');
      drop(statistics[0]!.value, 'residentIncome.by_year.2022');
    });
    expect([severity, kind]).toEqual(['warning', 'statistic']);
    expect(path).toBe('assistance.deductible.by_class.monitored');
    expect(what).toContain('居民人均可支配收入（residentIncome）还没有这些年的数：2022、2024');
  });

  test('a statistic of a year that has not come is not asked for', () => {
    expect(
      checkLaw(
        lawOf(() => undefined),
        TODAY,
      ).findings,
    ).toEqual([]);
    const later = checkLaw(
      lawOf(() => undefined),
      '2027-01-01' as typeof TODAY,
    ).findings;
    expect(later.map(({ what }) => what)).toContainEqual(expect.stringContaining('还没有这些年的数：2026'));
  });

  test('大病 and premiums are needed without being named', () => {
    const findings = findIn((_, { statistics }) => {
      drop(statistics[0]!.value, 'premium.by_year.2026');
      drop(statistics[0]!.value, 'criticalIllness.by_year.2026');
    });
    expect(findings.map(({ path }) => path)).toEqual(['critical_illness', 'premium_subsidy']);
  });
});

describe('a province’s framework', () => {
  /** 攀枝花's document as if the city were bound by 广东's. */
  const bind = (spoil: (document: Spoilt) => void) =>
    findIn((document, files) => {
      const city = (at(files.regions.value, 'regions') as Spoilt[]).find(({ code }) => code === '510400');
      put(city!, 'framework', '440000');
      files.documents.push(readFile(FRAMEWORK));
      put(document, 'critical_illness.cap', 'lifted');
      put(document, 'place_of_care.standards', 'recognition');
      const everybody = (at(document, 'classes') as Spoilt[]).flatMap(({ categories }) => categories);
      put(document, 'admission_deposit.categories', everybody);
      drop(document, 'outpatient_assistance');
      drop(document, 'bills.commercial.ordinary_outpatient');
      for (const place of [0, 3, 4]) drop(document, `payer_order.payers.${place}.ordinary_outpatient`);
      drop(document, 'articles.第九条');
      drop(document, 'articles.第十条');
      spoil(document);
    });

  test('a city that follows it has no findings', () => {
    expect(bind(() => undefined)).toEqual([]);
  });

  const breaches: [name: string, spoil: (document: Spoilt) => void, path: string, what: string][] = [
    [
      'a deductible where the province fixes none',
      (document) => put(document, 'assistance.deductible.by_class.orphan.amount', '0.01'),
      'assistance.deductible.by_class.orphan',
      '孤儿：2023-02-01 的起付标准是 0.01 元，省里定的是 0 元',
    ],
    [
      'a deductible that only begins later',
      (document) =>
        put(document, 'assistance.deductible.by_class.orphan', {
          dated: [
            { from: '2023-02-01', to: '2024-12-31', figure: { amount: '0' } },
            { from: '2025-01-01', figure: { amount: '100' } },
          ],
        }),
      'assistance.deductible.by_class.orphan',
      '2025-01-01 的起付标准是 100 元',
    ],
    [
      'a class of the province that the city does not know',
      (document) => put(document, 'classes.5.categories', ['其他特殊困难人员']),
      'classes',
      '没有哪一类包括 支出型困难家庭中的重病患者、因病致贫重病患者',
    ],
    [
      'a tilt that leaves somebody out',
      (document) => put(document, 'critical_illness.classes', ['orphan', 'minimum_living']),
      'critical_illness.classes',
      '特困人员没有大病保险倾斜',
    ],
    [
      'a cap that is kept',
      (document) => put(document, 'critical_illness.cap', 'kept'),
      'critical_illness.cap',
      '省里取消了',
    ],
    [
      'a deposit',
      (document) => put(document, 'admission_deposit.categories', ['低保对象']),
      'admission_deposit.categories',
      '孤儿要交押金',
    ],
    [
      'the standards of another place',
      (document) => put(document, 'place_of_care.standards', 'household_registration'),
      'place_of_care.standards',
      '省里规定按认定地',
    ],
    [
      'a yearly limit for outpatient care alone',
      (document) => {
        const own = readFile(PANZHIHUA).value;
        for (const part of ['outpatient_assistance', 'articles.第九条', 'articles.第十条']) {
          put(document, part, at(own, part));
        }
      },
      'outpatient_assistance.by_class.minimum_living.cap',
      '共用一个限额',
    ],
  ];
  test.each(breaches)('%s is a breach', (_, spoil, path, what) => {
    const findings = bind(spoil).filter(({ kind }) => kind === 'framework');
    expect(findings).toContainEqual(
      expect.objectContaining({ severity: 'error', path, what: expect.stringContaining(what) as string }),
    );
    expect(findings.every(({ what: text }) => text.includes('广东省人民政府办公厅'))).toBe(true);
  });
});

describe('worked cases', () => {
  const { documents } = checkLaw(
    lawOf(() => undefined),
    TODAY,
  );
  const asked = (count: number, question: string) =>
    Array.from({ length: count }, () => ({ question, documents: ['panzhihua-2023'], explanations: [] }));

  test('eleven are too few for a rule, twelve are enough', () => {
    const find = (count: number) =>
      checkCases(documents, asked(count, 'warning')).filter(({ path }) => path === 'warning');
    expect(find(11).map(({ severity, kind, what }) => [severity, kind, what])).toEqual([
      ['warning', 'cases', '只有 11 个算例算到“预警”，要有 12 个'],
    ]);
    expect(find(12)).toEqual([]);
  });

  test('a case touches the rules whose steps its explanation shows, each once', () => {
    const clause = { document: 'panzhihua-2023', article: '第十三条' };
    const step = {
      step: 'tilt',
      label: '',
      clause,
      inputs: [],
      operation: '',
      result: '',
      steps: [],
    } as const;
    const cases = asked(12, 'assistance').map((one) => ({
      ...one,
      explanations: [{ ...step, step: 'bill.granted' as const, steps: [step, step] }],
    }));
    const lacking = (from: typeof cases) => checkCases(documents, from).map(({ path }) => path);
    expect(lacking(cases)).not.toContain('tilt_assistance');
    expect(lacking(cases.slice(1))).toContain('tilt_assistance');
    expect(lacking(cases)).toContain('retroactive');
  });

  test('a rule that the document leaves to somebody else needs none', () => {
    const file = 'config/policy/450200-liuzhou/liuzhou-task-list.yaml';
    const liuzhou = checkLaw(
      lawOf((_, files) => files.documents.push(readFile(file))),
      TODAY,
    ).documents.filter((document) => document.file === file);
    const paths = checkCases(liuzhou, []).map(({ path }) => path);
    expect(paths).toContain('admission_deposit');
    expect(paths).not.toContain('assistance');
  });
});
