import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TokenKind, tokenKinds } from './curriculum/token.ts';
import type { XapiVersion } from './exchange/evidence/xapi/index.ts';
import type { ProviderSettings } from './outside/identity-provider.ts';
import type { KeySource } from './outside/key-sets.ts';

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
  /** Who else says who people are, by tokens of their own; null where nobody does. */
  readonly identityProvider: TrustedProvider | null;
  /** The version of xAPI that is spoken with learning platforms which do not say theirs. */
  readonly xapiDefaultVersion: XapiVersion;
  /** What a provider of CASE packages knows us by; null where none asks. Only imports on the command line send it. */
  readonly caseToken: string | null;
  /** How much may be asked in a minute, in points; null where there is no limit. */
  readonly rateLimits: {
    /** Of each token, or of whoever else is known. */
    readonly pointsPerMinute: number | null;
    /** Of each address that strangers ask from. */
    readonly strangersPointsPerMinute: number | null;
  };
  /** Whether webhooks may go to private addresses, and without encryption: for who develops a receiver. */
  readonly privateWebhooks: boolean;
  /** The file or folder of the curriculum that a start publishes. */
  readonly seeds: string;
  /** Whether a start peoples an empty database with people who are made up, and lets whoever opens GraphiQL be them. */
  readonly demo: boolean;
}

/** So generous that nobody notices who does not ask without end; a planned roadmap is 500 points. */
export const usualRateLimits: Config['rateLimits'] = {
  pointsPerMinute: 10_000_000,
  strangersPointsPerMinute: 5_000_000,
};

export interface TrustedProvider extends ProviderSettings {
  /** Whom its tokens may stand for. */
  readonly kinds: readonly TokenKind[];
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
  const read: Read = (name, parse, unset) => {
    const text = environment[name]?.trim();
    const value = text ? parse(text) : unset;
    if (!(value instanceof Problem)) return value;
    problems.push(`${name} ${value.text}`);
    return unset;
  };
  const config = {
    databaseUrl: read('DATABASE_URL', databaseUrl, 'file:data/cairn.db'),
    port: read('PORT', port, 4000),
    // Nobody has to say who they are, so only this machine may ask until an operator opens the server; in a
    // container, where "this machine" is the container alone, that is HOST=0.0.0.0.
    host: read('HOST', host, '127.0.0.1'),
    publicUrl: read<string | null>('PUBLIC_URL', publicUrl, null),
    corsOrigins: read<readonly string[]>('CORS_ORIGINS', origins, []),
    anonymousAccess: read<AnonymousAccess>('ANONYMOUS_ACCESS', anonymousAccess, 'planning'),
    identityProvider: readProvider(read, (name) => Boolean(environment[name]?.trim()), problems),
    xapiDefaultVersion: read<XapiVersion>('XAPI_DEFAULT_VERSION', xapiVersion, '1.0.3'),
    caseToken: read<string | null>('CASE_TOKEN', (text) => text, null),
    rateLimits: {
      pointsPerMinute: read('RATE_LIMIT', points, usualRateLimits.pointsPerMinute),
      strangersPointsPerMinute: read(
        'RATE_LIMIT_STRANGERS',
        points,
        usualRateLimits.strangersPointsPerMinute,
      ),
    },
    privateWebhooks: read('PRIVATE_WEBHOOKS', onOrOff, false),
    seeds: read('SEEDS', existingPath, ownSeeds()),
    demo: read<boolean | null>('DEMO', onOrOff, null),
  };
  if (problems.length > 0) return { kind: 'invalid', problems };
  return {
    kind: 'config',
    config: { ...config, demo: mayDemo(config, environment) && (config.demo ?? isLocal(config)) },
  };
}

/** Made-up people with tokens that everybody sees have no place where real ones are. */
function mayDemo(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return databaseUrl.startsWith('file:') && environment['NODE_ENV']?.trim() !== 'production';
}

/** The page hands out the token of a demo's mentor, so where others can reach it somebody has to want that. */
function isLocal({ host }: Pick<Config, 'host'>): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Reads one setting, notes what is wrong with it, and gives what holds where it is not set. */
type Read = <Value>(name: string, parse: (text: string) => Value | Problem, unset: Value) => Value;

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

/** The issuer, the audience and the keys are pinned together or not at all. */
function readProvider(
  read: Read,
  isSet: (name: string) => boolean,
  problems: string[],
): TrustedProvider | null {
  const issuer = read<string | null>('JWT_ISSUER', (text) => text, null);
  const audiences = read<readonly string[]>('JWT_AUDIENCE', words, []);
  const source = read<KeySource | null>('JWT_KEYS', keySource, null);
  const rest = {
    algorithms: read<readonly string[]>('JWT_ALGORITHMS', algorithms, ['RS256', 'ES256']),
    kinds: read<readonly TokenKind[]>('JWT_KINDS', kinds, ['LEARNER', 'MENTOR']),
  };
  const isAny = [...pinned, 'JWT_ALGORITHMS', 'JWT_KINDS'].some(isSet);
  const missing = pinned.filter((name) => !isSet(name));
  if (isAny && missing.length > 0)
    problems.push(
      `${missing.join(' and ')} must be set too: tokens of an identity provider count only where the issuer, the audience and the keys are known.`,
    );
  return issuer && source && missing.length === 0
    ? { issuer, audiences, keys: source, ...rest }
    : null;
}

const pinned = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_KEYS'];

function words(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** Those with which whoever can check a token can't make one. */
const safeAlgorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

function algorithms(text: string): readonly string[] | Problem {
  const wrong = words(text).filter((name) => !safeAlgorithms.includes(name));
  return wrong.length === 0
    ? words(text)
    : new Problem(`has ${named(wrong)}: each must be one of ${safeAlgorithms.join(', ')}.`);
}

function kinds(text: string): readonly TokenKind[] | Problem {
  const wrong = words(text).filter((name) => !tokenKinds.some((kind) => kind === upper(name)));
  return wrong.length === 0
    ? tokenKinds.filter((kind) => words(text).map(upper).includes(kind))
    : new Problem(`has ${named(wrong)}: each must be one of ${tokenKinds.join(', ')}.`);
}

function upper(text: string): string {
  return text.toUpperCase();
}

function named(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** What it is set to is never repeated: somebody may have put a private key there. */
function keySource(text: string): KeySource | Problem {
  const url = webAddress(text);
  if (url) return keyAddress(url);
  try {
    const keys = text.startsWith('{') ? keysInJson(text) : keyInPem(text.replaceAll('\\n', '\n'));
    return keys instanceof Problem ? keys : { kind: 'keys', keys };
  } catch {
    return new Problem(
      'is neither the `https:` address of a key set, nor a public key in PEM or as a JWK, nor a set of JWKs.',
    );
  }
}

function keyAddress(url: URL): KeySource | Problem {
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'https:' || isHere) return { kind: 'url', url };
  return new Problem(
    'must begin with `https:`: whoever could change keys on their way could let anybody in.',
  );
}

function keysInJson(text: string): JsonWebKey[] | Problem {
  const value = JSON.parse(text);
  const keys: JsonWebKey[] = Array.isArray(value.keys) ? value.keys : [value];
  if (keys.some(({ d, k }) => d !== undefined || k !== undefined)) return secretKey;
  for (const key of keys) createPublicKey({ key, format: 'jwk' });
  return keys.length > 0 ? keys : new Problem('has no key.');
}

function keyInPem(text: string): JsonWebKey[] | Problem {
  if (text.includes('PRIVATE')) return secretKey;
  return [createPublicKey(text).export({ format: 'jwk' })];
}

const secretKey = new Problem('holds a key that is secret: only public ones belong here.');
function webAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url : null;
}

function onOrOff(text: string): boolean | Problem {
  if (text === 'on' || text === 'off') return text === 'on';
  return new Problem(`is \`${text}\`: it must be \`on\` or \`off\`.`);
}

function xapiVersion(text: string): XapiVersion | Problem {
  if (text === '1.0.3' || text === '2.0.0') return text;
  return new Problem(`is \`${text}\`: it must be \`1.0.3\` or \`2.0.0\`.`);
}

function points(text: string): number | null | Problem {
  if (text === 'off') return null;
  const isCount = /^\d{4,10}$/.test(text) && Number(text) <= 2_000_000_000;
  return isCount
    ? Number(text)
    : new Problem(`is \`${text}\`: it must be \`off\`, or points from 1000 to 2000000000.`);
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
