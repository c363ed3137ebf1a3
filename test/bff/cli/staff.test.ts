// npm run staff: the first administrator of a place, before there is a screen for it.
import path from 'node:path';

import { staffMain } from '../../../bff/src/cli/staff-runner.ts';
import type { ErrorReply, StaffSignInReply } from '../../../shared/src/contract/index.ts';
import { demoPassword, demoStaff } from '../../sandbox/staff/demo-staff.ts';
import { loadStaff } from '../../sandbox/staff/load-staff.ts';
import { secretOf, totpAt } from '../../sandbox/staff/totp.ts';
import { startApp, testKeys, type TestApp } from '../../support/app.ts';
import { citizenId } from '../../support/people.ts';

let app: TestApp;
let env: Record<string, string>;
let serial = 0;

beforeAll(async () => {
  app = await startApp();
  const configDir = path.join(__dirname, '../../../config');
  env = { ...testKeys, CONFIG_DIR: configDir, DATABASE_URL: app.deps.config.databaseUrl };
});
afterAll(() => app.close());

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await staffMain(args, env, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}
const add = (login: string, place: string, ...more: string[]) =>
  run(
    ...['add', '--login', login, '--name', '何小寒', '--phone', '14200007777', '--place', place],
    ...['--certno', citizenId('990101', '1980-01-01', (serial += 1)), ...more],
  );
const signIn = async (body: object) =>
  (await app.ask<StaffSignInReply & ErrorReply>('POST', '/api/v1/staff/sessions', { body })).body;

test('takes on an administrator, who can begin her first sign-in', async () => {
  await app.deps.db.deleteFrom('organisation').execute();
  const { code, said } = await add('first.one', '510402');
  expect(code).toBe(0);
  expect(said).toContain('first.one  何小寒  administrator  东区医疗保障局');
  const [, password = ''] = /临时密码：(\S+?)（/.exec(said) ?? [];
  expect(await signIn({ login: 'first.one', password })).toMatchObject({ state: 'enrolment' });
  const again = await run('reset', 'first.one');
  expect(again.said).toMatch(/临时密码：\S+（/);
  expect(await signIn({ login: 'first.one', password })).toMatchObject({
    error: { code: 'staff_sign_in_refused' },
  });
});

test('lists, disables and enables', async () => {
  await add('second.one', '510402901', '--role', 'township_officer');
  const listed = await run('list', '510402901');
  expect(listed.said).toContain('second.one  何小寒  township_officer  510402901 杏林街道办事处  没登录过');
  expect(listed.said).toContain('一共 1 人');
  expect((await run('disable', 'second.one')).said).toBe('second.one：停用了');
  expect((await run('list', '510402901')).said).toContain('停用');
  expect((await run('enable', 'second.one')).said).toBe('second.one：启用了');
});

test('enters the number of somebody who has none, and takes on nobody without', async () => {
  await add('third.one', '510402901', '--role', 'township_officer');
  await app.deps.db
    .updateTable('staff')
    .set({ certno_index: null })
    .where('login', '=', 'third.one')
    .execute();
  expect((await run('list', '510402901')).said).toContain('缺身份证号');
  const wrong = await run('certno', 'third.one', '--certno', '123');
  expect([wrong.code, wrong.said]).toEqual([1, expect.stringContaining('--certno')]);
  const certno = citizenId('990101', '1980-01-01', (serial += 1));
  expect((await run('certno', 'third.one', '--certno', certno)).said).toBe('third.one：身份证号登记了');
  expect((await run('list', '510402901')).said).not.toContain('缺身份证号');
  const none = await run(
    ...['add', '--login', 'x.one', '--name', '何小寒', '--phone', '14200007777', '--place', '510402'],
  );
  expect([none.code, none.said]).toEqual([1, expect.stringContaining('certno_required')]);
});

test.each([
  ['a login that somebody has', () => add('first.one', '510402'), 'login_taken'],
  [
    'a place that has no such post',
    () => add('x.one', '510402901', '--role', 'county_reviewer'),
    '510402901',
  ],
  [
    'a phone that is none',
    () => run('add', '--login', 'x.one', '--name', '何小寒', '--phone', '1', '--place', '510402'),
    '--phone',
  ],
  ['a login that nobody has', () => run('disable', 'nobody.here'), 'nobody.here'],
])('refuses %s, and says so', async (_what, running, told) => {
  const { code, said } = await running();
  expect(code).toBe(1);
  expect(said).toContain(told);
});

test.each([[[]], [['sack', 'first.one']], [['reset']], [['add', '--boss', 'x']]])(
  'does not understand %j and says what there is',
  async (args) => {
    const { code, said } = await run(...args);
    expect(code).toBe(2);
    expect(said).toContain('用法：npm run staff');
  },
);

test('needs the keys', async () => {
  const lines: string[] = [];
  const code = await staffMain(['list'], { ...env, FIELD_KEY: 'short' }, (line) => lines.push(line));
  expect(code).toBe(1);
  expect(lines.join()).toContain('FIELD_KEY');
});

describe('the staff of the demonstration', () => {
  test('are loaded once, and each signs in with the code that the tool shows', async () => {
    await loadStaff(env);
    await loadStaff(env);
    const members = await app.deps.db.selectFrom('staff').select('login').execute();
    expect(members.filter(({ login }) => demoStaff.some((one) => one.login === login))).toHaveLength(
      demoStaff.length,
    );
    for (const { login } of demoStaff) {
      const code = totpAt(secretOf(login), app.clock.now());
      expect({ login, ...(await signIn({ login, password: demoPassword, code })) }).toMatchObject({
        login,
        state: 'signed_in',
      });
    }
  });
});
