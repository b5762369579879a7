import { type ExternalId, type Learner, noWishes } from '../curriculum/learner.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { type Environment, newId } from './environment.ts';
import { learnerLimits } from './learner-limits.ts';
import { ProblemList } from './problem-list.ts';
import { type LearnerInput, readLearner } from './read-learner.ts';
import { tryAgain } from './try-again.ts';

export interface NewLearnerInput extends LearnerInput {
  readonly externalIds?: readonly ExternalId[] | null | undefined;
}

export type CreateLearnerResult =
  | { readonly kind: 'learner-created'; readonly learner: Learner }
  | ExternalIdTaken
  | InvalidRequest;

/** Another learner is called so already; nothing was changed. */
export interface ExternalIdTaken {
  readonly kind: 'external-id-taken';
  readonly message: string;
  readonly externalId: ExternalId;
}

/** Takes in a learner, of whom nothing at all need be said. */
export async function createLearner(
  environment: Environment,
  input: NewLearnerInput,
): Promise<CreateLearnerResult> {
  const createdAt = environment.now();
  const dates = { createdAt, updatedAt: createdAt, since: createdAt };
  const empty = { id: newId(environment), name: null, mail: null, hoursPerWeek: null };
  const names = input.externalIds ?? [];
  const read =
    refuseNames(names) ??
    readLearner(environment.curricula.snapshot(), { ...empty, wishes: noWishes, ...dates }, input);
  if (read.kind !== 'learner') return read;
  const { learner } = read;
  return tryAgain(() =>
    environment.store.write(async ({ learners }) => {
      const holders = await learners.idsByExternalIds(names);
      const taken = names[holders.findIndex((holder) => holder !== null)];
      if (taken) return externalIdTaken(taken);
      await learners.create([learner]);
      await learners.addExternalIds(learner.id, names);
      return { kind: 'learner-created', learner };
    }),
  );
}

function refuseNames(names: readonly ExternalId[]): InvalidRequest | null {
  const problems = new ProblemList();
  if (names.length > learnerLimits.externalIds)
    problems.add(
      'externalIds',
      `\`externalIds\` has ${names.length} entries; ${learnerLimits.externalIds} are the most.`,
    );
  const seen = new Set<string>();
  for (const [index, { system, externalId }] of names.entries()) {
    const path = `externalIds.${index}`;
    problems.checkText(`${path}.system`, system, learnerLimits.system);
    problems.checkText(`${path}.externalId`, externalId, learnerLimits.externalId);
    const name = JSON.stringify([system, externalId]);
    if (seen.has(name)) problems.add(path, 'This external id is here twice: name it once.');
    seen.add(name);
  }
  return problems.refusal();
}

function externalIdTaken(externalId: ExternalId): ExternalIdTaken {
  const message = `Another learner is called \`${externalId.externalId}\` in \`${externalId.system}\` already.`;
  return { kind: 'external-id-taken', message, externalId };
}
