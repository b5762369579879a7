import type { Note } from '../curriculum/mentor.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { invariant } from '../util/invariant.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import { cohortLimits } from './cohort-limits.ts';
import { type Environment, newId } from './environment.ts';
import { unknownLearner } from './find-learner.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbiddenLearner, permittedLearners } from './permissions.ts';
import { ProblemList } from './problem-list.ts';

export interface NoteInput {
  /** An id. */
  readonly learner: string;
  readonly text: string;
  /** Under it a repetition is answered with the note that the first time brought. */
  readonly idempotencyKey?: string | null | undefined;
}

export type AddNoteResult =
  | { readonly kind: 'note-added'; readonly note: Note }
  | KeyConflict
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/** Writes something down about a learner, for all who look after the learner. */
export async function addNote(
  environment: Environment,
  actor: Actor,
  { learner, text, idempotencyKey }: NoteInput,
): Promise<AddNoteResult> {
  const permitted = await permittedLearners(environment, actor, 'WRITE_NOTES', [learner]);
  if (!permitted.has(learner)) return forbiddenLearner(actor, 'WRITE_NOTES');
  invariant(actor.kind !== 'ANONYMOUS', 'strangers write no notes');
  const problems = new ProblemList();
  problems.checkText('text', text, cohortLimits.note);
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const at = environment.now();
  const note = { id: newId(environment), learner, writtenBy: actor.name, text, createdAt: at };
  const repeatable = {
    owner: actor.name,
    key: idempotencyKey ?? null,
    payload: { addNote: [learner, text] },
    at,
  };
  const kept = await keepResponse(
    environment,
    repeatable,
    async ({ learners, notes, learnerChanges }): Promise<{ note: string } | UnknownNames> => {
      const isThere = isUuid(learner) && (await learners.lock([learner])).has(learner);
      if (!isThere) return unknownLearner('learner', { id: learner });
      await notes.add(note);
      const what = { note: note.id };
      learnerChanges.add({ learner, kind: 'NOTE_WRITTEN', roadmap: null, what, cause: null, at });
      return { note: note.id };
    },
  );
  if ('kind' in kept) return kept;
  const found = await environment.store.reads.notes.byId(learner, kept.note);
  return { kind: 'note-added', note: found ?? note };
}

export type RemoveNoteResult =
  | { readonly kind: 'note-removed'; readonly id: string }
  | Forbidden
  | UnknownNames;

/** Takes a note away for good: whoever wrote it, as long as they look after the learner, and admins. */
export async function removeNote(
  environment: Environment,
  actor: Actor,
  { learner, note: id }: { readonly learner: string; readonly note: string },
): Promise<RemoveNoteResult> {
  const permitted = await permittedLearners(environment, actor, 'WRITE_NOTES', [learner]);
  if (!permitted.has(learner)) return forbiddenLearner(actor, 'WRITE_NOTES');
  invariant(actor.kind !== 'ANONYMOUS', 'strangers remove no notes');
  return environment.store.write(async ({ notes, learners }): Promise<RemoveNoteResult> => {
    const isId = isUuid(learner) && isUuid(id);
    const isThere = isId && (await learners.lock([learner])).has(learner);
    const note = isThere ? await notes.byId(learner, id) : null;
    if (!note) return unknownNote(id);
    const mayRemove = actor.kind === 'ADMIN' || note.writtenBy === actor.name;
    if (!mayRemove)
      return {
        kind: 'forbidden',
        message: 'Somebody else wrote this note.',
        requiredScope: null,
      };
    await notes.remove(learner, id);
    return { kind: 'note-removed', id };
  });
}

function unknownNote(id: string): UnknownNames {
  const name = id.slice(0, 200);
  const message = 'There is no such note.';
  return { kind: 'unknown-names', message, names: [{ path: 'note', name, suggestions: [] }] };
}

/** The notes about a learner, newest first, where the actor may read them. */
export async function listNotes(
  environment: Pick<Environment, 'store'>,
  actor: Actor,
  learner: string,
): Promise<
  | {
      readonly kind: 'note-list';
      readonly read: (page: { readonly after?: string; readonly limit: number }) => Promise<Note[]>;
      readonly count: () => Promise<number>;
    }
  | Forbidden
> {
  const permitted = await permittedLearners(environment, actor, 'READ_NOTES', [learner]);
  if (!permitted.has(learner)) return forbiddenLearner(actor, 'READ_NOTES');
  const { notes } = environment.store.reads;
  return {
    kind: 'note-list',
    read: ({ after, limit }) => notes.page(learner, { before: after, limit }),
    count: () => notes.count(learner),
  };
}
