import { foldEvidence, type Judgement } from '../curriculum/fold-evidence.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import { knowledgeInBrief } from '../curriculum/knowledge-in-brief.ts';
import type { Learner } from '../curriculum/learner.ts';
import type { KeptPlacement } from '../curriculum/placement.ts';
import type { CurriculumAt } from '../curriculum/skills-meant.ts';
import { type PlacementRequest, placementOf } from '../planner/placement/placement.ts';
import { presentGoals } from '../planner/progress/wishes-for.ts';
import { readWishes } from '../planner/read-wishes.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { GoalRequest } from '../planner/request.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import { refusePlacement } from './check-placement.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { type Environment, newId } from './environment.ts';
import { findCurriculum } from './find-curriculum.ts';
import { type LearnerName, permittedLearner, unknownLearner } from './find-learner.ts';
import { type FoundPlacement, openPlacement } from './find-placement.ts';
import { groundOf, placeOf } from './judge-learners.ts';
import { keptPlacement, recordFindings } from './keep-placement.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import type { Forbidden } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { runInSlices } from './run-in-slices.ts';

export interface StartPlacementInput {
  readonly learner: LearnerName;
  /** That of the learner's wishes where it is left out. */
  readonly curriculum?: string | null | undefined;
  /** The learner's own where they are left out; none for everything that the curriculum has. */
  readonly goals?: readonly GoalRequest[] | null | undefined;
  readonly mostQuestions?: number | null | undefined;
  readonly sureEnough?: number | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

export type StartPlacementResult =
  | { readonly kind: 'placement'; readonly found: FoundPlacement }
  | KeyConflict
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/**
 * Begins to ask what a learner knows, from what is known already: what mentors say is certain, everything else is taken
 * for likely. It takes the place of one on the same curriculum that isn't done.
 */
export async function startPlacement(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  { learner: name, idempotencyKey, ...input }: StartPlacementInput,
): Promise<StartPlacementResult> {
  const permitted = await permittedLearner(environment, actor, 'RECORD_EVIDENCE', name);
  if (permitted.kind !== 'permitted-learner') return permitted;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers have no learners');
  const { id: learner } = permitted;
  const { reads } = environment.store;
  const person = (await reads.learners.byIds([learner])).get(learner);
  if (!person) return unknownLearner('learner', name);
  const curriculum = input.curriculum ?? person.wishes.curriculum;
  const found = await findCurriculum(environment, snapshot, { curriculum });
  if (found.kind !== 'published') return found;
  const { published } = found;
  const request = await requestOf(environment, snapshot, published, person, input);
  const refusal = refuseKey(idempotencyKey) ?? refusePlacement(published.graph, request);
  if (refusal) return refusal;
  const result = await runInSlices(placementOf(published.graph, request));
  const at = environment.now();
  const { curriculum: slug, number } = published.revision;
  const placement = {
    ...{ learner, id: newId(environment), curriculum: slug, revision: number },
    ...{ startedAt: at, answeredAt: at },
  };
  const step = { placement, request, result, by: actor.name };
  const repeatable = {
    owner: actor.name,
    key: idempotencyKey ?? null,
    payload: { startPlacement: { ...input, learner } },
    at,
  };
  const begun = await keepResponse(environment, repeatable, async (writes) => {
    if ((await writes.learners.lock([learner])).size === 0) return unknownLearner('learner', name);
    const before = (await writes.placements.ofLearners([learner])).get(learner) ?? [];
    await writes.placements.remove(learner, displaced(before, slug));
    await writes.placements.add(keptPlacement(step));
    await recordFindings(environment, writes, step);
    return { kind: 'begun' as const, id: placement.id };
  });
  if (begun.kind !== 'begun') return begun;
  const kept = await reads.placements.byId(learner, begun.id);
  const opened = kept && (await openPlacement(environment, kept));
  return opened ? { kind: 'placement', found: opened } : displacedSince();
}

/** Those that go when another begins: what isn't done on the same curriculum, and the oldest where there are many. */
function displaced(placements: readonly KeptPlacement[], curriculum: string): string[] {
  const isOpen = (each: KeptPlacement) => each.doneAt === null && each.curriculum === curriculum;
  const stay = placements.filter((each) => !isOpen(each));
  const tooMany = stay.slice(0, Math.max(0, stay.length + 1 - learnerLimits.placements));
  return [...placements.filter(isOpen), ...tooMany].map(({ id }) => id);
}

async function requestOf(
  { store }: Environment,
  snapshot: CurriculaSnapshot,
  published: PublishedCurriculum,
  learner: Learner,
  { goals, mostQuestions, sureEnough }: Omit<StartPlacementInput, 'learner'>,
): Promise<PlacementRequest> {
  const evidence = (await store.reads.evidence.ofLearners([learner.id])).get(learner.id) ?? [];
  const judgements = foldEvidence(groundOf(snapshot, published), evidence);
  const isConfirmed = ({ provenance }: Judgement) => provenance === 'CONFIRMED';
  const confirmed = judgements.filter(isConfirmed);
  return {
    goals: goals ?? goalsOf(learner, placeOf(snapshot, published)),
    knows: knowledgeInBrief(judgements.filter((each) => !isConfirmed(each))).knows,
    confirmed: knowledgeInBrief(confirmed).knows,
    refuted: confirmed.filter(({ isHeld }) => !isHeld).map(({ competency }) => competency),
    answers: [],
    mostQuestions: mostQuestions ?? null,
    sureEnough: sureEnough ?? null,
  };
}

/** Those of the learner's goals that the curriculum has by now. */
function goalsOf({ wishes }: Learner, place: CurriculumAt): GoalRequest[] {
  const goals = presentGoals(place, wishes.goals, wishes.askedOn?.goals);
  return goals.filter((goal) => isThere(place.graph, goal));
}

function isThere(graph: CurriculumGraph, goal: GoalRequest): boolean {
  return readWishes(graph, { goals: [{ ...goal, by: null }] }).kind === 'wishes';
}

function refuseKey(idempotencyKey: string | null | undefined): InvalidRequest | null {
  const problems = new ProblemList();
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  return problems.refusal();
}

function displacedSince(): InvalidRequest {
  const message = 'Another placement has taken the place of the one that this key began.';
  const problems = [{ path: 'idempotencyKey', message, suggestions: [] }];
  return { kind: 'invalid-request', message, problems };
}
