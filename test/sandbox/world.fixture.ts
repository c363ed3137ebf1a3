/** Two invented people and one bill, for the doubles' own tests. */
import { citizenId, inventedPhone } from '../support/people.ts';
import type { Person, Settlement, World } from './world.ts';

const insured = {
  insutype: '390',
  psnType: '1501',
  status: '1',
  from: '2020-01-01',
  pausedOn: null,
  civilServant: false,
  employer: '',
  balance: '0.00',
};

export const grandmother: Person = {
  psnNo: '51042100000000000001',
  certno: citizenId('990421', '1950-03-14', 102),
  name: '安秀英',
  phone: inventedPhone(1),
  sex: '2',
  born: '1950-03-14',
  region: '510421',
  insured: [insured],
  identities: [
    { psnIdetType: '2303', level: '', memo: '低保', from: '2024-01-01', to: '2026-06-30' },
    { psnIdetType: '2304', level: '', memo: '特困', from: '2026-07-01', to: null },
  ],
};

export const neighbour: Person = {
  ...grandmother,
  psnNo: '51042100000000000002',
  certno: citizenId('990421', '1988-11-02', 31),
  name: '宁国平',
  phone: inventedPhone(2),
  sex: '1',
  born: '1988-11-02',
  identities: [],
};

export const bill: Settlement = {
  setlId: '510400S0000000000001',
  mdtrtId: '510400M0000000000001',
  psnNo: grandmother.psnNo,
  settledAt: '2026-03-05 10:21:00',
  sentAt: '2026-03-05 10:21:00',
  hospitalLevel: '05',
  push: {
    infno: '2304',
    msgid: 'H51042100001202603051021000001',
    fixmedins_code: 'H51042100001',
    mdtrtarea_admvs: '510421',
    insuplc_admdvs: '510421',
    refl_flag: '1',
    outfil_flag: '0',
    output: {
      setlinfo: {
        psn_no: grandmother.psnNo,
        setl_id: '510400S0000000000001',
        insutype: '390',
        med_type: '21',
        medfee_sumamt: '9000.00',
        act_pay_dedc: '400.00',
        hifp_pay: '6000.00',
        hifmi_pay: '0.00',
        maf_pay: '1400.00',
        psn_part_amt: '1600.00',
        psn_cash_pay: '1600.00',
      },
      setldetail: [],
    },
  },
  reversal: null,
};

const neighboursBill: Settlement = {
  ...bill,
  setlId: '510400S0000000000002',
  mdtrtId: '510400M0000000000002',
  psnNo: neighbour.psnNo,
  push: {
    ...bill.push,
    output: {
      setlinfo: { ...bill.push.output.setlinfo, psn_no: neighbour.psnNo, setl_id: '510400S0000000000002' },
      setldetail: [],
    },
  },
};

export const smallWorld = (): World => ({
  people: [structuredClone(grandmother), structuredClone(neighbour)],
  settlements: [structuredClone(bill), structuredClone(neighboursBill)],
});
