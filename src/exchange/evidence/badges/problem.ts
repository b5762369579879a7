/** Why a credential counts for nothing. */
const credentialProblemCodes = [
  'UNREADABLE',
  'TOO_LARGE',
  'NOT_SIGNED',
  'UNSUPPORTED_PROOF',
  'NO_ACHIEVEMENT',
  'MALFORMED',
  'CLAIMS_DISAGREE',
  'ISSUER_NOT_ALLOWED',
  'KEYS_UNAVAILABLE',
  'BAD_SIGNATURE',
  'EXPIRED',
  'NOT_YET_VALID',
  'OTHER_RECIPIENT',
] as const;

export interface CredentialProblem {
  readonly kind: 'credential-problem';
  readonly code: (typeof credentialProblemCodes)[number];
  readonly message: string;
}

export function credentialProblem(
  code: CredentialProblem['code'],
  message: string,
): CredentialProblem {
  return { kind: 'credential-problem', code, message };
}
