/** Who somebody says she is, and what can prove it. */
export interface RealNameClaim {
  name: string;
  certno: string;
  proof:
    | { kind: 'face'; verifyResult: string; openid: string }
    /** The number she signed in with: it must be registered to her. */
    | { kind: 'phone'; phone: string };
}

export interface RealNameVerifier {
  /**
   * Whether the claim is true. `false` says only that it does not match, never which part.
   * @throws {AppError} 503 `upstream_unavailable`, 502 `upstream_invalid_reply`
   */
  verify(claim: RealNameClaim): Promise<boolean>;
}
