// Applying for somebody else: whose case it is stands on the page, and every request about it names the mandate.
import { screen } from '@testing-library/react';

import { Page } from '../../miniapp/src/components/page';
import Bills from '../../miniapp/src/packages/apply/bills/index';
import ClientPage from '../../miniapp/src/packages/proxy/client/index';
import ClientsPage from '../../miniapp/src/packages/proxy/clients/index';
import { api } from '../../miniapp/src/services/api';
import { rememberClient } from '../../miniapp/src/services/behalf';
import { session } from '../../miniapp/src/services/session';
import { draft } from './claim-replies';
import { ok, press, sentTo, serve, show, type } from './stage';
import { phone } from './taro-api';

const mandateId = 'm'.repeat(22);
const claimId = 'c'.repeat(22);
const page = { pageId: 'p'.repeat(22) };
const claim = { claimId, tasks: [{ pages: [page] }] };
const client = {
  mandateId,
  name: '张*',
  certno: '990***********1234',
  village: null,
  villageName: null,
  state: 'asked',
  endedBy: null,
  way: 'sms_code',
  scope: { by: 'kinds', kinds: ['reimbursement'] },
  endsOn: null,
  askedUntil: '2026-11-29T00:00:00.000Z',
  callBack: 'none',
  mayCall: false,
  tasks: [{ kind: 'consent', claimId: null, number: null, claimKind: null, due: null }],
};
const reply = { client, text: { version: '1', title: '代办', body: ['您请人代办。'] }, claims: [] };

beforeEach(() => {
  phone.reset();
  session.begin('t'.repeat(43), true);
});

const mandates = () => phone.sent.map(({ header }) => header['X-Mandate']);

test('a request about her claim names the mandate, and so does one about a page of it', async () => {
  serve({
    [`GET /claims/${claimId}`]: ok(claim),
    [`GET /pages/${page.pageId}/link?size=full`]: ok({ path: '/x', expiresAt: '' }),
    'GET /claims': ok({ claims: [], claimable: [] }),
  });
  rememberClient({ mandateId, name: '张*' }, [claimId], []);
  await api.getClaim(claimId);
  await api.linkPage(page.pageId, 'full');
  await api.listClaims();
  expect(mandates()).toEqual([mandateId, mandateId, undefined]);
});

test('after another sign-in nothing is known of her', async () => {
  serve({
    [`GET /claims/${claimId}`]: ok(claim),
    [`GET /pages/${page.pageId}/link?size=full`]: ok({ path: '/x', expiresAt: '' }),
  });
  rememberClient({ mandateId, name: '张*' }, [claimId], []);
  await api.getClaim(claimId);
  session.end();
  session.begin('u'.repeat(43), true);
  await api.getClaim(claimId);
  await api.linkPage(page.pageId, 'full');
  expect(mandates()).toEqual([mandateId, undefined, undefined]);
});

test('the band stands on every page of her case, and on none of one’s own', async () => {
  rememberClient({ mandateId, name: '张*' }, [claimId], []);
  phone.params = { id: claimId };
  await show(<Page title="填申请">.</Page>);
  expect(document.querySelector('.client-band')?.textContent).toBe('正在帮 张* 办');
});

test('the bills to choose from are hers, not the volunteer’s', async () => {
  rememberClient({ mandateId, name: '张*' }, [draft.claimId], []);
  serve({
    [`GET /claims/${draft.claimId}`]: ok(draft),
    'GET /claims': ok({ claims: [], claimable: [] }),
  });
  phone.params = { id: draft.claimId };
  await show(<Bills />);
  expect(phone.sent.map(({ url }) => url.split('/v1')[1])).toEqual([`/claims/${draft.claimId}`, '/claims']);
  expect(mandates()).toEqual([mandateId, mandateId]);
});

test('no band on her own', async () => {
  phone.params = { id: 'd'.repeat(22) };
  await show(<Page title="填申请">.</Page>);
  expect(document.querySelector('.client-band')).toBeNull();
});

test('more people than one page has are read on', async () => {
  const organisation = { name: '杏林街道志愿服务队' };
  const other = { ...client, mandateId: 'n'.repeat(22), name: '李*' };
  serve({
    'GET /volunteer/clients': ok({ organisation, clients: [client], next: mandateId }),
    [`GET /volunteer/clients?after=${mandateId}`]: ok({ organisation, clients: [other], next: null }),
  });
  await show(<ClientsPage />);
  expect(screen.queryByText('李*')).toBeNull();
  await press('再看一些');
  expect([screen.queryByText('张*'), screen.queryByText('李*')]).not.toContain(null);
  expect(screen.queryByRole('button', { name: '再看一些' })).toBeNull();
});

test('the code that is read out makes the mandate live', async () => {
  const live = { ...client, state: 'live', endsOn: '2026-12-22', tasks: [], mayCall: true };
  serve({
    [`GET /volunteer/clients/${mandateId}`]: ok(reply),
    [`POST /volunteer/clients/${mandateId}/consent-code`]: ok({ ...reply, client: live }),
  });
  phone.params = { mandate: mandateId };
  await show(<ClientPage />);
  expect(screen.getByText('您请人代办。')).toBeTruthy();
  type(/本人念的验证码/, '135790');
  await press('本人同意了');
  expect(sentTo(`POST /volunteer/clients/${mandateId}/consent-code`)).toEqual([{ code: '135790' }]);
  expect(screen.getByRole('button', { name: '打电话' })).toBeTruthy();
  expect(screen.getByRole('button', { name: '替本人申请：医疗费用报销' })).toBeTruthy();
});
