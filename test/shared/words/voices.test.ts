/** Both voices over every explanation that the worked cases come to. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { BENEFIT_STEP_IDS, STEP_IDS } from '@yijiutong/rules/kernel';
import type { Day, Fen, Ratio, Step } from '@yijiutong/rules/kernel';
import { replayYear } from '@yijiutong/rules/ledger';
import { compilePolicy } from '@yijiutong/rules/policy';
import type { Law } from '@yijiutong/rules/policy';
import { decideOneOff, decideSecondAssistance } from '@yijiutong/rules/rules';
import {
  listBenefitLines,
  listOfficerLines,
  showAmount,
  showValue,
  tellBenefit,
  tellBenefitOfficer,
  tellOfficer,
  tellResident,
} from '@yijiutong/rules/words';
import type { ToldStep } from '@yijiutong/rules/words';

import { answer } from '../../../bff/src/cli/answer.ts';
import { parseCase } from '../../../bff/src/cli/worked-case.ts';
import { FIGURES, bill, configDir, readDocuments, yearOfLaw } from '../law.fixture.ts';
import { compileMadeUp, given, yuan } from '../rules/made-up-region.ts';
import { findJargon } from './jargon.ts';
import { reckon } from './reckon.ts';

const casesDir = path.join(configDir, '..', 'test', 'cases');
const flatten = (step: ToldStep): ToldStep[] => [step, ...step.steps.flatMap(flatten)];
const isBenefit = ({ step }: ToldStep) => (BENEFIT_STEP_IDS as readonly string[]).includes(step);
const tell = (step: ToldStep) => (isBenefit(step) ? tellBenefit : tellResident)(step);
const amounts = (text: string) => text.match(/[\d,]+\.\d\d/g) ?? [];

let law: Law;
let trees: readonly Step[];
let steps: ToldStep[];

beforeAll(async () => {
  law = await readDocuments();
  const files = readdirSync(casesDir, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.json'),
  );
  const cases = files.flatMap(
    (file) => JSON.parse(readFileSync(path.join(casesDir, file), 'utf8')) as unknown[],
  );
  trees = [
    ...cases.flatMap((value) => answer(law, parseCase(value), true).explanations),
    ...rareTrees().flatMap((tree) => tree ?? []),
  ];
  steps = [...trees.flatMap(flatten), ...claimSteps];
});

/**
 * What no worked case comes to: a supplement, a tilt cap that another class used, a recognition after ordinary outpatient
 * care, and 二次救助, whose figures no city gave.
 */
function rareTrees(): (Step | null)[] {
  const category = '低保边缘家庭成员';
  const identities = [
    { category, from: null, to: '2024-05-31' as Day },
    { category: '低保对象', from: '2024-06-01' as Day, to: null },
  ];
  const bills = [
    bill('a', '2024-03-01', 100_500, { supplementPaid: 50_000 as Fen }),
    bill('b', '2024-07-01', 100_000),
  ];
  const { decisions } = replayYear({ ...yearOfLaw(law, '420500', 2024, identities), explain: true }, bills);
  const policy = compilePolicy(law, { region: '510400', on: '2024-03-01' as Day, overrides: FIGURES })!;
  const clause = { document: 'guangdong-2017', article: '（二）3' };
  const terms = {
    onApplication: true,
    byClass: { all: { deductible: 0 as Fen, brackets: [{ from: 0 as Fen, ratio: 1000 as Ratio }] } },
    cap: 70_000_00 as Fen,
    capBreach: { decidedBy: '协调机制', clause },
    clauses: { brackets: clause, cap: clause },
    clause,
  };
  const facts = {
    categories: [category],
    totalCost: 100_000_00 as Fen,
    burden: 50_000_00 as Fen,
    assistancePaid: 65_000_00 as Fen,
    secondPaid: 0 as Fen,
    applied: true,
  };
  const second = [facts, { ...facts, capBreach: { decision: '2018-1' } }];
  const outcomes = [
    ...decisions.map(({ outcome }) => outcome),
    ...second.map((of) => decideSecondAssistance(policy, terms, of)),
  ];
  return [
    ...outcomes.map((outcome) => (outcome.status === 'granted' ? outcome.explanation : null)),
    ...recognitionTrees(),
    ...oneOffTrees(),
  ];
}

/** 攀枝花: 低保对象 until March, 监测对象 from June: ordinary outpatient care was helped with, and is none of the new class. */
function recognitionTrees(): (Step | null)[] {
  const identities = [
    { category: '低保对象', from: null, to: '2024-03-31' as Day },
    { category: '防止返贫监测对象', from: '2024-06-01' as Day, to: null },
  ];
  const bills = [
    bill('visit', '2024-02-01', 1000, { kind: 'ordinary_outpatient' }),
    bill('stay', '2024-05-01', 20_000),
  ];
  const year = replayYear({ ...yearOfLaw(law, '510400', 2024, identities), explain: true }, bills);
  return year.topUps.map(({ explanation }) => explanation);
}

/** 柳州 leaves the amount to another document: a made-up city gives one, above and below what the person paid. */
function oneOffTrees(): (Step | null)[] {
  const { policy, benefits } = compileMadeUp();
  const facts = { categories: ['因病支出型困难家庭成员'], enrolledThisYear: true, applied: true };
  const outcomes = [4999.99, 5000.01].map((base) =>
    decideOneOff(policy, given(benefits.oneOff), facts, yuan(base)),
  );
  return outcomes.map((outcome) => (outcome.status === 'granted' ? outcome.explanation : null));
}

/** A claim is reckoned by the server, not by the rules: its steps as bff/src/claim writes them. */
const claimBill: ToldStep = {
  step: 'claim.bill',
  label: '2026-03-05 攀枝花市中心医院',
  clause: null,
  inputs: [
    { label: '该给', value: '1400.00' },
    { label: '已给', value: '600.00' },
  ],
  operation: '1400.00 − 600.00',
  result: '800.00',
  steps: [],
};
const claimTotal: ToldStep = {
  ...claimBill,
  step: 'claim.total',
  label: '一共还能领',
  inputs: [],
  operation: '',
};
const claimRetroactive: ToldStep = {
  ...claimTotal,
  step: 'claim.retroactive',
  label: '认定以前的费用',
  result: '15001.75',
};
const claimSteps = [claimTotal, claimBill, claimRetroactive];

test('the worked cases come to every step that there is', () => {
  const met = new Set(steps.map(({ step }) => step));
  const all: readonly string[] = [...STEP_IDS, ...BENEFIT_STEP_IDS];
  expect(all.filter((id) => !met.has(id))).toEqual([]);
  expect([...met].filter((id) => !all.includes(id))).toEqual([]);
});

test('no id stands twice', () => {
  const all = [...STEP_IDS, ...BENEFIT_STEP_IDS];
  expect(new Set<string>(all).size).toBe(all.length);
});

describe('the resident’s voice', () => {
  const tellOne = (step: ToldStep) => tell({ ...step, steps: [] })[0]!;

  // One list of faults a test: the worked cases come to tens of thousands of steps.
  test('is one sentence or two a step, without a word of offices', () => {
    const faults = steps.filter((step) => {
      const { title, sentence } = tellOne(step);
      const readable = sentence.endsWith('。') && sentence.length < 90 && title.length < 18;
      return !readable || findJargon(title + sentence).length > 0;
    });
    expect(faults.map(tellOne)).toEqual([]);
  });

  test('says no amount that the step does not say', () => {
    const faults = steps.filter((step) => {
      const own = [step.result, ...step.inputs.map(({ value }) => value)].map(showValue).join(' ');
      return amounts(tellOne(step).sentence).some((amount) => !own.includes(amount));
    });
    expect(faults.map(tellOne)).toEqual([]);
  });

  test('says the result of every step that comes to an amount', () => {
    // A gate, a ceiling that is used up, nothing at all: the sentence says so in words.
    const silent = steps.filter(
      (step) =>
        step.result !== '0.00' &&
        /^\d+\.\d\d$/.test(step.result) &&
        !tellOne(step).sentence.includes(showValue(step.result)),
    );
    expect([...new Set(silent.map(({ step }) => step))]).toEqual([]);
  });

  test('says of a made-up or a provisional figure that it is one', () => {
    const line = { ...claimBill, step: 'assistance.deductible', result: '2160.00' };
    const of = (value: string) =>
      tellOne({ ...line, inputs: [{ label: '居民人均可支配收入', value }] }).sentence;
    expect(of('2025年（示例数据）')).toBe(
      '一年里，医保能报的部分里，您先自己付满 2,160.00\u00a0元，超过的才帮。这个数是演示用的，不是真的。',
    );
    expect(of('2025年（暂定）')).toContain('还没有最后定');
    expect(of('2025年（已公布）')).toBe(
      '一年里，医保能报的部分里，您先自己付满 2,160.00\u00a0元，超过的才帮。',
    );
  });

  test('tells what an amount rests on before it', () => {
    const told = tellResident({ ...claimTotal, steps: [claimBill] });
    expect(told.map(({ title }) => title)).toEqual(['这张账单还能领多少', '一共还能领多少']);
  });

  test('a step from a newer server is told by its own name', () => {
    const step = { ...claimBill, step: 'a.step.of.next.year', label: '新的一步' };
    expect(tellOne(step)).toEqual({ title: '新的一步', sentence: '是 800.00\u00a0元。', clause: null });
  });
});

describe('the officer’s voice', () => {
  test('has a line a step: the statutory term, how it is reckoned, the figures, the clause', () => {
    const faults = trees.filter((tree) => {
      const lines = (isBenefit(tree) ? listBenefitLines : listOfficerLines)(tree);
      const own = flatten(tree).map(
        ({ label, result, clause }) => `${label} ${showValue(result)} ${clause?.article}`,
      );
      const told = lines.map(({ label, result, article }) => `${label} ${result} ${article}`);
      return told.join() !== own.join() || lines.some(({ rule }) => rule === '');
    });
    expect(faults).toEqual([]);
  });

  test('says every amount of the operation', () => {
    const reckoned = steps.filter(({ operation }) => operation !== '');
    const faults = reckoned.filter((step) => {
      const [line = ''] = (isBenefit(step) ? tellBenefitOfficer : tellOfficer)({ ...step, steps: [] });
      const own = (step.operation.match(/\d+\.\d\d/g) ?? []).map(showAmount);
      return own.some((amount) => !line.includes(amount));
    });
    expect(reckoned.length).toBeGreaterThan(1000);
    expect(faults).toEqual([]);
  });

  test('every operation in figures comes to its result', () => {
    const faults = steps.filter(({ operation, result }) => {
      const reckoned = operation === '' ? null : reckon(operation);
      return reckoned !== null && reckoned !== result;
    });
    expect(faults.map(({ step, operation, result }) => [step, operation, result])).toEqual([]);
  });

  test('as text', () => {
    const share = steps.find(
      ({ step, operation }) => step === 'assistance.share' && operation.startsWith('max('),
    )!;
    const [line = ''] = tellOfficer({ ...share, steps: [] });
    expect(line).toMatch(
      /^年度累计应救助 [\d,.]+\u00a0元（（累计个人自付 − 起付标准）× 救助比例：max\(.*%）〔第.*条.*〕$/,
    );
  });
});
