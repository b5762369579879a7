import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import { hoursOf } from '../planner/progress/ask-anew.ts';
import type { Refusal } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import { titleOf } from './adopted.ts';
import { checksOf } from './checks.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { type Environment, newId } from './environment.ts';
import { newFeedKey } from './feeds.ts';
import { unknownLearner } from './find-learner.ts';
import { type KeyConflict, keepResponse, keptResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbiddenLearner, permittedLearners } from './permissions.ts';
import { fingerprintOf, isStill, readGrounds } from './plan-for-learner.ts';
import { type LearnerRoadmapInput, previewFor } from './preview-roadmap.ts';
import { ProblemList } from './problem-list.ts';

export interface AdoptRoadmapInput {
  /** The id of the learner. */
  readonly learner: string;
  readonly request: LearnerRoadmapInput;
  /** What is adopted is what was shown, so it is on the revision that was shown. */
  readonly revision: number;
  /** Of the roadmap that was shown: where another would come out by now, none is adopted. */
  readonly fingerprint?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** The roadmap that would be adopted is not the one that was shown; nothing was changed. */
export interface NotAsShown {
  readonly kind: 'not-as-shown';
  readonly message: string;
  readonly fingerprint: string;
}

/** The keys of what was adopted: plain data, since the answer is kept for repetitions. */
export interface RoadmapAdopted {
  readonly kind: 'roadmap-adopted';
  readonly learner: string;
  readonly id: string;
}

export type AdoptRoadmapResult =
  | RoadmapAdopted
  | NotAsShown
  | KeyConflict
  | Forbidden
  | {
      readonly kind: 'refused';
      readonly published: PublishedCurriculum | null;
      readonly refusal: Refusal;
    };

/** Makes a roadmap the one that a learner follows, in the place of the one before it, which ends. */
export async function adoptRoadmap(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  input: AdoptRoadmapInput,
): Promise<AdoptRoadmapResult> {
  const { learner, idempotencyKey = null, fingerprint = null } = input;
  const deed = 'ADOPT_ROADMAP';
  const permitted = await permittedLearners(environment, actor, deed, [learner]);
  const grounds = await readGrounds(environment.store.reads, [...permitted]);
  const ground = grounds.get(learner);
  if (!permitted.has(learner) || actor.kind === 'ANONYMOUS') return forbiddenLearner(actor, deed);
  if (!ground) return refusedNobody(learner);
  const problems = new ProblemList();
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  const refusal = problems.refusal();
  if (refusal) return { kind: 'refused', published: null, refusal };

  const at = environment.now();
  const payload = { action: 'adoptRoadmap', ...input };
  const repeatable = { owner: actor.name, key: idempotencyKey, payload, at };
  const kept = await keptResponse<RoadmapAdopted>(environment, repeatable);
  if (kept) return kept;
  const preview = await previewFor(environment, snapshot, ground, input);
  if (preview.kind !== 'previewed') return preview;
  const shown = fingerprintOf(preview.published, preview.planned.roadmap);
  if (fingerprint !== null && fingerprint !== shown) return notAsShown(shown);
  return keepResponse(environment, repeatable, async (writes): Promise<AdoptRoadmapResult> => {
    const { learners, adoptedRoadmaps, learnerChanges } = writes;
    const locked = (await learners.lock([learner])).get(learner);
    if (!locked) return refusedNobody(learner);
    const former = (await adoptedRoadmaps.followedBy([learner])).get(learner);
    const feedKey = (await adoptedRoadmaps.feedKey(learner)) ?? newFeedKey(environment);
    if (former) {
      await adoptedRoadmaps.update({ ...former, endedAt: at, dueSince: null });
      const what = { title: titleOf(former), replaced: true };
      learnerChanges.add({
        ...{ learner, kind: 'ROADMAP_ENDED', roadmap: former.id },
        ...{ what, cause: null, at },
      });
    }
    const roadmap: AdoptedRoadmap = {
      learner,
      id: newId(environment),
      request: preview.request,
      curriculum: preview.published.revision.curriculum,
      revision: preview.published.revision.number,
      plan: preview.planned.plan,
      adoptedAt: at,
      plannedAt: at,
      endedAt: null,
      // What came while it was planned is looked at next.
      dueSince: (await isStill(writes, locked, ground)) ? null : at,
      checkedRevision: preview.published.revision.number,
      checkedRelated: checksOf(snapshot).get(preview.published.revision.curriculum)?.related ?? 0,
    };
    await adoptedRoadmaps.adopt(roadmap, feedKey);
    const { steps, finishesOn } = preview.planned.plan;
    const what = {
      title: titleOf(roadmap),
      steps: steps.length,
      hours: hoursOf(steps),
      finishesOn,
    };
    learnerChanges.add({
      ...{ learner, kind: 'ROADMAP_ADOPTED', roadmap: roadmap.id },
      ...{ what, cause: { by: { kind: actor.kind, name: actor.name } }, at },
    });
    return { kind: 'roadmap-adopted', learner, id: roadmap.id };
  });
}

function notAsShown(fingerprint: string): NotAsShown {
  const message =
    'Another roadmap would be adopted than the one that was shown: the learner knows or wishes for something else by now. Show it anew.';
  return { kind: 'not-as-shown', message, fingerprint };
}

/** The refusal to whoever may do it to anybody there is. */
export function refusedNobody(learner: string) {
  const refusal = unknownLearner('learner', { id: learner });
  return { kind: 'refused', published: null, refusal } as const;
}
