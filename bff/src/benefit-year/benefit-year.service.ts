// One year of a person, read: her identities as known now, and the figures as the ledger last left them.
import type { YearReply } from '@yijiutong/rules/contract';
import { ZERO, type Day } from '@yijiutong/rules/kernel';
import { listThresholds } from '@yijiutong/rules/ledger';
import type { Insurance } from '@yijiutong/rules/policy';

import { getPerson } from '../account/person.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Known } from '../identity/identity.service.ts';
import { findPersonYear, markDue } from './benefit-year.store.ts';
import type { CitedClause, LawBook } from './law-book.ts';
import { figureEmptyYear, type YearFigures } from './year.figures.ts';
import { contextHashOf, emptyYear, throughDay } from './year.fold.ts';

export interface PersonYear {
  year: number;
  on: Day;
  region: { code: string; name: string };
  insurance: 'resident' | 'employee' | 'none';
  known: Known;
  figures: YearFigures;
}

export async function readPersonYear(deps: Deps, personId: number, year: number): Promise<PersonYear> {
  const row = await findPersonYear(deps.db, personId, year);
  const region = deps.law.findRegion(row.region ?? row.insured_in);
  if (region === null) {
    throw new AppError(
      422,
      'region_unknown',
      'the person is insured in a region that this service does not serve',
    );
  }
  const known = await deps.identities.getForShow({
    certnoIndex: row.certno_index,
    region: region.code,
    numbers: () => getPerson(deps.db, deps.crypto, personId),
  });
  const today = deps.clock.today();
  const insurance: Insurance = row.insurance === 'employee' ? 'employee' : 'resident';
  const figures =
    row.figures === null
      ? figuresBeforeBills(deps.law, { region: region.code, year, known, insurance, today })
      : (JSON.parse(row.figures) as YearFigures);
  const { insurance: decidedUnder, retroactivePaid } = figures;
  const hash = contextHashOf(deps.law, {
    region: region.code,
    year,
    identities: known.identities,
    insurance: decidedUnder,
    retroactivePaid,
  });
  // She is somebody else to the law than when the year was decided: the sweeper decides it again.
  if (row.context_hash !== null && !known.stale && !hash.equals(row.context_hash)) {
    await markDue(deps.db, { personId, year }, deps.clock.now());
  }
  return { year, on: throughDay(year, today), region, insurance: row.insurance, known, figures };
}

function figuresBeforeBills(
  law: LawBook,
  person: { region: string; year: number; known: Known; insurance: Insurance; today: Day },
): YearFigures {
  const { identities } = person.known;
  const { context, settled, through } = emptyYear(law, { ...person, identities, retroactivePaid: ZERO });
  return figureEmptyYear(context, listThresholds(context, settled, through));
}

export function presentYear(
  law: LawBook,
  read: PersonYear,
  alsoCited: readonly CitedClause[] = [],
): YearReply {
  const { figures } = read;
  const cited = figures.thresholds.flatMap(({ clause }) => clause ?? []);
  return {
    year: read.year,
    on: read.on,
    paid: figures.paid,
    selfPaidInScope: figures.selfPaidInScope,
    selfPaid: figures.selfPaid,
    thresholds: figures.thresholds,
    topUps: figures.topUps,
    calculated: figures.calculated,
    granted: figures.granted,
    claimable: figures.claimable,
    undecidedBills: figures.undecidedBills,
    missing: figures.missing,
    illustrative: figures.illustrative,
    clauses: law.quote([...cited, ...alsoCited]),
    freshness: presentFreshness(read.known),
  };
}

export function presentFreshness({ asOf, stale }: Known): YearReply['freshness'] {
  return { asOf: new Date(asOf).toISOString(), stale };
}
