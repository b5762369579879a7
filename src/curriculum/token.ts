export const tokenKinds = ['LEARNER', 'MENTOR', 'SERVICE', 'AUTHOR', 'ADMIN'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** What a service may be allowed to do. */
export const scopes = [
  'curricula:write',
  'learners:read',
  'learners:write',
  'evidence:write',
  'roadmaps:write',
  'cohorts:write',
  'rosters:write',
  'webhooks:manage',
  'operations:write',
] as const;
export type Scope = (typeof scopes)[number];

export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}

/** What a bearer may do, and what is known of the secret that proves it; the secret itself is nowhere kept. */
export interface Token {
  /** A UUID of version 7. */
  readonly id: string;
  readonly kind: TokenKind;
  /** The id of the learner or mentor that the bearer is; null for the other kinds. */
  readonly learner: string | null;
  readonly mentor: string | null;
  /** Of a service; the other kinds have their rights by their kind. */
  readonly scopes: readonly Scope[];
  /** What it is for, in the words of whoever made it. */
  readonly title: string;
  /** The first characters of the secret, by which people tell tokens apart. */
  readonly prefix: string;
  /** Whether its bearer may ask nothing but operations that were registered before. */
  readonly persistedOperationsOnly: boolean;
  readonly createdAt: Date;
  /** Null where it lasts until it is revoked. */
  readonly expiresAt: Date | null;
  /** To about a minute; null where it was never used. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}
