import { join } from 'node:path';

import { intakeRequest } from '@yijiutong/rules/contract';
import { add, type Fen, parseYuan, ZERO } from '@yijiutong/rules/kernel';

import { type Codes, loadCodes } from '../../bff/src/storage/codes.ts';
import { isCitizenNumber } from '../../shared/src/contract/values.ts';
import { listAccounts } from './families/accounts.ts';
import { familiesByRegion, loadFamilies } from './families/load.ts';
import { pushesInOrder, type Settlement, type World } from './world.ts';

const configDir = join(__dirname, '../../config');
let world: World;
let codes: Codes;

beforeAll(async () => {
  [world, codes] = await Promise.all([loadFamilies(configDir), loadCodes(configDir)]);
});

const yuan = (settlement: Settlement, field: string): Fen =>
  parseYuan(settlement.push.output.setlinfo[field] ?? '0.00', field);
const sum = (settlement: Settlement, ...fields: string[]): Fen =>
  fields.map((field) => yuan(settlement, field)).reduce(add, ZERO);

const FUNDS = ['hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay'];

describe('every bill of the families', () => {
  test('satisfies the identities (a) to (e) to the fen', () => {
    expect(world.settlements.length).toBeGreaterThan(60);
    for (const bill of world.settlements) {
      const scope = ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'];
      expect(sum(bill, ...scope)).toBe(yuan(bill, 'medfee_sumamt'));
      expect(sum(bill, ...FUNDS)).toBe(yuan(bill, 'fund_pay_sumamt'));
      expect(sum(bill, 'fund_pay_sumamt', 'psn_part_amt', 'hosp_part_amt')).toBe(yuan(bill, 'medfee_sumamt'));
      expect(sum(bill, 'acct_pay', 'psn_cash_pay')).toBe(yuan(bill, 'psn_part_amt'));
      const payers = bill.push.output.setldetail.filter(
        ({ fund_pay_type: code }) => !code.startsWith('3102'),
      );
      const paid = payers.map(({ fund_payamt: amount }) => parseYuan(amount)).reduce(add, ZERO);
      expect(paid).toBe(yuan(bill, 'fund_pay_sumamt'));
    }
  });

  test('is a message that the intake takes, sent once', () => {
    const messages = pushesInOrder(world);
    for (const { push } of messages) expect(intakeRequest.safeParse(push).error).toBeUndefined();
    expect(new Set(messages.map(({ push }) => push.msgid)).size).toBe(messages.length);
    expect(new Set(world.settlements.map(({ setlId }) => setlId)).size).toBe(world.settlements.length);
  });

  test('uses codes that its region knows', () => {
    for (const { push } of world.settlements) {
      const region = codes.get(`${push.insuplc_admdvs.slice(0, 4)}00`);
      expect(region?.findKind(push.output.setlinfo.med_type ?? '')).not.toBeNull();
      expect(region?.findInsurance(push.output.setlinfo.insutype ?? '')).not.toBeNull();
      for (const { fund_pay_type: code } of push.output.setldetail)
        expect(region?.findFund(code)).not.toBeNull();
    }
  });
});

test('everybody is invented and well formed, once', () => {
  for (const { certno, phone, name } of world.people) {
    expect([name, isCitizenNumber(certno), certno.slice(0, 3), phone.slice(0, 3)]).toEqual([
      name,
      true,
      '990',
      '142',
    ]);
  }
  for (const field of ['certno', 'psnNo', 'phone', 'name'] as const) {
    expect(new Set(world.people.map((person) => person[field])).size).toBe(world.people.length);
  }
});

test('an identity code says the category that the family was given', () => {
  for (const { region, identities } of world.people) {
    const known = codes.get(`${region.slice(0, 4)}00`);
    for (const { psnIdetType, memo } of identities)
      expect(known?.findIdentity(psnIdetType)?.category).toBe(memo);
  }
});

test.each([
  ['510400', ['特困人员', '孤儿', '低保对象', '低保边缘家庭成员', '防止返贫监测对象', '因病致贫重病患者']],
  [
    '420500',
    [
      ...['特困人员', '孤儿', '低保对象', '返贫致贫人口', '低保边缘家庭成员', '脱贫不稳定人口'],
      ...['边缘易致贫人口', '突发严重困难人口', '因病致贫重病患者'],
    ],
  ],
])('the families of %s hold every category of its document', (region, categories) => {
  const held = (familiesByRegion[region] ?? []).flatMap(({ members }) =>
    members.flatMap(({ holds }) => (holds ?? []).map(([category]) => category)),
  );
  for (const category of categories) expect(held).toContain(category);
});

/** Worked by hand from the clauses and the illustrative statistics. */
describe('what the platform of the demo paid', () => {
  const billsOf = (name: string) => {
    const psnNo = world.people.find((person) => person.name === name)?.psnNo;
    return world.settlements.filter((row) => row.psnNo === psnNo);
  };
  const paidTo = (name: string) => billsOf(name).map((row) => row.push.output.setlinfo.maf_pay);

  test('特困 of 攀枝花: all of what is in scope', () => {
    expect(billsOf('赵德福')).toHaveLength(4);
    for (const bill of billsOf('赵德福')) {
      const outOfScope = sum(bill, 'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt');
      expect(yuan(bill, 'psn_part_amt')).toBe(outOfScope);
    }
  });

  test('低保 of 攀枝花 at the outpatient clinic: 70% until 800 in the year', () => {
    // (186−12)×50%×70% = 60.90; 611×50%×70% = 213.85; 1220×50%×70% = 427.00; then 800 − 701.75 = 98.25
    expect(paidTo('王桂芳')).toEqual(['60.90', '213.85', '427.00', '98.25']);
  });

  test('nobody without a category, and nothing for what was not referred', () => {
    expect(paidTo('周文静')).toEqual(['0.00', '0.00']);
    expect(paidTo('宋玉明')[1]).toBe('0.00');
  });
});

test('the accounts that npm start prints are people of the families', () => {
  const accounts = listAccounts(world);
  expect(accounts.length).toBeGreaterThanOrEqual(6);
  expect(accounts.map(({ name }) => name)).toContain('陈国强');
});
