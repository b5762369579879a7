import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import type { AdoptedPlan, AdoptedRequest } from '../planner/progress/adopted-plan.ts';
import {
  type ChangeData,
  changeData,
  type GuidanceCause,
  type ReplanCause,
  refusalData,
} from '../planner/progress/change.ts';
import { wishesFor } from '../planner/progress/wishes-for.ts';
import type { Refusal } from '../planner/refusal.ts';
import type { StoreWrites } from '../store/store.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import { planIn, requestIn, titleOf } from './adopted.ts';
import { checksOf } from './checks.ts';
import type { Curricula, CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import {
  isStill,
  knowsOtherwise,
  type LearnerGround,
  newestOf,
  planFor,
  readGrounds,
  situationOf,
  standingOf,
  wishesOtherwise,
} from './plan-for-learner.ts';
import { publishedOf } from './roadmap-progress.ts';

/** A followed roadmap held against all that there is by now. */
export interface Replanned {
  /** To be stored in the place of what there was. */
  readonly roadmap: AdoptedRoadmap;
  /** What is different for the learner; null where nothing is. */
  readonly change: { readonly what: ChangeData; readonly cause: ReplanCause } | null;
  /** Whether every step of it is done, and it was not so before. */
  readonly isCompleted: boolean;
  /** Why it could not be planned anew, and stays as it was; null where it could, or need not be. */
  readonly refusal: Refusal | null;
  /** On which it is planned now. */
  readonly published: PublishedCurriculum;
}

/**
 * Holds the roadmap that a learner follows against what is known and published by now, and plans it anew where that
 * matters: to do it twice changes nothing, so that whoever notices that it is due may do it. What comes meanwhile makes it
 * due again. Resolves once the roadmap takes into account all that there was when this was called.
 */
export async function replanRoadmap(environment: Environment, learner: string): Promise<void> {
  const { store, curricula } = environment;
  const ground = (await readGrounds(store.reads, [learner])).get(learner);
  const followed = (await store.reads.adoptedRoadmaps.followedBy([learner])).get(learner);
  if (!ground || !followed) return;
  const replanned = await planAnew(environment, curricula.snapshot(), followed, ground);
  await store.write(async (writes) => {
    const locked = (await writes.learners.lock([learner])).get(learner);
    const current = await writes.adoptedRoadmaps.byId(learner, followed.id);
    // Somebody else was quicker, or it ended: there is nothing left to do, or it is due anyway.
    if (!locked || !current || !isSameState(current, followed)) return;
    const dueSince = (await isStill(writes, locked, ground)) ? null : current.dueSince;
    await keepReplanned(writes, { ...replanned, roadmap: { ...replanned.roadmap, dueSince } });
  });
}

/** Whether a roadmap is as it was read before, but for being due, so that what was planned from it can take its place. */
export function isSameState(one: AdoptedRoadmap, other: AdoptedRoadmap): boolean {
  const stateOf = ({ request, plan, revision, endedAt, ...roadmap }: AdoptedRoadmap) => {
    const checked = [roadmap.checkedRevision, roadmap.checkedRelated];
    return canonicalJson([request, plan, revision, ...checked, endedAt === null]);
  };
  return stateOf(one) === stateOf(other);
}

/** Stores what was planned for a learner, who is locked. */
export async function keepReplanned(
  { adoptedRoadmaps, learnerChanges }: StoreWrites,
  { roadmap, change, isCompleted }: Replanned,
): Promise<void> {
  await adoptedRoadmaps.update(roadmap);
  const { learner, id, plannedAt: at } = roadmap;
  if (change) learnerChanges.add({ learner, kind: 'ROADMAP_CHANGED', roadmap: id, ...change, at });
  const { completedAt } = planIn(roadmap);
  if (!isCompleted || completedAt === undefined) return;
  learnerChanges.add({
    ...{ learner, kind: 'ROADMAP_COMPLETED', roadmap: id },
    ...{ what: { title: titleOf(roadmap) }, cause: null, at: new Date(completedAt) },
  });
}

/** What somebody asks of a roadmap beside what is asked of it already. */
export interface Guided {
  readonly request: AdoptedRequest;
  readonly cause: GuidanceCause;
}

/** All that planning anew takes of an environment. */
export interface PlanningGround extends Pick<Environment, 'now'> {
  /** Any revision that a roadmap may be planned on. */
  readonly curricula: Pick<Curricula, 'at'>;
}

/** Plans a roadmap anew on the newest revision, where anything that it rests on has changed or somebody guides it. */
export async function planAnew(
  environment: PlanningGround,
  snapshot: CurriculaSnapshot,
  roadmap: AdoptedRoadmap,
  ground: LearnerGround,
  guided: Guided | null = null,
): Promise<Replanned> {
  const now = environment.now();
  const before = planIn(roadmap);
  const request = guided?.request ?? requestIn(roadmap);
  const old = await publishedOf(environment, snapshot, roadmap);
  const head = newer(old, snapshot.heads.get(roadmap.curriculum));
  const { number } = head.revision;
  const { related = 0 } = checksOf(snapshot).get(roadmap.curriculum) ?? {};
  const checkedRevision = Math.max(number, roadmap.checkedRevision);
  const checkedRelated = Math.max(related, roadmap.checkedRelated);
  const oldSituation = situationOf(snapshot, old, request, ground);
  const { builtAt, ...standing } = standingOf(before, oldSituation, now);
  const evidence = newestOf(ground.evidence);
  const checked = { ...roadmap, request, checkedRevision, checkedRelated, dueSince: null };
  const situation = head === old ? oldSituation : situationOf(snapshot, head, request, ground);
  const wishes = wishesFor(situation.place, request, situation.says);
  const knows = knowsOtherwise(before, oldSituation);
  const causes: ReplanCause = {
    evidence: knows ? numbersAfter(ground, before.evidence) : [],
    revision: number === roadmap.revision ? null : { from: roadmap.revision, to: number },
    wishes: guided === null && head === old && wishesOtherwise(before, wishes),
    guidance: guided?.cause ?? null,
  };
  const isDue =
    guided !== null ||
    causes.revision !== null ||
    before.attention !== null ||
    causes.wishes ||
    knows;
  if (!isDue) {
    const { plan, isCompleted } = settle({ ...before, builtAt, evidence }, standing.done.size, now);
    const roadmap = { ...checked, plan };
    return { roadmap, change: null, isCompleted, refusal: null, published: old };
  }
  const planned = await planFor(request, situation, { ...standing, builtAt, evidence });
  if (planned.kind !== 'planned') {
    const isNews = before.attention?.message !== planned.message;
    const since = isNews ? now.toISOString() : before.attention!.since;
    const attention = { message: planned.message, since, revision: number };
    const { plan, isCompleted } = settle(
      { ...before, builtAt, attention },
      standing.done.size,
      now,
    );
    const change = isNews ? { what: refusalData(before, attention), cause: causes } : null;
    return {
      roadmap: { ...checked, plan, plannedAt: change ? now : roadmap.plannedAt },
      change,
      isCompleted,
      refusal: planned,
      published: old,
    };
  }
  const what = changeData({ before, done: standing.done, planned, causes });
  const { completedAt } = before;
  const kept = { ...planned.plan, ...(completedAt === undefined ? {} : { completedAt }) };
  const { plan, isCompleted } = settle(kept, planned.plan.doneCount, now);
  return {
    roadmap: { ...checked, plan, revision: number, plannedAt: now },
    change: what && { what, cause: causes },
    isCompleted,
    refusal: null,
    published: head,
  };
}

/** Notes in a plan, of which so many steps are done, since when all are; whether it was not so before. */
function settle(plan: AdoptedPlan, done: number, now: Date) {
  const { completedAt, ...rest } = plan;
  if (rest.steps.length === 0 || done < rest.steps.length)
    return { plan: rest, isCompleted: false };
  const since = completedAt ?? now.toISOString();
  return { plan: { ...rest, completedAt: since }, isCompleted: completedAt === undefined };
}

/** Another process may have published, and planned on, what this one has not seen yet. */
function newer(one: PublishedCurriculum, other: PublishedCurriculum | undefined) {
  return other && other.revision.number > one.revision.number ? other : one;
}

/** So many pieces are named as a cause at most. */
const namedMax = 100;

function numbersAfter({ evidence }: LearnerGround, seen: number): number[] {
  const later = evidence.filter(({ number }) => number > seen);
  return later.slice(-namedMax).map(({ number }) => number);
}
