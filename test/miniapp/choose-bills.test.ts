import { listRows } from '../../miniapp/src/packages/apply/bills/choose-bills';
import { draft } from './claim-replies';

const typed = {
  institution: '仁和区人民医院',
  on: '2026-03-05',
  kind: 'inpatient' as const,
  total: '1240.50',
  before: ['P-0'],
};
const saved = { ...draft.bills[0]!, ...typed, source: 'paper' as const, ref: 'P-1', injury: false };
const refs = (bills: (typeof saved)[], ...all: (typeof typed)[]) =>
  listRows({ bills }, [], all, {}).map(({ ref, key }) => ref ?? key);

describe('a bill that was typed', () => {
  test('is there once when the reply of its saving was lost', () => {
    expect(refs([], typed)).toEqual(['new-0']);
    expect(refs([saved], typed)).toEqual(['P-1']);
  });

  test('stays when it is another, or the like of one that was there before', () => {
    expect(refs([saved], { ...typed, total: '1240.51' })).toEqual(['P-1', 'new-0']);
    expect(refs([{ ...saved, ref: 'P-0' }], typed)).toEqual(['P-0', 'new-0']);
    expect(refs([saved], typed, typed)).toEqual(['P-1', 'new-1']);
  });
});
