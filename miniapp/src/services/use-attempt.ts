/** Something a person tries: busy while it runs, and in words why it did not work. */
import { useCallback, useRef, useState } from 'react';

import { toFailure } from './failure';

export type Attempt = {
  busy: boolean;
  /** The code of the failure; null while there is none. */
  trouble: string | null;
  /** Runs it; a second press while it runs does nothing. */
  attempt: (run: () => Promise<void>) => Promise<void>;
};

export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  // A second tap may come before the first has been drawn: what is on screen cannot hold it back.
  const running = useRef(false);
  const attempt = useCallback(async (run: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setTrouble(null);
    try {
      await run();
    } catch (error) {
      setTrouble(toFailure(error).code);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, trouble, attempt };
}
