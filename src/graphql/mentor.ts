import { createMentor } from '../actions/create-mentor.ts';
import { findMentor, listMentors, mentorNamed } from '../actions/find-mentor.ts';
import { updateMentor } from '../actions/update-mentor.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { ExternalIdInput, ExternalIdTakenType, ExternalIdType, oneName } from './external-id.ts';
import { orForbid } from './forbidden.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { findsNode, globalId, keyIn } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { unplaced } from './placed.ts';
import { MentorType, NodeType, type OwnMentor, ViewerType } from './refs.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  refusedPlainly,
  UnknownNamesType,
} from './refusal.ts';

MentorType.implement({
  description: 'Somebody who guides learners and confirms their evidence.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value }) => globalId('Mentor', value.id),
    }),
    name: t.string({
      nullable: true,
      description: 'What the mentor is called; null where nobody said.',
      resolve: ({ value }) => value.name,
    }),
    mail: t.string({
      nullable: true,
      description: 'Where the mentor gets mail; null where nobody said.',
      resolve: ({ value }) => value.mail,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'Since when the mentor is here.',
      resolve: ({ value }) => value.createdAt,
    }),
    updatedAt: t.field({
      type: 'DateTime',
      description: 'When the name or the mail changed last.',
      resolve: ({ value }) => value.updatedAt,
    }),
    externalIds: t.field({
      type: [ExternalIdType],
      description: 'What other systems call the mentor.',
      extensions: expects(2),
      resolve: async ({ value }, _args, { loaders }) => [
        ...(await loaders.mentorExternalIds.load(value.id)),
      ],
    }),
  }),
});

findsNode('Mentor', async ({ environment, actor }, [id = '']) => {
  const mentor = await findMentor(environment, actor, id);
  return mentor && unplaced('Mentor', mentor);
});

builder.objectField(ViewerType, 'mentor', (t) =>
  t.field({
    type: MentorType,
    nullable: true,
    description: 'The mentor who asks; null where it is somebody else.',
    resolve: async (actor, _args, { loaders }): Promise<OwnMentor | null> => {
      const mentor = actor.kind === 'MENTOR' ? await loaders.mentor.load(actor.mentor) : null;
      return mentor && unplaced('Mentor', mentor);
    },
  }),
);

builder.queryField('mentor', (t) =>
  t.field({
    type: MentorType,
    nullable: true,
    description:
      'A mentor, for the mentor and for admins; null where there is none whom the asker may know of.',
    args: {
      id: t.arg.id({ description: 'The id. Either this or `externalId`.' }),
      externalId: t.arg({
        type: ExternalIdInput,
        description: 'What another system calls the mentor.',
      }),
    },
    resolve: async (_root, args, { environment, actor }) => {
      const id = await mentorNamed(environment, oneName('Mentor', args));
      const mentor = await findMentor(environment, actor, id);
      return mentor && unplaced('Mentor', mentor);
    },
  }),
);

const MentorConnection = builder.connectionObject(
  { type: MentorType, name: 'MentorConnection', description: 'A page of mentors.' },
  { name: 'MentorEdge', description: 'A mentor in a list.' },
);

builder.queryField('mentors', (t) =>
  t.field({
    type: MentorConnection,
    description: 'All mentors, in the order in which they came. For admins.',
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listMentors(environment, actor));
      const nodeOf = (value: OwnMentor['value']) => unplaced('Mentor', value);
      return keyPageOf({ name: 'mentors', keyOf: ({ id }) => id, nodeOf, read, count }, args);
    },
  }),
);

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

function externalIds(t: InputFields) {
  return t.field({
    type: [ExternalIdInput],
    description: 'All that other systems call the mentor. For admins to say.',
  });
}

const CreateMentorInput = builder.inputType('CreateMentorInput', {
  description: 'A mentor who is to come in.',
  fields: (t) => ({
    name: t.string({ description: 'What the mentor is called.' }),
    mail: t.string({ description: 'Where the mentor gets mail.' }),
    externalIds: externalIds(t),
    idempotencyKey: idempotencyKey(t),
  }),
});

const MentorCreatedType = builder.objectRef<ReturnType<typeof mentorCreated>>('MentorCreated');

MentorCreatedType.implement({
  description: 'The mentor is here, and looks after nobody yet.',
  fields: (t) => ({
    mentor: t.field({
      type: MentorType,
      description: 'The mentor.',
      resolve: ({ value }) => unplaced('Mentor', value),
    }),
  }),
});

const CreateMentorResult = builder.unionType('CreateMentorResult', {
  description: 'The mentor, or why nobody came in.',
  types: [MentorCreatedType, ExternalIdTakenType, InvalidRequestType, KeyConflictType],
  resolveType: ({ type }) => type,
});

builder.mutationField('createMentor', (t) =>
  t.field({
    type: CreateMentorResult,
    description: 'Takes in a mentor, of whom nothing at all need be said. For admins.',
    args: {
      input: t.arg({ type: CreateMentorInput, required: true, description: 'Who it is.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const result = orForbid(await createMentor(environment, actor, input));
      return result.kind === 'mentor-created'
        ? mentorCreated(result.mentor)
        : refusedPlainly(result);
    },
  }),
);

function mentorCreated(mentor: OwnMentor['value']) {
  return unplaced('MentorCreated', mentor);
}

const UpdateMentorInput = builder.inputType('UpdateMentorInput', {
  description: 'What is said of a mentor. What is left out stays; null takes it away.',
  fields: (t) => ({
    mentor: t.id({ required: true, description: 'Which mentor.' }),
    name: t.string({ description: 'What the mentor is called.' }),
    mail: t.string({ description: 'Where the mentor gets mail.' }),
    externalIds: externalIds(t),
  }),
});

const MentorUpdatedType = builder.objectRef<ReturnType<typeof mentorUpdated>>('MentorUpdated');

MentorUpdatedType.implement({
  description: 'What is known of the mentor is as it was said.',
  fields: (t) => ({
    mentor: t.field({
      type: MentorType,
      description: 'The mentor.',
      resolve: ({ value }) => unplaced('Mentor', value),
    }),
  }),
});

const UpdateMentorResult = builder.unionType('UpdateMentorResult', {
  description: 'The mentor, or why nothing was changed.',
  types: [MentorUpdatedType, ExternalIdTakenType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('updateMentor', (t) =>
  t.field({
    type: UpdateMentorResult,
    description: 'Changes what is known of a mentor. For the mentor, and for admins.',
    args: {
      input: t.arg({ type: UpdateMentorInput, required: true, description: 'What is so now.' }),
    },
    resolve: async (_root, { input }, { environment, actor, loaders }) => {
      const { mentor, ...said } = input;
      const id = keyIn('Mentor', 'mentor', mentor);
      const result = orForbid(await updateMentor(environment, actor, id, said));
      loaders.mentor.clear(id);
      return result.kind === 'mentor-updated'
        ? mentorUpdated(result.mentor)
        : refusedPlainly(result);
    },
  }),
);

function mentorUpdated(mentor: OwnMentor['value']) {
  return unplaced('MentorUpdated', mentor);
}
