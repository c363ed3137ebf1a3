/** The same rule in publicodes: the two tiers are its own `barème`, the figures of a category a `variations`, in yuan. */
import Engine from 'publicodes';

import { type HandTerms } from './by-hand.ts';
import { ruleBase, type DecidePerson } from './contest.ts';

export function preparePublicodes(terms: ReadonlyMap<string, HandTerms>): DecidePerson {
  const engine = new Engine(rulesOf(terms));
  return ({ category, bills }) => {
    let base = 0;
    let before = 0;
    return bills.map((bill) => {
      base += ruleBase(bill, Number);
      engine.setSituation({ category: `'${category}'`, base: base.toFixed(2) });
      const total = Number(engine.evaluate('assistance').nodeValue);
      const given = (total - before).toFixed(2);
      before = total;
      return given;
    });
  };
}

function rulesOf(terms: ReadonlyMap<string, HandTerms>) {
  const figure = (of: (own: HandTerms) => string) => ({
    variations: [...terms].map(([category, own]) => ({ si: `category = '${category}'`, alors: of(own) })),
  });
  const yuan = (fen: number) => (fen === Infinity ? '9000000000' : (fen / 100).toFixed(2));
  return {
    category: { question: '救助对象类别', 'par défaut': "''" },
    base: { question: '年度累计政策范围内个人自付', 'par défaut': 0 },
    deductible: figure(({ deductible }) => yuan(deductible)),
    line: figure(({ line, deductible }) => yuan(Math.max(line, deductible))),
    low: figure(({ low }) => `${low / 100}%`),
    high: figure(({ high }) => `${high / 100}%`),
    cap: figure(({ cap }) => yuan(cap)),
    share: {
      barème: {
        assiette: 'base',
        tranches: [{ taux: '0%', plafond: 'deductible' }, { taux: 'low', plafond: 'line' }, { taux: 'high' }],
      },
      arrondi: '2 décimales',
    },
    assistance: { valeur: 'share', plafond: 'cap' },
  };
}
