import { countOpen, findNextOpen, taskStanding } from '../../miniapp/src/packages/apply/next-open';
import { complete, draft, tasks } from './claim-replies';

type Upload = Parameters<typeof findNextOpen>[1][number];
const upload = (state: Upload['state'], paper = 'invoice', bill: string | null = 'S-1'): Upload => ({
  state,
  paper,
  bill,
});
const open = (what: 'bills' | 'injury' | 'paper' | 'payee', paper: string | null = null) => ({
  what,
  paper,
  bill: paper === null ? null : 'S-1',
});

describe('the next open thing', () => {
  test('bills come first, then the question about them, for they decide the papers', () => {
    const all = [open('payee'), open('paper', 'invoice'), open('injury'), open('bills')];
    expect(findNextOpen({ ...draft, open: all }, []).what).toBe('bills');
    expect(findNextOpen({ ...draft, open: all.slice(0, 3) }, []).what).toBe('injury');
  });

  test('then the papers in the order of the list, then the account, then the check', () => {
    expect(findNextOpen(draft, [])).toEqual({ what: 'paper', task: tasks.missing });
    expect(findNextOpen({ ...draft, open: [open('payee')] }, [])).toEqual({ what: 'payee' });
    expect(findNextOpen(complete, [])).toEqual({ what: 'check' });
  });

  test('a paper on its way is not asked for again; the claim waits for it at the end', () => {
    expect(findNextOpen(draft, [upload('sending')])).toEqual({ what: 'payee' });
    const onlyPaper = { ...draft, open: [open('paper', 'invoice')] };
    expect(findNextOpen(onlyPaper, [upload('on_phone')])).toEqual({ what: 'sending' });
  });

  test('a page that did not get through comes back, even when the server has others', () => {
    const failed = [upload('failed', 'identity_card', null)];
    expect(findNextOpen(complete, failed)).toEqual({ what: 'paper', task: tasks.identity });
  });

  test('the same paper of another bill is another paper', () => {
    expect(findNextOpen(draft, [upload('sending', 'invoice', 'S-2')])).toMatchObject({ what: 'paper' });
  });
});

describe('where a paper stands', () => {
  test.each([
    [[upload('failed'), upload('sending')], '1 页没送成', false],
    [[upload('sending'), upload('on_phone')], '正在送，还有 2 页', false],
    [[upload('on_phone')], '在这台手机上', false],
    [[], '还没有交', false],
  ])('what only this phone has comes before what the server knows', (uploads, words, done) => {
    const standing = taskStanding(tasks.missing, uploads);
    expect(standing.words).toContain(words);
    expect(standing.done).toBe(done);
  });

  test.each([
    [tasks.identity, '已经送到 2 页'],
    [tasks.held, '医保系统里有，不用交'],
    [{ ...tasks.held, heldBecause: 'earlier_claim' as const }, '以前交过，不用再交'],
    [tasks.excused, '拿不到：太远，去不了'],
  ])('what the server knows is done', (task, words) => {
    expect(taskStanding(task, [])).toMatchObject({ words, done: true });
  });

  test('asked again is open, with its reason', () => {
    expect(taskStanding(tasks.askedAgain, [])).toMatchObject({ words: '要补：没有盖章', done: false });
  });
});

test('things are counted as the list shows them', () => {
  expect(countOpen(draft, [])).toBe(2);
  expect(countOpen(complete, [])).toBe(0);
  expect(countOpen(complete, [upload('failed')])).toBe(1);
  expect(countOpen({ ...draft, open: [...draft.open, open('bills'), open('injury')] }, [])).toBe(3);
});
