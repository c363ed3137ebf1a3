import { Agent } from 'node:http';

import { claimBooks } from '../books.ts';
import { few } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { pushesOf } from '../invented.ts';
import { openProxy } from '../proxy.ts';
import { codeOf, deliver, describeRetries, sendOnce, type Push } from '../sender.ts';

const residentsOf: Record<Size, number> = { test: 40, full: 1800 };

export const lostReplies: Fault = {
  name: 'lost-replies',
  title: 'replies are lost on their way back, and the same push is sent twice and three times at once',
  async play(stage, claims, size) {
    const { chance, bff } = stage;
    const residents = stage.invent(residentsOf[size], { low: 2, high: 8 });
    const pushes = pushesOf(residents, chance);
    const proxy = await openProxy(bff.port, () => chance.happens(0.4));
    const delivery = await deliver(() => proxy.url, pushes, { lanes: 6 });
    await proxy.close();
    claims.that(
      'every push is acknowledged in the end',
      delivery.acknowledged.size === pushes.length && delivery.refused.length === 0,
      `${delivery.acknowledged.size} of ${pushes.length}, ${proxy.dropped()} replies lost after the commit, repeated: ${describeRetries(delivery.retries)}; refused ${few(delivery.refused.map(({ text }) => text))}`,
    );

    const { sent, different, failed } = await sendTogether(
      bff.url,
      pushes,
      delivery.acknowledged,
      chance.between(2, 3),
    );
    claims.that(
      'a push that is sent again is given its first reply',
      different.length === 0 && failed.length === 0,
      `${sent} repeats; other replies ${few(different)}; failures ${few(failed)}`,
    );

    const fresh = stage.invent(residentsOf[size], { low: 1, high: 3 });
    const doubles = await sendTogether(bff.url, pushesOf(fresh, chance), new Map(), 3);
    claims.that(
      'parallel doubles are told one thing, or to wait',
      doubles.different.length === 0 && doubles.failed.length === 0,
      `${doubles.sent} requests, ${doubles.waited} told to wait; other replies ${few(doubles.different)}; failures ${few(doubles.failed)}`,
    );
    await claimBooks(claims, stage.database, stage.law, [...residents, ...fresh]);
  },
};

/** Sends each push `times` at once, and compares what was told. */
async function sendTogether(
  url: string,
  pushes: readonly Push[],
  first: ReadonlyMap<string, unknown>,
  times: number,
) {
  const agent = new Agent({ keepAlive: true });
  const seen = { sent: 0, waited: 0, different: [] as string[], failed: [] as string[] };
  for (const push of pushes) {
    const answers = await Promise.all(Array.from({ length: times }, () => sendOnce(url, push, agent)));
    seen.sent += times;
    const texts = new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text));
    const known = first.get(push.msgid);
    if (known !== undefined) texts.add(JSON.stringify(known));
    if (texts.size !== 1) seen.different.push(`${push.msgid}: ${[...texts].join(' / ')}`);
    for (const { status, text } of answers) {
      const code = codeOf(text);
      if (code === 'idempotency_in_progress') seen.waited += 1;
      else if (status !== 200) seen.failed.push(`${status} ${code}`);
    }
  }
  agent.destroy();
  return seen;
}
