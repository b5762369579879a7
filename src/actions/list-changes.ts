import type { ChangeKind, LearnerChange } from '../curriculum/adopted-roadmap.ts';
import type { ChangeData, ReplanCause } from '../planner/progress/change.ts';
import { counted } from '../util/counted.ts';
import { listed } from '../util/listed.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbiddenLearner, permittedLearners } from './permissions.ts';

export interface ListedChanges {
  readonly kind: 'listed';
  /** Oldest first, at most `limit` of those after a sequence. */
  readonly read: (page: {
    readonly sequence: number;
    readonly limit: number;
  }) => Promise<LearnerChange[]>;
  readonly count: () => Promise<number>;
}

/** What happened to a learner, as far as the actor may know. */
export async function listChanges(
  environment: Environment,
  actor: Actor,
  learner: string,
): Promise<ListedChanges | Forbidden> {
  const permitted = await permittedLearners(environment, actor, 'READ', [learner]);
  if (!permitted.has(learner)) return forbiddenLearner(actor, 'READ');
  const except = await hiddenKinds(environment, actor, learner);
  const { learnerChanges } = environment.store.reads;
  return {
    kind: 'listed',
    read: (page) => learnerChanges.since([learner], { ...page, except }),
    count: () => learnerChanges.count(learner, { except }),
  };
}

/** The kinds of changes of a learner that whoever may read the learner must not know of. */
export async function hiddenKinds(
  environment: Pick<Environment, 'store'>,
  actor: Actor,
  learner: string,
): Promise<readonly ChangeKind[]> {
  const permitted = await permittedLearners(environment, actor, 'READ_NOTES', [learner]);
  return permitted.has(learner) ? [] : ['NOTE_WRITTEN'];
}

/** What is different on a roadmap, of a change of the kind `ROADMAP_CHANGED`; null of others. */
export function roadmapChangeIn({
  kind,
  what,
  cause,
}: LearnerChange): { readonly what: ChangeData; readonly cause: ReplanCause } | null {
  return kind === 'ROADMAP_CHANGED'
    ? { what: what as ChangeData, cause: cause as ReplanCause }
    : null;
}

/** A change in a sentence or two. */
export function changeSays(change: LearnerChange): string {
  const { kind, what } = change;
  switch (kind) {
    case 'ROADMAP_CHANGED':
      return roadmapChangeIn(change)!.what.says;
    case 'EVIDENCE_RECORDED': {
      const { evidence } = what as { readonly evidence: readonly number[] };
      const count = counted(evidence.length, 'piece');
      return `${count} of evidence ${evidence.length === 1 ? 'was' : 'were'} recorded.`;
    }
    case 'ROADMAP_ADOPTED':
      return `The learner follows a roadmap to ${titleIn(what)} from now on.`;
    case 'ROADMAP_COMPLETED':
      return `Every step of the roadmap to ${titleIn(what)} is done.`;
    case 'ROADMAP_ENDED':
      return `The roadmap to ${titleIn(what)} has ended: another took its place.`;
    case 'LEARNER_UPDATED': {
      const { fields } = what as { readonly fields: readonly string[] };
      return `What is said of the learner has changed: ${listed(fields.map((name) => `\`${name}\``))}.`;
    }
    case 'COHORT_JOINED':
      return 'The learner joined a cohort.';
    case 'COHORT_LEFT':
      return 'The learner left a cohort.';
    case 'NOTE_WRITTEN':
      return 'Somebody wrote a note.';
  }
}

function titleIn(what: unknown): string {
  return (what as { readonly title: string }).title;
}
