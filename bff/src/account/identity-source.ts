/** A person as the national platform knows her, before any question of money. */
export interface InsuredPerson {
  psnNo: string;
  certno: string;
  name: string;
  /** 参保地医保区划 */
  region: string;
  insurance: 'resident' | 'employee' | 'none';
}

/** The part of the national platform that binding needs (1101). The platform's client implements it. */
export interface IdentitySource {
  /**
   * Asks by citizen number and name, never from a cache. `undefined`: the platform knows no such insured person.
   * @throws {AppError} 503 `upstream_unavailable` or 502 `upstream_invalid_reply`
   */
  findInsuredPerson(who: { certno: string; name: string }): Promise<InsuredPerson | undefined>;
  /** For /ready and /metrics: whether calls are let through at present. */
  breakerState(): 'closed' | 'half_open' | 'open';
}
