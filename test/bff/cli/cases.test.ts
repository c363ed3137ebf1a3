import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { main, runFolder } from '../../../bff/src/cli/case-runner.ts';
import { configDir } from '../../shared/law.fixture.ts';

test('every worked case of test/cases comes out exact to the fen', async () => {
  const verdicts = await runFolder(configDir, path.join(configDir, '..', 'test', 'cases'));
  expect(verdicts.filter(({ passed }) => !passed)).toEqual([]);
  expect(verdicts.length).toBeGreaterThan(250);
});

describe('a case that cannot be asked fails by name', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cases-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const linesOf = async (content: string): Promise<string[]> => {
    writeFileSync(path.join(folder, 'x.json'), content);
    return (await runFolder(configDir, folder)).map(({ line }) => line);
  };
  const case1 = {
    id: 'X-1',
    region: '510400',
    question: 'in_force',
    on: '2024-01-01',
    input: { component: 'assistance' },
  };
  const line = async (change: object) =>
    (await linesOf(JSON.stringify([{ ...case1, expect: { inForce: true }, ...change }])))[0];

  test.each<[object, RegExp | string]>([
    [{}, ''],
    [{ expect: { inForce: false } }, 'X-1: expected inForce false; came inForce true'],
    [{ expect: undefined }, 'X-1: "expect" is missing or empty'],
    [{ expect: {} }, 'X-1: "expect" is missing or empty'],
    [{ region: '999999' }, /^X-1: unknown region "999999"/],
    [{ question: 'horoscope' }, 'X-1: the question "horoscope" is not built'],
    [{ question: 'toString' }, 'X-1: the question "toString" is not built'],
    [{ on: '2024-02-30' }, /^X-1: on is not a day/],
    [
      { question: 'assistance', settlements: [{ date: '2024-05-01', selfPayInScope: '-1' }] },
      /settlements\[0\]\.selfPayInScope may not be negative/,
    ],
    [
      { question: 'assistance', settlements: [{ date: '2024-05-01' }] },
      /neither "selfPayInScope" nor "total"/,
    ],
    [
      {
        question: 'assistance',
        person: { identities: [{ category: '低保对象', from: '2024-05-02', to: '2024-05-01' }] },
        settlements: [{ date: '2024-05-01', selfPayInScope: '1' }],
      },
      'X-1: identities: 低保对象 ends on 2024-05-01, before it begins on 2024-05-02',
    ],
    [{ question: 'retroactive' }, 'X-1: person.recognisedOn is missing'],
  ])('%j', async (change, expected) => {
    expect(await line(change)).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });

  test('a case in a folder below is asked as well', async () => {
    mkdirSync(path.join(folder, 'below'));
    writeFileSync(path.join(folder, 'below', 'y.json'), '[');
    expect(await linesOf('[]')).toEqual([`${path.join('below', 'y.json')}: not a JSON list of cases`]);
    rmSync(path.join(folder, 'below'), { recursive: true });
  });

  test('a file that is no list of cases', async () => {
    expect(await linesOf('{')).toEqual(['x.json: not a JSON list of cases']);
    expect(await linesOf('{}')).toEqual(['x.json: not a JSON list of cases']);
    expect(await linesOf('[null]')).toEqual([expect.stringMatching(/^\(no id\): the case/)]);
  });
});

describe('a folder without cases is no success', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'no-cases-'));
  writeFileSync(path.join(folder, 'README.md'), 'x.json');
  mkdirSync(path.join(folder, 'y.json'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [folder, 'There is no worked case in '],
    [path.join(folder, 'README.md'), 'There is no folder '],
    [path.join(folder, 'nowhere'), 'There is no folder '],
  ])('%s', async (asked, message) => {
    const errors = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const code = await main([asked], path.join(configDir, '..'));
    const told = errors.mock.calls.map(([text]) => text);
    errors.mockRestore();
    expect([code, told]).toEqual([1, [`${message}${asked}\n`]]);
  });
});
