import { checksOf } from './checks.ts';
import type { Environment } from './environment.ts';
import { replanRoadmap } from './replan-roadmap.ts';

/**
 * Plans anew, every second, the roadmaps that are due: those of learners of whom there is something new, and those on a
 * curriculum that has a new revision, or has skills in common with one that does. Which these are is told by the database alone, so that nothing is forgotten where a
 * process ends, and several processes may do it. Goes on until the function that it returns is called, which resolves when
 * no more is written.
 */
export function followRoadmaps(
  environment: Environment,
  reportBug: (bug: unknown) => void,
): () => Promise<void> {
  const failed = new Map<string, number>();
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    // What fails is tried again, less and less often, and holds up nobody else.
    const due = await dueLearners(environment, atOnce + failed.size).catch(() => []);
    for (const learner of due.filter((id) => (failed.get(id) ?? 0) <= Number(environment.now()))) {
      if (isOver) return;
      await replanRoadmap(environment, learner).then(
        () => failed.delete(learner),
        (bug) => {
          reportBug(bug);
          failed.set(learner, Number(environment.now()) + patienceMilliseconds);
        },
      );
    }
  };
  let looking: Promise<void>;
  const lookAgain = (): void => {
    looking = look().then(() => {
      if (!isOver) timer = setTimeout(lookAgain, intervalMilliseconds);
    });
  };
  lookAgain();
  return () => {
    isOver = true;
    clearTimeout(timer);
    return looking;
  };
}

const intervalMilliseconds = 1_000;
const patienceMilliseconds = 60_000;
const atOnce = 100;

/** The learners whose roadmaps are to be held against what there is by now, those whom something happened to first. */
export async function dueLearners(
  { store, curricula }: Pick<Environment, 'store' | 'curricula'>,
  limit: number,
): Promise<readonly string[]> {
  const { adoptedRoadmaps } = store.reads;
  const due = new Set(await adoptedRoadmaps.due({ limit }));
  for (const [curriculum, checks] of checksOf(curricula.snapshot())) {
    const before = await adoptedRoadmaps.before({ curriculum, ...checks }, { limit });
    for (const learner of before) due.add(learner);
  }
  return [...due].slice(0, limit);
}

/** So many are planned anew while whoever told of something new waits for the answer. */
const soonMax = 5;

/**
 * Plans anew what is due by something that was just stored, as far as that is done soon; the rest is for `followRoadmaps`,
 * and so is what fails here, since what was stored is stored.
 */
export async function replanSoon(
  environment: Environment,
  learners: readonly string[],
): Promise<void> {
  try {
    const { adoptedRoadmaps } = environment.store.reads;
    const followed = [...(await adoptedRoadmaps.followedBy(learners)).values()];
    const due = followed.filter(({ dueSince }) => dueSince !== null).slice(0, soonMax);
    for (const { learner } of due) await replanRoadmap(environment, learner);
  } catch {
    // They stay due.
  }
}
