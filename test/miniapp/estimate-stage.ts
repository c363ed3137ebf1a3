// What the tests of 我家能救助多少 share: the law of two cities, the answers on the phone, and the way through the questions.
import { screen } from '@testing-library/react';

import { compilePack, type Law, type PolicyPack } from '../../shared/src/policy/index';
import { readDocuments } from '../shared/law.fixture';
import { ok, press, serve, settled, show as open } from './stage';
import { phone } from './taro-api';

const regions = ok({
  regions: [
    { code: '510400', name: '攀枝花市', figures: true },
    { code: '450200', name: '柳州市', figures: false },
  ],
});
const figures = {
  residentIncome: '40000.00',
  monitoringLine: '7500.00',
  premium: '400.00',
  'criticalIllness.deductible': '12000.00',
};
export const NOW = '2026-11-22T04:00:00.000Z';
let law: Law;

/** Before every test: the law, the day, and an empty phone. */
export function beginEstimates(): void {
  beforeAll(async () => {
    law = await readDocuments();
  });
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date(NOW), doNotFake: ['queueMicrotask', 'nextTick'] });
    phone.reset();
  });
  afterEach(() => jest.useRealTimers());
}

export function packOf(code: string): PolicyPack {
  const pack = compilePack(law, { region: code, year: 2026, overrides: figures });
  if (pack === null) throw new Error(`no document of ${code}`);
  return pack;
}
export const answer = (data: unknown, etag: string) => ({ ...ok(data), header: { Etag: etag } });
export const online = () =>
  serve({
    'GET /policy-packs': regions,
    'GET /policy-packs/510400': answer(packOf('510400'), '"of-today"'),
    'GET /policy-packs/450200': answer(packOf('450200'), '"of-liuzhou"'),
  });
/** Past the frame that says that it is being reckoned. */
const reckoned = () =>
  settled(() => {
    jest.advanceTimersByTime(1);
  });
/** Whoever left answers here goes on with them. */
export const show = async (element: Parameters<typeof open>[0]) => {
  await open(element);
  if (screen.queryByText('接着看上次的') !== null) await press('接着看上次的');
  await reckoned();
};
export const reckon = async () => {
  await press('算一算');
  await reckoned();
};
export const next = () => press('下一题');
export const choose = (name: string | RegExp) => press(name, 'radio');
export const tick = (name: string | RegExp) => press(name, 'checkbox');
export const page = () => document.body.textContent ?? '';

export const answered = {
  at: 6,
  region: '510400',
  insurance: 'resident',
  who: ['低保对象'],
  recognised: null,
  kind: 'inpatient',
  designated: 'yes',
  inProvince: 'yes',
  referred: 'yes',
  total: '20000',
  insurancePaid: '12000',
  selfPaid: '',
  outOfScope: '1000',
  earlier: 'no',
  earlierSelfPaid: '',
  earlierOutOfScope: '',
  aidReceived: '0',
};
export const answerAll = (change: Partial<Record<keyof typeof answered, unknown>> = {}) =>
  phone.storage.set('reply:estimate', { at: NOW, value: { ...answered, ...change } });
