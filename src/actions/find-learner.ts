import type { ExternalId, Learner } from '../curriculum/learner.ts';
import type { UnknownNames } from '../planner/refusal.ts';
import type { StoreWrites } from '../store/store.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { idsNamed } from './external-ids.ts';
import {
  type Forbidden,
  forbiddenLearner,
  type LearnerDeed,
  permittedLearners,
} from './permissions.ts';

/** A learner by exactly one of the two. */
export interface LearnerName {
  readonly id?: string | null | undefined;
  readonly externalId?: ExternalId | null | undefined;
}

/** Finds a learner by id, or by what another system calls the learner. */
export async function findLearner(
  environment: Pick<Environment, 'store'>,
  actor: Actor,
  name: LearnerName,
): Promise<{ readonly kind: 'learner'; readonly learner: Learner } | Forbidden | UnknownNames> {
  const permitted = await permittedLearner(environment, actor, 'READ', name);
  if (permitted.kind !== 'permitted-learner') return permitted;
  const { id } = permitted;
  const learner = (await environment.store.reads.learners.byIds([id])).get(id);
  return learner ? { kind: 'learner', learner } : unknownLearner('learner', name);
}

/**
 * The id that is named, where the actor may do it to a learner of that id; that there is one is not looked up. Whoever may
 * not know whether the learner exists is forbidden it either way. A learner who names nobody means themselves.
 */
export async function permittedLearner(
  environment: Pick<Environment, 'store'>,
  actor: Actor,
  deed: LearnerDeed,
  name: LearnerName,
): Promise<{ readonly kind: 'permitted-learner'; readonly id: string } | Forbidden | UnknownNames> {
  const [id] = await learnerIds(environment.store.reads.learners, [orSelf(actor, name)]);
  const permitted = await permittedLearners(environment, actor, deed, [id ?? nobody]);
  if (!permitted.has(id ?? nobody)) return forbiddenLearner(actor, deed);
  return id ? { kind: 'permitted-learner', id } : unknownLearner('learner', name);
}

/** Learners mean themselves where they name nobody. */
export function orSelf(actor: Actor, name: LearnerName): LearnerName {
  const isUnsaid = !name.id && !name.externalId;
  return isUnsaid && actor.kind === 'LEARNER' ? { id: actor.learner } : name;
}

/** No learner has this id: who may do something to it may do it to all. */
const nobody = '00000000-0000-0000-0000-000000000000';

type LearnerReads = Environment['store']['reads']['learners'];

/** The ids that are named, each in its place; null for what can't be a name. That an id is a learner's is not looked up. */
export async function learnerIds(
  { idsByExternalIds }: Pick<LearnerReads, 'idsByExternalIds'>,
  names: readonly LearnerName[],
): Promise<readonly (string | null)[]> {
  const external = names.map(({ id, externalId }) => (!id && externalId ? externalId : null));
  const found = await idsNamed({ idsByExternalIds }, external);
  return names.map(({ id }, index) => {
    if (id) return isUuid(id) ? id : null;
    return found[index] ?? null;
  });
}

type LearnerWrites = Pick<StoreWrites['learners'], 'idsByExternalIds' | 'lock'>;

/** The learner, locked until the transaction ends; null where there is none. */
export async function lockLearner(
  learners: LearnerWrites,
  name: LearnerName,
): Promise<Learner | null> {
  const [id] = await learnerIds(learners, [name]);
  return id ? ((await learners.lock([id])).get(id) ?? null) : null;
}

/** The refusal where a learner is named who is not there. */
export function unknownLearner(path: string, name: LearnerName): UnknownNames {
  const { text, message } = describeUnknown(name);
  return { kind: 'unknown-names', message, names: [{ path, name: text, suggestions: [] }] };
}

export function describeUnknown({ id, externalId }: LearnerName): {
  readonly text: string;
  readonly message: string;
} {
  const short = (text: string) => text.slice(0, 200);
  if (!id && externalId) {
    const [text, system] = [short(externalId.externalId), short(externalId.system)];
    return { text, message: `No learner is called \`${text}\` in \`${system}\`.` };
  }
  const text = short(id ?? '');
  return { text, message: id ? `There is no learner \`${text}\`.` : 'No learner is named.' };
}
