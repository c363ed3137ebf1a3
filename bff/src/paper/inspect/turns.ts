import { AppError } from '../../error.ts';

interface Waiting {
  go: () => void;
  end: (reason: AppError) => void;
}

/** One after the other, in order; who would wait too long is told at once or when it has come to that. */
export interface Turns {
  /** Resolves when it is one's turn, with what gives the turn on. */
  take(): Promise<() => void>;
  /** Sends everybody away who waits. */
  end(reason: AppError): void;
}

const busy = () =>
  new AppError(503, 'papers_busy', 'too many papers are being looked at; send the request again', {
    retryAfter: 5,
  });

export function createTurns(mostWaiting: number, patience: number): Turns {
  let taken = false;
  let line: Waiting[] = [];

  const give = () => {
    const next = line.shift();
    if (next === undefined) taken = false;
    else next.go();
  };

  const wait = () =>
    new Promise<void>((resolve, reject) => {
      const leave = (reason: AppError) => {
        clearTimeout(timer);
        line = line.filter((one) => one !== self);
        reject(reason);
      };
      const timer = setTimeout(() => leave(busy()), patience);
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      const self: Waiting = { go, end: leave };
      line.push(self);
    });

  return {
    async take() {
      if (taken) {
        if (line.length >= mostWaiting) throw busy();
        await wait();
      }
      taken = true;
      return give;
    },
    end(reason) {
      for (const one of [...line]) one.end(reason);
    },
  };
}
