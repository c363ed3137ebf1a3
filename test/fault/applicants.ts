/** People who apply, each as often as the fault lasts, and what they were told in the end. */
import { claimApplications } from './apply-books.ts';
import { applyOnce, openAcknowledged } from './apply.ts';
import type { Claims } from './claims.ts';
import { pushesOf } from './invented.ts';
import { openLine, openPhone, type Line, type Phone } from './phone.ts';
import { deliver } from './sender.ts';
import { signInAll, type SignedIn } from './signed-in.ts';
import type { Stage } from './stage.ts';

/** Signed in and agreed, with bills that the platform has settled. */
export async function inviteApplicants(stage: Stage, count: number): Promise<SignedIn[]> {
  const residents = stage.invent(count, { low: 3, high: 6 });
  await deliver(() => stage.bff.url, pushesOf(residents, stage.chance), { lanes: 4 });
  return signInAll(stage, residents);
}

export type Play = {
  people: number;
  /** The way to the BFF. */
  origin: () => string;
  onRequest?: (step: string, line: Line) => void;
  /** Asked after every application of a person: she goes on until it says so. */
  isOver: () => boolean;
};

export type Played = {
  line: Line;
  /** Holds the books against what was told. */
  judge: () => Promise<void>;
};

export async function playApplications(stage: Stage, claims: Claims, play: Play): Promise<Played> {
  const people = await inviteApplicants(stage, play.people);
  const { origin, onRequest } = play;
  const line = openLine({ origin, onRequest: (step) => onRequest?.(step, line) });
  const told = openAcknowledged();
  const phones = new Map<string, Phone>();
  const applyAgain = async ({ token }: SignedIn) => {
    const phone = openPhone(line, token);
    do {
      const { claimId } = await applyOnce({ phone, chance: stage.chance, told });
      phones.set(claimId, phone);
    } while (!play.isOver());
  };
  await Promise.all(people.map(applyAgain));
  return {
    line,
    judge: async () => {
      // What is left to do is to look: by the straight way.
      line.origin = () => stage.bff.url;
      line.onRequest = () => undefined;
      await claimApplications(claims, stage, told, (claimId) => phones.get(claimId)!);
      line.agent.destroy();
    },
  };
}
