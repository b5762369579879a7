import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OpenFailure } from './open-failure.ts';

/** Runs one statement, and gives its rows where it has any. */
type Run = (statement: string) => Promise<readonly object[]>;

/** Where drizzle-kit writes the migrations of each database. */
export function migrationsFolder(dialect: 'sqlite' | 'postgres'): string {
  return fileURLToPath(new URL(`../../migrations/${dialect}`, import.meta.url));
}

/**
 * Brings the tables up to date. The caller runs it inside one transaction that no other process can be inside at the
 * same time, so that an interrupted migration has never happened. Rejects with an `OpenFailure` where the database was
 * made by another version of the program, one that this one can't follow.
 */
export async function migrate(folder: string, run: Run): Promise<void> {
  const migrations = await readMigrations(folder);
  await run('create table if not exists migrations (name text primary key)');
  const rows = (await run('select name from migrations')) as readonly { name: string }[];
  const applied = new Set(rows.map(({ name }) => name));
  refuseNewer(migrations, applied);
  for (const { name, statements } of migrations.filter(({ name }) => !applied.has(name))) {
    for (const statement of statements) await run(statement);
    await run(`insert into migrations (name) values ('${name}')`);
  }
}

/** Throws an `OpenFailure` where a database has migrations applied that this version of the program doesn't know. */
export function refuseNewer(
  migrations: readonly Pick<Migration, 'name'>[],
  applied: Iterable<string>,
): void {
  const unknown = [...applied].filter((name) => !migrations.some((known) => known.name === name));
  if (unknown.length > 0)
    throw new OpenFailure({
      problem: `The database was made by a newer version: it has \`${unknown.join('`, `')}\`, which this one doesn't know.`,
      hint: 'Start the newer version, or open a backup from before it.',
    });
}

interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** As drizzle-kit wrote them: a journal that gives their order, and a file of statements each. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const journal: { readonly entries: readonly { readonly tag: string }[] } = JSON.parse(
    await readFile(join(folder, 'meta', '_journal.json'), 'utf8'),
  );
  return Promise.all(
    journal.entries.map(async ({ tag }) => {
      const text = await readFile(join(folder, `${tag}.sql`), 'utf8');
      return { name: tag, statements: text.split('--> statement-breakpoint') };
    }),
  );
}
