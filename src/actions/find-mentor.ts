import type { ExternalId } from '../curriculum/learner.ts';
import type { Mentor } from '../curriculum/mentor.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { idsNamed } from './external-ids.ts';
import { type Forbidden, forbids } from './permissions.ts';

/** Null where there is no such mentor, or the actor may not know of them: mentors may of themselves, admins of all. */
export async function findMentor(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
  id: string,
): Promise<Mentor | null> {
  const isSelf = actor.kind === 'MENTOR' && actor.mentor === id;
  const isHidden = !isUuid(id) || (!isSelf && forbids(actor, 'MANAGE_MENTORS') !== null);
  return isHidden ? null : ((await store.reads.mentors.byIds([id])).get(id) ?? null);
}

/** The id that is meant: where another system is said to call a mentor so and none is, that of nobody. */
export async function mentorNamed(
  { store }: Pick<Environment, 'store'>,
  name: { readonly id: string } | { readonly externalId: ExternalId },
): Promise<string> {
  if ('id' in name) return name.id;
  const [id] = await idsNamed(store.reads.mentors, [name.externalId]);
  return id ?? '';
}

export interface MentorList {
  readonly kind: 'mentor-list';
  /** At most `limit` of those after the id, in the order in which they came. */
  readonly read: (page: { readonly after?: string; readonly limit: number }) => Promise<Mentor[]>;
  readonly count: () => Promise<number>;
}

/** All mentors. */
export function listMentors(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
): MentorList | Forbidden {
  const { mentors } = store.reads;
  return (
    forbids(actor, 'MANAGE_MENTORS') ?? {
      kind: 'mentor-list',
      read: (page) => mentors.page(page),
      count: () => mentors.count(),
    }
  );
}
