/** Good requests about a case on its road: each has its own case, put where the road has come to. */
import { claimWorkExamples } from '../../../bff/src/openapi/claim-work.examples.ts';
import { findPaper } from '../../../shared/src/claim/index.ts';
import { claimReply, routes, type RouteName } from '../../../shared/src/contract/index.ts';
import type { StaffRole } from '../../../shared/src/contract/index.ts';
import type { Day } from '../../../shared/src/kernel/index.ts';
import { newKey } from '../../support/app.ts';
import { putCase, type CaseSketch, type PutCase } from '../../support/desk.ts';
import { makePhoto } from '../../support/paper-files.ts';
import type { Chance } from '../../support/seeded.ts';
import { sha256 } from '../phone.ts';
import type { Cast, GoodRequest } from './good-requests.ts';
import type { Newcomer, Office } from './office.ts';

type Maker = (cast: Cast) => Promise<GoodRequest>;
type Chancy = (cast: Cast, chance: Chance) => Promise<GoodRequest>;
/** Of a photograph, which chance takes. */
type ByChance = 'bringPage' | 'removeBroughtPage' | 'bringPayee';
type CaseRoute = keyof typeof claimWorkExamples | 'getProposal' | 'bringPage';

const yesterday = '2026-11-19';
const inAWeek = '2026-11-27';
const longAgo = '2026-01-05';

/** @param arrange what else stands on record of it */
export async function makeCase(
  office: Office,
  sketch: CaseSketch,
  arrange?: (office: Office, put: PutCase) => Promise<unknown>,
): Promise<PutCase & { owner: Newcomer }> {
  const owner = await office.invite();
  const put = await putCase(office.app, { personId: owner.personId, ...sketch });
  await arrange?.(office, put);
  return { ...put, owner };
}

export const pathOfClaim = (route: RouteName, claim: string) => routes[route].path.replace(':claimId', claim);

/** What one of the staff does with a case that stands there. */
const byPost =
  (
    route: keyof typeof claimWorkExamples,
    role: StaffRole,
    sketch: CaseSketch,
    arrange?: (office: Office, put: PutCase) => Promise<unknown>,
  ): Maker =>
  async ({ office }) => {
    const { claim, version } = await makeCase(office, sketch, arrange);
    const body = { ...claimWorkExamples[route], version };
    return { path: pathOfClaim(route, claim), body, token: office.posts[role].token };
  };

/** What the person does herself. */
const byOwner =
  (route: 'setHome' | 'setHousehold' | 'appealClaim', sketch: CaseSketch): Maker =>
  async ({ office }) => {
    const { claim, version, owner } = await makeCase(office, sketch);
    const body = { ...claimWorkExamples[route], version };
    return { path: pathOfClaim(route, claim), body, token: owner.token };
  };

const recognition = { kind: 'recognition' } as const;

const post = (until: string) => (office: Office, put: PutCase) =>
  office.app.deps.db
    .updateTable('claim')
    .set({ publicity_until: until })
    .where('claim_id', '=', put.claimId)
    .execute();

const checkMeans = (office: Office, put: PutCase) =>
  office.app.deps.db
    .insertInto('claim_means')
    .values({
      claim_id: put.claimId,
      version: put.version,
      staff_id: office.posts.civil_affairs.staffId,
      checked_on: yesterday,
      within_limit: 1,
      self_paid: 8_000_000,
      words: null,
    })
    .execute();

const paperOf = ({ claimId }: Pick<PutCase, 'claimId'>) => `paper-${claimId}`;

/** Its bill is one that only paper knows. */
const putOnPaper = ({ app }: Office, put: PutCase) =>
  app.deps.db
    .updateTable('claim_bill')
    .set({
      ref: paperOf(put),
      settlement_id: null,
      live_settlement_id: null,
      institution: '示例中心医院',
      on_day: '2026-03-09',
      kind: 'inpatient',
      total: 124_000,
    })
    .where('claim_id', '=', put.claimId)
    .execute();

/** A notice that nobody has answered. */
const leaveUnmended = (office: Office, put: PutCase) =>
  office.app.deps.db
    .insertInto('claim_event')
    .values({
      claim_id: put.claimId,
      version: put.version,
      kind: 'correction_asked',
      by_role: 'county_reviewer',
      actor: `staff:${office.posts.county_reviewer.staffId}`,
      happened_at: `${longAgo} 02:00:00.000`,
      organisation_id: null,
      reason: null,
      words: null,
      policy_on: longAgo,
    })
    .execute();

const card = { paper: 'identity_card', bill: null };

/** A notice that names her identity card. */
async function askForCard({ app }: Office, { claimId }: PutCase): Promise<void> {
  const { db, claimData } = app.deps;
  const need = findPaper(claimData.papersOf('510400', longAgo as Day), card.paper, card.bill);
  await db
    .updateTable('claim')
    .set({ needs: JSON.stringify([need]) })
    .where('claim_id', '=', claimId)
    .execute();
  const { submissions: submission } = await db
    .selectFrom('claim')
    .select('submissions')
    .where('claim_id', '=', claimId)
    .executeTakeFirstOrThrow();
  const key = { claim_id: claimId, submission };
  const asked_at = `${longAgo} 02:00:00.000`;
  await db
    .insertInto('claim_correction')
    .values({ ...key, words: null, asked_at })
    .execute();
  const named = { ...key, paper: card.paper, bill: '', reason: 'unclear' as const, words: null };
  await db.insertInto('claim_correction_paper').values(named).execute();
}

function pageOf({ office }: Cast, claim: string, paper: string, chance: Chance) {
  const bytes = makePhoto(chance, 2000);
  const path = `${pathOfClaim('bringPage', claim)}?paper=${paper}&sha256=${sha256(bytes)}`;
  return { claim, path, bytes, token: office.posts.village_clerk.token };
}

async function bringable(cast: Cast, chance: Chance) {
  const { claim } = await makeCase(cast.office, { state: 'correction_asked' }, askForCard);
  return pageOf(cast, claim, card.paper, chance);
}

const send = ({ stage }: Cast, { path, bytes, token }: ReturnType<typeof pageOf>): Promise<Response> =>
  fetch(`${stage.bff.url}${path}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/octet-stream',
      'Idempotency-Key': newKey(),
    },
    body: new Uint8Array(bytes),
  });

const bring: Chancy = async (cast, chance) => {
  const { path, bytes, token } = await bringable(cast, chance);
  return { path, bytes, token };
};

/** Of a page that was brought, with its bytes. */
const takeBack: Chancy = async (cast, chance) => {
  const brought = await bringable(cast, chance);
  const { claim, token } = brought;
  const { tasks } = claimReply.parse(await (await send(cast, brought)).json());
  const pageId = tasks.flatMap(({ pages }) => pages).at(-1)?.pageId;
  return { path: pathOfClaim('removeBroughtPage', claim), body: { pageId }, token };
};

/** After the bank could not pay, and her card was photographed. */
const nameAccount: Chancy = async (cast, chance) => {
  const { claim, version } = await makeCase(cast.office, { state: 'payment_failed', amount: 28_000 });
  const page = pageOf(cast, claim, 'bank_card', chance);
  await send(cast, page);
  const body = { ...claimWorkExamples.bringPayee, version };
  return { path: pathOfClaim('bringPayee', claim), body, token: page.token };
};

/** Reviewed by the reviewer, for another to decide. */
const reviewed =
  (route: keyof typeof claimWorkExamples, proposed: 'grant' | 'refuse'): Maker =>
  async (cast) => {
    const reviewedBy = cast.office.posts.county_reviewer.staffId;
    // Nobody approves what she has not opened.
    const open = (office: Office, { claim }: PutCase) =>
      office.ask(office.posts.county_approver.token, `GET ${pathOfClaim('getDeskClaim', claim)}`, 200);
    return byPost(route, 'county_approver', { state: 'county_approval', proposed, reviewedBy }, open)(cast);
  };

export const caseMakers: Record<Exclude<CaseRoute, ByChance>, Maker> & Record<ByChance, Chancy> = {
  setHome: byOwner('setHome', { state: 'submitted', village: null }),
  setHousehold: byOwner('setHousehold', { kind: 'recognition', state: 'draft' }),
  appealClaim: byOwner('appealClaim', { state: 'refused' }),
  acceptClaim: byPost('acceptClaim', 'township_officer', { state: 'submitted' }),
  setClaimHome: byPost('setClaimHome', 'county_reviewer', { state: 'submitted', village: null }),
  closeClaim: byPost('closeClaim', 'county_reviewer', { state: 'correction_asked' }, leaveUnmended),
  bringPage: bring,
  removeBroughtPage: takeBack,
  bringPayee: nameAccount,
  mendAtWindow: byPost('mendAtWindow', 'township_officer', { state: 'correction_asked' }),
  firstReview: byPost('firstReview', 'township_officer', { state: 'accepted' }),
  recordVisit: byPost('recordVisit', 'village_clerk', { ...recognition, state: 'household_visit' }),
  recordMeans: byPost('recordMeans', 'civil_affairs', { ...recognition, state: 'means_check' }),
  startPublicity: byPost('startPublicity', 'township_officer', { ...recognition, state: 'publicity' }),
  recordObjection: byPost(
    'recordObjection',
    'township_officer',
    { ...recognition, state: 'publicity' },
    post(inAWeek),
  ),
  endPublicity: byPost(
    'endPublicity',
    'township_officer',
    { ...recognition, state: 'publicity' },
    post(yesterday),
  ),
  recognise: byPost('recognise', 'civil_affairs', { ...recognition, state: 'recognition' }, checkMeans),
  getProposal: async ({ office }) => {
    const { claim } = await makeCase(office, { state: 'county_review' });
    return { path: pathOfClaim('getProposal', claim), token: office.posts.county_reviewer.token };
  },
  previewFigures: async ({ office }) => {
    const { claim, version, claimId } = await makeCase(office, { state: 'county_review' }, putOnPaper);
    const [figures] = claimWorkExamples.previewFigures.figures;
    const body = { version, figures: [{ ...figures, ref: paperOf({ claimId }) }] };
    return { path: pathOfClaim('previewFigures', claim), body, token: office.posts.county_reviewer.token };
  },
  reviewClaim: byPost('reviewClaim', 'county_reviewer', { state: 'county_review' }),
  approveClaim: reviewed('approveClaim', 'grant'),
  refuseClaim: async (cast) => {
    const { reason, clause } = claimWorkExamples.reviewClaim;
    const request = await reviewed('refuseClaim', 'refuse')(cast);
    return { ...request, body: { ...(request.body as object), reason, clause } };
  },
  returnClaim: reviewed('returnClaim', 'grant'),
  reopenClaim: byPost('reopenClaim', 'county_approver', { state: 'refused' }),
};
