import type { ExternalId } from '../curriculum/learner.ts';
import type { StatementActor } from '../store/statement-actors.ts';
import type { StoreWrites } from '../store/store.ts';
import type { Environment } from './environment.ts';
import { hashOf } from './statement-keys.ts';

/** So many actors are looked up in one transaction. */
const actorsAtOnce = 500;

/**
 * Looks up anew who acts in statements, where other systems call learners otherwise than before, and lets the statements of
 * those be read again who turn out to be somebody else.
 */
export async function linkActors({ store }: Pick<Environment, 'store'>): Promise<void> {
  await store.write(async (writes) => {
    const { statementActors, statementReadings, learners } = writes;
    await statementReadings.lock();
    const due = await statementActors.due(actorsAtOnce);
    const meant = await learnersMeant(writes, due);
    const changed = due.filter((actor) => actor.learner !== (meant.get(actor) ?? null));
    const ids = changed.flatMap((actor) => [actor.learner, meant.get(actor)]);
    // Before the actors, as whoever changes what learners are called has it.
    const there = await learners.lock(ids.filter((id) => typeof id === 'string'));
    const readUpTo = await statementReadings.newReadUpTo();
    for (const actor of changed) {
      const learner = meant.get(actor) ?? null;
      await statementActors.link(actor, learner !== null && there.has(learner) ? learner : null);
    }
    await statementActors.settle(due.filter((actor) => !changed.includes(actor)));
    // What is still new is read anyway.
    const again = changed.filter(
      ({ source, firstSequence }) => firstSequence <= (readUpTo.get(source) ?? 0),
    );
    await statementReadings.begin(
      again.map(({ source, actor, learner }) => ({
        // Nothing that is kept for long names the learner in another place than its own.
        id: `actor ${source} ${actor} ${hashOf(learner ?? '')}`,
        kind: 'ACTOR' as const,
        source,
        term: actor,
        formerLearner: learner,
      })),
    );
  });
}

/** Who the actors are: whom other systems call so, or the one learner who has the mail address. */
async function learnersMeant(
  { learners }: StoreWrites,
  actors: readonly StatementActor[],
): Promise<ReadonlyMap<StatementActor, string>> {
  const names = actors.flatMap(namesOf);
  const byName = await learners.idsByExternalIds(names);
  const ids = new Map(names.map((name, index) => [nameText(name), byName[index]]));
  const byMail = await learners.idsByMailHashes(actors.flatMap(({ mailHash }) => mailHash ?? []));
  const found = new Map<StatementActor, string>();
  for (const actor of actors) {
    const named = namesOf(actor).map((name) => ids.get(nameText(name)));
    const holders = byMail.get(actor.mailHash ?? '') ?? [];
    const id = named.find(Boolean) ?? (holders.length === 1 ? holders[0] : undefined);
    if (id) found.set(actor, id);
  }
  return found;
}

/** With and without the slash that may end a home page. */
function namesOf({ system, externalId }: StatementActor): ExternalId[] {
  const isPage = /^https?:/i.test(system);
  return [{ system, externalId }, ...(isPage ? [{ system: `${system}/`, externalId }] : [])];
}

function nameText({ system, externalId }: ExternalId): string {
  return JSON.stringify([system, externalId]);
}
