import type { AddressInfo } from 'node:net';
import type { CurriculaSnapshot, PublishedCurriculum } from '../actions/curricula.ts';
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
