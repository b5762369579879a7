/** Why a credential counts for nothing, for programs. */
export type CredentialProblemCode =
  | 'UNREADABLE'
  | 'TOO_LARGE'
  | 'NOT_SIGNED'
  | 'UNSUPPORTED_PROOF'
  | 'NO_ACHIEVEMENT'
  | 'MALFORMED'
  | 'CLAIMS_DISAGREE'
  | 'ISSUER_NOT_ALLOWED'
  | 'KEYS_UNAVAILABLE'
  | 'BAD_SIGNATURE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'OTHER_RECIPIENT';

/** The first thing that is wrong with a credential. */
export interface CredentialProblem {
  readonly kind: 'credential-problem';
  readonly code: CredentialProblemCode;
  /** A sentence for whoever handed it in, which says what would mend it where something would. */
  readonly message: string;
}

export function credentialProblem(code: CredentialProblemCode, message: string): CredentialProblem {
  return { kind: 'credential-problem', code, message };
}
