import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// graphql 16 has no "exports": Vite picks index.mjs for our files while Node gives index.js to
// graphql-yoga and Pothos. Two copies make `instanceof GraphQLError` fail silently, so both get Node's.
const graphql = createRequire(import.meta.url).resolve('graphql');

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    // better-sqlite3 aborts Node 24 when a worker thread that used it ends.
    pool: 'forks',
    // Vitest would leave one of two cores idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
