import { claimBooks } from '../books.ts';
import { few } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { pushesOf } from '../invented.ts';
import { deliver, describeRetries } from '../sender.ts';
import { giveUpClaims } from '../time.ts';

const sizes: Record<Size, { residents: number; kills: number; lanes: number }> = {
  test: { residents: 60, kills: 6, lanes: 6 },
  full: { residents: 2000, kills: 60, lanes: 8 },
};

export const killIntake: Fault = {
  name: 'kill-intake',
  title:
    'the BFF is killed −9 while settlements come in, and started again; the sender repeats what was not acknowledged',
  async play(stage, claims, size) {
    const { chance, bff } = stage;
    const { residents: count, kills, lanes } = sizes[size];
    const residents = stage.invent(count, { low: 1, high: size === 'full' ? 18 : 8 });
    const pushes = pushesOf(residents, chance);

    // Kills fall at random acknowledgements, and a random moment after them: inside transactions, between them.
    const gap = Math.floor(pushes.length / (kills + 1));
    const moments = Array.from(
      { length: kills },
      (_, at) => gap * (at + 1) - chance.between(0, Math.floor(gap / 2)),
    );
    let killed = 0;
    let falling: Promise<void> = Promise.resolve();
    const fall = async () => {
      await new Promise((resume) => setTimeout(resume, chance.between(0, 30)));
      await bff.kill();
      killed += 1;
      await giveUpClaims(stage.database);
      await bff.start();
    };
    const delivery = await deliver(() => bff.url, pushes, {
      lanes,
      onAcknowledged: (acknowledged) => {
        if (acknowledged < (moments[0] ?? Infinity)) return;
        moments.shift();
        falling = falling.then(fall);
      },
    });
    await falling;

    claims.that(
      'every push is acknowledged in the end',
      delivery.acknowledged.size === pushes.length && delivery.refused.length === 0,
      `${delivery.acknowledged.size} of ${pushes.length}, over ${killed} kills, repeated: ${describeRetries(delivery.retries)}; refused ${few(delivery.refused.map(({ text }) => text))}`,
    );
    await claimBooks(claims, stage.database, stage.law, residents);
  },
};
