/** What is read of a credential at the most. */
export const credentialLimits = {
  /** Of the whole that is handed in. */
  characters: 500_000,
  /** Of lists and objects within one another. */
  depth: 64,
  /** Credentials within one record, and within those. */
  nested: 100,
  /** Records within one another, the outermost included. */
  nesting: 4,
  /** Of an id, beside which the place of a piece of evidence must stand. */
  id: 490,
  issuer: 400,
  /** Of one credential. */
  alignments: 200,
  results: 200,
  identifiers: 50,
} as const;
