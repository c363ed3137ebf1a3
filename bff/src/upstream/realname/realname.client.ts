import type { Config } from '../../config.ts';
import type { Metrics } from '../../health/metrics.ts';
import { createBreaker } from '../breaker.ts';
import type { WechatClient } from '../wechat/wechat.ts';
import type { RealNameVerifier } from './realname.ts';
import { matchesThreeFactors } from './three-factor.ts';
import { matchesFace } from './wechat-face.ts';

/** In the mini-program by face, in the browser by name, number and phone. */
export function createRealNameVerifier(
  config: Config['realName'],
  wechat: WechatClient,
  metrics: Metrics,
): RealNameVerifier & { close(): void } {
  const breaker = createBreaker('realname', metrics);
  return {
    verify({ name, certno, proof }) {
      switch (proof.kind) {
        case 'face':
          return matchesFace(wechat, { name, certno }, proof);
        case 'phone':
          return breaker.run('threeFactors', () =>
            matchesThreeFactors(config, { name, certno, phone: proof.phone }),
          );
      }
    },
    close: () => breaker.close(),
  };
}
