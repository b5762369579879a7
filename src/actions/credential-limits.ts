import { credentialLimits } from '../exchange/evidence/badges/limits.ts';

/** What may be said of issuers of credentials. */
export const issuerLimits = {
  /** In characters. */
  issuer: credentialLimits.issuer,
  url: 2_000,
  keys: 20,
  achievementTypes: 50,
  achievementType: 100,
} as const;
