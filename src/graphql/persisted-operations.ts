import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Identity } from '../actions/authenticate.ts';
import type { Environment } from '../actions/environment.ts';
import { hashOfDocument } from '../actions/register-operations.ts';
import { BoundedCache } from '../util/bounded-cache.ts';

/**
 * Lets operations be asked for by name: by `documentId`, as the appendix of GraphQL over HTTP has it, or by the extension
 * `persistedQuery` as Apollo's clients do, who register what they ask themselves. Those are kept in memory, for each who
 * asks apart; what was registered beforehand is kept in the database, and is for everybody. Who may ask nothing else is held
 * to it here.
 */
export function persistedOperations({ store }: Pick<Environment, 'store'>): Plugin {
  const automatic = new AutomaticOperations();
  /** What is kept as soon as it is found to be sound, by the context of the request. */
  const offered = new WeakMap<
    object,
    { readonly owner: string; readonly hash: string; readonly text: string }
  >();
  const { byHash, byName } = store.reads.persistedOperations;

  async function documentOf(
    asked: Asked,
    owner: string,
    isLocked: boolean,
  ): Promise<string | null> {
    if (asked.by === 'name') return (await byName(asked.name))?.document ?? null;
    const kept = isLocked ? undefined : automatic.find(owner, asked.hash);
    return kept ?? (await byHash(asked.hash))?.document ?? null;
  }

  return {
    async onParams({ request, params, setParams, context }) {
      const { identity } = context as unknown as { readonly identity: Identity };
      const isLocked = identity.persistedOperationsOnly === true;
      const owner = ownerOf(identity);
      const { query } = params;
      const asked = askedIn(params, request);
      if (typeof query !== 'string') {
        if (asked === null) {
          if (isLocked && query == null) throw lockedOut();
          return;
        }
        const document = await documentOf(asked, owner, isLocked);
        if (document === null) throw notFound();
        setParams({ ...params, query: document });
        return;
      }
      if (asked?.by === 'name') throw twoDocuments();
      if (asked === null && !isLocked) return;
      const hash = hashOfDocument(query);
      if (asked && asked.hash !== hash) throw wrongHash();
      if (isLocked) {
        if ((await byHash(hash)) === null) throw lockedOut();
      } else offered.set(context, { owner, hash, text: query });
    },

    onValidate({ context }) {
      const offer = offered.get(context);
      if (!offer) return undefined;
      return ({ valid }) => {
        if (valid) automatic.keep(offer.owner, offer.hash, offer.text);
      };
    },
  };
}

/** What is asked for otherwise than by its text. */
type Asked =
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'hash'; readonly hash: string };

function askedIn(params: object, { method, url }: Request): Asked | null {
  const { documentId: inBody, extensions } = params as {
    readonly documentId?: unknown;
    readonly extensions?: unknown;
  };
  // Yoga reads no more of an address than the old parameters.
  const documentId =
    inBody ?? (method === 'GET' ? new URL(url).searchParams.get('documentId') : null);
  if (typeof documentId === 'string') {
    const [, hash] = /^sha256:([0-9a-f]{64})$/i.exec(documentId) ?? [];
    return hash ? { by: 'hash', hash: hash.toLowerCase() } : { by: 'name', name: documentId };
  }
  const { persistedQuery } = (extensions ?? {}) as { readonly persistedQuery?: unknown };
  if (typeof persistedQuery !== 'object' || persistedQuery === null) return null;
  const { version, sha256Hash } = persistedQuery as Record<string, unknown>;
  if (version !== 1 || typeof sha256Hash !== 'string') throw notSupported();
  return { by: 'hash', hash: sha256Hash.toLowerCase() };
}

/** Strangers have one store together. */
function ownerOf({ actor, token }: Identity): string {
  return token ?? ('name' in actor ? actor.name : '');
}

/** How much is kept of what clients register themselves: at most about 40 MB of text. */
const automaticLimits = { owners: 100, operations: 50, characters: 8_000 } as const;

/** What clients registered themselves, of which each has room for a few; what is forgotten they send again. */
class AutomaticOperations {
  readonly #owners = new BoundedCache<BoundedCache<string>>({
    entries: automaticLimits.owners,
    keyLength: 1_000,
  });

  find(owner: string, hash: string): string | undefined {
    return this.#owners.get(owner)?.get(hash);
  }

  keep(owner: string, hash: string, text: string): void {
    if (text.length > automaticLimits.characters) return;
    const own =
      this.#owners.get(owner) ??
      new BoundedCache<string>({ entries: automaticLimits.operations, keyLength: 64 });
    own.set(hash, text);
    this.#owners.set(owner, own);
  }
}

/** Clients know these by their messages, or by their codes, and go on from there by themselves. */
function notFound(): GraphQLError {
  return protocolError('PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND', 200);
}

function notSupported(): GraphQLError {
  return protocolError('PersistedQueryNotSupported', 'PERSISTED_QUERY_NOT_SUPPORTED', 200);
}

function lockedOut(): GraphQLError {
  return protocolError(
    'This token may ask nothing but operations that were registered before: send their `documentId`.',
    'PERSISTED_QUERY_ONLY',
    403,
  );
}

function wrongHash(): GraphQLError {
  return protocolError('provided sha does not match query', 'BAD_USER_INPUT', 400);
}

function twoDocuments(): GraphQLError {
  return protocolError('Send either `query` or `documentId`, and not both.', 'BAD_REQUEST', 400);
}

function protocolError(message: string, code: string, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}
