import type { CurriculumGraph } from '../curriculum/graph.ts';
import { type Asking, presentRequest } from '../planner/progress/wishes-for.ts';
import type { Refusal } from '../planner/refusal.ts';
import type { Work } from '../planner/work.ts';
import type { Actor } from './actor.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { type CurriculumName, findCurriculum } from './find-curriculum.ts';
import { placeOf } from './judge-learners.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { runInSlices } from './run-in-slices.ts';
import { type CompetencyInput, translateCompetencies } from './translate-competencies.ts';

/** A planner's request as clients send it: with the curriculum that it is about, and competencies of any curriculum. */
export type InputFor<Request> = Omit<Request, 'knows' | 'denies'> &
  CurriculumName & {
    readonly knows?: readonly CompetencyInput[] | null | undefined;
    readonly denies?: readonly CompetencyInput[] | null | undefined;
  };

/** A result, with what it was found on; a refusal that comes before that stands alone. */
export type AnsweredOn<Request, Result> =
  | {
      readonly kind: 'answered';
      readonly published: PublishedCurriculum;
      /** As the planner saw it. */
      readonly request: Request;
      readonly result: Result;
    }
  | Forbidden
  | Refusal;

/** Lets the planner work on what was published when the request began, in slices. */
export async function answerOn<Request extends Asking, Result>(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  input: InputFor<Request>,
  work: (graph: CurriculumGraph, request: Request) => Work<Result>,
): Promise<AnsweredOn<Request, Result>> {
  const forbidden = forbids(actor, 'PLAN');
  if (forbidden) return forbidden;
  const found = await findCurriculum(environment, snapshot, input);
  if (found.kind !== 'published') return found;
  const { published } = found;
  const translated = translateCompetencies(snapshot, published, input);
  if (translated.kind !== 'translated') return translated;
  // Whoever asks by a name that something had before asks for what it is by now.
  const asked = { ...input, ...translated.competencies } as Request;
  const request = presentRequest(placeOf(snapshot, published), asked);
  const result = await runInSlices(work(published.graph, request));
  return { kind: 'answered', published, request, result };
}
