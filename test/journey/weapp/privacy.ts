/** WeChat's privacy gate (`__usePrivacyCheck__`): calls that touch personal data wait until its own button was pressed. */
import { Refused } from './call.ts';

type Resolve = (answer: { event: string; buttonId?: string }) => void;
type Ask = (resolve: Resolve, info: { referrer: string }) => void;

/** What WeChat remembers of its user, whenever the app starts. */
export type Agreement = { agreed: boolean };

export type PrivacyGate = {
  isAgreed: () => boolean;
  listen: (ask: Ask) => void;
  /** A `button` of open-type agreePrivacyAuthorization was pressed. */
  agree: () => void;
  /** Passes at once, or when the person agreed; refused when she did not. */
  pass: (referrer: string) => Promise<void>;
};

export function createPrivacyGate(kept: Agreement): PrivacyGate {
  let ask: Ask | undefined;
  return {
    isAgreed: () => kept.agreed,
    listen: (listener) => void (ask = listener),
    agree: () => void (kept.agreed = true),
    pass: async (referrer) => {
      if (kept.agreed) return;
      if (!ask) throw new Refused('privacy permission is not authorized');
      const { event } = await new Promise<{ event: string }>((resolve) => ask?.(resolve, { referrer }));
      if (event === 'disagree') throw new Refused('privacy permission is not authorized');
      // "agree" alone is no agreement: WeChat looks at its own button.
      if (!kept.agreed) throw new Refused('agree was reported, its button was never pressed');
    },
  };
}
