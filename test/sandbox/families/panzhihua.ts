/** Invented families of 攀枝花. The hospitals are those of `config/codes/510400.yaml`. */
import { chronic, drug, type Household, purchase, stay, visit } from './table.ts';

const central = 'H51040200001';
const renhe = 'H51041100001';
const miyi = 'H51042100001';
const yanbian = 'H51042200001';
const township = 'H51042100011';
const community = 'H51040300011';
const notDesignated = 'H51040200091';
const drugStore = 'P51040200021';
const chengdu = 'H51010700001';
const kunming = 'H53010200001';

export const panzhihua: readonly Household[] = [
  {
    story: '低保，肺癌：先在县里，再按规定转到市里和省城；有一笔医院少算了救助',
    county: '510421',
    members: [
      {
        name: '陈国强',
        sex: '男',
        born: '1962-03-14',
        scheme: 'resident',
        holds: [['低保对象', '2023-07-01']],
        account: '攀枝花，低保，得了大病，今年住院四次',
        bills: [
          stay('2025-11-20', miyi, '9860.40', { own: '412.00', pre: '655.20' }),
          stay('2026-01-18', miyi, '12480.00', { own: '530.00', pre: '860.00' }),
          stay('2026-03-05', central, '48600.00', { own: '2130.00', over: '320.00', pre: '2960.00' }),
          drug('2026-04-16', central, '15800.00', { pre: '1580.00' }),
          stay('2026-05-28', chengdu, '96200.00', { own: '6850.00', over: '1260.00', pre: '7400.00' }),
          chronic('2026-07-09', miyi, '2360.50', { pre: '118.00' }),
          stay('2026-09-12', central, '35740.80', {
            own: '1206.00',
            pre: '1980.40',
            platformPaid: { assistance: '1000.00', tilt: '0.00' },
          }),
          chronic('2026-10-15', miyi, '2180.00', { pre: '96.00' }),
        ],
      },
      {
        name: '王桂芳',
        sex: '女',
        born: '1964-09-02',
        scheme: 'resident',
        holds: [['低保对象', '2023-07-01']],
        bills: [
          visit('2026-02-03', township, '186.00', { own: '12.00' }),
          visit('2026-03-19', township, '642.50', { pre: '31.50' }),
          visit('2026-06-22', miyi, '1280.00', { own: '60.00' }),
          visit('2026-08-30', miyi, '1465.30', { own: '88.30' }),
        ],
      },
    ],
  },
  {
    story: '特困老人，一人一户，住院和看门诊都不用自己出政策范围内的钱',
    county: '510422',
    members: [
      {
        name: '赵德福',
        sex: '男',
        born: '1948-01-22',
        scheme: 'resident',
        holds: [['特困人员', '2021-04-01']],
        account: '攀枝花，特困老人',
        bills: [
          visit('2026-01-12', yanbian, '228.60', { own: '8.60' }),
          stay('2026-02-20', yanbian, '8430.00', { own: '180.00', pre: '402.00' }),
          stay('2026-08-06', central, '62310.00', { own: '1860.00', pre: '3120.00' }),
          chronic('2026-10-20', yanbian, '864.00'),
        ],
      },
    ],
  },
  {
    story: '年中认定：五月进监测范围，九月转为低保，年度内的钱要补算',
    county: '510411',
    members: [
      {
        name: '何晓燕',
        sex: '女',
        born: '1986-05-30',
        scheme: 'resident',
        holds: [
          ['防止返贫监测对象', '2026-05-10', '2026-08-31'],
          ['低保对象', '2026-09-01'],
        ],
        account: '攀枝花，身份在年中变了两次',
        bills: [
          stay('2026-02-11', renhe, '21860.00', { own: '960.00', pre: '1240.00' }),
          stay('2026-04-02', central, '38450.00', { own: '1720.00', pre: '2210.00' }),
          chronic('2026-06-18', renhe, '1860.00', { pre: '90.00' }),
          stay('2026-07-24', central, '29640.00', { own: '980.00', pre: '1650.00' }),
          stay('2026-10-08', renhe, '14220.00', { own: '340.00', pre: '760.00' }),
        ],
      },
      {
        name: '何雨桐',
        sex: '女',
        born: '2015-08-19',
        scheme: 'student',
        holds: [
          ['防止返贫监测对象', '2026-05-10', '2026-08-31'],
          ['低保对象', '2026-09-01'],
        ],
        bills: [visit('2026-09-21', community, '312.00')],
      },
    ],
  },
  {
    story: '在职职工，没有救助身份；看门诊用个人账户',
    county: '510402',
    members: [
      {
        name: '刘建明',
        sex: '男',
        born: '1979-12-05',
        scheme: 'employee',
        account: '攀枝花，在职职工，没有救助身份',
        bills: [
          visit('2026-03-02', central, '468.00', { own: '20.00', account: '200.00' }),
          purchase('2026-04-18', drugStore, '96.50', { account: '96.50' }),
          stay('2026-06-11', central, '18420.00', { own: '860.00', pre: '1130.00', account: '1500.00' }),
        ],
      },
      {
        name: '罗敏',
        sex: '女',
        born: '1981-02-17',
        scheme: 'civil_servant',
        bills: [
          stay('2026-05-06', central, '23600.00', { own: '700.00', pre: '980.00', civilServant: '1200.00' }),
        ],
      },
    ],
  },
  {
    story: '困难职工也是低保对象：大额补助之后再救助',
    county: '510403',
    members: [
      {
        name: '沈国平',
        sex: '男',
        born: '1971-07-08',
        scheme: 'employee',
        holds: [['低保对象', '2025-03-01']],
        bills: [
          stay('2025-12-30', central, '36800.00', { own: '1500.00', pre: '2100.00', account: '400.00' }),
          stay('2026-04-22', chengdu, '318600.00', {
            own: '21400.00',
            over: '3800.00',
            pre: '18600.00',
            large: '36000.00',
          }),
        ],
      },
    ],
  },
  {
    story: '低保边缘：先自己承担一年的起付标准，过线以后救助一半',
    county: '510421',
    members: [
      {
        name: '邓秀兰',
        sex: '女',
        born: '1958-11-11',
        scheme: 'resident',
        holds: [['低保边缘家庭成员', '2025-01-01']],
        bills: [
          stay('2026-01-27', township, '3260.00', { own: '60.00' }),
          stay('2026-03-30', miyi, '9480.00', { own: '420.00', pre: '510.00' }),
          stay('2026-08-19', central, '41200.00', { own: '2100.00', pre: '2630.00' }),
        ],
      },
      {
        name: '邓小川',
        sex: '男',
        born: '2009-04-26',
        scheme: 'student',
        holds: [['低保边缘家庭成员', '2025-01-01']],
      },
    ],
  },
  {
    story: '两种身份同时有：监测对象和低保边缘，按高的算',
    county: '510422',
    members: [
      {
        name: '马文华',
        sex: '男',
        born: '1969-06-01',
        scheme: 'resident',
        holds: [
          ['低保边缘家庭成员', '2024-06-01'],
          ['防止返贫监测对象', '2025-02-01'],
        ],
        bills: [
          stay('2026-03-16', yanbian, '16240.00', { own: '520.00', pre: '830.00' }),
          stay('2026-09-03', central, '27180.00', { own: '1140.00', pre: '1460.00' }),
        ],
      },
      {
        name: '马莉',
        sex: '女',
        born: '1972-10-20',
        scheme: 'resident',
        holds: [['脱贫不稳定人口', '2024-06-01']],
        bills: [stay('2026-11-02', yanbian, '11860.00', { own: '300.00', pre: '620.00', hidden: true })],
      },
    ],
  },
  {
    story: '因病致贫：起付标准高；没有按规定转诊的那一次不算',
    county: '510402',
    members: [
      {
        name: '宋玉明',
        sex: '男',
        born: '1975-03-03',
        scheme: 'resident',
        holds: [['因病致贫重病患者', '2026-02-15']],
        bills: [
          stay('2026-01-09', central, '52600.00', { own: '3100.00', pre: '3820.00' }),
          stay('2026-04-28', kunming, '68400.00', { own: '5200.00', pre: '4610.00', referred: false }),
          stay('2026-06-30', central, '44280.00', { own: '1900.00', pre: '2640.00' }),
        ],
      },
    ],
  },
  {
    story: '孤儿，先天性心脏病，跨省转诊手术',
    county: '510411',
    members: [
      {
        name: '杨朵朵',
        sex: '女',
        born: '2018-07-13',
        scheme: 'student',
        holds: [['孤儿', '2022-01-01']],
        bills: [
          stay('2026-07-20', kunming, '128600.00', { own: '8600.00', over: '900.00', pre: '9240.00' }),
          visit('2026-09-05', renhe, '246.00'),
        ],
      },
    ],
  },
  {
    story: '买了普惠险：先由保险付一部分，再救助；一笔在非定点机构，不救助',
    county: '510403',
    members: [
      {
        name: '冯立春',
        sex: '男',
        born: '1966-02-04',
        scheme: 'resident',
        holds: [['低保对象', '2024-01-01']],
        bills: [
          stay('2026-05-15', central, '86400.00', { own: '4200.00', pre: '5130.00', inclusive: '5000.00' }),
          visit('2026-06-04', notDesignated, '1380.00', { own: '380.00' }),
        ],
      },
    ],
  },
  {
    story: '费用很高，大病保险和救助都用到封顶线，再有倾斜救助',
    county: '510421',
    members: [
      {
        name: '蒋仁贵',
        sex: '男',
        born: '1960-08-28',
        scheme: 'resident',
        holds: [['低保对象', '2022-10-01']],
        bills: [
          stay('2026-02-26', chengdu, '386000.00', { own: '26800.00', over: '4100.00', pre: '22300.00' }),
          stay('2026-06-25', chengdu, '702600.00', { own: '51500.00', over: '3900.00', pre: '44100.00' }),
          stay('2026-10-29', central, '56300.00', { own: '2400.00', pre: '3100.00' }),
        ],
      },
    ],
  },
  {
    story: '医院结错了，撤销后重新结；还有一笔迟到的结算',
    county: '510402',
    members: [
      {
        name: '谢桂英',
        sex: '女',
        born: '1953-12-18',
        scheme: 'resident',
        holds: [['低保对象', '2023-01-01']],
        bills: [
          stay('2026-03-11', central, '19600.00', { own: '800.00', pre: '1100.00', sentOn: '2026-06-02' }),
          stay('2026-05-20', central, '31200.00', {
            own: '1300.00',
            pre: '1750.00',
            reversedOn: '2026-05-23',
          }),
          stay('2026-05-23', central, '28900.00', { own: '1300.00', pre: '1750.00' }),
        ],
      },
      { name: '谢东', sex: '男', born: '1982-05-07', scheme: 'paused' },
    ],
  },
  {
    story: '低保，一个人住：住院时窗口没有给救助；邻居是志愿者，帮她申请',
    county: '510402',
    members: [
      {
        name: '苏巧珍',
        sex: '女',
        born: '1955-04-18',
        scheme: 'resident',
        holds: [['低保对象', '2024-01-01']],
        account: '攀枝花东区，低保，有一笔住院没有给救助',
        bills: [
          stay('2026-08-12', central, '23600.00', {
            own: '940.00',
            pre: '1460.00',
            platformPaid: { assistance: '0.00', tilt: '0.00' },
          }),
        ],
      },
    ],
  },
  {
    story: '邻居：身体好，没有账单，村里请她当志愿者',
    county: '510402',
    members: [{ name: '田小禾', sex: '女', born: '1991-06-06', scheme: 'resident' }],
  },
  {
    story: '没有救助身份，一年里看病花了很多：可以申请认定因病致贫，认定以后补以前的',
    county: '510402',
    members: [
      {
        name: '姚启明',
        sex: '男',
        born: '1973-02-11',
        scheme: 'resident',
        account: '攀枝花东区，没有救助身份，看病花了很多',
        bills: [
          stay('2026-04-09', central, '98400.00', { own: '5200.00', pre: '6380.00' }),
          stay('2026-09-15', central, '76200.00', { own: '3900.00', pre: '4720.00' }),
        ],
      },
    ],
  },
];
