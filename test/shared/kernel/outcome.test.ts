import type { Clause, Day, Missing } from '@yijiutong/rules/kernel';
import { InvalidInput, Trace, granted, incomplete, isMissing, refused } from '@yijiutong/rules/kernel';

const clause: Clause = { document: 'some-law', article: '第一条' };
const lack: Missing = { what: 'figure', name: 'premium', region: '510400', day: '2024-01-01' as Day };

test('the three things that a decision can come to', () => {
  expect(granted(5)).toEqual({ status: 'granted', value: 5, explanation: null });
  expect(refused('no_class', clause)).toEqual({ status: 'refused', code: 'no_class', clause });
  expect(incomplete([lack])).toEqual({ status: 'incomplete', missing: [lack] });
});

test('a figure is a number, or says what is missing; no figure at all is neither', () => {
  expect([isMissing(lack), isMissing(0), isMissing(5), isMissing(null)]).toEqual([true, false, false, false]);
});

test('a line of an explanation has what was given of it, and the lines under it', () => {
  const [under, root] = [new Trace(), new Trace()];
  const inputs = [{ label: '限额', value: '1.00' }];
  under.add({
    step: 'bill.total',
    label: '总费用',
    clause,
    inputs,
    operation: '1.00 + 0.00',
    result: '1.00',
  });
  root.add({ step: 'bill.granted', label: '本次救助', clause, result: '1.00' }, under);
  root.add({ step: 'class', label: '救助对象类别', clause, result: '低保对象' });
  expect(root.steps).toEqual([
    {
      step: 'bill.granted',
      label: '本次救助',
      clause,
      inputs: [],
      operation: '',
      result: '1.00',
      steps: [
        {
          step: 'bill.total',
          label: '总费用',
          clause,
          inputs,
          operation: '1.00 + 0.00',
          result: '1.00',
          steps: [],
        },
      ],
    },
    {
      step: 'class',
      label: '救助对象类别',
      clause,
      inputs: [],
      operation: '',
      result: '低保对象',
      steps: [],
    },
  ]);
});

test('what is wrong with an input has a name, a code and a field', () => {
  const error = new InvalidInput('invalid_bill', 'it is torn', 'bills[2]');
  expect(error).toMatchObject({
    name: 'InvalidInput',
    code: 'invalid_bill',
    field: 'bills[2]',
    message: 'it is torn',
  });
  expect(new InvalidInput('invalid_bill', 'it is torn').field).toBe('');
});
