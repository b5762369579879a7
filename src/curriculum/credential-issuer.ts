/** Somebody whose signed credentials are believed, such as Open Badges. */
export interface CredentialIssuer {
  /** By which it calls itself: an address or a DID. */
  readonly issuer: string;
  readonly title: string;
  readonly keys: IssuerKeys;
  /**
   * The system of external ids whose names it gives to learners; null where it names them by mail or by addresses of their
   * own alone.
   */
  readonly recipientSystem: string | null;
  /** The slug of the level that its credentials show where they name none; null for the lowest of each skill. */
  readonly level: string | null;
  /** The same for some types of achievements, such as `Certification`. */
  readonly levelByAchievementType: Readonly<Record<string, string>>;
}

/** The public keys by which its signatures are checked: where they are to be had, or what they are, as JWKs. */
export type IssuerKeys =
  | {
      readonly kind: 'url';
      readonly url: string;
      /** Whether that may be on this machine or in a private network. */
      readonly mayBePrivate: boolean;
    }
  | { readonly kind: 'inline'; readonly keys: readonly Readonly<Record<string, unknown>>[] };
