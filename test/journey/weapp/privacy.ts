/** WeChat's privacy gate (`__usePrivacyCheck__`): calls that touch personal data wait until its own button was pressed. */
import { Refused } from './call.ts';

type Resolve = (answer: { event: string; buttonId?: string }) => void;
type Ask = (resolve: Resolve, info: { referrer: string }) => void;

export type PrivacyGate = {
  agreed: boolean;
  listen: (ask: Ask) => void;
  /** A `button` of open-type agreePrivacyAuthorization was pressed. */
  agree: () => void;
  /** Passes at once, or when the person agreed; refused when she did not. */
  pass: (referrer: string) => Promise<void>;
};

export function createPrivacyGate(): PrivacyGate {
  let ask: Ask | undefined;
  const gate: PrivacyGate = {
    agreed: false,
    listen: (listener) => void (ask = listener),
    agree: () => void (gate.agreed = true),
    pass: async (referrer) => {
      if (gate.agreed) return;
      if (!ask) throw new Refused('privacy permission is not authorized');
      const { event } = await new Promise<{ event: string }>((resolve) => ask?.(resolve, { referrer }));
      if (event === 'disagree') throw new Refused('privacy permission is not authorized');
      // "agree" alone is no agreement: WeChat looks at its own button.
      if (!gate.agreed) throw new Refused('agree was reported, its button was never pressed');
    },
  };
  return gate;
}
