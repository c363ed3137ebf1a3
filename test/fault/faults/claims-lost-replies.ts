import { playApplications } from '../applicants.ts';
import type { Fault, Size } from '../fault.ts';
import { openProxy } from '../proxy.ts';
import { describeRetries } from '../sender.ts';

const sizes: Record<Size, { people: number; lost: number }> = {
  test: { people: 1, lost: 8 },
  full: { people: 8, lost: 1000 },
};

export const claimsLostReplies: Fault = {
  name: 'claims-lost-replies',
  title: 'replies to begin, chunk, finish and submit are lost on their way back',
  async play(stage, claims, size) {
    const { people, lost } = sizes[size];
    const proxy = await openProxy(stage.bff.port, () => stage.chance.happens(0.3));
    const { line, judge } = await playApplications(stage, claims, {
      people,
      origin: () => proxy.url,
      isOver: () => proxy.dropped() >= lost,
    });
    claims.that(
      'replies were lost as often as they should',
      proxy.dropped() >= lost,
      `${proxy.dropped()} replies lost; repeated: ${describeRetries(line.retries)}`,
    );
    await judge();
    await proxy.close();
  },
};
