/** What one HTTP request may be. */
export const httpLimits = {
  /** Of strangers. */
  bodyBytes: 100_000,
  /** Of those who say who they are: 500 pieces of evidence, or a list of a whole year's learners. */
  knownBodyBytes: 1_000_000,
  /** Of statements that a learning platform sends: some thousands of them. */
  statementBodyBytes: 20_000_000,
  /** Of those who may publish: a curriculum of tens of thousands of skills in JSON. */
  publisherBodyBytes: 16_000_000,
  /** Of the path and the query of an address. */
  addressCharacters: 8_000,
  headersMilliseconds: 8_000,
  requestMilliseconds: 12_000,
  keepAliveMilliseconds: 15_000,
  /** Without a byte going either way, an answer under way included. */
  idleMilliseconds: 120_000,
} as const;
