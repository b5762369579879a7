import { createHash } from 'node:crypto';
import type { Evidence } from '../curriculum/evidence.ts';
import { foldEvidence, type Judgement } from '../curriculum/fold-evidence.ts';
import type { Learner } from '../curriculum/learner.ts';
import type { CurriculumAt } from '../curriculum/skills-meant.ts';
import { plan as planOn } from '../planner/plan.ts';
import type { AdoptedPlan, AdoptedRequest } from '../planner/progress/adopted-plan.ts';
import {
  type Asked,
  askAnew,
  askForProjects,
  finishOf,
  goalsOf,
  needsNoMore,
  type Standing,
  stepsOf,
} from '../planner/progress/ask-anew.ts';
import { dayOf, doneSteps, knownKeys } from '../planner/progress/known-by-now.ts';
import { type MergedKnowledge, mergeKnowledge } from '../planner/progress/merge-knowledge.ts';
import { builtProjects, type LearnerSays, wishesFor } from '../planner/progress/wishes-for.ts';
import type { Refusal } from '../planner/refusal.ts';
import type { PlanRequest } from '../planner/request.ts';
import type { Roadmap } from '../planner/roadmap.ts';
import type { StoreReads } from '../store/store.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { groundOf } from './judge-learners.ts';
import { runInSlices } from './run-in-slices.ts';

/** What a roadmap for a learner rests on, beside what is asked for. */
export interface LearnerGround {
  readonly learner: Learner;
  /** In the order in which it was recorded. */
  readonly evidence: readonly Evidence[];
}

/** Those of the learners that there are, in two statements. */
export async function readGrounds(
  { learners, evidence }: Pick<StoreReads, 'learners' | 'evidence'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LearnerGround>> {
  const found = await learners.byIds(ids);
  const recorded = await evidence.ofLearners([...found.keys()]);
  return new Map(
    [...found].map(([id, learner]) => [id, { learner, evidence: recorded.get(id) ?? [] }]),
  );
}

/** Whether nothing has come since the ground was read; asked of a learner who is locked. */
export async function isStill(
  { evidence }: Pick<StoreReads, 'evidence'>,
  now: Learner,
  ground: LearnerGround,
): Promise<boolean> {
  const head = (await evidence.heads([now.id])).get(now.id);
  return (
    head === newestOf(ground.evidence) && Number(now.updatedAt) === Number(ground.learner.updatedAt)
  );
}

export function newestOf(evidence: readonly Evidence[]): number {
  return evidence.at(-1)?.number ?? 0;
}

/** What a learner says, knows and has built, as far as it concerns one roadmap on one revision. */
export interface Situation {
  readonly place: CurriculumAt;
  readonly judgements: readonly Judgement[];
  readonly knowledge: MergedKnowledge;
  readonly says: LearnerSays;
  readonly completedProjects: readonly string[];
  /** Keys of what is known and built. */
  readonly known: ReadonlySet<string>;
}

export function situationOf(
  snapshot: CurriculaSnapshot,
  published: PublishedCurriculum,
  request: AdoptedRequest,
  { learner, evidence }: LearnerGround,
  occurredUntil?: Date,
): Situation {
  const place = groundOf(snapshot, published);
  const { graph } = place;
  const { slug } = graph.curriculum;
  const judgements = foldEvidence(place, evidence, { occurredUntil });
  const knowledge = mergeKnowledge(place, judgements, request, request.askedOn);
  const { hoursPerWeek, wishes } = learner;
  const meant = wishes.curriculum ?? snapshot.default?.revision.curriculum;
  const says = { hoursPerWeek, wishes, isOfCurriculum: meant === slug };
  const completedProjects = builtProjects(place, request, says);
  const infers = request.inferKnown ?? true;
  const known = knownKeys(graph, knowledge, { infers, completedProjects });
  return { place, judgements, knowledge, says, completedProjects, known };
}

/** How far a roadmap has been followed, by the revision that it is planned on. */
export function standingOf(plan: AdoptedPlan, { place, known, judgements }: Situation, now: Date) {
  const builtAt = { ...plan.builtAt };
  for (const { key } of plan.steps)
    if (known.has(key) && !key.includes('@')) builtAt[key] ??= now.toISOString();
  const done = doneSteps({ steps: plan.steps, builtAt }, known, judgements);
  const plannedOn = place.revision;
  return { plan, done: new Set(done.keys()), builtAt, today: dayOf(now), plannedOn };
}

/** Whether other things are wished for than a plan was made for. */
export function wishesOtherwise(plan: AdoptedPlan, wishes: PlanRequest): boolean {
  return canonicalText(wishes) !== canonicalText(plan.wishes);
}

/**
 * Whether other things are known than a plan was made for, but for what it plans to change itself; and whether a step was
 * done before one that it was to come after, which may be needless now.
 */
export function knowsOtherwise(plan: AdoptedPlan, { known }: Situation): boolean {
  const open = plan.steps.slice(plan.doneCount);
  const keys = open.map(({ key }) => key);
  const isSkipped = open.some(
    ({ key, after }) => known.has(key) && after.some((other) => !known.has(other)),
  );
  return isSkipped || basisOf(known, keys) !== plan.basis;
}

function basisOf(known: ReadonlySet<string>, open: readonly string[]): string {
  const ignored = new Set(open);
  return digestOf([...known].filter((key) => !ignored.has(key)).sort());
}

function canonicalText(value: PlanRequest): string {
  return canonicalJson(JSON.parse(JSON.stringify(value)));
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

export interface PlannedFor {
  readonly kind: 'planned';
  readonly roadmap: Roadmap;
  readonly asked: Asked;
  /** To be stored. */
  readonly plan: AdoptedPlan;
}

/** Plans for a learner in a situation: anew and as far as can be as before, or for the first time. */
export async function planFor(
  request: AdoptedRequest,
  situation: Situation,
  standing: Standing & Pick<AdoptedPlan, 'builtAt' | 'evidence'>,
): Promise<PlannedFor | Refusal> {
  const { place, known, says } = situation;
  const wishes = wishesFor(place, request, says);
  const left = await planLeft(wishes, situation, standing);
  if (left.kind !== 'left') return left;
  const { asked, roadmap } = left;
  const steps = stepsOf(asked, roadmap);
  const open = roadmap.steps.map(({ key }) => key);
  const plan: AdoptedPlan = {
    request: asked.request,
    wishes,
    steps,
    goals: goalsOf(roadmap, standing, asked),
    summary: roadmap.summary,
    builtAt: presentKeys(standing.builtAt, asked),
    doneCount: steps.length - open.length,
    basis: basisOf(known, open),
    evidence: standing.evidence,
    pace: asked.pace,
    finishesOn: finishOf(asked.pace, steps) ?? roadmap.schedule?.finishesOn ?? null,
    attention: null,
  };
  return { kind: 'planned', roadmap, asked, plan };
}

/** By the keys that steps have now. */
function presentKeys(builtAt: AdoptedPlan['builtAt'], { present }: Asked): AdoptedPlan['builtAt'] {
  return Object.fromEntries(
    Object.entries(builtAt).flatMap(([key, at]) =>
      (present.get(key)?.length ? present.get(key)! : [key]).map((each) => [each, at]),
    ),
  );
}

/** Plans what is left to do, with the projects along the way that there were as far as they still can be. */
export async function planLeft(
  wishes: PlanRequest,
  { place, knowledge, completedProjects, known }: Situation,
  standing: Standing,
): Promise<{ readonly kind: 'left'; readonly asked: Asked; readonly roadmap: Roadmap } | Refusal> {
  const { graph } = place;
  const asked = askAnew(place, wishes, knowledge, completedProjects, standing);
  const roadmap = await runInSlices(planOn(graph, asked.request));
  if (roadmap.kind !== 'roadmap') return roadmap;
  const request = askForProjects(graph, asked, standing, known, roadmap);
  const again = request && (await runInSlices(planOn(graph, request)));
  if (again?.kind === 'roadmap' && needsNoMore(again, roadmap, request!))
    return { kind: 'left', asked: { ...asked, request: request! }, roadmap: again };
  return { kind: 'left', asked, roadmap };
}

/** Of no plan yet. */
export function noStanding({ evidence }: LearnerGround, now: Date) {
  return {
    plan: null,
    done: new Set<string>(),
    builtAt: {},
    evidence: newestOf(evidence),
    today: dayOf(now),
    plannedOn: null,
  };
}

/**
 * What a roadmap is known by: its curriculum and revision, and its steps in order. Whoever names it when a roadmap is
 * adopted gets what was shown or nothing.
 */
export function fingerprintOf({ revision }: PublishedCurriculum, { steps }: Roadmap): string {
  const { curriculum, number } = revision;
  return digestOf([curriculum, number, steps.map(({ key, hours }) => [key, hours])]);
}
