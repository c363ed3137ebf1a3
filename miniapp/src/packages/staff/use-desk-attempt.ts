/** Something staff try: as `useAttempt`, and with what the server said beside the code (until when, by whom). */
import { useCallback, useRef, useState } from 'react';

import { toFailure, type AppFailure } from '../../services/failure';

export type DeskAttempt = {
  busy: boolean;
  failure: AppFailure | null;
  /** Runs it; a second press while it runs does nothing. Resolves to whether it was done. */
  attempt: (run: () => Promise<void>) => Promise<boolean>;
};

export function useDeskAttempt(): DeskAttempt {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AppFailure | null>(null);
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
  return { busy, failure, attempt };
}
