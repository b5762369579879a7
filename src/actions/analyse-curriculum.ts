import { type CurriculumFigures, figuresOf } from '../curriculum/analytics.ts';
import { analyseGoals, type GoalAnalysis } from '../planner/analytics/analyse-goals.ts';
import {
  type LearnerFigures,
  LearnerSums,
  peopleMin,
} from '../planner/analytics/learner-figures.ts';
import {
  type Alternative,
  alternativesOf,
  type OptionUse,
} from '../planner/analytics/option-use.ts';
import { dayOf, doneSteps } from '../planner/progress/known-by-now.ts';
import type { Actor } from './actor.ts';
import { planIn, requestIn } from './adopted.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { readGrounds, situationOf } from './plan-for-learner.ts';
import { runInSlices } from './run-in-slices.ts';

/** How much is analysed. */
export const analyticsLimits = {
  /** Larger curricula have no figures: they would take too long. */
  competencies: 20_000,
  /** Career paths and projects, the first in order of slug. */
  goals: 200,
  /** Those who follow roadmaps, the first who came. */
  followers: 10_000,
  /** No figure about learners is about fewer people. */
  people: peopleMin,
} as const;

/** The figures of a curriculum's structure; null where it is larger than `analyticsLimits` allows. */
export async function analyseStructure({
  graph,
}: PublishedCurriculum): Promise<CurriculumFigures | null> {
  if (graph.nodes.firstProject > analyticsLimits.competencies) return null;
  return runInSlices(figuresOf(graph));
}

const goalAnalyses = new WeakMap<PublishedCurriculum['graph'], Promise<GoalAnalysis>>();

/** The cheapest ways to career paths and projects, and what they choose. Kept with the graph, which never changes. */
export function analyseGoalsOf({ graph }: PublishedCurriculum): Promise<GoalAnalysis> {
  let analysis = goalAnalyses.get(graph);
  if (analysis === undefined) {
    analysis = runInSlices(analyseGoals(graph, analyticsLimits.goals));
    goalAnalyses.set(graph, analysis);
    analysis.catch(() => goalAnalyses.delete(graph));
  }
  return analysis;
}

/** An option with how often its choice had to be decided, and how often so. */
export interface UsedAlternative extends Alternative {
  readonly decided: number;
  readonly chosen: number;
}

/** How often each option of each choice was chosen. */
export function usedAlternatives(
  { graph }: PublishedCurriculum,
  { decided, chosen }: OptionUse,
): UsedAlternative[] {
  return alternativesOf(graph).map((each) => ({
    ...each,
    decided: decided[each.group]!,
    chosen: chosen[each.slot]!,
  }));
}

export interface AnalysedLearners {
  readonly kind: 'analysed';
  readonly figures: LearnerFigures;
  /** How many there are who follow a roadmap on the curriculum, whether or not all of them were counted. */
  readonly followers: number;
}

/** Where those who follow roadmaps on a curriculum stand still, and what they choose; nothing of it is about few people. */
export async function analyseLearners(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  published: PublishedCurriculum,
): Promise<AnalysedLearners | Forbidden> {
  const forbidden = forbids(actor, 'PUBLISH');
  if (forbidden) return forbidden;
  const { adoptedRoadmaps } = environment.store.reads;
  const { slug } = published.graph.curriculum;
  const sums = new LearnerSums(published.graph, dayOf(environment.now()));
  let after: string | undefined;
  for (let read = 0; read < analyticsLimits.followers; read += followersAtOnce) {
    const learners = await adoptedRoadmaps.followers([slug], { after, limit: followersAtOnce });
    await addFollowers(environment, snapshot, published, learners, sums);
    if (learners.length < followersAtOnce) break;
    after = learners.at(-1);
  }
  const followers = await adoptedRoadmaps.countFollowers([slug]);
  return { kind: 'analysed', figures: sums.figures(), followers };
}

/** So many that what their evidence adds up to is worked out before others get a turn. */
const followersAtOnce = 50;

async function addFollowers(
  { store }: Environment,
  snapshot: CurriculaSnapshot,
  published: PublishedCurriculum,
  learners: readonly string[],
  sums: LearnerSums,
): Promise<void> {
  const grounds = await readGrounds(store.reads, learners);
  const roadmaps = await store.reads.adoptedRoadmaps.followedBy(learners);
  for (const [learner, roadmap] of roadmaps) {
    const ground = grounds.get(learner);
    if (!ground) continue;
    const plan = planIn(roadmap);
    const { known, judgements } = situationOf(snapshot, published, requestIn(roadmap), ground);
    const done = doneSteps(plan, known, judgements);
    sums.add({ plan, done, judgements, adoptedOn: dayOf(roadmap.adoptedAt) });
  }
}
