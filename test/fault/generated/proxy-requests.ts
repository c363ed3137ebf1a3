/** Good requests about messages, and about applying for somebody else: of the volunteer, of the person, at the window. */
import { bodyExamples } from '../../../bff/src/openapi/examples.ts';
import { routes, type ConsentAskReply, type RouteName } from '../../../shared/src/contract/index.ts';
import { credentials } from '../../sandbox/credentials.ts';
import type { Person } from '../../sandbox/world.ts';
import { inviteSomebody, makeMessage } from '../../support/callers.ts';
import { makeMandate } from '../../support/mandates.ts';
import { makePhoto } from '../../support/paper-files.ts';
import type { Chance } from '../../support/seeded.ts';
import { sha256 } from '../phone.ts';
import { makeCase, pathOfClaim } from './case-requests.ts';
import type { Cast, GoodRequest } from './good-requests.ts';
import { village, type Office } from './office.ts';

type Maker = (cast: Cast, chance: Chance) => GoodRequest | Promise<GoodRequest>;
type ProxyRoute = Extract<
  RouteName,
  | 'listMessages'
  | 'countUnread'
  | 'readMessages'
  | 'getSubscriptions'
  | 'reportSubscriptions'
  | 'receiveSmsReceipts'
  | 'receiveSmsReply'
  | 'listClients'
  | 'addClient'
  | 'getClient'
  | 'askConsentAgain'
  | 'confirmConsentCode'
  | 'sendSlip'
  | 'getClientPhone'
  | 'getDaySheet'
  | 'listMandates'
  | 'giveMandate'
  | 'endMandate'
  | 'takeOverClaim'
  | 'listPlaceMandates'
  | 'endMandateAtWindow'
>;
type Way = 'account' | 'sms_code' | 'slip';

const byPerson =
  (route: ProxyRoute, body?: unknown): Maker =>
  (cast, chance) => ({
    path: routes[route].path,
    ...(body === undefined ? {} : { body }),
    token: chance.pick(cast.bound).token,
  });

const writeClient = ({ name, certno, phone }: Person, way: Way) => ({
  name,
  certno,
  phone: way === 'sms_code' ? phone : null,
  way,
  scope: { by: 'kinds', kinds: ['reimbursement'] },
  village,
});

/** Asked, and not answered yet. */
async function askSomebody(office: Office, way: Way, person = inviteSomebody(office.app)) {
  const volunteer = await office.enlist();
  const { path } = routes.addClient;
  const body = writeClient(person, way);
  const { client } = await office.ask<ConsentAskReply>(volunteer, `POST ${path}`, 201, body);
  return { person, mandateId: client.mandateId, volunteer };
}

const pathOf = (route: RouteName, mandate: string) => routes[route].path.replace(':mandateId', mandate);

/** The volunteer's, about somebody who was asked. */
const aboutClient =
  (route: ProxyRoute, way: Way, say?: (office: Office, person: Person) => unknown): Maker =>
  async ({ office }) => {
    const { person, mandateId, volunteer } = await askSomebody(office, way);
    const body = say?.(office, person);
    return {
      path: pathOf(route, mandateId),
      ...(body === undefined ? {} : { body }),
      token: volunteer,
    };
  };

/** The code that came to her by SMS. */
const readCode = ({ app }: Office, { phone }: Person) => ({
  code: app.sandbox.inbox(phone).at(-1)?.params.at(-1),
});

const ofCarrier =
  (route: 'receiveSmsReceipts' | 'receiveSmsReply'): Maker =>
  () => ({
    path: routes[route].path.replace(':secret', credentials.sms.receiptSecret),
    body: bodyExamples[route],
    token: undefined,
  });

const byVolunteer =
  (route: 'listClients' | 'getDaySheet'): Maker =>
  async ({ office }) => ({ path: routes[route].path, token: await office.enlist() });

export const proxyMakers: Record<ProxyRoute, Maker> = {
  listMessages: byPerson('listMessages'),
  countUnread: byPerson('countUnread'),
  getSubscriptions: byPerson('getSubscriptions'),
  reportSubscriptions: byPerson('reportSubscriptions', bodyExamples.reportSubscriptions),
  readMessages: async ({ office }) => {
    const { person, token } = await office.invite();
    const path = routes.readMessages.path.replace(':messageId', await makeMessage(office.app, person));
    return { path, token };
  },
  receiveSmsReceipts: ofCarrier('receiveSmsReceipts'),
  receiveSmsReply: ofCarrier('receiveSmsReply'),
  listClients: byVolunteer('listClients'),
  getDaySheet: byVolunteer('getDaySheet'),
  addClient: async ({ office }) => ({
    path: routes.addClient.path,
    body: writeClient(inviteSomebody(office.app), 'slip'),
    token: await office.enlist(),
  }),
  getClient: aboutClient('getClient', 'account'),
  askConsentAgain: aboutClient('askConsentAgain', 'account', () => ({ way: 'slip', phone: null })),
  confirmConsentCode: aboutClient('confirmConsentCode', 'sms_code', readCode),
  sendSlip: async ({ office }, chance) => {
    const { mandateId, volunteer } = await askSomebody(office, 'slip');
    const bytes = makePhoto(chance, 2000);
    const path = `${pathOf('sendSlip', mandateId)}?sha256=${sha256(bytes)}`;
    return { path, bytes, token: volunteer };
  },
  getClientPhone: async ({ office }) => {
    const { person, mandateId, volunteer } = await askSomebody(office, 'sms_code');
    const confirm = `POST ${pathOf('confirmConsentCode', mandateId)}`;
    await office.ask(volunteer, confirm, 200, readCode(office, person));
    return { path: pathOf('getClientPhone', mandateId), token: volunteer };
  },
  listMandates: byPerson('listMandates'),
  giveMandate: async ({ office }) => {
    const { person, token } = await office.invite();
    const { mandateId } = await askSomebody(office, 'account', person);
    const { version } = office.app.deps.mandates.text;
    return { path: pathOf('giveMandate', mandateId), body: { version }, token };
  },
  endMandate: async ({ office }) => {
    const { person, token } = await office.invite();
    return { path: pathOf('endMandate', await makeMandate(office.app, person, village)), token };
  },
  takeOverClaim: async ({ office }) => {
    const { claim, owner } = await makeCase(office, { state: 'submitted' });
    return {
      path: pathOfClaim('takeOverClaim', claim),
      body: bodyExamples.takeOverClaim,
      token: owner.token,
    };
  },
  listPlaceMandates: ({ office: { posts } }) => ({
    path: routes.listPlaceMandates.path,
    token: posts.village_clerk.token,
  }),
  endMandateAtWindow: async ({ office }) => {
    const { person } = await office.invite();
    return {
      path: pathOf('endMandateAtWindow', await makeMandate(office.app, person, village)),
      body: bodyExamples.endMandateAtWindow,
      token: office.posts.village_clerk.token,
    };
  },
};
