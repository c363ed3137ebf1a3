import {
  decideTasks,
  keepWhatWasSent,
  listOpen,
  type TaskFacts,
} from '../../../bff/src/claim/claim.tasks.ts';
import type { PaperPageRow } from '../../../bff/src/paper/paper.service.ts';
import type { PaperNeed } from '../../../shared/src/claim/index.ts';
import { parseDay } from '../../../shared/src/kernel/index.ts';

const need = (change: Partial<PaperNeed> = {}): PaperNeed => ({
  paper: 'identity_card',
  bill: null,
  title: '居民身份证',
  words: '正反两面',
  source: '自己保管',
  maxPages: 2,
  reuseMonths: 24,
  mayExcuse: true,
  held: null,
  ...change,
});

let serial = 0;
function page(change: Partial<PaperPageRow> = {}): PaperPageRow {
  serial += 1;
  const arrivedAt = '2026-06-10 02:00:00.000';
  const shown = {
    pageId: `page${serial}`,
    arrivedAt,
    mediaType: 'image/jpeg' as const,
    bytes: 1,
    pdfPages: 1,
    sha256: '',
  };
  return {
    pageId: serial,
    paper: 'identity_card',
    subject: '',
    arrivedAt,
    unsent: true,
    broughtFor: null,
    page: shown,
    ...change,
  };
}

const claimId = 7;
function facts(change: Partial<TaskFacts> = {}): TaskFacts {
  return {
    claimId,
    state: 'draft',
    submissions: 0,
    needs: [need()],
    pages: [],
    sent: new Map(),
    refused: new Set(),
    excuses: [],
    notice: null,
    today: parseDay('2026-06-10'),
    ...change,
  };
}
const stateOf = (change: Partial<TaskFacts>) => {
  const [task] = decideTasks(facts(change));
  return task && [task.state, task.heldBecause, task.pages.length];
};
const excuse = (submission = 0) => ({
  claim_id: claimId,
  paper: 'identity_card',
  bill: '',
  submission,
  reason: 'lost' as const,
  words: null,
  given_at: '2026-06-10 03:00:00.000',
});

describe('in a draft', () => {
  test('missing, until a page or an answer is there', () => {
    expect(stateOf({})).toEqual(['missing', null, 0]);
    expect(stateOf({ pages: [page()] })).toEqual(['given', null, 1]);
    expect(stateOf({ excuses: [excuse()] })).toEqual(['excused', null, 0]);
    expect(stateOf({ excuses: [excuse()], pages: [page()] })).toEqual(['given', null, 1]);
  });

  test('has room for as many pages as its kind may have, and none where there is nothing to send', () => {
    const roomOf = (change: Partial<TaskFacts>) => decideTasks(facts(change))[0]?.room;
    expect(roomOf({})).toBe(2);
    expect(roomOf({ pages: [page()] })).toBe(1);
    expect(roomOf({ pages: [page(), page(), page()] })).toBe(0);
    expect(roomOf({ pages: [page({ unsent: false }), page({ subject: 'S1' })] })).toBe(2);
    expect(roomOf({ needs: [need({ held: 'platform' })] })).toBe(0);
  });

  test('held where the platform knows it', () => {
    expect(stateOf({ needs: [need({ held: 'platform' })] })).toEqual(['held', 'platform', 0]);
  });

  test("another paper's page and another bill's are not this one's", () => {
    const others = [page({ paper: 'bank_card' }), page({ subject: 'S1' })];
    expect(stateOf({ pages: others })).toEqual(['missing', null, 0]);
  });

  // 24 months after 2024-06-10, China's day: the last day, the day after, and the hour before midnight in China.
  test.each([
    ['2024-06-10 02:00:00.000', 'held'],
    ['2024-06-09 16:00:00.000', 'held'],
    ['2024-06-09 15:59:59.999', 'missing'],
  ])('what an earlier claim was sent with on %s is %s on 2026-06-10', (arrivedAt, state) => {
    const old = page({ arrivedAt, unsent: false });
    const sent = new Map([[3, new Set([old.pageId])]]);
    expect(stateOf({ pages: [old], sent })?.[0]).toBe(state);
  });

  test('a paper that never goes out of date is held for good', () => {
    const old = page({ arrivedAt: '2016-01-01 00:00:00.000', unsent: false });
    const sent = new Map([[3, new Set([old.pageId])]]);
    expect(stateOf({ needs: [need({ reuseMonths: null })], pages: [old], sent })).toEqual([
      'held',
      'earlier_claim',
      1,
    ]);
  });

  test('a page that a notice was about holds nothing', () => {
    const old = page({ unsent: false });
    const change = { pages: [old], sent: new Map([[3, new Set([old.pageId])]]) };
    expect(stateOf({ ...change, refused: new Set([old.pageId]) })).toEqual(['missing', null, 0]);
  });

  test('a newer page beside one that is held is given', () => {
    const old = page({ unsent: false });
    const sent = new Map([[3, new Set([old.pageId])]]);
    expect(stateOf({ pages: [old, page()], sent })).toEqual(['given', null, 2]);
  });
});

describe('once it was sent', () => {
  const went = page({ unsent: false });
  const sent = new Map([[claimId, new Set([went.pageId])]]);

  test('its pages are those that went with it, and stay, whatever comes later', () => {
    const change = { state: 'submitted' as const, submissions: 1, sent, pages: [went, page()] };
    expect(stateOf(change)).toEqual(['given', null, 1]);
    const later = new Map([...sent, [9, new Set([went.pageId])]]);
    expect(stateOf({ ...change, sent: later })).toEqual(['given', null, 1]);
    // However old they get.
    expect(stateOf({ ...change, today: parseDay('2036-06-10') })).toEqual(['given', null, 1]);
  });

  const askedAt = '2026-06-12 02:00:00.000';
  const corrected = {
    state: 'correction_asked' as const,
    submissions: 1,
    sent,
    notice: {
      asked: { claim_id: claimId, submission: 1, words: null, asked_at: askedAt },
      papers: [
        {
          claim_id: claimId,
          submission: 1,
          paper: 'identity_card',
          bill: '',
          reason: 'unclear' as const,
          words: null,
        },
      ],
    },
  };

  test.each([
    ['2026-06-12 01:59:59.999', 'asked_again'],
    [askedAt, 'given'],
    ['2026-06-12 02:00:00.001', 'given'],
  ])('a page of %s that went with another claim makes a paper of the notice %s', (arrivedAt, state) => {
    const pages = [went, page({ arrivedAt, unsent: false })];
    expect(stateOf({ ...corrected, pages })?.[0]).toBe(state);
  });

  test('a page that no claim was sent with answers a notice, however old it is', () => {
    const pages = [went, page({ arrivedAt: '2026-06-01 02:00:00.000' })];
    expect(stateOf({ ...corrected, pages })).toEqual(['given', null, 2]);
  });

  test('a page that another notice was about answers none', () => {
    const other = page({ arrivedAt: '2026-06-13 02:00:00.000', unsent: false });
    const refused = new Set([other.pageId]);
    expect(stateOf({ ...corrected, pages: [went, other], refused })?.[0]).toBe('asked_again');
  });

  test('a reviewer sees what it was sent with, not what she is writing', () => {
    const pages = [went, page({ arrivedAt: '2026-06-13 02:00:00.000' })];
    const shown = keepWhatWasSent(facts({ ...corrected, pages, excuses: [excuse(1), excuse(0)] }));
    const [task] = decideTasks(shown);
    expect(task).toMatchObject({ state: 'asked_again', pages: [went], excuse: { submission: 0 } });
  });

  test('a paper that went with all its pages has room for as many again once it is named, and only then', () => {
    const other = page({ unsent: false });
    const full = new Map([[claimId, new Set([went.pageId, other.pageId])]]);
    const change = { ...corrected, sent: full, pages: [went, other] };
    const roomOf = (more: Partial<TaskFacts>) => decideTasks(facts({ ...change, ...more }))[0]?.room;
    expect(roomOf({})).toBe(2);
    expect(roomOf({ pages: [went, other, page({ arrivedAt: askedAt })] })).toBe(1);
    expect(roomOf({ notice: { ...corrected.notice, papers: [] } })).toBe(0);
    expect(roomOf({ state: 'submitted', notice: null })).toBe(0);
    expect(roomOf({ state: 'withdrawn', notice: null })).toBe(0);
  });

  test('an answer of before the notice does not count, one of after it does', () => {
    expect(stateOf({ ...corrected, excuses: [excuse(0)] })?.[0]).toBe('asked_again');
    expect(stateOf({ ...corrected, excuses: [excuse(1)] })?.[0]).toBe('excused');
  });

  test('what the notice names is asked again though the platform was thought to hold it', () => {
    expect(stateOf({ ...corrected, needs: [need({ held: 'platform' })] })?.[0]).toBe('asked_again');
  });

  test('a new page of a paper that it does not name changes nothing', () => {
    const other = { ...corrected, needs: [need({ paper: 'bank_card' })] };
    const late = page({ paper: 'bank_card', arrivedAt: '2026-06-13 00:00:00.000' });
    expect(stateOf({ ...other, pages: [late] })).toEqual(['missing', null, 0]);
  });

  test('only what the notice names keeps it from being sent again', () => {
    const tasks = decideTasks(facts({ ...corrected, needs: [need(), need({ paper: 'bank_card' })] }));
    expect(
      listOpen({
        state: 'correction_asked',
        kind: 'reimbursement',
        bills: [],
        tasks,
        hasPayee: false,
        householdSaid: false,
      }),
    ).toEqual([{ what: 'paper', paper: 'identity_card', bill: null }]);
    for (const state of ['submitted', 'withdrawn'] as const) {
      expect(
        listOpen({ state, kind: 'reimbursement', bills: [], tasks, hasPayee: false, householdSaid: false }),
      ).toEqual([]);
    }
  });
});
