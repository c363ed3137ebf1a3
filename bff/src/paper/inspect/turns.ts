import { AppError } from '../../error.ts';

interface Waiting {
  person: number;
  go: () => void;
  end: (reason: AppError) => void;
}

/** One after the other, in order; who would wait too long is told at once or when it has come to that. */
export interface Turns {
  /**
   * Resolves when it is one's turn, with what gives the turn on. A person has one place in the line: however much
   * she sends at once, the others' places are theirs.
   * @throws AppError 503 `papers_busy`
   */
  take(person: number): Promise<() => void>;
  /** Sends everybody away who waits. */
  end(reason: AppError): void;
}

/** Nothing is wrong with the file: the same request, later, may go through. */
export function papersBusy(cause?: unknown): AppError {
  return new AppError(503, 'papers_busy', 'the paper could not be looked at now; send the request again', {
    retryAfter: 5,
    cause,
  });
}

export function createTurns(mostWaiting: number, patience: number): Turns {
  let taken = false;
  let line: Waiting[] = [];

  const give = () => {
    const next = line.shift();
    if (next === undefined) taken = false;
    else next.go();
  };

  const wait = (person: number) =>
    new Promise<void>((resolve, reject) => {
      const leave = (reason: AppError) => {
        clearTimeout(timer);
        line = line.filter((one) => one !== self);
        reject(reason);
      };
      const timer = setTimeout(() => leave(papersBusy()), patience);
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      const self: Waiting = { person, go, end: leave };
      line.push(self);
    });

  return {
    async take(person) {
      if (taken) {
        const waits = line.some((one) => one.person === person);
        if (waits || line.length >= mostWaiting) throw papersBusy();
        await wait(person);
      }
      taken = true;
      return give;
    },
    end(reason) {
      for (const one of [...line]) one.end(reason);
    },
  };
}
