// Side by side in one run: every contestant takes its turn in every round, so that a neighbour's noise or a
// warming processor falls on all alike, and the median of the rounds is told.

/** What one contestant does in one round; returns how many units of work it did. */
export type Contestant = { name: string; round: () => number | Promise<number> };

export type Rate = { name: string; perSecond: number };

/** Median units a second of each contestant. The first `warmUps` rounds are not counted. */
export async function race(contestants: readonly Contestant[], rounds: number, warmUps = 2): Promise<Rate[]> {
  const rates = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let turn = -warmUps; turn < rounds; turn += 1) {
    // Whoever is first in a round finds a colder cache: the order turns from round to round.
    const shift = Math.abs(turn) % contestants.length;
    for (const { name, round } of [...contestants.slice(shift), ...contestants.slice(0, shift)]) {
      const began = process.hrtime.bigint();
      const answer = round();
      // Who answers at once is not made to wait for a turn of the loop.
      const done = typeof answer === 'number' ? answer : await answer;
      const seconds = Number(process.hrtime.bigint() - began) / 1e9;
      if (turn >= 0) rates.get(name)!.push(done / seconds);
    }
  }
  return contestants.map(({ name }) => ({ name, perSecond: median(rates.get(name)!) }));
}

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('the median of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Runs `work` until it has taken `milliseconds`, for programs that become quick only by being run. */
export function warm(work: () => void, milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until) work();
}
