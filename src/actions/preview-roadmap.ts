import type { AdoptedRequest } from '../planner/progress/adopted-plan.ts';
import { dayOf } from '../planner/progress/known-by-now.ts';
import { presentGoals, presentRequest } from '../planner/progress/wishes-for.ts';
import { readWishes } from '../planner/read-wishes.ts';
import type { Refusal } from '../planner/refusal.ts';
import type { PlanRequest } from '../planner/request.ts';
import { dayName } from '../util/calendar.ts';
import type { Actor } from './actor.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { findCurriculum } from './find-curriculum.ts';
import { placeOf } from './judge-learners.ts';
import { type Forbidden, forbiddenLearner, permittedLearners } from './permissions.ts';
import {
  type LearnerGround,
  noStanding,
  type PlannedFor,
  planFor,
  readGrounds,
  situationOf,
} from './plan-for-learner.ts';
import { type CompetencyInput, translateCompetencies } from './translate-competencies.ts';

/**
 * What a roadmap for a learner is to be like. What is left out or null is what the learner wishes for otherwise; of
 * knowledge, evidence counts, and what is said here where there is none.
 */
export interface LearnerRoadmapInput
  extends Omit<PlanRequest, 'goals' | 'knows' | 'denies' | 'keepOrder'> {
  readonly curriculum?: string | null | undefined;
  readonly goals?: PlanRequest['goals'] | null | undefined;
  readonly knows?: readonly CompetencyInput[] | null | undefined;
  readonly denies?: readonly CompetencyInput[] | null | undefined;
}

/** A roadmap for a learner, not adopted yet. */
export interface Preview {
  readonly kind: 'previewed';
  readonly published: PublishedCurriculum;
  readonly ground: LearnerGround;
  /** As it is kept when it is adopted. */
  readonly request: AdoptedRequest;
  readonly planned: PlannedFor;
}

export type PreviewResult =
  | Preview
  | Forbidden
  /** What was refused, and on what; null where that is wrong itself. */
  | {
      readonly kind: 'refused';
      readonly published: PublishedCurriculum | null;
      readonly refusal: Refusal;
    };

/** Plans for a learner as `adoptRoadmap` would, and stores nothing. */
export async function previewRoadmap(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  asked: {
    readonly learner: string;
    readonly request: LearnerRoadmapInput;
    readonly revision: number | null;
  },
): Promise<PreviewResult> {
  const permitted = await permittedLearners(environment, actor, 'READ', [asked.learner]);
  const grounds = await readGrounds(environment.store.reads, [...permitted]);
  const ground = grounds.get(asked.learner);
  if (!ground) return forbiddenLearner(actor, 'READ');
  return previewFor(environment, snapshot, ground, asked);
}

/** The same for whoever has the right to it. */
export async function previewFor(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  ground: LearnerGround,
  {
    request: input,
    revision,
  }: { readonly request: LearnerRoadmapInput; readonly revision: number | null },
): Promise<Exclude<PreviewResult, Forbidden>> {
  const { wishes, hoursPerWeek } = ground.learner;
  const curriculum = input.curriculum ?? wishes.curriculum;
  const found = await findCurriculum(environment, snapshot, { curriculum, revision });
  if (found.kind !== 'published') return { kind: 'refused', published: null, refusal: found };
  const { published } = found;
  const refuse = (refusal: Refusal) => ({ kind: 'refused' as const, published, refusal });
  const translated = translateCompetencies(snapshot, published, input);
  if (translated.kind !== 'translated') return refuse(translated);
  const { knows, denies } = translated.competencies;
  const now = environment.now();
  const place = placeOf(snapshot, published);
  const goals = input.goals ?? presentGoals(place, wishes.goals, wishes.askedOn?.goals);
  const { curriculum: _curriculum, ...said } = input;
  const isDated = Boolean(
    (input.hoursPerWeek ?? hoursPerWeek) || goals.some(({ by }) => by) || input.finishBy,
  );
  const startOn = input.startOn ?? (isDated ? dayName(dayOf(now)) : null);
  const askedOn = published.revision.number;
  const asked = presentRequest(place, { ...said, goals, knows, denies });
  const request: AdoptedRequest = { ...asked, startOn, guidance: [], askedOn };
  const read = readWishes(published.graph, request);
  if (read.kind !== 'wishes') return refuse(read);
  const situation = situationOf(snapshot, published, request, ground);
  const planned = await planFor(request, situation, noStanding(ground, now));
  if (planned.kind !== 'planned') return refuse(planned);
  return { kind: 'previewed', published, ground, request, planned };
}
