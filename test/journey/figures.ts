/**
 * What two residents must read, worked out by hand from the clauses (the sums stand beside the figures).
 * The journeys hold the screens against these, not against the program's own answer.
 */
import type { Expected } from './story.ts';

/**
 * 攀枝花, 低保对象: no deductible, 70 % of the in-scope remainder of the year (第十二条). Before this bill the year's
 * remainder was 2,751.80 + 7,629.60 + 11,665.43 + 269.10 = 22,315.93 → 15,621.15; this bill adds
 * 32,554.40 − 20,510.36 − 8,430.83 = 3,613.21 → 25,929.14 × 70 % = 18,150.40. Its share: 2,529.25; the window gave 1,000.00.
 */
export const chenGuoqiang: Expected = {
  status: [
    '低保对象',
    '国家医保系统',
    '居民医保',
    '示例数据',
    '213,361.30',
    '38,664.22',
    '按规定算，还能领',
    '1,529.25',
    '已经给了 16,796.20 元',
    '今年最多帮 70,000.00 元',
    '今年还能帮 51,674.55 元',
  ],
  bill: {
    id: '510421S2026091200106',
    line: ['还能领 1,529.25 元', '一共 35,740.80 元', '住院'],
    plain: ['您还能领', '1,529.25', '2,529.25 元', '1,000.00 元', '3,613.21', '35,740.80', '4,270.36'],
    clause: ['第十二条（二）', '低保对象按70%的比例救助', '攀枝花市人民政府办公室'],
    officer: ['25,929.14', '70%', '18,150.40', '第十二条（二）'],
  },
};

/**
 * 宜昌, 返贫致贫人口 = 二类: 70 % up to the halved 大病 line of 6,000, 75 % above it (第九条). The remainder is
 * 75,770.00 − 43,250.60 − 17,237.61 = 15,281.79: 4,200.00 + 9,281.79 × 75 % = 11,161.34, and so much the window gave.
 */
export const qinYulan: Expected = {
  status: [
    '返贫致贫人口',
    '二类医疗救助对象',
    '居民医保',
    '188,270.00',
    '31,108.38',
    '今年最多帮 80,000.00 元',
  ],
  bill: {
    id: '420528S2026010600301',
    line: ['一共 88,400.00 元', '16,750.45'],
    plain: ['该给的已经给足', '11,161.34 元', '15,281.79', '17,237.61 元'],
    clause: ['第九条', '宜昌市人民政府办公室'],
    officer: ['15,281.79', '11,161.34', '75%'],
  },
};
