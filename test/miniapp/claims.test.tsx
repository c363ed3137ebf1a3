import { screen } from '@testing-library/react';

import Claims from '../../miniapp/src/pages/claims/index';
import Home from '../../miniapp/src/pages/home/index';
import { session } from '../../miniapp/src/services/session';
import { claimId, claims, listed } from './claim-replies';
import * as replies from './replies';
import { ok, press, refuse, sentRoutes, sentTo, serve, settled, show } from './stage';
import { phone } from './taro-api';

const text = {
  kind: 'claim_papers',
  version: 'c-1',
  title: '用您的申请材料和银行账户',
  body: ['只用来办申请。'],
};
const agreed = {
  ...replies.session,
  consents: [
    { kind: 'claim_papers' as const, version: 'c-1', grantedAt: '2026-11-20T01:02:03.000Z', outdated: false },
  ],
};
const texts = { 'GET /consent-texts': ok({ texts: [...replies.consentTexts, text] }) };
const mine = { 'GET /session': ok(agreed) };
const submitted = {
  ...listed,
  number: 'JZ202611210000017',
  state: 'submitted' as const,
  due: { workingDays: 10, workingDaysProvisional: true, on: '2026-12-04', provisional: false },
  illustrative: false,
  openPapers: 0,
};
const asked = { ...submitted, state: 'correction_asked' as const, due: null, openPapers: 2 };
const nothing = { claims: [], claimable: [] };

beforeEach(() => {
  phone.reset();
  session.agree('p-1');
  session.begin('t', true);
});

describe('the consent for papers', () => {
  test('is asked for by its own tick, before anything about claims is asked', async () => {
    serve({ ...texts, 'GET /session': ok(replies.session) });
    await show(<Claims />);
    await press('同意，继续');
    expect(screen.getByText('请先看说明。同意的话，在前面打上勾。')).toBeTruthy();
    expect(sentRoutes()).toEqual(['GET /session', 'GET /consent-texts']);
    await press('看说明：用您的申请材料和银行账户');
    expect(screen.getByRole('dialog').textContent).toContain('只用来办申请。');
    await press('关闭');
    await press('我同意：用您的申请材料和银行账户', 'checkbox');
    serve({ ...mine, 'PUT /consents/claim_papers': ok({}), 'GET /claims': ok(claims) });
    await press('同意，继续');
    await settled();
    expect(sentTo('PUT /consents/claim_papers')).toEqual([{ version: 'c-1' }]);
    expect(screen.getByRole('button', { name: /开始申请/ })).toBeTruthy();
  });

  test('is asked for on the spot when the server says that it is missing', async () => {
    serve({ ...mine, ...texts, 'GET /claims': refuse(403, 'consent_required', { kinds: ['claim_papers'] }) });
    await show(<Claims />);
    await settled();
    expect(screen.getByRole('checkbox', { name: /我同意/ })).toBeTruthy();
  });

  test('another missing consent leads to where all of them stand', async () => {
    const kinds = ['medical_records', 'claim_papers'];
    serve({ ...mine, 'GET /claims': refuse(403, 'consent_required', { kinds }) });
    await show(<Claims />);
    await settled();
    await press('去看说明');
    expect(phone.visited).toEqual(['/pages/me/index']);
  });
});

describe('the tab for claims', () => {
  const open = async (reply: unknown) => {
    serve({ ...mine, 'GET /claims': ok(reply), 'POST /claims': ok({ claimId }) });
    await show(<Claims />);
    await settled();
  };

  test('who has sent each is said: she herself, a volunteer, an office', async () => {
    const by = (who: 'helper' | 'office', organisation: string) => ({
      who,
      organisation,
      at: '2026-11-21T03:00:00.000Z',
      takenOver: null,
    });
    const rows = [
      submitted,
      { ...submitted, claimId: 'b'.repeat(22), filedBy: by('helper', '桐湾社区志愿服务队') },
      { ...submitted, claimId: 'c'.repeat(22), filedBy: by('office', '东区医疗保障局') },
      { ...listed, claimId: 'd'.repeat(22) },
    ];
    serve({ ...mine, 'GET /claims': ok({ claims: rows, claimable: [] }) });
    await show(<Claims />);
    const said = (id: string) => document.getElementById(`claim-${id}`)?.textContent ?? '';
    expect(said(submitted.claimId)).toContain('您自己交的');
    expect(said('b'.repeat(22))).toContain('桐湾社区志愿服务队代交的');
    expect(said('c'.repeat(22))).toContain('东区医疗保障局在窗口代交的');
    expect(said('d'.repeat(22))).not.toContain('交的');
  });

  test('who is signed out or not bound is led there', async () => {
    session.end();
    await show(<Claims />);
    await press(/^登录/);
    expect(phone.visited).toEqual(['/pages/sign-in/index']);
  });

  test('what can be claimed stands with its money, and begins with one press', async () => {
    await open(claims);
    const start = screen.getByRole('button', { name: /开始申请/ });
    expect(start.textContent).toMatch(/有 1 张账单可以申请，大约能领 800\.00\s元/);
    await press(/开始申请/);
    expect(sentTo('POST /claims')).toEqual([{ bills: ['S-1'] }]);
    expect(phone.visited).toEqual([`/packages/apply/tasks/index?id=${claimId}`]);
  });

  test('of more bills than one claim takes, the first ones are begun with, and only their money is named', async () => {
    const claimable = Array.from({ length: 11 }, (_, at) => ({ ...claims.claimable[0]!, setlId: `S-${at}` }));
    await open({ claims: [], claimable });
    const start = screen.getByRole('button', { name: /开始申请/ });
    expect(start.textContent).toMatch(/有 11 张账单可以申请，这次先申请 10 张，大约能领 8[ ,]?000\.00\s元/);
    await press(/开始申请/);
    expect((sentTo('POST /claims')[0] as { bills: string[] }).bills).toHaveLength(10);
  });

  test('pressed twice before anything is drawn, it begins once', async () => {
    await open(claims);
    const start = screen.getByRole('button', { name: /开始申请/ });
    await settled(() => {
      start.click();
      start.click();
    });
    expect(sentTo('POST /claims')).toHaveLength(1);
  });

  test('a draft comes first, and nothing else begins beside it', async () => {
    await open({ claims: [listed], claimable: claims.claimable });
    await press(/^接着填/);
    expect(phone.visited).toEqual([`/packages/apply/tasks/index?id=${claimId}`]);
    expect(screen.getByText('没填完')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /申请这些账单|开始申请/ })).toBeNull();
  });

  test('what the office waits for comes before everything', async () => {
    await open({ claims: [listed, { ...asked, claimId: 'other' }], claimable: [] });
    await press(/^要补 2 份材料/);
    expect(phone.visited).toEqual(['/packages/apply/claim/index?id=other']);
  });

  test('a claim under way says its number and its day', async () => {
    await open({ claims: [submitted], claimable: [] });
    expect(screen.getByText('编号 JZ202611210000017')).toBeTruthy();
    expect(screen.getByText('一般 12月4日前有结果（10 个工作日，以当地为准）')).toBeTruthy();
    expect(screen.getByRole('button', { name: '用纸质账单申请' })).toBeTruthy();
  });

  test('with nothing at all it says what may come, and that a paper bill can be used', async () => {
    await open(nothing);
    expect(screen.getByText('现在没有要申请的')).toBeTruthy();
    await press('用纸质账单申请');
    expect(sentTo('POST /claims')).toEqual([{ bills: [] }]);
  });

  test('a start that did not get through is told, and the same write is sent again', async () => {
    serve({ ...mine, 'GET /claims': ok(claims), 'POST /claims': 'offline' });
    await show(<Claims />);
    await settled();
    await press(/开始申请/);
    expect(screen.getByRole('alert').textContent).toContain('没有连上网');
    await press(/开始申请/);
    const keys = phone.sent
      .filter(({ method }) => method === 'POST')
      .map(({ header }) => header['Idempotency-Key']);
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).toBe(keys[0]);
  });
});

describe('home', () => {
  const open = async (reply: unknown, status: unknown = replies.status) => {
    serve({ ...mine, 'GET /status': ok(status), 'GET /claims': ok(reply) });
    await show(<Home />);
    await settled();
  };
  const big = () => screen.getAllByRole('button')[0]?.textContent ?? '';
  const paid = { ...replies.status, year: { ...replies.status.year, claimable: '0.00' } };

  test('asks for no claims before the consent stands', async () => {
    serve({ 'GET /session': ok(replies.session), 'GET /status': ok(replies.status) });
    await show(<Home />);
    await settled();
    expect(sentRoutes()).not.toContain('GET /claims');
    await press(/^去申请，把钱领回来/);
    expect(phone.visited).toEqual(['/pages/claims/index']);
  });

  test('a paper that is asked for again is the one thing to do', async () => {
    await open({ claims: [asked], claimable: claims.claimable });
    await press(/^要补 2 份材料/);
    expect(phone.visited).toEqual([`/packages/apply/claim/index?id=${claimId}`]);
  });

  test('then the draft that waits', async () => {
    await open({ claims: [listed], claimable: claims.claimable });
    await press(/^接着填申请/);
    expect(phone.visited).toEqual([`/packages/apply/tasks/index?id=${claimId}`]);
  });

  test('what can be claimed leads to the tab', async () => {
    await open(claims);
    expect(big()).toMatch(/还有 800\.00\s元该给您/);
    await press(/^去申请/);
    expect(phone.visited).toEqual(['/pages/claims/index']);
  });

  test('what was applied for is not offered again: its day is', async () => {
    await open({ claims: [submitted], claimable: [] });
    expect(big()).toContain('一般 12月4日前有结果');
    await press(/^看申请到哪一步/);
    expect(phone.visited).toEqual([`/packages/apply/claim/index?id=${claimId}`]);
  });

  test('with nothing to claim it explains the latest bill', async () => {
    await open(nothing, paid);
    expect(big()).toContain('看懂最近一张账单');
  });

  test('what a new identity brings stands in the year', async () => {
    const topUp = { year: 2026 } as never;
    await open(claims, { ...replies.status, year: { ...replies.status.year, topUps: [topUp] } });
    await press(/^看看还能领多少/);
    expect(phone.visited).toEqual(['/pages/status/index']);
  });

  test('claims that cannot be asked take nothing away from home', async () => {
    serve({ ...mine, 'GET /status': ok(replies.status), 'GET /claims': refuse(503, 'storage_unavailable') });
    await show(<Home />);
    await settled();
    expect(big()).toContain('去申请，把钱领回来');
  });
});
