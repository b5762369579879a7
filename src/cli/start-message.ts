import type { AddressInfo } from 'node:net';
import type { Config } from '../config.ts';
import type { Revision } from '../curriculum/revision.ts';
import { plain } from './layout.ts';
import type { Style } from './terminal.ts';

export interface Started {
  readonly config: Config;
  /** Where the server listens. */
  readonly address: AddressInfo;
  /** What a request is about that names no curriculum. */
  readonly curriculum: { readonly title: string; readonly revision: Revision };
  /** The seeds made a new revision at this start. */
  readonly isNew: boolean;
}

/** What a newcomer needs to know once the server runs. */
export function startMessage(
  { config, address, curriculum, isNew }: Started,
  { bold, dim, cyan }: Style,
): string {
  const { title, revision } = curriculum;
  const news = isNew ? ', published from the seeds just now' : '';
  return [
    bold('Cairn is ready.'),
    '',
    `  GraphiQL    ${cyan(`${config.publicUrl ?? urlOf(address)}/graphql`)}`,
    `  Curriculum  ${plain(title)} (${revision.curriculum}), revision ${revision.number}${news}`,
    `  Database    ${databaseName(config.databaseUrl)}`,
    '',
    dim(
      isLocal(address)
        ? 'Only this machine can reach it; HOST=0.0.0.0 opens it to others. Ctrl+C stops it.'
        : 'Ctrl+C stops it.',
    ),
  ].join('\n');
}

/** An address that a browser on this machine can open. */
function urlOf({ address, family, port }: AddressInfo): string {
  const isEverywhere = address === '0.0.0.0' || address === '::';
  const host = isEverywhere || isLocal({ address, family, port }) ? 'localhost' : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
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
