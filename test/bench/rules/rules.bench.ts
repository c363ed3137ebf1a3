/** `npm run bench -- rules`: one person-year after another, text in, text out, on one core. */
import assert from 'node:assert/strict';
import path from 'node:path';

import { formatPercent, type Ratio, type Step } from '@yijiutong/rules/kernel';
import { compileYear, type AssistanceTerms, type Law, type YearPolicy } from '@yijiutong/rules/policy';
import { Decimal } from 'decimal.js';

import { openBatchPool, type BatchPool } from '../../../bff/src/batch/batch-pool.ts';
import { installedProgram } from '../../../bff/src/batch/installed-program.ts';
import { readLaw } from '../../../bff/src/storage/documents.ts';
import { root } from '../../../config/local/main.mjs';
import { printFigure } from '../figure.ts';
import { race, type Contestant, type Rate } from '../measure.ts';
import { batches, checkBatch, packCity } from './by-batch.ts';
import { decideYear as decideByDecimal, type DecimalTerms } from './by-decimal.ts';
import { decideYear as decideByEngine, foldYear, termsOf, type EngineTerms } from './by-engine.ts';
import { decideYear as decideTraced, type HandStep, type HandWords } from './by-hand-traced.ts';
import { decideYear as decideByHand, type HandTerms } from './by-hand.ts';
import { otherNames, prepareOthers, raceOther, sayDifference } from './by-others.ts';
import { categories, inventYears, type PersonYear, type Region } from './people.ts';

const people = 4000;
/** The engines of others are that much slower: they are given the first of the people. */
const few = { compared: 200, raced: 25 };
const rounds = 9;
const cities: readonly (readonly [Region, string])[] = [
  ['510400', 'panzhihua'],
  ['420500', 'yichang'],
];

export async function benchRules(): Promise<void> {
  const law = await readLaw(path.join(root, 'config'));
  const pool = openBatchPool(installedProgram);
  try {
    for (const [region, name] of cities) await benchCity(law, region, name, pool);
  } finally {
    await pool.close();
  }
  console.log(
    'rules: OpenFisca’s numpy batch (3.6–7.3 M people/s where it was measured) needs Python and cannot be run here; ' +
      'the batches above say how many people a second they decide, over a year of bills each',
  );
}

async function benchCity(law: Law, region: Region, name: string, pool: BatchPool): Promise<void> {
  const policy = compileYear(law, { region, year: 2026 });
  const years = inventYears(region, people, 7);
  const terms = new Map(categories[region].map((category) => [category, allTerms(policy, category)]));
  const expected = checkEquality(years, terms, policy);
  const others = prepareOthers(new Map([...terms].map(([category, { hand }]) => [category, hand])));
  const city = packCity(policy, years);
  await checkBatch(city, pool, expected);
  const count = years.reduce((sum, { bills }) => sum + bills.length, 0);
  console.log(
    `rules ${name}: ${people} people, ${count} bills, every way of ours equal to the fen on every person, batches too; ` +
      `median of ${rounds} rounds`,
  );
  for (const [other, decide] of others)
    await sayDifference(other, decide, years.slice(0, few.compared), expected);
  const rates = await race(
    [
      ...contestants(years, terms, policy, count),
      ...batches(city, pool),
      ...others.map(([other, decide]) => raceOther(other, decide, years.slice(0, few.raced))),
    ],
    rounds,
  );
  printRates(name, rates, count / people);
}

type Terms = { engine: EngineTerms; hand: HandTerms; words: HandWords; decimal: DecimalTerms };

function allTerms(policy: YearPolicy, category: string): Terms {
  const engine = termsOf(policy, category);
  const { terms, rules } = engine;
  const hand = handTerms(terms);
  const decimal = (fen: number) => (fen === Infinity ? null : new Decimal(fen).dividedBy(100));
  return {
    engine,
    hand,
    words: {
      scope: rules.scope,
      payers: rules.payers,
      ...terms.clauses,
      relies: terms.relies.map(({ title, year }) => ({ label: title, value: `${year}年` })),
      lowPercent: formatPercent(hand.low as Ratio),
      highPercent: formatPercent(hand.high as Ratio),
    },
    decimal: {
      deductible: decimal(hand.deductible) ?? new Decimal(0),
      low: new Decimal(hand.low).dividedBy(10_000),
      high: new Decimal(hand.high).dividedBy(10_000),
      line: decimal(hand.line),
      cap: decimal(hand.cap),
    },
  };
}

/** The compiled figures as bare numbers; nothing of the two cities' assistance is missing. */
function handTerms({ deductible, lowRatio, highRatio, tierLine, cap }: AssistanceTerms): HandTerms {
  const figure = (value: unknown): number => {
    if (typeof value !== 'number') throw new Error(`a figure is missing: ${JSON.stringify(value)}`);
    return value;
  };
  return {
    deductible: figure(deductible),
    low: figure(lowRatio),
    high: figure(highRatio),
    line: tierLine === null ? Infinity : figure(tierLine.resident),
    cap: cap === null ? Infinity : figure(cap),
  };
}

/**
 * @returns what each bill of each person is given
 * @throws when two ways differ by a fen, or the two explanations by a step or a result
 */
function checkEquality(
  years: readonly PersonYear[],
  terms: ReadonlyMap<string, Terms>,
  policy: YearPolicy,
): string[][] {
  return years.map((person) => {
    const { engine, hand, words, decimal } = terms.get(person.category)!;
    const expected = decideByHand(hand, person.bills);
    const engineSteps: Step[] = [];
    const handSteps: HandStep[] = [];
    assert.deepEqual(decideByEngine(engine, person.bills, null), expected);
    assert.deepEqual(
      decideByEngine(engine, person.bills, (steps) => engineSteps.push(...steps)),
      expected,
    );
    assert.deepEqual(
      decideTraced(hand, words, person.bills, (steps) => handSteps.push(...steps)),
      expected,
    );
    assert.deepEqual(decideByDecimal(decimal, person.bills), expected);
    assert.deepEqual(foldYear(policy, person, false), expected);
    assert.deepEqual(engineSteps.map(resultOf), handSteps.map(resultOf));
    return expected;
  });
}

function resultOf({ step, operation, result }: Step | HandStep): string {
  return `${step}: ${operation} = ${result}`;
}

function contestants(
  years: readonly PersonYear[],
  terms: ReadonlyMap<string, Terms>,
  policy: YearPolicy,
  count: number,
): Contestant[] {
  let kept: unknown;
  const keep = (value: unknown) => (kept = value);
  const over = (name: string, decide: (person: PersonYear, own: Terms) => unknown): Contestant => ({
    name,
    round: () => {
      for (const person of years) keep(decide(person, terms.get(person.category)!));
      assert(kept !== undefined);
      return count;
    },
  });
  return [
    over('by-hand', ({ bills }, { hand }) => decideByHand(hand, bills)),
    over('engine', ({ bills }, { engine }) => decideByEngine(engine, bills, null)),
    over('decimal.js', ({ bills }, { decimal }) => decideByDecimal(decimal, bills)),
    over('by-hand-traced', ({ bills }, { hand, words }) => decideTraced(hand, words, bills, keep)),
    over('engine-explained', ({ bills }, { engine }) => decideByEngine(engine, bills, keep)),
    over('ledger', (person) => foldYear(policy, person, false)),
    over('ledger-explained', (person) => foldYear(policy, person, true)),
  ];
}

const beside: Record<string, string[]> = {
  engine: ['by-hand', ...otherNames],
  'decimal.js': ['by-hand'],
  'engine-explained': ['by-hand-traced'],
  ledger: ['by-hand'],
  'ledger-explained': ['by-hand-traced'],
  batch: ['by-hand', 'engine'],
  'batch-all-cores': ['by-hand', 'batch'],
};

/** Every contestant with its ratio to each that it is held against; batches in people a second as well. */
function printRates(city: string, rates: readonly Rate[], billsPerPerson: number): void {
  const of = (name: string) => rates.find((rate) => rate.name === name)!.perSecond;
  for (const { name, perSecond } of rates) {
    const figure = { name: `rules.${city}.${name}`, value: perSecond, unit: 'decisions/s' };
    const others = beside[name] ?? [];
    if (others.length === 0) printFigure(figure);
    for (const what of others) printFigure({ ...figure, beside: { value: of(what), what } });
    if (!name.startsWith('batch')) continue;
    const person = { value: of('by-hand') / billsPerPerson, what: 'by-hand' };
    printFigure({ ...figure, value: perSecond / billsPerPerson, unit: 'people/s', beside: person });
  }
}
