import { ThreadFailure } from '../actions/answering-thread.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from '../actions/curricula.ts';
import type { Environment } from '../actions/environment.ts';
import { impactOnLearners } from '../actions/impact-on-learners.ts';
import type { Impact } from '../planner/impact/impact.ts';
import { counted } from '../util/counted.ts';
import { drawProblems } from './draw-refusal.ts';
import { shareText } from './progress.ts';
import type { Terminal } from './terminal.ts';

export interface SupposedPublishing {
  readonly environment: Environment;
  readonly snapshot: CurriculaSnapshot;
  readonly supposed: PublishedCurriculum;
}

/** What publishing would mean for learners, all of them; or what to exit with, after telling why that isn't known. */
export async function findImpact(
  { environment, snapshot, supposed }: SupposedPublishing,
  terminal: Terminal,
): Promise<Impact | 1> {
  let shownAt = 0;
  const all = Number.POSITIVE_INFINITY;
  try {
    const found = await impactOnLearners(environment, snapshot, supposed, {
      ...{ roadmapsMost: all, learnersMost: all, least: 1, threads: 'ALL' },
      onProgress: ({ examined, of }) => {
        const now = performance.now();
        if (now - shownAt < betweenMilliseconds) return;
        shownAt = now;
        terminal.progress(`${shareText(examined / of)} of ${counted(of, 'learner')} looked at`);
      },
    });
    if (found.kind === 'impact') return found.impact;
    return refuse('Somebody published meanwhile: compare with what is published now.', terminal);
  } catch (error) {
    if (!(error instanceof ThreadFailure)) throw error;
    return refuse(error.message, terminal);
  } finally {
    terminal.progress('');
  }
}

/** The names of learners by their ids; of those who have one. */
export async function namesOf(
  ids: readonly string[],
  { store }: Environment,
): Promise<ReadonlyMap<string, string>> {
  const found = await store.reads.learners.byIds(ids);
  return new Map(
    [...found.values()].flatMap(({ id, name }) => (name === null ? [] : [[id, name]])),
  );
}

/** An eye can't read more often. */
const betweenMilliseconds = 100;

function refuse(problem: string, terminal: Terminal): 1 {
  terminal.tell(drawProblems([problem], terminal.tellLook));
  return 1;
}
