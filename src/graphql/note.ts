import { addNote, listNotes, removeNote } from '../actions/write-note.ts';
import type { Note } from '../curriculum/mentor.ts';
import { builder } from './builder.ts';
import { orForbid } from './forbidden.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { globalId, keyIn, keysIn } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { LearnerType, MentorType } from './refs.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  refusedPlainly,
  UnknownNamesType,
} from './refusal.ts';

type OwnNote = Unplaced<Note, 'Note'>;

const NoteType = builder.objectRef<OwnNote>('Note');

NoteType.implement({
  description:
    'What somebody wrote down about a learner, for those who look after the learner; the learner does not see it.',
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value }) => globalId('Note', value.learner, value.id),
    }),
    text: t.string({ description: 'What was written.', resolve: ({ value }) => value.text }),
    writtenBy: t.field({
      type: MentorType,
      nullable: true,
      description: 'The mentor who wrote it; null where it was an admin.',
      resolve: async ({ value }, _args, { loaders }) => {
        const mentor = await loaders.mentor.load(value.writtenBy);
        return mentor && unplaced('Mentor', mentor);
      },
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was written.',
      resolve: ({ value }) => value.createdAt,
    }),
  }),
});

const NoteConnection = builder.connectionObject(
  { type: NoteType, name: 'NoteConnection', description: 'A page of notes.' },
  { name: 'NoteEdge', description: 'A note in a list.' },
);

builder.objectField(LearnerType, 'notes', (t) =>
  t.field({
    type: NoteConnection,
    description:
      'What those who look after the learner wrote down, newest first. For them and for admins.',
    args: keyPageArguments,
    resolve: async ({ value: { id } }, args, { environment, actor }) => {
      const { read, count } = orForbid(await listNotes(environment, actor, id));
      const nodeOf = (note: Note) => unplaced('Note', note);
      return keyPageOf(
        { name: `notes ${id}`, keyOf: (note) => note.id, nodeOf, read, count },
        args,
      );
    },
  }),
);

const AddNoteInput = builder.inputType('AddNoteInput', {
  description: 'Something to be written down about a learner.',
  fields: (t) => ({
    learner: t.id({ required: true, description: 'About whom.' }),
    text: t.string({ required: true, description: 'What; 4,000 characters at the most.' }),
    idempotencyKey: idempotencyKey(t),
  }),
});

const NoteAddedType = builder.objectRef<Unplaced<Note, 'NoteAdded'>>('NoteAdded');

NoteAddedType.implement({
  description: 'It is written down.',
  fields: (t) => ({
    note: t.field({
      type: NoteType,
      description: 'The note.',
      resolve: ({ value }) => unplaced('Note', value),
    }),
  }),
});

const AddNoteResult = builder.unionType('AddNoteResult', {
  description: 'The note, or why there is none.',
  types: [NoteAddedType, UnknownNamesType, InvalidRequestType, KeyConflictType],
  resolveType: ({ type }) => type,
});

builder.mutationField('addNote', (t) =>
  t.field({
    type: AddNoteResult,
    description:
      'Writes something down about a learner. For the mentors who look after the learner, and admins.',
    args: {
      input: t.arg({ type: AddNoteInput, required: true, description: 'What, and about whom.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const learner = keyIn('Learner', 'learner', input.learner);
      const result = orForbid(await addNote(environment, actor, { ...input, learner }));
      return result.kind === 'note-added'
        ? unplaced('NoteAdded', result.note)
        : refusedPlainly(result);
    },
  }),
);

const NoteRemovedType = builder.objectRef<Unplaced<string, 'NoteRemoved'>>('NoteRemoved');

NoteRemovedType.implement({
  description: 'The note is gone for good.',
  fields: (t) => ({
    id: t.id({ description: 'What its id was.', resolve: ({ value }) => value }),
  }),
});

const RemoveNoteResult = builder.unionType('RemoveNoteResult', {
  description: 'What is gone, or why nothing is.',
  types: [NoteRemovedType, UnknownNamesType],
  resolveType: ({ type }) => type,
});

const RemoveNoteInput = builder.inputType('RemoveNoteInput', {
  description: 'A note to be taken away.',
  fields: (t) => ({ note: t.id({ required: true, description: 'Its id.' }) }),
});

builder.mutationField('removeNote', (t) =>
  t.field({
    type: RemoveNoteResult,
    description: 'Takes a note away for good. For whoever wrote it, and admins.',
    args: {
      input: t.arg({ type: RemoveNoteInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const [learner = '', note = ''] = keysIn('Note', 'note', input.note);
      const result = orForbid(await removeNote(environment, actor, { learner, note }));
      return result.kind === 'note-removed'
        ? unplaced('NoteRemoved', input.note)
        : refusedPlainly(result);
    },
  }),
);
