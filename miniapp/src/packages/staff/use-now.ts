import { useEffect, useState } from 'react';

const SECOND_MS = 1000;

/** The moment, every second anew, as long as something is counted by it. */
export function useNow(counts: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!counts) return;
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [counts]);
  return now;
}
