// The lists of 乡村振兴 as the documents call who stands on them. Pure.
import type { RuralList } from '@yijiutong/rules/contract';

/** Null: of no class of assistance. */
export const categoryOfList: Record<RuralList, string | null> = {
  relapsed: '返贫致贫人口',
  monitored: '防止返贫监测对象',
  lifted: null,
  none: null,
};
