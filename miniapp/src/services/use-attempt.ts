/** Something a person tries: busy while it runs, and why it did not work. */
import { useCallback, useRef, useState } from 'react';

import { toFailure, type AppFailure } from './failure';

export type Attempt = {
  busy: boolean;
  /** With what the server said beside the code (until when, by whom); null while there is none. */
  failure: AppFailure | null;
  /** Its code alone: what most pages look the words up by. */
  trouble: string | null;
  /** Runs it; a second press while it runs does nothing. Resolves to whether it was done. */
  attempt: (run: () => Promise<void>) => Promise<boolean>;
};

export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AppFailure | null>(null);
  // A second tap may come before the first has been drawn: what is on screen cannot hold it back.
  const running = useRef(false);
  const attempt = useCallback(async (run: () => Promise<void>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await run();
      return true;
    } catch (error) {
      setFailure(toFailure(error));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, failure, trouble: failure?.code ?? null, attempt };
}
