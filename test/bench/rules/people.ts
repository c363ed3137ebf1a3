/** Invented person-years: who somebody is, and the bills of the year as they arrive, every amount as text. */
import { seededChance, type Chance } from '../../support/seeded.ts';

/** Yuan with two decimals, as a settlement gives them: "1240.00". */
export type TextBill = { total: string; outOfScope: string; basicPaid: string; criticalIllnessPaid: string };

export type PersonYear = {
  /** The statutory category, as a case or the platform would name it. */
  category: string;
  /** In the order of their days. */
  bills: TextBill[];
};

const panzhihua = [
  '特困人员',
  '孤儿',
  '低保对象',
  '防止返贫监测对象',
  '低保边缘家庭成员',
  '因病致贫重病患者',
];
const yichang = [
  '特困人员',
  '孤儿',
  '低保对象',
  '返贫致贫人口',
  '低保边缘家庭成员',
  '脱贫不稳定人口',
  '边缘易致贫人口',
  '突发严重困难人口',
  '因病致贫重病患者',
];

export const categories = { '510400': panzhihua, '420500': yichang } as const;
export type Region = keyof typeof categories;

/** The same seed gives the same people: few bills are large, most are small, a year has one to twelve. */
export function inventYears(region: Region, count: number, seed: number): PersonYear[] {
  const chance = seededChance(seed);
  return Array.from({ length: count }, () => ({
    category: chance.pick(categories[region]),
    bills: Array.from({ length: chance.between(1, 12) }, () => inventBill(chance)),
  }));
}

function inventBill(chance: Chance): TextBill {
  const total = chance.happens(0.08) ? chance.between(5_000_000, 30_000_000) : chance.between(100, 3_000_000);
  const outOfScope = Math.floor(total * chance.next() * 0.2);
  const basicPaid = Math.floor((total - outOfScope) * (0.4 + chance.next() * 0.3));
  const rest = total - outOfScope - basicPaid;
  const criticalIllnessPaid = rest > 1_500_000 ? Math.floor((rest - 1_500_000) * 0.6) : 0;
  return {
    total: yuan(total),
    outOfScope: yuan(outOfScope),
    basicPaid: yuan(basicPaid),
    criticalIllnessPaid: yuan(criticalIllnessPaid),
  };
}

function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}
