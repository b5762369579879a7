/** What one HTTP request may be. Bodies are small for everyone until somebody has a reason to send more. */
export const httpLimits = {
  bodyBytes: 100_000,
  /** Of the path and the query of an address. */
  addressCharacters: 8_000,
  headersMilliseconds: 8_000,
  requestMilliseconds: 12_000,
  keepAliveMilliseconds: 15_000,
  /** Without a byte going either way, an answer under way included. */
  idleMilliseconds: 120_000,
} as const;
