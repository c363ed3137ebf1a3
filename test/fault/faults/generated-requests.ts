import { Agent } from 'node:http';

import { errorReply } from '@yijiutong/rules/contract';

import { inventedPhone } from '../../support/people.ts';
import { few, type Claims } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { castApplicants, reviewedCity } from '../generated/claim-requests.ts';
import { generate, generateGood, type Generated } from '../generated/generate.ts';
import { retire, routeNames, type Cast } from '../generated/good-requests.ts';
import { openOffice } from '../generated/office.ts';
import { pushesOf } from '../invented.ts';
import { deliver, exchange, type Answer } from '../sender.ts';
import { asker, must, signIn, signInAll, type SignedIn } from '../signed-in.ts';
import type { Stage } from '../stage.ts';

const requestsOf: Record<Size, number> = { test: 2000, full: 20_000 };
const lanes = 4;

export const generatedRequests: Fault = {
  name: 'generated-requests',
  title: 'requests of every kind to every route, good ones and spoilt ones',
  async play(stage, claims, size) {
    const cast = await castFor(stage, requestsOf[size]);
    const seen = openSeen();
    const agent = new Agent({ keepAlive: true, maxSockets: lanes });
    const sendOn = async (request: Generated) => {
      const status = await send(stage, request, agent, seen);
      if (status < 300) retire(cast, request.method, request.headers);
    };
    // Some requests can be taken once only: each route has its good one before any is spoilt.
    for (const route of routeNames) await sendOn(await generateGood(route, cast, stage.chance));
    let left = requestsOf[size];
    const goOn = async (lane: number) => {
      while (left > 0) {
        left -= 1;
        await sendOn(await generate(cast, stage.chance, lane));
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => goOn(lane)));
    agent.destroy();
    await cast.office.close();
    report(claims, seen, routeNames.length + requestsOf[size]);
  },
};

type Seen = {
  byStatus: Map<number, number>;
  broken: string[];
  unanswered: string[];
  shapeless: string[];
  answered: Set<string>;
};

function openSeen(): Seen {
  return { byStatus: new Map(), broken: [], unanswered: [], shapeless: [], answered: new Set() };
}

async function send(stage: Stage, request: Generated, agent: Agent, seen: Seen): Promise<number> {
  const { method, path, headers, body, route, good } = request;
  const what = `${method} ${path.slice(0, 80)}`;
  let answer: Answer;
  try {
    const sent = body === undefined ? {} : { body };
    answer = await exchange(`${stage.bff.url}${path}`, { method, headers, agent, ...sent });
  } catch (error) {
    seen.unanswered.push(`${what}: ${String(error)}`);
    return 0;
  }
  const { status, text } = answer;
  seen.byStatus.set(status, (seen.byStatus.get(status) ?? 0) + 1);
  if (good && status < 300) seen.answered.add(route);
  if (status >= 500)
    seen.broken.push(`${what} → ${status} ${text.slice(0, 200)} after ${String(body).slice(0, 300)}`);
  const silent = method === 'HEAD' || status === 304;
  if (status >= 400 && !silent && !errorReply.safeParse(parse(text)).success) {
    seen.shapeless.push(`${what} → ${status} ${text.slice(0, 120)}`);
  }
  return status;
}

function report(claims: Claims, seen: Seen, sent: number): void {
  const statuses = [...seen.byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${count} × ${status}`);
  claims.that(
    'no request is answered 5xx',
    seen.broken.length === 0,
    `${sent} requests: ${statuses.join(', ')}; 5xx ${few(seen.broken, 3)}`,
  );
  claims.that(
    'every request is answered',
    seen.unanswered.length === 0,
    `without a reply ${few(seen.unanswered, 3)}`,
  );
  claims.that(
    'every refusal has the one shape and a code of the closed list',
    seen.shapeless.length === 0,
    `others ${few(seen.shapeless, 3)}`,
  );
  const silent = routeNames.filter((name) => !seen.answered.has(name));
  claims.that(
    'every route took a good request',
    silent.length === 0,
    `${seen.answered.size} of ${routeNames.length} routes; silent ${few(silent)}`,
  );
}

async function castFor(stage: Stage, requests: number): Promise<Cast> {
  const residents = stage.invent(5, { low: 3, high: 6 });
  await deliver(() => stage.bff.url, pushesOf(residents, stage.chance), { lanes: 4 });
  const [unboundResident, ...bindable] = residents;
  const bound = await signInAll(stage, bindable);
  const applicants = await castApplicants(stage, bound, await inviteNeighbour(stage));
  const stranger = asker(stage, undefined);
  const { texts } = await must<{ texts: { kind: string; version: string }[] }>(
    stranger('GET', '/api/v1/consent-texts'),
    200,
  );
  const versions = Object.fromEntries(texts.map(({ kind, version }) => [kind, version]));
  const open = () => openAccount(stage, versions, inventedPhone((phones += 1)));
  // The real-name check asks for her own phone.
  const unbound = await openAccount(stage, versions, unboundResident!.person.phone);
  await must(
    asker(stage, unbound)('PUT', '/api/v1/consents/identity_verification', {
      version: versions.identity_verification,
    }),
    200,
  );
  const doomed: string[] = [];
  for (let count = Math.min(Math.ceil(requests / 100), 60); count > 0; count -= 1) doomed.push(await open());
  return {
    stage,
    bound,
    unbound: { token: unbound, resident: unboundResident! },
    doomed,
    wavering: await open(),
    senders: stage.invent(60, { low: 2, high: 5 }),
    versions,
    applicants,
    office: await openOffice(stage),
  };
}

/** Somebody of the city whose reviewer the demonstration has. */
async function inviteNeighbour(stage: Stage): Promise<SignedIn> {
  const [resident] = stage.invent(1, { low: 3, high: 6 });
  if (resident!.region !== reviewedCity) return inviteNeighbour(stage);
  await deliver(() => stage.bff.url, pushesOf([resident!], stage.chance), { lanes: 2 });
  return signIn(stage, resident!);
}

let phones = 60_000_000;

/** A new account by phone, bound to nobody. */
async function openAccount(stage: Stage, versions: Record<string, string>, phone: string): Promise<string> {
  const stranger = asker(stage, undefined);
  await must(stranger('POST', '/api/v1/sms-codes', { phone }), 202);
  const code = stage.sandbox.inbox(phone).at(-1)?.params[0];
  const privacyPolicyVersion = versions.privacy_policy;
  const signIn = stranger('POST', '/api/v1/sessions/phone', { phone, code, privacyPolicyVersion });
  return (await must<{ token: string }>(signIn, 201)).token;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
