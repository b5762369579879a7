import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';

import type { Context } from './context.ts';
import { expects } from './cost.ts';
import { typeOfPlaced } from './placed.ts';

/** The schema's builder: no types here, each noun has its own file. */
export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  Connection: { totalCount: number | (() => number | Promise<number>) };
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: unknown; Output: unknown };
  };
}>({
  plugins: [RelayPlugin],
  defaultFieldNullability: false,
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    // The plugin's own fields resolve ids by promise; ours read from memory.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    nodeTypeOptions: {
      description: 'Whatever can be fetched again by its id.',
      resolveType: (value) => typeOfPlaced(value as Parameters<typeof typeOfPlaced>[0]),
    },
    idFieldOptions: { description: 'Never changes and is opaque: keep it, but do not read it.' },
    pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
    pageInfoFieldOptions: { description: 'Where this page stands in the list.' },
    hasNextPageFieldOptions: { description: 'Whether anything comes after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether anything comes before this page.' },
    startCursorFieldOptions: {
      description: 'The cursor of the first edge; null on an empty page.',
    },
    endCursorFieldOptions: { description: 'The cursor of the last edge; null on an empty page.' },
    cursorFieldOptions: { description: 'Marks this place in the list, for `after` and `before`.' },
    nodeFieldOptions: { description: 'What stands here in the list.' },
    edgesFieldOptions: {
      description: 'The page, with a cursor each.',
      extensions: expects('page'),
    },
    nodesOnConnection: { description: 'The page.', extensions: expects('page') },
  },
});

builder.queryType({ description: 'What can be asked.' });

builder.mutationType({
  description:
    'What can be changed. Each change happens as a whole or not at all, and its answer says what came of it.',
});

builder.subscriptionType({
  description:
    'What can be followed, as server-sent events: ask with `Accept: text/event-stream`. Every event has a sequence; whoever subscribes again with the last one as `since` misses nothing and gets nothing twice.',
});

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: 'How many there are on all pages.',
    resolve: ({ totalCount }) => (typeof totalCount === 'function' ? totalCount() : totalCount),
  }),
);
