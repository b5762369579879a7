/** A document of GraphQL that is kept here, so that others need only send its name. */
export interface PersistedOperation {
  /** What it is asked for by: `sha256:` and its hash where nobody gave it another. */
  readonly name: string;
  /** SHA-256 of the document, in hexadecimal. */
  readonly hash: string;
  readonly document: string;
  readonly registeredBy: string;
  readonly registeredAt: Date;
}
