import type { ActivityMapping } from '../curriculum/activity-mapping.ts';
import { candidatesOf, mappingFor, showingOf } from '../exchange/evidence/xapi/meaning.ts';
import type { Statement } from '../exchange/evidence/xapi/statement.ts';
import type { SeenAfter, StatementActivity, StatementActor } from '../store/statement-actors.ts';
import type { KeptStatement } from '../store/statements.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { activityKey } from './statement-keys.ts';

/** What came of statements that are nobody's or about nothing that is known, with those of most statements first. */
export interface LooseEnds<End> {
  readonly kind: 'loose-ends';
  readonly read: (page: { readonly after?: SeenAfter; readonly limit: number }) => Promise<End[]>;
  readonly count: () => Promise<number>;
}

type StoreOf = Pick<Environment, 'store'>;

/** Those who act in statements and are no learner's. */
export function listUnlinkedActors(
  { store }: StoreOf,
  actor: Actor,
): LooseEnds<StatementActor> | Forbidden {
  const { statementActors } = store.reads;
  return (
    forbids(actor, 'READ_STATEMENTS') ?? {
      kind: 'loose-ends',
      read: (page) => statementActors.unlinked(page),
      count: () => statementActors.unlinkedCount(),
    }
  );
}

/** What statements are about, or belong to, of which nothing is said here. */
export function listUnmappedActivities(
  { store }: StoreOf,
  actor: Actor,
): LooseEnds<StatementActivity> | Forbidden {
  const { statementActors } = store.reads;
  return (
    forbids(actor, 'READ_STATEMENTS') ?? {
      kind: 'loose-ends',
      read: (page) => statementActors.unmapped(page),
      count: () => statementActors.unmappedCount(),
    }
  );
}

/** What would come of it if an actor were linked, or an activity mapped. */
export interface Gain {
  /** Statements that would become evidence. */
  readonly statements: number;
  /** Learners of whom something would be shown. */
  readonly learners: number;
  /** Statements that would besides, if what else is missing were said too: who acts, or what the activity shows. */
  readonly statementsBesides: number;
  /** Whether all statements were looked at, and not only the first. */
  readonly isExact: boolean;
}

/** So many statements are looked at to tell what would come of it. */
const lookedAt = 500;

/** What would be shown of whoever the actor is, by what is said of activities now. */
export async function gainOfLinking(
  { store }: StoreOf,
  { source, actor }: StatementActor,
): Promise<Gain> {
  const { statements } = store.reads;
  const rows = await statements.ofActor(source, actor, { after: 0, limit: lookedAt + 1 });
  const read = await readRows(store, rows.slice(0, lookedAt));
  const shown = read.filter(({ statement, mapping }) => mapping && shows(statement, mapping));
  const besides = read.filter(({ statement, mapping }) => !mapping && shows(statement, generous));
  return {
    statements: shown.length,
    learners: Math.min(shown.length, 1),
    statementsBesides: besides.length,
    isExact: rows.length <= lookedAt,
  };
}

/** What would be shown of learners, where completion and parts count and nothing else holds for a statement. */
export async function gainOfMapping(
  { store }: StoreOf,
  { source, activity }: StatementActivity,
): Promise<Gain> {
  const { statements, statementActors } = store.reads;
  const rows = await statements.ofActivity(source, activity, { after: 0, limit: lookedAt + 1 });
  const read = await readRows(store, rows.slice(0, lookedAt));
  const shown = read.filter(({ statement, mapping }) => !mapping && shows(statement, generous));
  const actors = shown.flatMap(({ row }) => row.actor ?? []);
  const learners = await statementActors.learnersOf(source, actors);
  const linked = shown.filter(({ row }) => row.actor !== null && learners.has(row.actor));
  return {
    statements: linked.length,
    learners: new Set(learners.values()).size,
    statementsBesides: shown.length - linked.length,
    isExact: rows.length <= lookedAt,
  };
}

/** What an activity may at most be said to show. */
const generous: Pick<ActivityMapping, 'leastRatio' | 'completionCounts' | 'verbs'> = {
  leastRatio: null,
  completionCounts: true,
  verbs: {},
};

function shows(statement: Statement, mapping: typeof generous): boolean {
  return showingOf(statement, mapping).kind === 'finding';
}

/** Those that count, with what is said of what they are about. */
async function readRows(store: Environment['store'], rows: readonly KeptStatement[]) {
  const read = rows
    .filter(({ isVoided }) => !isVoided)
    .map((row) => {
      const statement: Statement = JSON.parse(row.statement);
      return { row, statement, candidates: candidatesOf(statement) };
    });
  const iris = new Set(read.flatMap(({ candidates }) => candidates.map(({ iri }) => iri)));
  const keys = new Map([...iris].map((iri) => [iri, activityKey(iri)]));
  const kept = await store.reads.activityMappings.byActivities([...keys.values()]);
  return read.map((each) => ({
    ...each,
    mapping: mappingFor(each.candidates, (iri) => kept.get(keys.get(iri)!)),
  }));
}

/** The first statement of an actor, as an example; null where it is gone. */
export async function exampleOf(
  { store }: StoreOf,
  { source, actor, firstSequence }: StatementActor,
): Promise<unknown> {
  const limits = { after: firstSequence - 1, limit: 1 };
  const [first] = await store.reads.statements.ofActor(source, actor, limits);
  return first ? JSON.parse(first.statement) : null;
}
