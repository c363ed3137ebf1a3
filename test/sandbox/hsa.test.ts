import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'yaml';

import { credentials } from './credentials.ts';
import { signGatewayCall } from './hsa/gateway.ts';
import { institutions } from './hsa/institutions.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { bill, grandmother, neighbour, smallWorld } from './world.fixture.ts';

type Reply = { infcode: number; err_msg: string; output: Record<string, unknown> };

const now = new Date('2026-11-21T02:00:00Z');
let sandbox: Sandbox;
let sequence = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, families: smallWorld(), clock: () => now });
});
afterEach(() => sandbox.control.reset());
afterAll(() => sandbox.stop());

function headers(changes: Record<string, string> = {}): Record<string, string> {
  const signed = {
    _api_access_key: credentials.hsa.accessKey,
    _api_name: 'hsa-fsi',
    _api_timestamp: String(now.getTime()),
    _api_version: '1.0.0',
  };
  const signature = signGatewayCall(credentials.hsa.secret, signed);
  return { ...signed, _api_signature: signature, 'content-type': 'application/json', ...changes };
}

function envelope(infno: string, data: object, changes: object = {}): object {
  const serial = String(++sequence).padStart(4, '0');
  return {
    infno,
    msgid: `${credentials.hsa.fixmedinsCode}20261121100000${serial}`,
    mdtrtarea_admvs: '510400',
    insuplc_admdvs: '510421',
    recer_sys_code: 'MBS_LOCAL',
    infver: 'V1.0',
    opter_type: '3',
    opter: 'test',
    opter_name: '测试',
    inf_time: '2026-11-21 10:00:00',
    fixmedins_code: credentials.hsa.fixmedinsCode,
    fixmedins_name: credentials.hsa.fixmedinsName,
    input: { data },
    ...changes,
  };
}

const post = (body: object, changes: Record<string, string> = {}) =>
  fetch(`${sandbox.url}/hsa`, { method: 'POST', headers: headers(changes), body: JSON.stringify(body) });

async function call(infno: string, data: object, changes: object = {}): Promise<Reply> {
  const response = await post(envelope(infno, data, changes));
  return (await response.json()) as Reply;
}

const who = { mdtrt_cert_type: '02', mdtrt_cert_no: grandmother.certno };
const which = { psn_no: bill.psnNo, setl_id: bill.setlId };

describe('the gateway', () => {
  test.each([
    ['a changed signature', { _api_signature: 'AAAA' }, 'SignatureNotMatch'],
    ['another time than the signed one', { _api_timestamp: String(now.getTime() + 1) }, 'SignatureNotMatch'],
    ['a clock that is off', { _api_timestamp: String(now.getTime() - 3_600_000) }, 'TimestampExpired'],
    ['an unknown key', { _api_access_key: 'nobody' }, 'AccessKeyNotFound'],
    ['a missing header', { _api_version: '' }, 'InvalidRequest'],
  ])('refuses %s', async (_what, changes, code) => {
    const response = await post(envelope('1101', who), changes);
    expect(response.ok).toBe(false);
    expect(await response.json()).toMatchObject({ code });
    expect(sandbox.control.calls('hsa 1101')).toBe(0);
  });
});

describe('the envelope', () => {
  test.each([
    ['a field left out', { opter_name: undefined }, 'opter_name'],
    ['a field too long', { fixmedins_name: '一'.repeat(21) }, 'fixmedins_name'],
    ['a message id of another sender', { msgid: 'H99999999999202611211000000001' }, 'msgid'],
    ['a message id of no day', { msgid: `${credentials.hsa.fixmedinsCode}202613011000000001` }, 'msgid'],
    ['an unknown transaction', { infno: '9999' }, '9999'],
  ])('refuses %s', async (_what, changes, named) => {
    const reply = await call('1101', who, changes);
    expect(reply.infcode).toBe(-1);
    expect(reply.err_msg).toContain(named);
  });

  test('takes a message id once', async () => {
    const request = envelope('1101', who);
    expect(await (await post(request)).json()).toMatchObject({ infcode: 0 });
    const again = (await (await post(request)).json()) as Reply;
    expect(again).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('重复') as string });
  });

  test('believes only a sign-in number that it gave', async () => {
    const signedIn = await call('9001', {});
    const { sign_no } = signedIn.output.signinoutb as { sign_no: string };
    expect(await call('1101', who, { sign_no })).toMatchObject({ infcode: 0 });
    expect(await call('1101', who, { sign_no: 'QD0' })).toMatchObject({ infcode: -1 });
  });
});

describe('1101', () => {
  test('tells who she is, where she is insured and what she holds, an open end being empty', async () => {
    const { output } = await call('1101', { ...who, psn_name: grandmother.name });
    expect(output.baseinfo).toMatchObject({ psn_no: grandmother.psnNo, age: 76, gend: '2' });
    expect(output.insuinfo).toMatchObject([
      { insutype: '390', psn_insu_stas: '1', insuplc_admdvs: '510421' },
    ]);
    expect(output.idetinfo).toMatchObject([
      { psn_idet_type: '2303', begntime: '2024-01-01 00:00:00', endtime: '2026-06-30 23:59:59' },
      { psn_idet_type: '2304', begntime: '2026-07-01 00:00:00', endtime: '' },
    ]);
  });

  test('takes the token of an electronic certificate', async () => {
    const token = sandbox.mintToken(neighbour.certno);
    const { output } = await call('1101', { mdtrt_cert_type: '01', mdtrt_cert_no: token });
    expect(output.baseinfo).toMatchObject({ psn_name: neighbour.name });
    expect(await call('1101', { mdtrt_cert_type: '01', mdtrt_cert_no: 'made-up' })).toMatchObject({
      infcode: -1,
    });
  });

  test('does not tell of a number under another name, nor of a number it does not know', async () => {
    const wrongName = await call('1101', { ...who, psn_name: neighbour.name });
    expect(wrongName).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('姓名') as string });
    const unknown = await call('1101', { ...who, mdtrt_cert_no: '990421195003140000' });
    expect(unknown).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('未查询到') as string });
  });
});

describe('1201', () => {
  const look = (medinsinfo: object) => call('1201', {}, { input: { medinsinfo } });

  test('finds an institution by its code, and those whose name holds a word', async () => {
    const { output } = await look({ fixmedins_type: '1', fixmedins_code: 'H51042100001' });
    expect(output).toEqual({
      medinsinfo: [
        {
          fixmedins_code: 'H51042100001',
          fixmedins_name: '米易示例县医院',
          uscc: '',
          fixmedins_type: '1',
          hosp_lv: '05',
        },
      ],
    });
    const named = await look({ fixmedins_type: '2', fixmedins_name: '大药房' });
    expect(named.output.medinsinfo).toMatchObject([
      { fixmedins_code: 'P51040200021' },
      { fixmedins_code: 'P51042100021' },
    ]);
  });

  test.each<[string, object, string]>([
    ['without a type', { fixmedins_name: '医院' }, '机构类型不能为空'],
    ['a code too long', { fixmedins_type: '1', fixmedins_code: 'H510421000012' }, '超过12位'],
    ['nothing of that name', { fixmedins_type: '1', fixmedins_name: '没有这一家' }, '未查询到'],
    ['a drug store as a hospital', { fixmedins_type: '1', fixmedins_code: 'P51040200021' }, '未查询到'],
  ])('refuses %s', async (_, asked, words) => {
    expect(await look(asked)).toMatchObject({
      infcode: -1,
      err_msg: expect.stringContaining(words) as string,
      output: {},
    });
  });

  test('every institution of config/codes is one of the platform, by the same name and level', async () => {
    for (const region of ['510400', '420500']) {
      const file = await readFile(join(__dirname, `../../config/codes/${region}.yaml`), 'utf8');
      const { institutions: table } = parse(file) as { institutions: (typeof institutions)[number][] };
      for (const { code, name, level } of table) {
        expect(institutions).toContainEqual({ code, name, level });
      }
    }
  });
});

describe('5203 and 5206', () => {
  test('5203 tells a bill in the spellings of the core table', async () => {
    const { output } = await call('5203', which);
    const info = output.setlinfo as Record<string, unknown>;
    expect(info).toMatchObject({
      psn_pay: 1600,
      cash_payamt: 1600,
      pay_loc: '2',
      refd_setl_flag: '0',
    });
    expect(info).not.toHaveProperty('psn_part_amt');
  });

  test("5203 does not tell one person another one's bill", async () => {
    expect(await call('5203', { ...which, psn_no: neighbour.psnNo })).toMatchObject({ infcode: -1 });
  });

  test('5206 adds up the year to the month, and leaves out other months', async () => {
    const march = await call('5206', { psn_no: bill.psnNo, cum_ym: '202603' });
    expect(march.output.cuminfo).toEqual(
      expect.arrayContaining([
        { insutype: '390', year: '2026', cum_ym: '202603', cum_type_code: 'D610101', cum: 1400 },
        { insutype: '390', year: '2026', cum_ym: '202603', cum_type_code: 'C0000_BIZ21', cum: 1 },
      ]),
    );
    const february = await call('5206', { psn_no: bill.psnNo, cum_ym: '202602' });
    expect(february.output.cuminfo).toEqual([]);
  });
});

describe('faults', () => {
  test('an error is infcode -1, for as many calls as asked', async () => {
    sandbox.control.set('hsa', { mode: 'error', message: '数据库连接失败', times: 1 });
    expect(await call('1101', who)).toMatchObject({ infcode: -1, err_msg: '数据库连接失败' });
    expect(await call('1101', who)).toMatchObject({ infcode: 0 });
    expect(sandbox.control.calls('hsa 1101')).toBe(2);
  });

  test('away: the connection breaks, or hangs, or a proxy answers', async () => {
    sandbox.control.set('hsa', { mode: 'away', times: 1 });
    await expect(call('1101', who)).rejects.toThrow('fetch failed');
    sandbox.control.set('hsa', { mode: 'away', how: 'hang', times: 1 });
    const request = { method: 'POST', headers: headers(), body: '{}', signal: AbortSignal.timeout(200) };
    await expect(fetch(`${sandbox.url}/hsa`, request)).rejects.toThrow(/timeout/);
    sandbox.control.set('hsa', { mode: 'away', how: 'gateway_page', times: 1 });
    const page = await post(envelope('1101', who));
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html']);
  });

  test('slow: the answer comes late and right', async () => {
    sandbox.control.set('hsa', { mode: 'slow', delayMs: 150 });
    const began = performance.now();
    expect(await call('1101', who)).toMatchObject({ infcode: 0 });
    expect(performance.now() - began).toBeGreaterThan(140);
  });

  test('lying: somebody else, sums that do not add up, half a reply', async () => {
    sandbox.control.set('hsa', { mode: 'lying', times: 1 });
    const asked = { fixmedins_type: '1', fixmedins_code: 'H51042100001' };
    const { output: told } = await call('1201', {}, { input: { medinsinfo: asked } });
    expect(told.medinsinfo).toMatchObject([{ fixmedins_code: 'H51040200001' }]);
    sandbox.control.set('hsa', { mode: 'lying', times: 2 });
    expect((await call('1101', who)).output.baseinfo).toMatchObject({ certno: neighbour.certno });
    expect((await call('5203', which)).output.setlinfo).toMatchObject({ psn_no: neighbour.psnNo });
    sandbox.control.set('hsa', { mode: 'lying', how: 'sums', times: 1 });
    expect((await call('5203', which)).output.setlinfo).toMatchObject({ medfee_sumamt: 9100 });
    sandbox.control.set('hsa', { mode: 'lying', how: 'truncated', times: 1 });
    await expect(call('1101', who)).rejects.toThrow('JSON');
  });
});
