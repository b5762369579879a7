import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What an operator can set, all of it by environment and all of it optional. */
export interface Config {
  /** `file:<path>` for SQLite, `postgres://…` for Postgres. */
  readonly databaseUrl: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  /** Where others reach this server, without a slash at its end; null where that is what it listens on. */
  readonly publicUrl: string | null;
  /** The web sites whose pages may ask, `https://learn.example` each. */
  readonly corsOrigins: readonly string[];
  /** What may be asked without a token: catalogue and planning, the catalogue alone, or nothing. */
  readonly anonymousAccess: 'planning' | 'catalogue' | 'none';
  /** The file or folder of the curriculum that a start publishes. */
  readonly seeds: string;
}

/** `problems` are sentences, one for everything that is wrong; they repeat no value that may hold a password. */
export type ConfigResult =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** Reads the settings; one that is empty counts as not set. Nobody else reads the environment. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): ConfigResult {
  const problems: string[] = [];
  const read = <Value>(
    name: string,
    parse: (text: string) => Value | Problem,
    unset: Value,
  ): Value => {
    const text = environment[name]?.trim();
    const value = text ? parse(text) : unset;
    if (!(value instanceof Problem)) return value;
    problems.push(`${name} ${value.text}`);
    return unset;
  };
  const config: Config = {
    databaseUrl: read('DATABASE_URL', databaseUrl, 'file:data/cairn.db'),
    port: read('PORT', port, 4000),
    // Nobody has to say who they are, so only this machine may ask until an operator opens the server; in a
    // container, where "this machine" is the container alone, that is HOST=0.0.0.0.
    host: read('HOST', host, '127.0.0.1'),
    publicUrl: read<string | null>('PUBLIC_URL', publicUrl, null),
    corsOrigins: read<readonly string[]>('CORS_ORIGINS', origins, []),
    anonymousAccess: read<AnonymousAccess>('ANONYMOUS_ACCESS', anonymousAccess, 'planning'),
    seeds: read('SEEDS', existingPath, ownSeeds()),
  };
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'config', config };
}

/** What is wrong with a setting, to follow its name. */
class Problem {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function databaseUrl(text: string): string | Problem {
  if (/^file:./.test(text)) return text;
  if (/^postgres(ql)?:\/\//.test(text))
    return URL.canParse(text) ? text : new Problem('is not a URL that can be read.');
  if (text === 'file:')
    return new Problem('names no file after `file:`, such as `file:data/cairn.db`.');
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0];
  const begins = scheme ? `begins with \`${scheme}\`` : 'names no kind of database';
  return new Problem(`${begins}: it must be \`file:<path>\` (SQLite) or \`postgres://…\`.`);
}

function port(text: string): number | Problem {
  const isPort = /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
  return isPort
    ? Number(text)
    : new Problem(`is \`${text}\`: it must be a whole number from 0 to 65535.`);
}

function host(text: string): string | Problem {
  const isName =
    /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text);
  const isHost = isIP(text) > 0 || (isName && !/^[\d.]+$/.test(text));
  return isHost
    ? text
    : new Problem(`is \`${text}\`: it must be an address or a host name, such as \`0.0.0.0\`.`);
}

function publicUrl(text: string): string | Problem {
  const url = webAddress(text);
  if (!url || url.search || url.hash || url.username)
    return new Problem(`is \`${text}\`: it must be an address such as \`https://cairn.example\`.`);
  return url.href.replace(/\/$/, '');
}

function origins(text: string): readonly string[] | Problem {
  const names = text.split(/[\s,]+/).filter(Boolean);
  const wrong = names.filter((name) => webAddress(name)?.origin !== name.replace(/\/$/, ''));
  if (wrong.length === 0) return names.map((name) => new URL(name).origin);
  const named = wrong.map((name) => `\`${name}\``).join(', ');
  return new Problem(
    `has ${named}: each must be the scheme and host of a site, such as \`https://learn.example\`.`,
  );
}

type AnonymousAccess = Config['anonymousAccess'];

function anonymousAccess(text: string): AnonymousAccess | Problem {
  if (text === 'planning' || text === 'catalogue' || text === 'none') return text;
  return new Problem(`is \`${text}\`: it must be \`planning\`, \`catalogue\` or \`none\`.`);
}

function webAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url : null;
}

function existingPath(text: string): string | Problem {
  return existsSync(text) ? text : new Problem(`is \`${text}\`: there is no such file or folder.`);
}

/** The project's own, named from the current folder where they are below it, as people would. */
function ownSeeds(): string {
  const path = fileURLToPath(new URL('../seeds', import.meta.url));
  const below = relative('', path);
  return below === '' || below.startsWith('..') || isAbsolute(below) ? path : below;
}
