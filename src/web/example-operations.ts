import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** An operation that is ready to run. */
export interface ExampleOperation {
  /** Of its file, by which they are in order; those for mentors are in a folder, `mentor/…`. */
  readonly name: string;
  readonly query: string;
  /** As JSON; null where it needs none. */
  readonly variables: string | null;
  /** As JSON; null where anybody may run it. */
  readonly headers: string | null;
}

/** Who the mentor is that mentors' operations are run as. */
export interface Dashboard {
  /** Of a token. */
  readonly secret: string;
  /** The id of a cohort that the mentor looks after. */
  readonly cohort: string;
}

const home = fileURLToPath(new URL('../../schema/operations/', import.meta.url));

/**
 * Reads `<name>.graphql` and, where there is one, the `<name>.json` beside it that has the variables. Those for mentors are
 * filled in with one, or say what is to be filled in where there is none.
 */
export async function readExampleOperations(
  folder = home,
  dashboard: Dashboard | null = null,
): Promise<ExampleOperation[]> {
  const files = (await readdir(folder, { recursive: true })).sort();
  const names = files
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => file.slice(0, -'.graphql'.length));
  return Promise.all(
    names.map(async (name) => {
      const isForMentors = name.startsWith('mentor/');
      const variables = files.includes(`${name}.json`)
        ? await readFile(`${folder}/${name}.json`, 'utf8')
        : null;
      return {
        name,
        query: await readFile(`${folder}/${name}.graphql`, 'utf8'),
        variables: variables?.replaceAll(someCohort, dashboard?.cohort ?? someCohort) ?? null,
        headers: isForMentors ? headersOf(dashboard?.secret ?? someSecret) : null,
      };
    }),
  );
}

/** What stands where something is to be filled in. */
const someCohort = 'the id of a cohort';
const someSecret = 'cairn_…';

function headersOf(secret: string): string {
  return JSON.stringify({ authorization: `Bearer ${secret}` }, null, 2);
}
