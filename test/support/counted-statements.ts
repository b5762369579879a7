import type { Database, Reads } from '../../src/store/database.ts';

/** The database, and how many statements were begun on it since. */
export function countStatements(database: Database): Database & { statements(): number } {
  let count = 0;
  const counted = <Kit extends Reads>(kit: Kit): Kit =>
    new Proxy(kit, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...values: unknown[]) => {
          count += 1;
          return value.apply(target, values);
        };
      },
    });
  return {
    reads: counted(database.reads),
    transaction: (work) => database.transaction((writes) => work(counted(writes))),
    ping: () => database.ping(),
    close: () => database.close(),
    statements: () => count,
  };
}
