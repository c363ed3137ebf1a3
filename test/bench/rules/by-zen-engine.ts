/** The same rule in GoRules' zen-engine: a decision table for the figures, an expression node for the sum; its decimals are exact. */
import { ZenEngine } from '@gorules/zen-engine';

import { readFen, writeFen, type HandTerms } from './by-hand.ts';
import { ruleBase, type DecidePerson } from './contest.ts';

/** More than any year comes to: the table has no word for "none". */
const none = 900_000_000_000;
const figures = ['deductible', 'low', 'high', 'line', 'cap'] as const;

export function prepareZenEngine(terms: ReadonlyMap<string, HandTerms>): DecidePerson {
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(decisionOf(terms))));
  return async ({ category, bills }) => {
    const given: string[] = [];
    let base = 0;
    let before = 0;
    for (const bill of bills) {
      base += ruleBase(bill, readFen);
      const answer = (await decision.evaluate({ category, base })) as { result: { total: number } };
      const { total } = answer.result;
      given.push(writeFen(total - before));
      before = total;
    }
    return given;
  };
}

function decisionOf(terms: ReadonlyMap<string, HandTerms>) {
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'bill', content: {} },
      { id: 'table', type: 'decisionTableNode', name: 'figures', content: tableOf(terms) },
      {
        id: 'sum',
        type: 'expressionNode',
        name: 'total',
        content: {
          passThrough: false,
          expressions: [
            { id: 'l', key: 'lowPart', value: 'max([min([base, line]) - deductible, 0]) * low' },
            { id: 'h', key: 'highPart', value: 'max([base - max([line, deductible]), 0]) * high' },
            { id: 't', key: 'total', value: 'min([floor(($.lowPart + $.highPart) / 10000 + 0.5), cap])' },
          ],
        },
      },
      { id: 'out', type: 'outputNode', name: 'grant', content: {} },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'b', type: 'edge', sourceId: 'table', targetId: 'sum' },
      { id: 'c', type: 'edge', sourceId: 'sum', targetId: 'out' },
    ],
  };
}

function tableOf(terms: ReadonlyMap<string, HandTerms>) {
  return {
    hitPolicy: 'first',
    passThrough: true,
    inputs: [{ id: 'category', name: 'category', field: 'category' }],
    outputs: figures.map((name) => ({ id: name, name, field: name })),
    rules: [...terms].map(([category, own], row) => ({
      _id: `row-${row}`,
      category: JSON.stringify(category),
      ...Object.fromEntries(figures.map((name) => [name, String(Math.min(own[name], none))])),
    })),
  };
}
