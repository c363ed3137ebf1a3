/** Who a family can be, in words that it knows itself by. A category that has no words here is shown as the document calls it. */
import { asksRecognition } from '@yijiutong/rules/estimate';

import type { LawOfDay } from './ask/asked';
import type { Draft } from './draft';

const words: Readonly<Record<string, string>> = {
  特困人员: '特困户（五保户）',
  城乡特困人员: '特困户（五保户）',
  孤儿: '孤儿',
  事实无人抚养儿童: '父母都养不了的孩子',
  低保对象: '吃低保的',
  城乡最低生活保障对象: '吃低保的',
  低保边缘家庭成员: '低保边缘户（比低保好一点）',
  城乡低保边缘家庭成员: '低保边缘户（比低保好一点）',
  最低生活保障边缘家庭成员: '低保边缘户（比低保好一点）',
  返贫致贫人口: '返贫户、致贫户',
  防止返贫监测对象: '防返贫监测户',
  农村易返贫致贫人口: '防返贫监测户',
  脱贫不稳定人口: '防返贫监测户',
  边缘易致贫人口: '防返贫监测户',
  突发严重困难人口: '防返贫监测户',
  因病致贫重病患者: '因病致贫的重病人（民政认定过）',
  支出型困难家庭中的重病患者: '因病致贫的重病人（民政认定过）',
  其他特殊困难人员: '县里定的其他困难户',
};

/** Whether a family is asked when it was recognised: only where that matters, and only who says to be recognised. */
export function asksWhen(policy: LawOfDay | null, who: Draft['who']): boolean {
  return policy !== null && asksRecognition(policy) && who !== null && who !== 'unknown' && who.length > 0;
}

/** Whether the law still knows who the family said to be: a later document may call it otherwise. */
export function knowsFamily(policy: LawOfDay | null, who: Draft['who']): boolean {
  if (policy === null || who === null || who === 'unknown') return true;
  return who.every((category) => policy.classOf[category] !== undefined);
}

export const nameFamily = (category: string): string => words[category] ?? category;

export type Family = { category: string; name: string };

/** One line for each name and class: categories that people call the same are one, unless the document parts them. */
export function listFamilies(policy: LawOfDay): Family[] {
  const found = new Map<string, Family>();
  for (const { id, categories } of policy.classes) {
    for (const category of categories) {
      const name = nameFamily(category);
      const key = `${id} ${name}`;
      if (!found.has(key)) found.set(key, { category, name });
    }
  }
  return [...found.values()];
}
