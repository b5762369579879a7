import type { KeptPlacement } from '../curriculum/placement.ts';
import { competencyKey } from '../curriculum/requirement.ts';
import { type PlacementAnswer, placementOf } from '../planner/placement/placement.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { invariant } from '../util/invariant.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type FoundPlacement, foundPlacement, openPlacement } from './find-placement.ts';
import { keptPlacement, recordFindings } from './keep-placement.ts';
import { type Forbidden, forbiddenLearner, permittedLearners } from './permissions.ts';
import { runInSlices } from './run-in-slices.ts';

export interface AnswerPlacementInput {
  readonly learner: string;
  readonly id: string;
  /** The key of the competency that was asked about, by which an answer that comes late is known. */
  readonly question: string;
  readonly answer: PlacementAnswer['holds'];
}

/** Something else is asked by now, or nothing; nothing was changed. */
export interface NotAsked {
  readonly kind: 'not-asked';
  readonly message: string;
  readonly found: FoundPlacement;
}

export type AnswerPlacementResult =
  | { readonly kind: 'placement'; readonly found: FoundPlacement }
  | NotAsked
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/**
 * Takes in the answer to what a placement asks now. When nothing is worth asking any more, what it found is recorded as
 * evidence in the same transaction. The same answer sent again changes nothing.
 */
export async function answerPlacement(
  environment: Environment,
  actor: Actor,
  input: AnswerPlacementInput,
): Promise<AnswerPlacementResult> {
  const { learner, id } = input;
  const permitted = await permittedLearners(environment, actor, 'RECORD_EVIDENCE', [learner]);
  if (!permitted.has(learner)) return forbiddenLearner(actor, 'RECORD_EVIDENCE');
  invariant(actor.kind !== 'ANONYMOUS', 'strangers have no learners');
  const { reads } = environment.store;
  const kept = isUuid(learner) ? await reads.placements.byId(learner, id) : null;
  if (!kept) return unknownPlacement(id);
  const found = await openPlacement(environment, kept);
  if (!found) return revisionGone(kept);
  const heard = hear(found, input);
  if (heard.kind !== 'answer') return heard;
  const { published, request } = found;
  const next = { ...request, answers: [...request.answers, heard.answer] };
  const result = await runInSlices(placementOf(published.graph, next));
  const placement = { ...kept, answeredAt: environment.now() };
  const step = { placement, request: next, result, by: actor.name };
  return environment.store.write(async (writes) => {
    await writes.learners.lock([learner]);
    const present = await writes.placements.byId(learner, id);
    if (!present) return unknownPlacement(id);
    const meanwhile = foundPlacement(present, published);
    const again = hear(meanwhile, input);
    // Somebody else was quicker: with the same answer, or with another.
    if (again.kind !== 'answer') return again;
    const now = keptPlacement(step);
    await writes.placements.update(now);
    await recordFindings(environment, writes, step);
    return { kind: 'placement', found: foundPlacement(now, published) };
  });
}

/** The answer, if it is one to what is asked; where it was heard before, the placement as it is. */
function hear(
  found: FoundPlacement,
  { question, answer: holds }: AnswerPlacementInput,
):
  | { readonly kind: 'answer'; readonly answer: PlacementAnswer }
  | { readonly kind: 'placement'; readonly found: FoundPlacement }
  | NotAsked {
  const asked = found.standing.question?.competency;
  if (asked && competencyKey(asked) === question)
    return { kind: 'answer', answer: { competency: asked, holds } };
  const last = found.request.answers.at(-1);
  const { skill, level } = last?.competency ?? {};
  if (last?.holds === holds && skill && level && competencyKey({ skill, level }) === question)
    return { kind: 'placement', found };
  const message = asked
    ? `\`${question.slice(0, 200)}\` is not what is asked now: \`${competencyKey(asked)}\` is.`
    : 'This placement is done: nothing is asked any more.';
  return { kind: 'not-asked', message, found };
}

function unknownPlacement(id: string): UnknownNames {
  const message = 'There is no such placement: another one may have taken its place.';
  return {
    kind: 'unknown-names',
    message,
    names: [{ path: 'placement', name: id, suggestions: [] }],
  };
}

function revisionGone({ curriculum, revision }: KeptPlacement): InvalidRequest {
  const message = `Revision ${revision} of \`${curriculum}\`, which this placement is about, is gone: begin another one.`;
  const problems = [{ path: 'placement', message, suggestions: [] }];
  return { kind: 'invalid-request', message, problems };
}
