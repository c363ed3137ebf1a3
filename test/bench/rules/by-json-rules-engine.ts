/**
 * The same rule in json-rules-engine: one rule a category, its figures in the event, one engine for everybody. The library has
 * no arithmetic of its own: amounts are reckoned where its manual puts them, in what listens to the event.
 */
import { Engine, type RuleProperties } from 'json-rules-engine';

import { readFen, totalOf, writeFen, type HandTerms } from './by-hand.ts';
import { ruleBase, type DecidePerson } from './contest.ts';

export function prepareJsonRulesEngine(terms: ReadonlyMap<string, HandTerms>): DecidePerson {
  const engine = new Engine([...terms].map(([category, figures]) => ruleOf(category, figures)));
  return async ({ category, bills }) => {
    const given: string[] = [];
    let base = 0;
    let before = 0;
    for (const bill of bills) {
      base += ruleBase(bill, readFen);
      const { events } = await engine.run({ category, base });
      const total = totalOf(base, events[0]!.params as HandTerms);
      given.push(writeFen(total - before));
      before = total;
    }
    return given;
  };
}

function ruleOf(category: string, figures: HandTerms): RuleProperties {
  return {
    conditions: {
      all: [
        { fact: 'category', operator: 'equal', value: category },
        { fact: 'base', operator: 'greaterThanInclusive', value: 0 },
      ],
    },
    event: { type: 'assistance', params: { ...figures } },
  };
}
