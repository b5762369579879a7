import type { ExternalIdTaken } from '../actions/external-ids.ts';
import type { LearnerName } from '../actions/find-learner.ts';
import type { ExternalIds } from '../curriculum/curriculum.ts';
import type { ExternalId } from '../curriculum/learner.ts';
import { readTypedId } from '../util/typed-id.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import { keyIn } from './ids.ts';
import type { Unplaced } from './placed.ts';
import { RefusalType } from './refusal.ts';

export const ExternalIdType = builder.objectRef<ExternalId>('ExternalId');

ExternalIdType.implement({
  description: 'What another system calls something that is here.',
  fields: (t) => ({
    system: t.exposeString('system', { description: 'Which system: `moodle`, or its address.' }),
    externalId: t.exposeString('externalId', { description: 'What it is called there.' }),
  }),
});

export const ExternalIdInput = builder.inputType('ExternalIdInput', {
  description:
    'What another system calls something; no two learners, mentors or cohorts have the same there. Skills, projects, career paths and curricula are found by the names that the curriculum gives, in the system `case` by the identifier that they have in CASE, and in the system `uri` by the address of the same elsewhere.',
  fields: (t) => ({
    system: t.string({
      required: true,
      description: 'Which system: `moodle`, or its address.',
    }),
    externalId: t.string({ required: true, description: 'What it is called there.' }),
  }),
});

export const ExternalIdTakenType =
  builder.objectRef<Unplaced<ExternalIdTaken, 'ExternalIdTaken'>>('ExternalIdTaken');

ExternalIdTakenType.implement({
  description: 'Another of its kind is called so already; nothing was changed.',
  interfaces: [RefusalType],
  fields: (t) => ({
    externalId: t.field({
      type: ExternalIdType,
      description: 'Which of the names it is.',
      resolve: ({ value }) => value.externalId,
    }),
  }),
});

/** What other systems call an item of a curriculum, in order of system. */
export function externalIdsOf(ids: ExternalIds): ExternalId[] {
  return Object.keys(ids)
    .sort()
    .map((system) => ({ system, externalId: ids[system]! }));
}

/** What `id` or `externalId` names, of which exactly one is given. */
export function oneName(
  type: string,
  {
    id,
    externalId,
  }: {
    readonly id?: string | null | undefined;
    readonly externalId?: ExternalId | null | undefined;
  },
): { readonly id: string } | { readonly externalId: ExternalId } {
  if ((id == null) === (externalId == null))
    throw badInput('Exactly one of `id` and `externalId` says which one is meant.');
  return id == null ? { externalId: externalId! } : { id: keyIn(type, 'id', id) };
}

interface LearnerArguments {
  readonly learner?: string | null | undefined;
  readonly learnerExternalId?: ExternalId | null | undefined;
}

/** The fields of an input that name one learner. */
export function learnerFields(t: InputFields) {
  return {
    learner: t.id({ description: 'The id of the learner. Either this or `learnerExternalId`.' }),
    learnerExternalId: t.field({
      type: ExternalIdInput,
      description: 'What another system calls the learner.',
    }),
  };
}

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

/** Who is named; whoever asks may leave it out who is a learner, and is meant then. */
export function learnerNamed({ learner, learnerExternalId }: LearnerArguments): LearnerName {
  if (learner != null && learnerExternalId != null)
    throw badInput('`learner` and `learnerExternalId` cannot be given together: name one of them.');
  if (learner == null) return { externalId: learnerExternalId };
  return { id: keyIn('Learner', 'learner', learner) };
}

/** The same where others are named beside: what is no id of a learner is the name of nobody. */
export function learnerNamedAmongOthers({
  learner,
  learnerExternalId,
}: LearnerArguments): LearnerName {
  if (learner == null) return { externalId: learnerExternalId };
  const named = readTypedId(learner);
  return { id: named?.type === 'Learner' ? named.keys[0] : learner };
}
