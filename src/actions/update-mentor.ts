import type { ExternalId } from '../curriculum/learner.ts';
import type { Mentor } from '../curriculum/mentor.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import {
  checkExternalIds,
  type ExternalIdTaken,
  externalIdTaken,
  putExternalIds,
  takenByAnother,
} from './external-ids.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { tryAgain } from './try-again.ts';

/** What is said of a mentor. What is left out stays as it is; null takes it away. */
export interface MentorInput {
  readonly name?: string | null | undefined;
  readonly mail?: string | null | undefined;
  /** All that other systems call the mentor; for admins to say. */
  readonly externalIds?: readonly ExternalId[] | null | undefined;
}

export type UpdateMentorResult =
  | { readonly kind: 'mentor-updated'; readonly mentor: Mentor }
  | ExternalIdTaken
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/** Changes what is known of a mentor: mentors of themselves, admins of all. */
export async function updateMentor(
  environment: Environment,
  actor: Actor,
  id: string,
  input: MentorInput,
): Promise<UpdateMentorResult> {
  const names = input.externalIds === undefined ? undefined : (input.externalIds ?? []);
  const isSelf = actor.kind === 'MENTOR' && actor.mentor === id && names === undefined;
  const problems = new ProblemList();
  checkMentor(input, problems);
  const refusal = (isSelf ? null : forbids(actor, 'MANAGE_MENTORS')) ?? problems.refusal();
  if (refusal) return refusal;
  const updatedAt = environment.now();
  return tryAgain(() =>
    environment.store.write(async ({ mentors }): Promise<UpdateMentorResult> => {
      const mentor = isUuid(id) ? (await mentors.byIds([id])).get(id) : undefined;
      if (!mentor) return unknownMentor('mentor', id);
      const taken = names && (await takenByAnother(mentors, id, names));
      if (taken) return externalIdTaken(taken, 'mentor');
      if (names) await putExternalIds(mentors, id, names);
      const { name = mentor.name, mail = mentor.mail } = input;
      const updated = { ...mentor, name, mail, updatedAt };
      await mentors.update(updated);
      return { kind: 'mentor-updated', mentor: updated };
    }),
  );
}

/** Tells what is wrong with what is said of a mentor. */
export function checkMentor({ name, mail, externalIds }: MentorInput, problems: ProblemList): void {
  problems.checkText('name', name, learnerLimits.name);
  problems.checkMail('mail', mail);
  checkExternalIds(externalIds ?? [], problems);
}

/** The refusal where a mentor is named who is not there. */
export function unknownMentor(path: string, id: string): UnknownNames {
  const name = id.slice(0, 200);
  const message = `There is no mentor \`${name}\`.`;
  return { kind: 'unknown-names', message, names: [{ path, name, suggestions: [] }] };
}
