import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { completeStatement } from '../exchange/evidence/xapi/complete.ts';
import { contentOf, repetitionKey } from '../exchange/evidence/xapi/content.ts';
import { identifierOf } from '../exchange/evidence/xapi/identifier.ts';
import { candidatesOf, voids } from '../exchange/evidence/xapi/meaning.ts';
import { type BodyProblem, readBody } from '../exchange/evidence/xapi/read-body.ts';
import { type References, referencesOf } from '../exchange/evidence/xapi/references.ts';
import {
  type Statement,
  voidedVerb,
  type XapiVersion,
} from '../exchange/evidence/xapi/statement.ts';
import { momentOf } from '../exchange/evidence/xapi/texts.ts';
import type { NewStatement, SeenActivity, SeenActor } from '../store/statements.ts';
import type { StoreWrites } from '../store/store.ts';
import { uuidV7 } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { readStatementsSoon } from './read-statements.ts';
import { activityKey, hashOf, memberKey, registrationKey } from './statement-keys.ts';
import { tryAgain } from './try-again.ts';

/** A body as a platform sent it. */
export interface Delivery {
  /** Under which name the platform speaks; every source has statements of its own. */
  readonly source: string;
  readonly version: XapiVersion;
  readonly text: string;
  /** The id that the one statement of the body is to have; null where statements say theirs themselves. */
  readonly id: string | null;
  /** Where this server is found, by which the sender's authority is named. */
  readonly address: string;
}

export type ReceiveStatementsResult =
  | { readonly kind: 'statements-received'; readonly ids: readonly string[] }
  /** Nothing was stored, since something of it can't be read. */
  | { readonly kind: 'unreadable-statements'; readonly problems: readonly BodyProblem[] }
  /** Nothing was stored, since other statements are here under some of the ids. */
  | {
      readonly kind: 'statement-conflict';
      readonly message: string;
      readonly conflicts: readonly { readonly index: number; readonly id: string }[];
    }
  | Forbidden;

/**
 * Stores all statements of a body in one transaction, or none of them. One that is here already is left as it is: by its
 * id, or where it came without one by what it says and when. What they show of learners is read from them at once, as far as
 * that is done soon, and else by `followStatements`.
 */
export async function receiveStatements(
  environment: Environment,
  actor: Actor,
  delivery: Delivery,
): Promise<ReceiveStatementsResult> {
  const forbidden = forbids(actor, 'SEND_STATEMENTS');
  if (forbidden) return forbidden;
  const { source, version, id } = delivery;
  const read = readBody(delivery.text, version);
  if (read.kind === 'unreadable') return { kind: 'unreadable-statements', problems: read.problems };
  const problem = id === null ? null : wrongId(read, id);
  if (problem) return { kind: 'unreadable-statements', problems: [problem] };
  const at = environment.now();
  const arrivals: Arrival[] = [];
  for (const [index, statement] of read.statements.entries()) {
    if (index % sliceSize === sliceSize - 1) await setImmediate();
    arrivals.push(arrivalOf(environment, statement, id ?? statement.id ?? null, version, at));
  }
  const spoken = arrivals.reduce((sum, { terms }) => sum + terms.length, 0);
  if (spoken > termsMax) return { kind: 'unreadable-statements', problems: [tooMuch(spoken)] };
  const authority = {
    objectType: 'Agent' as const,
    account: { homePage: delivery.address, name: actor.kind === 'ANONYMOUS' ? '' : actor.name },
  };
  const sender = { source, version, authority, recordedBy: authority.account.name };
  const done = ingestsUnderWay.begin(at);
  const result = await tryAgain(() =>
    environment.store.write((writes) => store(writes, sender, arrivals, at)),
  ).finally(done);
  if (result.kind === 'statements-received') await readStatementsSoon(environment, source);
  return result;
}

/** So many statements are looked at before others have their turn. */
const sliceSize = 100;

/** So many agents and activities may the statements of a body speak of, beside actors and objects. */
const termsMax = 200_000;

function tooMuch(spoken: number): BodyProblem {
  const message = `The statements speak of ${spoken} agents and activities in their contexts and groups: ${termsMax} are the most. Send several batches.`;
  return { index: null, path: '', rule: 'batch-size', message };
}

function wrongId(
  { statements, isList }: { statements: readonly Statement[]; isList: boolean },
  id: string,
): BodyProblem | null {
  const [statement] = statements;
  const problem = (path: string, rule: string, message: string) => ({
    index: null,
    path,
    rule,
    message,
  });
  if (isList || !statement)
    return problem(
      '',
      'one-statement',
      'What is put under an id must be one statement, not a list.',
    );
  if (statement.id === undefined || statement.id.toLowerCase() === id.toLowerCase()) return null;
  return problem(
    'id',
    'same-id',
    `The statement says that its id is \`${statement.id}\`, and \`statementId\` says \`${id}\`.`,
  );
}

/** A statement on its way in, with all that can be worked out before its transaction begins. */
interface Arrival {
  readonly statement: Statement;
  /** In lower case. */
  readonly id: string;
  readonly isNamed: boolean;
  readonly digest: string;
  readonly repetition: string | null;
  readonly occurredAt: Date | null;
  readonly references: References;
  readonly terms: readonly string[];
}

function arrivalOf(
  { random }: Pick<Environment, 'random'>,
  statement: Statement,
  id: string | null,
  version: XapiVersion,
  at: Date,
): Arrival {
  const repetition = id === null ? repetitionKey(statement, version) : null;
  const references = referencesOf(statement);
  const { members, related, registration } = references;
  return {
    statement,
    id: id?.toLowerCase() ?? newStatementId(at, random),
    isNamed: id !== null,
    digest: hashOf(contentOf(statement, version)),
    repetition: repetition === null ? null : hashOf(repetition),
    occurredAt: statement.timestamp === undefined ? null : momentOf(statement.timestamp),
    references,
    terms: [
      ...members.map(memberKey),
      ...related.map(hashOf),
      ...(registration === null ? [] : [registrationKey(registration)]),
    ],
  };
}

/** Like those of version 4, which is the newest that older clients take. */
function newStatementId(at: Date, random: Environment['random']): string {
  const id = uuidV7(at, random(10));
  const random8 = Buffer.from(random(6)).toString('hex');
  return `${random8.slice(0, 8)}-${random8.slice(8, 12)}-4${id.slice(15)}`;
}

interface Sender {
  readonly source: string;
  readonly version: XapiVersion;
  readonly authority: Parameters<typeof completeStatement>[1]['authority'];
  readonly recordedBy: string;
}

async function store(
  { statements }: StoreWrites,
  sender: Sender,
  arrivals: readonly Arrival[],
  at: Date,
): Promise<ReceiveStatementsResult> {
  const { source } = sender;
  const head = await statements.lockSource(source, at);
  const named = arrivals.filter(({ isNamed }) => isNamed).map(({ id }) => id);
  const known = await statements.briefByIds(source, named);
  const repetitions = arrivals.flatMap(({ repetition }) => repetition ?? []);
  const ids = new Map(await statements.idsByRepetition(source, repetitions));
  const conflicts = arrivals.flatMap((arrival, index) => {
    const other = known.get(arrival.id);
    return other && !isSame(arrival, other) ? [{ index, id: arrival.id }] : [];
  });
  if (conflicts.length > 0) return conflict(conflicts);
  const fresh: Arrival[] = [];
  const answer = arrivals.map((arrival) => {
    const own = arrival.statement.id ?? arrival.id;
    if (known.has(arrival.id)) return own;
    const earlier = arrival.repetition === null ? undefined : ids.get(arrival.repetition);
    if (earlier !== undefined) return earlier;
    if (arrival.repetition !== null) ids.set(arrival.repetition, arrival.id);
    fresh.push(arrival);
    return own;
  });
  if (fresh.length > 0) await add(statements, sender, fresh, head);
  return { kind: 'statements-received', ids: answer };
}

function isSame(
  { digest, occurredAt }: Arrival,
  other: { readonly digest: string; readonly occurredAt: Date; readonly isTimed: boolean },
): boolean {
  const isThen =
    occurredAt === null || !other.isTimed || Number(occurredAt) === Number(other.occurredAt);
  return digest === other.digest && isThen;
}

function conflict(
  conflicts: readonly { readonly index: number; readonly id: string }[],
): ReceiveStatementsResult {
  const [first] = conflicts;
  const message = `Another statement is here under the id \`${first!.id}\`. Nothing of this request was stored; a statement never changes, so send what is new under an id of its own.`;
  return { kind: 'statement-conflict', message, conflicts: conflicts.slice(0, 20) };
}

async function add(
  statements: StoreWrites['statements'],
  { source, version, authority, recordedBy }: Sender,
  fresh: readonly Arrival[],
  head: { readonly sequence: number; readonly storedAt: Date },
): Promise<void> {
  const { storedAt } = head;
  const about = await statements.verbsAbout(
    source,
    fresh.map(({ id }) => id),
  );
  const voidedVerbKey = hashOf(voidedVerb);
  const voided = new Set(fresh.flatMap(({ statement }) => voids(statement) ?? []));
  const actors = new Map<string, SeenActor>();
  const activities = new Map<string, SeenActivity>();
  const rows = fresh.map((arrival, index): NewStatement => {
    const { statement, id, digest, repetition, occurredAt, terms } = arrival;
    const { actor, object, refersTo } = arrival.references;
    const isVoiding = statement.verb.id === voidedVerb;
    const actorKey = actor === null ? null : hashOf(actor);
    if (actorKey !== null && statement.actor.objectType !== 'Group')
      see(actors, statement, actorKey, index + 1);
    for (const { iri, name } of candidatesOf(statement)) seeActivity(activities, iri, name);
    return {
      source,
      id,
      actor: actorKey,
      verb: hashOf(statement.verb.id),
      object: object === null ? null : hashOf(object),
      refersTo,
      storedAt,
      occurredAt: occurredAt ?? storedAt,
      isTimed: occurredAt !== null,
      isVoided: !isVoiding && (voided.has(id) || (about.get(id)?.includes(voidedVerbKey) ?? false)),
      digest,
      repetition,
      recordedBy,
      statement: JSON.stringify(
        completeStatement(statement, {
          id: statement.id ?? id,
          stored: storedAt,
          authority,
          version,
        }),
      ),
      terms,
    };
  });
  const seen = { actors: [...actors.values()], activities: [...activities.values()] };
  await statements.add(source, head.sequence, rows, seen);
  await statements.void(source, [...voided], voidedVerbKey);
}

function see(
  actors: Map<string, SeenActor>,
  { actor }: Statement,
  key: string,
  place: number,
): void {
  const before = actors.get(key);
  const identifier = identifierOf(actor)!;
  const { system, externalId } = identifier;
  actors.set(key, {
    actor: key,
    // Home pages are the same with and without the slash that may end them.
    system: system.replace(/\/+$/, ''),
    externalId,
    mailHash: mailHashOf(system, externalId),
    name: actor.name ?? before?.name ?? null,
    statementCount: (before?.statementCount ?? 0) + 1,
    firstSequence: before?.firstSequence ?? place,
  });
}

function mailHashOf(system: string, externalId: string): string | null {
  if (system === 'mbox_sha1sum') return externalId;
  return system === 'mailto'
    ? createHash('sha1').update(`mailto:${externalId}`).digest('hex')
    : null;
}

function seeActivity(
  activities: Map<string, SeenActivity>,
  iri: string,
  name: string | null,
): void {
  const activity = activityKey(iri);
  const before = activities.get(activity);
  const statementCount = (before?.statementCount ?? 0) + 1;
  activities.set(activity, { activity, iri, name: name ?? before?.name ?? null, statementCount });
}

/** When what this process is storing began, for readers who want to know up to when everything is there. */
class IngestsUnderWay {
  readonly #starts = new Set<{ readonly at: Date }>();

  begin(at: Date): () => void {
    const start = { at };
    this.#starts.add(start);
    return () => this.#starts.delete(start);
  }

  /** The start of the oldest; null where there is none. */
  oldest(): Date | null {
    const [first] = this.#starts;
    return first?.at ?? null;
  }
}

const ingestsUnderWay = new IngestsUnderWay();

/** Up to when all that was stored is there to be read, as far as this process can tell. */
export function consistentThrough({ now }: Pick<Environment, 'now'>): Date {
  return ingestsUnderWay.oldest() ?? now();
}
