import type { AddressInfo } from 'node:net';
import type { CurriculaSnapshot, PublishedCurriculum } from '../actions/curricula.ts';
import type { Demo } from '../actions/publish-demo.ts';
import type { SeedsResult } from '../actions/publish-seeds.ts';
import type { Config } from '../config.ts';
import { plainLine } from '../util/plain-line.ts';
import type { Style } from './terminal.ts';

export interface Started {
  readonly config: Config;
  /** Where the server listens. */
  readonly address: AddressInfo;
  readonly curricula: CurriculaSnapshot;
  /** What came of the seeds. */
  readonly seeds: Extract<SeedsResult, { readonly revision: unknown }>;
  /** Null where there is none. */
  readonly demo: Demo | null;
}

/** What a newcomer needs to know once the server runs. */
export function startMessage(started: Started, { bold, dim, cyan }: Style): string {
  const { config, address, curricula } = started;
  const scope = isLocal(address) ? 'Only this machine can reach it; HOST=0.0.0.0 opens it. ' : '';
  return [
    bold('Cairn is ready.'),
    '',
    `  GraphiQL    ${cyan(`${config.publicUrl ?? urlOf(address)}/graphql`)}`,
    ...[...curricula.heads.values()].map((head) => `  Curriculum  ${headText(head, started)}`),
    `  Database    ${databaseName(config.databaseUrl)}`,
    ...(started.demo ? ['', ...demoLines(started.demo)] : []),
    '',
    dim(`${scope}Ctrl+C stops it.`),
  ].join('\n');
}

function headText({ graph, revision }: PublishedCurriculum, { seeds }: Started): string {
  const { curriculum, number, publishedBy } = revision;
  const isSeeds = seeds.revision.curriculum === curriculum;
  const news = {
    published: ', published from the seeds just now',
    unchanged: '',
    kept: `, published by ${plainLine(publishedBy)}: the seeds are left alone`,
  };
  const name = `${plainLine(graph.curriculum.title)} (${curriculum}), revision ${number}`;
  return isSeeds ? name + news[seeds.kind] : name;
}

/** Whom one can be, and how. */
function demoLines({ people }: Demo): string[] {
  const names = people.map(({ kind, name }) => `${name} (${kind.toLowerCase()})`);
  const columns = Math.max(...names.map(({ length }) => length));
  return [
    `  Demo        People who are made up; GraphiQL's tabs ask as ${people[0]?.name}. DEMO=off does without them.`,
    ...people.map(
      ({ secret }, index) => `              ${names[index]!.padEnd(columns)}  ${secret}`,
    ),
  ];
}

/** An address that a browser on this machine can open. */
function urlOf(listening: AddressInfo): string {
  const { address, port } = listening;
  const isEverywhere = address === '0.0.0.0' || address === '::';
  if (isEverywhere || isLocal(listening)) return `http://localhost:${port}`;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function isLocal({ address }: AddressInfo): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** Without the password that an address may hold. */
function databaseName(address: string): string {
  if (address.startsWith('file:')) return address.slice('file:'.length);
  const { host, pathname } = new URL(address);
  return `postgres://${host}${pathname}`;
}
