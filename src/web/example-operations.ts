import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** An operation that is ready to run. */
export interface ExampleOperation {
  /** Of its file, by which they are in order. */
  readonly name: string;
  readonly query: string;
  /** As JSON; null where it needs none. */
  readonly variables: string | null;
}

const home = fileURLToPath(new URL('../../schema/operations/', import.meta.url));

/** Reads `<name>.graphql` and, where there is one, the `<name>.json` beside it that has the variables. */
export async function readExampleOperations(folder = home): Promise<ExampleOperation[]> {
  const files = (await readdir(folder)).sort();
  const names = files
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => file.slice(0, -'.graphql'.length));
  return Promise.all(
    names.map(async (name) => ({
      name,
      query: await readFile(`${folder}/${name}.graphql`, 'utf8'),
      variables: files.includes(`${name}.json`)
        ? await readFile(`${folder}/${name}.json`, 'utf8')
        : null,
    })),
  );
}
