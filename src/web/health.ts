import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Environment } from '../actions/environment.ts';
import { respondJson } from './respond.ts';

/** The process runs. */
export function respondLive(response: ServerResponse): void {
  respondJson(response, 200, { status: 'live' });
}

/** Which version of Cairn answers. */
export function respondVersion(response: ServerResponse): void {
  respondJson(response, 200, { name: 'cairn', version });
}

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { readonly version: string };

/** Requests can be served: the database answers and a curriculum is loaded. */
export async function respondReady(
  { store, curricula }: Environment,
  response: ServerResponse,
): Promise<void> {
  const problem = !(await answersSoon(store.ping()))
    ? 'The database does not answer.'
    : curricula.snapshot().default === null
      ? 'No curriculum has been published yet.'
      : null;
  if (problem === null) respondJson(response, 200, { status: 'ready' });
  else respondJson(response, 503, { status: 'unavailable', problem });
}

const patienceMilliseconds = 2_000;

async function answersSoon(answer: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMilliseconds);
  });
  const answered = answer.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, impatience]).finally(() => clearTimeout(timer));
}
