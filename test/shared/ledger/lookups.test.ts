import type { CompiledPolicy, Law } from '@yijiutong/rules/policy';
import { compileYear } from '@yijiutong/rules/policy';

import { findHeld, getClass, lookUp } from '../../../shared/src/ledger/lookups.ts';
import { FIGURES, readDocuments } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

/** A policy of its own each time: nothing of it is remembered yet. */
function policyWith(change: Partial<CompiledPolicy> = {}): CompiledPolicy {
  const { spans } = compileYear(law, { region: '510400', year: 2024, overrides: FIGURES });
  const policy = spans[0]?.policy;
  if (!policy) throw new Error('nothing in force');
  return { ...policy, ...change };
}

test('a class comes with its terms, and one that is not there is an error', () => {
  const policy = policyWith();
  for (const [index, personClass] of policy.classes.entries())
    expect(getClass(policy, index)).toEqual({ personClass, terms: policy.terms[index] });
  expect(() => getClass(policy, 99)).toThrow('the policy has no class 99');
});

test('a class without terms is none that a bill could be decided by', () => {
  const policy = policyWith();
  const cut = policyWith({ terms: policy.terms.slice(0, 1) });
  expect(lookUp(cut).classes).toStrictEqual([{ personClass: policy.classes[0], terms: policy.terms[0] }]);
  expect(() => getClass(cut, 1)).toThrow('the policy has no class 1');
});

test('what any one class is given, the document gives', () => {
  const { terms } = policyWith();
  const none = terms.map((one) => ({ ...one, tilt: null, outpatient: null }));
  const first = [...terms.slice(0, 1), ...none.slice(1)];
  expect(lookUp(policyWith({ terms }))).toMatchObject({ tilts: true, paysOutpatient: true });
  expect(lookUp(policyWith({ terms: first }))).toMatchObject({ tilts: true, paysOutpatient: true });
  expect(lookUp(policyWith({ terms: none }))).toMatchObject({ tilts: false, paysOutpatient: false });
});

test('is worked out once a policy, and the classes of a category once too', () => {
  const policy = policyWith();
  expect(lookUp(policy)).toBe(lookUp(policy));
  expect(findHeld(policy, ['低保对象'])).toEqual({ held: [2] });
  expect(findHeld(policy, ['低保对象'])).toBe(findHeld(policy, ['低保对象']));
  expect(findHeld(policy, ['低保对象', '特困人员'])).toEqual({ held: [0, 2] });
  expect(findHeld(policy, [])).toEqual({ held: [] });
});

test('what a caller may make up is not kept', () => {
  const policy = policyWith();
  expect(findHeld(policy, ['乡贤'])).toEqual({ unknown: '乡贤' });
  expect(findHeld(policy, ['乡贤', '低保对象'])).toEqual({ unknown: '乡贤' });
  findHeld(policy, []);
  expect([...lookUp(policy).heldBy.keys()]).toEqual([]);
  findHeld(policy, ['低保对象']);
  expect([...lookUp(policy).heldBy.keys()]).toEqual(['低保对象']);
});
