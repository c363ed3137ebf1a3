import { createLog } from '../../bff/src/log.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { send, sketchPerson, sketchPush } from '../support/bills.ts';
import { citizenId, inventedPhone } from '../support/people.ts';
import { moveIn } from '../support/residents.ts';

describe('a line of the log', () => {
  const write = (fields: object, message: string) => {
    const lines: string[] = [];
    createLog('debug', { write: (line: string) => void lines.push(line) }).info(fields, message);
    return lines.join('');
  };
  const certno = citizenId('990101', '1965-03-15', 2);
  const phone = inventedPhone(7001);

  test.each([
    [
      'by the field it stands in',
      { certno, phone, psn_name: '王安', token: 'secret-token', code: '135790' },
      '',
    ],
    [
      'one level down',
      { request: { certno, name: '王安', authorization: 'Bearer secret-token', code: '135790' } },
      '',
    ],
    ['in a message', {}, `somebody typed ${certno} and ${phone}`],
    ['in an error and its cause', { err: new Error(certno, { cause: new Error(`of ${phone}`) }) }, ''],
    ['small x included', { note: `${certno.slice(0, 17)}x` }, ''],
  ])('holds nothing personal %s', (_where, fields, message) => {
    const line = write(fields, message);
    for (const secret of [certno, certno.slice(0, 17), phone, '王安', 'secret-token', '135790']) {
      expect(line).not.toContain(secret);
    }
  });

  test("leaves the driver's statement with its values out", () => {
    const error = Object.assign(new Error('no such table'), {
      code: 'ER_NO_SUCH_TABLE',
      sql: 'select secret',
    });
    const line = write({ err: error }, '');
    expect(line).toContain('ER_NO_SUCH_TABLE');
    expect(line).not.toContain('select secret');
  });

  test('keeps numbers that are nobody', () => {
    expect(write({ setlId: '510400S20260305000000000001' }, '')).toContain('510400S20260305000000000001');
  });
});

describe('everything the app writes while a resident lives with it', () => {
  let app: TestApp;
  const person = sketchPerson({ n: 321, holds: [['2303', '2026-01-01']] });

  beforeAll(async () => {
    app = await startApp({ families: { people: [person], settlements: [] }, env: { LOG_LEVEL: 'trace' } });
  });
  afterAll(() => app.close());

  test('names nobody: no number, name, phone, code or token, in success and in failure', async () => {
    await send(
      app,
      sketchPush(person, { setlId: 'S-LOG-1', at: '2026-03-05', total: '1000.00', basic: '600.00' }),
    );
    const token = await moveIn(app, person);
    const paths = [
      '/status',
      '/bills',
      '/bills/S-LOG-1',
      '/account/export',
      `/bills/${person.certno}?name=${person.name}`,
    ];
    for (const path of paths) await app.ask('GET', `/api/v1${path}`, { token });
    app.sandbox.control.set('hsa', { mode: 'lying', how: 'wrong_person' });
    await app.ask('POST', '/api/v1/bills/S-LOG-1/refresh', { token });
    await app.ask('POST', '/api/v1/binding', { token, body: { name: person.name, certno: 'x' } });
    await app.ask('POST', '/api/v1/sms-codes', { body: `{"phone":"${person.phone}` });
    await app.withoutTable('session', async () => {
      await app.ask('GET', '/api/v1/session', { token: `${token.slice(0, 42)}A` });
    });

    const log = app.lines.join('\n');
    expect(app.lines.length).toBeGreaterThan(12);
    const code = app.sandbox.inbox(person.phone).at(-1)?.params[0] ?? 'none';
    for (const secret of [
      person.certno,
      person.psnNo,
      person.name,
      person.phone,
      encodeURIComponent(person.name),
      token,
    ]) {
      expect(log).not.toContain(secret);
    }
    expect(log).not.toMatch(new RegExp(`\\b${code}\\b`));
    // Every request left one line, with the template of its route and never the path itself.
    expect(log).toContain('"route":"/api/v1/bills/:setlId"');
    expect(log).not.toContain('S-LOG-1"');
  });
});
