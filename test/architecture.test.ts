import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, projectFiles, readSources, root, type Source } from './support/sources.ts';

/** What a folder may lean on. What is not listed is forbidden. */
interface Rule {
  readonly folders: readonly string[];
  /** Folders of which it may use the types, and of the values these files alone. */
  readonly types?: Readonly<Record<string, readonly RegExp[]>>;
  readonly packages: readonly (string | RegExp)[];
}

const files = ['node:fs', 'node:fs/promises', 'node:path', 'node:url'];

const catalogs = /\/index\.ts$/;

/** What those who ask may use of the folders that think: their types, and the lists from which choices are made. */
const asked = {
  curriculum: [/\/(curriculum|token|webhook|defect-rules|requirement(-\w+)?)\.ts$/],
  planner: [catalogs, /\/(request|roadmap)\.ts$/],
  exchange: [catalogs],
  store: [],
};

/** Each folder of src, innermost first. */
const mayImport: Readonly<Record<string, Rule>> = {
  util: { folders: [], packages: [] },
  curriculum: { folders: ['util'], packages: [] },
  planner: { folders: ['curriculum', 'util'], packages: ['highs'] },
  exchange: {
    folders: ['curriculum', 'util'],
    types: { planner: [catalogs, /\/request\.ts$/] },
    packages: [
      ...['yaml', 'zod', 'csv-parse/sync', 'csv-stringify/sync', 'ical-generator'],
      'elkjs/lib/elk-api.js',
      // For digests alone, of which identifiers are made that are the same everywhere.
      'node:crypto',
    ],
  },
  outside: {
    folders: ['curriculum', 'util'],
    packages: ['jose', 'node:crypto', 'node:dns/promises', 'node:http', 'node:https', 'node:net'],
  },
  store: {
    folders: ['curriculum', 'util'],
    packages: [
      ...files,
      // The driver of SQLite is chosen by the version of Node.
      ...['node:module', 'node:process', 'node:timers/promises', 'node:crypto'],
      ...[/^drizzle-orm(\/|$)/, 'better-sqlite3', 'pg'],
    ],
  },
  actions: {
    folders: ['curriculum', 'planner', 'exchange', 'store', 'outside', 'util'],
    packages: [
      ...files,
      ...['node:crypto', 'node:os', 'node:timers/promises', 'node:worker_threads'],
      ...['node:zlib', 'yauzl'],
      /^elkjs\/lib\//,
    ],
  },
  graphql: {
    folders: ['actions', 'util'],
    types: asked,
    packages: [...files, 'graphql', 'graphql-yoga', 'dataloader', /^@pothos\//],
  },
  web: {
    folders: ['actions', 'util'],
    types: asked,
    packages: [
      ...files,
      '@graphql-yoga/render-graphiql',
      'node:crypto',
      'node:events',
      'node:http',
      'node:net',
      'node:timers/promises',
      'node:util',
      'node:zlib',
    ],
  },
  cli: {
    folders: ['actions', 'util'],
    types: { ...asked, 'config.ts': [] },
    packages: [
      ...files,
      'node:net',
      'node:process',
      'node:readline',
      'node:stream',
      'node:util',
      'zod',
    ],
  },
};

/** Files that put things together: they may import anything that the project has. */
const mayImportAnything = ['src/main.ts', 'src/server.ts', 'src/cli/main.ts'];

/** The names that the first level of the repository may have: ours, then what tools insist on. */
const topLevel = new Set([
  ...['README.md', 'package.json', 'tsconfig.json', 'drizzle.config.ts'],
  ...['src', 'schema', 'seeds', 'migrations', 'test', '.ci'],
  ...['LICENSE', 'package-lock.json', '.biome.json', '.gitignore', '.npmrc'],
]);

/** Who may name a database driver. */
const drivers: Readonly<Record<string, RegExp>> = {
  'src/store/sqlite/': /^(better-sqlite3|drizzle-orm\/(better-sqlite3|sqlite-core))/,
  'src/store/postgres/': /^(pg$|drizzle-orm\/node-postgres)/,
};

const impure =
  /^(process|console|fetch|globalThis|performance|crypto|set(Timeout|Interval|Immediate)|queueMicrotask|Date\.now|new Date\(\)|Math\.random|\.toLocale\w+|\.localeCompare|Intl)$/;

const sources = readSources('src');
const tests = readSources('test');
const everything = projectFiles();

describe('the arrows between folders', () => {
  it('point inward only', () =>
    expect(
      sources
        .flatMap((source) => source.imports.map((to) => wrongArrow(source, to)))
        .filter(Boolean),
    ).toEqual([]));

  it('hold for packages too', () =>
    expect(
      sources
        .flatMap((source) => source.imports.map((to) => wrongPackage(source, to)))
        .filter(Boolean),
    ).toEqual([]));

  it('lead to files that are there', () =>
    expect(
      [...sources, ...tests].flatMap(({ path, imports }) =>
        imports.filter(isMissing).map(({ name }) => `${path}: ${name}`),
      ),
    ).toEqual([]));

  it('make no circles between files', () => expect(circles(sources)).toEqual([]));

  it('reach every file of src from an entry point', () => {
    const reached = reachedFrom(entryPoints());
    expect(sources.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
  });

  it('reach every file of test/support from a test', () => {
    const reached = reachedFrom(
      tests.map(({ path }) => path).filter((path) => !path.startsWith('test/support/')),
    );
    expect(tests.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe('the folders that think', () => {
  it('read no clock, draw no random number and do no IO', () => {
    const pure = sources.filter(({ path }) =>
      /^src\/(util|curriculum|planner|exchange)\//.test(path),
    );
    expect(
      pure.flatMap(({ path, globals }) =>
        globals.filter((name) => impure.test(name)).map((name) => `${path}: ${name}`),
      ),
    ).toEqual([]);
  });
});

describe('the edges', () => {
  it('leave the process, its environment above all, to those who start it', () => {
    const users = sources.filter(({ globals }) => globals.includes('process'));
    expect(
      users.map(({ path }) => path).filter((path) => !mayImportAnything.includes(path)),
    ).toEqual([]);
  });

  it('name a database driver only where that database is spoken to', () => {
    const names = sources.flatMap(({ path, imports }) =>
      imports.map(({ name }) => ({ path, name })),
    );
    for (const [home, driver] of Object.entries(drivers))
      expect(
        names
          .filter(({ path, name }) => driver.test(name) && !path.startsWith(home))
          .filter(({ path, name }) => !isDialectType(path, name)),
      ).toEqual([]);
  });
});

describe('the files', () => {
  it('have names of lower-case words joined by hyphens', () =>
    expect(
      [...sources, ...tests]
        .map(({ path }) => path)
        .filter(
          (path) =>
            !/^(src|test)(\/[a-z][a-z0-9]*(-[a-z0-9]+)*)+(\.test|\.config)?\.ts$/.test(path),
        ),
    ).toEqual([]));

  it('of test mirror the folders of src', () => {
    const strangers = tests.filter(
      ({ path }) =>
        path.endsWith('.test.ts') && !existsSync(join(root, folderOf(path).replace('test', 'src'))),
    );
    expect(strangers.map(({ path }) => path)).toEqual([]);
  });

  it('of test are tests, or what tests share in test/support, test/bench and test/conformance', () =>
    expect(
      tests
        .map(({ path }) => path)
        .filter(
          (path) =>
            !/(\.test|vitest\.config)\.ts$/.test(path) &&
            !/^test\/(support|bench|conformance)\//.test(path),
        ),
    ).toEqual([]));

  it('of the first level are those that were agreed', () =>
    expect(
      [...new Set(everything.map((path) => path.split('/')[0]!))].filter(
        (name) => !topLevel.has(name),
      ),
    ).toEqual([]));

  it('speak of no machine, and leave nothing for later', () => {
    const text = everything.filter(
      (path) => path !== 'package-lock.json' && !/\.(png|ico|db|gz|woff2?)$/.test(path),
    );
    const marks =
      /(?<![\w.~/-])\/(?:work|tmp|root|home|Users)\/\w|registry\.npmjs|\b(?:TO)DO\b|\bFIX(?:ME)\b/;
    expect(text.filter((path) => marks.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });
});

function wrongArrow({ path }: Source, { file, isType }: Import): string | null {
  if (file === null || mayImportAnything.includes(path)) return null;
  const from = folder(path);
  const to = folder(file);
  const rule = mayImport[from];
  if (from === 'config.ts')
    return to === 'util' || isType || file === 'src/curriculum/token.ts'
      ? null
      : `${path} -> ${file}`;
  if (!rule) return `${path} is in no folder that has a rule`;
  const values = rule.types?.[to];
  const isAllowed =
    from === to ||
    rule.folders.includes(to) ||
    (values && (isType || values.some((allowed) => allowed.test(file))));
  return isAllowed ? null : `${path} -> ${file}`;
}

function wrongPackage({ path }: Source, { file, name }: Import): string | null {
  if (file !== null || mayImportAnything.includes(path)) return null;
  const allowed = mayImport[folder(path)]?.packages ?? [...files, 'node:crypto', 'node:net'];
  return allowed.some((one) => (typeof one === 'string' ? one === name : one.test(name)))
    ? null
    : `${path} -> ${name}`;
}

/** The folder of src that a file belongs to; for a file of src itself, its name. */
function folder(path: string): string {
  return path.split('/')[1] ?? path;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function isMissing({ file }: Import): boolean {
  return file?.endsWith('(missing)') ?? false;
}

/** The Postgres types are those that store code is written against, whatever the database. */
function isDialectType(path: string, name: string): boolean {
  return path.startsWith('src/store/') && name === 'drizzle-orm/pg-core';
}

/** Each circle of imports that is left when the program runs, once, as a path. */
function circles(among: readonly Source[]): string[] {
  const next = new Map(
    among.map(({ path, imports }) => [
      path,
      imports.filter(({ file, isType }) => file && !isType).map(({ file }) => file!),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (state.get(path) === 'open')
      found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (state.has(path)) return;
    state.set(path, 'open');
    for (const to of next.get(path) ?? []) visit(to, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}

/** What is run as it stands: the two programs, and what scripts and tools are pointed at. */
function entryPoints(): string[] {
  const tools = ['package.json', 'drizzle.config.ts'].filter((name) =>
    existsSync(join(root, name)),
  );
  const named = tools.flatMap(
    (name) => readFileSync(join(root, name), 'utf8').match(/src\/[\w/${}.-]+\.ts/g) ?? [],
  );
  const patterns = named.map(
    (name) => new RegExp(`^${name.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[^/]+')}$`),
  );
  return sources
    .map(({ path }) => path)
    .filter((path) => patterns.some((pattern) => pattern.test(path)));
}

function reachedFrom(entries: readonly string[]): ReadonlySet<string> {
  const all = new Map([...sources, ...tests].map((source) => [source.path, source]));
  const reached = new Set<string>();
  const pending = [...entries];
  for (let path = pending.pop(); path; path = pending.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    pending.push(...(all.get(path)?.imports ?? []).flatMap(({ file }) => file ?? []));
  }
  return reached;
}
