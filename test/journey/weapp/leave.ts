/** Leave to send messages: WeChat asks only while a finger is on the glass, for at most three templates, once each. */
import { Refused, type Options } from './call.ts';

export type Leave = {
  /** Each time that the person was asked, and for which templates. */
  asked: string[][];
  /** What she answers. */
  answer: 'accept' | 'reject';
  /** Runs what a tap sets off. */
  duringTap: (run: () => void) => void;
  /** What WeChat does for a finger only. */
  checkTap: () => void;
  request: (options: Options) => Record<string, string>;
};

const mostTemplates = 3;

export function createLeave(): Leave {
  let taps = 0;
  const checkTap = (): void => {
    if (taps === 0) throw new Refused('can only be invoked by user TAP gesture.');
  };
  const leave: Leave = {
    asked: [],
    answer: 'accept',
    duringTap: (run) => {
      taps += 1;
      try {
        run();
      } finally {
        taps -= 1;
      }
    },
    checkTap,
    request: (options) => {
      const wanted = Array.isArray(options.tmplIds) ? options.tmplIds.map(String) : [];
      checkTap();
      if (wanted.length === 0) throw new Refused('tmplIds can not be empty');
      if (wanted.length > mostTemplates) throw new Refused('Templates count out of max bounds');
      leave.asked.push(wanted);
      return Object.fromEntries(wanted.map((templateId) => [templateId, leave.answer]));
    },
  };
  return leave;
}
