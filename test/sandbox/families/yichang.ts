/** Invented families of 宜昌. The hospitals are those of `config/codes/420500.yaml`. */
import { chronic, drug, type Household, stay, visit } from './table.ts';

const central = 'H42050300001';
const yiling = 'H42050600001';
const zigui = 'H42052700001';
const changyang = 'H42052800001';
const township = 'H42052700011';
const community = 'H42050200011';
const notDesignated = 'H42050200091';
const wuhan = 'H42010600001';
const chongqing = 'H50010300001';

export const yichang: readonly Household[] = [
  {
    story: '低保边缘：自付快到大病保险的起付线了',
    county: '420527',
    members: [
      {
        name: '向大山',
        sex: '男',
        born: '1967-05-21',
        scheme: 'resident',
        holds: [['低保边缘家庭成员', '2025-01-01']],
        account: '宜昌，低保边缘，快到大病保险的线了',
        bills: [
          stay('2026-02-24', zigui, '14380.00', { own: '620.00', pre: '840.00' }),
          chronic('2026-04-20', zigui, '1560.00', { pre: '78.00' }),
          stay('2026-06-15', central, '20460.00', { own: '980.00', pre: '1280.00' }),
        ],
      },
      {
        name: '向春梅',
        sex: '女',
        born: '1994-03-08',
        scheme: 'resident',
        holds: [['低保边缘家庭成员', '2025-01-01']],
        bills: [visit('2026-05-09', township, '164.00', { own: '14.00' })],
      },
    ],
  },
  {
    story: '返贫致贫：二类，大病保险和救助都有照顾，去武汉是按规定转诊的',
    county: '420528',
    members: [
      {
        name: '覃玉兰',
        sex: '女',
        born: '1970-10-01',
        scheme: 'resident',
        holds: [['返贫致贫人口', '2025-06-01']],
        account: '宜昌，返贫致贫人口，乳腺癌',
        bills: [
          stay('2025-12-28', changyang, '13260.00', { own: '480.00', pre: '690.00' }),
          stay('2026-01-06', wuhan, '88400.00', { own: '5600.00', over: '820.00', pre: '6210.00' }),
          drug('2026-03-12', central, '18600.00', { pre: '1860.00' }),
          drug('2026-05-14', central, '18600.00', { pre: '1860.00' }),
          stay('2026-07-29', wuhan, '61350.00', { own: '3200.00', pre: '4480.00' }),
          chronic('2026-09-17', changyang, '1320.00', { pre: '66.00' }),
        ],
      },
      {
        name: '田家旺',
        sex: '男',
        born: '2011-12-24',
        scheme: 'student',
        holds: [['返贫致贫人口', '2025-06-01']],
      },
    ],
  },
  {
    story: '没有救助身份的居民，一次大病',
    county: '420502',
    members: [
      {
        name: '周文静',
        sex: '女',
        born: '1990-07-16',
        scheme: 'resident',
        account: '宜昌，普通居民，没有救助身份',
        bills: [
          visit('2026-01-20', community, '286.00', { own: '26.00' }),
          stay('2026-05-08', central, '73800.00', { own: '4100.00', pre: '5230.00' }),
        ],
      },
    ],
  },
  {
    story: '因病致贫：认定后十二个月有效，八月到期',
    county: '420506',
    members: [
      {
        name: '谭小军',
        sex: '男',
        born: '1983-01-29',
        scheme: 'resident',
        holds: [['因病致贫重病患者', '2025-08-20', '2026-08-19']],
        account: '宜昌，因病致贫，身份八月到期了',
        bills: [
          stay('2025-10-14', yiling, '33600.00', { own: '1400.00', pre: '2050.00' }),
          stay('2026-01-31', central, '58200.00', { own: '3200.00', pre: '4010.00' }),
          stay('2026-06-27', central, '46900.00', { own: '2100.00', pre: '2980.00' }),
          stay('2026-10-22', yiling, '17450.00', { own: '560.00', pre: '940.00' }),
        ],
      },
    ],
  },
  {
    story: '特困，移植手术：救助到八万封顶，再有倾斜救助',
    county: '420527',
    members: [
      {
        name: '梅长生',
        sex: '男',
        born: '1956-04-04',
        scheme: 'resident',
        holds: [['特困人员', '2020-09-01']],
        bills: [
          stay('2026-03-24', wuhan, '626800.00', { own: '48600.00', over: '5200.00', pre: '44300.00' }),
          stay('2026-08-13', wuhan, '468400.00', { own: '29800.00', pre: '21200.00' }),
          chronic('2026-10-10', zigui, '3680.00', { pre: '184.00' }),
        ],
      },
    ],
  },
  {
    story: '低保：住院跨年，结算在新年；一笔没有转诊去重庆',
    county: '420506',
    members: [
      {
        name: '黄桂珍',
        sex: '女',
        born: '1961-09-09',
        scheme: 'resident',
        holds: [['低保对象', '2024-03-01']],
        bills: [
          stay('2026-01-04', central, '26340.00', { own: '1100.00', pre: '1560.00' }),
          stay('2026-05-27', chongqing, '39600.00', { own: '2600.00', pre: '2480.00', referred: false }),
          chronic('2026-08-26', yiling, '1180.00'),
        ],
      },
      {
        name: '黄志强',
        sex: '男',
        born: '1985-06-18',
        scheme: 'resident',
        holds: [['低保对象', '2024-03-01', '2026-03-31']],
        bills: [
          stay('2026-02-18', yiling, '9860.00', { own: '360.00', pre: '480.00' }),
          stay('2026-06-08', yiling, '12240.00', { own: '410.00', pre: '590.00' }),
        ],
      },
    ],
  },
  {
    story: '监测对象三种：脱贫不稳定、边缘易致贫、突发严重困难',
    county: '420528',
    members: [
      {
        name: '李启明',
        sex: '男',
        born: '1974-02-02',
        scheme: 'resident',
        holds: [['脱贫不稳定人口', '2024-01-01']],
        bills: [stay('2026-04-13', changyang, '22180.00', { own: '860.00', pre: '1210.00' })],
      },
      {
        name: '李秋菊',
        sex: '女',
        born: '1976-08-15',
        scheme: 'resident',
        holds: [['边缘易致贫人口', '2025-05-01']],
        bills: [stay('2026-07-02', central, '34200.00', { own: '1460.00', pre: '1990.00' })],
      },
      {
        name: '李阳',
        sex: '男',
        born: '2003-11-30',
        scheme: 'resident',
        holds: [['突发严重困难人口', '2026-06-10']],
        bills: [
          stay('2026-05-30', central, '64800.00', { own: '3900.00', pre: '4320.00' }),
          stay('2026-07-18', central, '28600.00', { own: '1180.00', pre: '1640.00' }),
        ],
      },
    ],
  },
  {
    story: '三类变二类：四月从低保边缘转为低保；发送方漏了转诊标志的一笔要等补齐',
    county: '420502',
    members: [
      {
        name: '袁秀华',
        sex: '女',
        born: '1965-12-12',
        scheme: 'resident',
        holds: [
          ['低保边缘家庭成员', '2025-04-01', '2026-04-14'],
          ['低保对象', '2026-04-15'],
        ],
        bills: [
          stay('2026-02-09', central, '24600.00', { own: '1020.00', pre: '1380.00' }),
          stay('2026-06-19', central, '31450.00', { own: '1300.00', pre: '1820.00' }),
          stay('2026-09-25', wuhan, '42300.00', {
            own: '2300.00',
            pre: '2760.00',
            withoutFlags: true,
            platformPaid: { assistance: '0.00', tilt: '0.00' },
          }),
        ],
      },
    ],
  },
  {
    story: '孤儿，普通门诊没有救助，住院有',
    county: '420527',
    members: [
      {
        name: '屈小满',
        sex: '男',
        born: '2013-05-21',
        scheme: 'student',
        holds: [['孤儿', '2021-03-01']],
        bills: [
          visit('2026-03-20', township, '138.00'),
          stay('2026-04-09', zigui, '7260.00', { own: '160.00', pre: '240.00' }),
        ],
      },
    ],
  },
  {
    story: '退休职工是低保边缘：按居民大病线的金额分两段',
    county: '420502',
    members: [
      {
        name: '胡建国',
        sex: '男',
        born: '1957-10-10',
        scheme: 'retired',
        holds: [['低保边缘家庭成员', '2025-07-01']],
        bills: [
          stay('2026-03-28', central, '96400.00', { own: '5200.00', pre: '6340.00', account: '2000.00' }),
          visit('2026-06-10', community, '326.00', { account: '146.70' }),
          stay('2026-09-30', wuhan, '142800.00', { own: '9100.00', pre: '9870.00', large: '8600.00' }),
        ],
      },
      { name: '胡敏', sex: '女', born: '1986-04-14', scheme: 'employee' },
    ],
  },
  {
    story: '撤销后没有再结；一笔在非定点机构',
    county: '420506',
    members: [
      {
        name: '邹永清',
        sex: '男',
        born: '1959-07-07',
        scheme: 'resident',
        holds: [['低保对象', '2023-08-01']],
        bills: [
          stay('2026-04-17', yiling, '15680.00', { own: '600.00', pre: '870.00', reversedOn: '2026-07-01' }),
          stay('2026-06-03', central, '23900.00', { own: '980.00', pre: '1330.00' }),
          visit('2026-08-08', notDesignated, '860.00', { own: '260.00' }),
        ],
      },
      { name: '邹晴', sex: '女', born: '1992-02-29', scheme: 'none' },
    ],
  },
];
