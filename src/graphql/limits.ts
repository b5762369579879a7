/** What one request may ask for. All of it is refused with a message that names the limit and what was asked. */
export const limits = {
  /** Words and signs in a document. */
  tokens: 1_000,
  /** Fields within fields. */
  depth: 12,
  /** The same for a question about the schema: the one that every tool asks is 15 deep. */
  introspectionDepth: 15,
  /** In a document; `__typename` under another name counts too. */
  aliases: 30,
  directives: 20,
  /** In one operation. */
  rootFields: 10,
  operations: 5,
  fragments: 30,
  /** Objects that an answer may have, as far as can be told before it is made; planning counts as many more. */
  cost: 10_000,
  /** Entries of lists that an answer really has; a step that is written down counts as five. */
  entries: 50_000,
  page: 100,
  pageByDefault: 20,
  ids: 100,
  /** Characters of a search. */
  searchText: 100,
} as const;
