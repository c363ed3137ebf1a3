/** What a fault run claims, one line each: it held, or what was found instead. */
export type Claims = {
  /** `found` says what was seen: the counts behind the claim. */
  that(claim: string, held: boolean, found: string): void;
  /** What was counted beside the claims: it can neither hold nor fail. */
  figure(what: string, found: string): void;
  passed: number;
  failed: number;
};

export function openClaims(print: (line: string) => void): Claims {
  const claims: Claims = {
    passed: 0,
    failed: 0,
    that: (claim, held, found) => {
      if (held) claims.passed += 1;
      else claims.failed += 1;
      print(`  ${held ? '✓' : '✗'} ${claim}: ${found}`);
    },
    figure: (what, found) => print(`  · ${what}: ${found}`),
  };
  return claims;
}

/** The first few of a list, for a line that must stay readable. */
export function few(list: readonly string[], most = 5): string {
  if (list.length === 0) return 'none';
  const shown = list.slice(0, most).join('; ');
  return list.length > most ? `${list.length}: ${shown} …` : `${list.length}: ${shown}`;
}
