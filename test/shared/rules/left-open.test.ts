/**
 * What a rule asks for instead of an answer: a fact of the person or the care is asked for as a fact, with the day and the region
 * that it is needed for; what another document decides is asked for once, however many categories lead there.
 */
import type { Day } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';
import {
  decideAccountClosing,
  decideDeposit,
  decideOneOffGate,
  decidePlace,
  decidePremiumSubsidy,
  decideSecondAssistance,
  decideTiltGate,
} from '@yijiutong/rules/rules';

import { readDocuments } from '../law.fixture.ts';
import { compileFrom, compileMadeUp, DOCUMENT, given, yuan } from './made-up-region.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

const liuzhou = () => compileFrom(law, '450200', '2023-06-01');
const gates = { primaryCareReferral: true, inCity: true, designated: true, oneStopSettlement: true };

describe('a fact that nobody stated', () => {
  const open = (name: string, region: string, on: string) => ({
    status: 'incomplete',
    missing: [{ what: 'fact', name, region, day: on }],
  });

  test('of an admission', () => {
    const { policy, benefits } = compileFrom(law, '510400', '2024-01-01');
    const facts = { ...gates, inCity: null };
    expect(decideDeposit(policy, given(benefits.deposit), ['低保对象'], facts)).toEqual(
      open('inCity', '510400', '2024-01-01'),
    );
  });

  test('of a referral', () => {
    const { policy, benefits } = liuzhou();
    const facts = { referred: null, inProvince: true };
    expect(decideTiltGate(policy, given(benefits.tiltGate), ['一类人员'], facts)).toEqual(
      open('referred', '450200', '2023-06-01'),
    );
  });

  test('of a family that applied', () => {
    const { policy, benefits } = liuzhou();
    const facts = { categories: ['因病支出型困难家庭'], enrolledThisYear: true, applied: null };
    expect(decideOneOffGate(policy, given(benefits.oneOff), facts)).toEqual(
      open('applied', '450200', '2023-06-01'),
    );
  });

  test('of a place', () => {
    const { policy, benefits } = compileFrom(law, '420500', '2024-01-01');
    const places = { treatedIn: null, householdIn: null, recognisedIn: '420500', referred: true };
    expect(decidePlace(policy, given(benefits.place), places)).toEqual(
      open('treatedIn', '420500', '2024-01-01'),
    );
  });

  test('of an account', () => {
    const terms = given(compileFrom(law, '420500', '2023-06-01').benefits.accountClosing);
    const where = { region: '420500', day: '2023-06-01' as Day };
    const event = { event: 'emigration', balance: yuan(1), applied: null } as const;
    expect(decideAccountClosing(terms, where, event)).toEqual(open('applied', '420500', '2023-06-01'));
  });
});

describe('a class that another document gives is asked for once', () => {
  const both = ['低保对象', '特困人员'];
  const once = { status: 'incomplete', missing: [{ name: 'class', deferredTo: '桂政办发〔2022〕5号' }] };

  test('for the deposit', () => {
    const { policy, benefits } = liuzhou();
    const outcome = decideDeposit(policy, given(benefits.deposit), both, gates);
    expect(outcome).toMatchObject(once);
  });

  test('for tilt', () => {
    const { policy, benefits } = liuzhou();
    const facts = { referred: true, inProvince: true };
    expect(decideTiltGate(policy, given(benefits.tiltGate), both, facts)).toMatchObject(once);
  });
});

test('宜昌: what is paid on admission is a figure of the city, and open while nobody gives it (第十九条)', () => {
  const at = (overrides: Record<string, string>) => {
    const { policy, benefits } = compileFrom(law, '420500', '2024-01-01', overrides);
    return decideDeposit(policy, given(benefits.deposit), ['低保对象'], gates);
  };
  expect(at({})).toMatchObject({
    status: 'incomplete',
    missing: [{ what: 'figure', name: 'basicInsurance.inpatientDeductible', year: 2024 }],
  });
  expect(at({ 'basicInsurance.inpatientDeductible': '1200.00' })).toMatchObject({
    value: { depositWaived: true, payableAtAdmission: yuan(1200) },
  });
});

test('攀枝花: three quarters of a premium of 380 for 低保对象, the exact amount and no floor (第六条)', () => {
  const { policy, benefits } = compileFrom(law, '510400', '2024-01-01', { premium: '380.00' });
  const person = { categories: ['低保对象'], insurance: 'resident' as const, on: policy.on };
  expect(decidePremiumSubsidy(policy, given(benefits.premium), person)).toMatchObject({
    value: { subsidy: yuan(285), selfPay: yuan(95), atLeast: false },
  });
});

test('an account that is overdrawn leaves nothing to hand over', () => {
  const terms = given(compileFrom(law, '420500', '2023-06-01').benefits.accountClosing);
  const where = { region: '420500', day: '2023-06-01' as Day };
  const event = { event: 'death', balance: yuan(-0.05), applied: null } as const;
  expect(decideAccountClosing(terms, where, event)).toMatchObject({ value: { to: 'heirs', amount: 0 } });
});

test('second assistance of two classes: the later one, where it comes to more', () => {
  // 50,000 above the deductible of 10,000: 20 % of 40,000 and 30 % of 10,000 are 11,000; half of 50,000 are 25,000.
  const half = { edges: 'absolute', steps: [{ from: '0', ratio: '50%' }] };
  const { poor } = DOCUMENT.second_assistance.brackets.by_class;
  const { policy, benefits } = compileMadeUp({
    second_assistance: {
      ...DOCUMENT.second_assistance,
      brackets: { by_class: { poor, near: half }, clause: '第一条' },
    },
  });
  const outcome = decideSecondAssistance(policy, given(benefits.secondAssistance), {
    categories: ['低保对象', '低保边缘家庭成员'],
    totalCost: yuan(60_000),
    burden: yuan(40_000),
    assistancePaid: yuan(0),
    secondPaid: yuan(0),
    applied: true,
  });
  expect(outcome).toMatchObject({ value: { classId: 'near', amount: yuan(25_000) } });
});
