import type { Outcome } from '../curriculum/evidence.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type LearnerName, permittedLearner, unknownLearner } from './find-learner.ts';
import type { KeyConflict } from './keep-response.ts';
import { mayHandIn } from './may-hand-in.ts';
import { type Forbidden, forbiddenLearner } from './permissions.ts';
import type { EvidenceProblem } from './read-evidence.ts';
import { recordEvidence } from './record-evidence.ts';

export interface ConfirmCompetencyInput {
  readonly learner: LearnerName;
  readonly curriculum?: string | null | undefined;
  readonly skill: string;
  readonly level?: string | null | undefined;
  readonly outcome?: Outcome | null | undefined;
  readonly note?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

export type ConfirmCompetencyResult =
  | {
      readonly kind: 'competency-confirmed';
      readonly learner: string;
      /** Of the evidence, among the learner's. */
      readonly number: number;
    }
  | KeyConflict
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/**
 * Records what a mentor says now of a competency, in place of what the same mentor said of it before.
 */
export async function confirmCompetency(
  environment: Environment,
  actor: Actor,
  { learner: name, idempotencyKey, ...said }: ConfirmCompetencyInput,
): Promise<ConfirmCompetencyResult> {
  // No scope would do.
  if (!mayHandIn(actor).kinds.includes('CONFIRMED'))
    return { ...forbiddenLearner(actor, 'RECORD_EVIDENCE'), requiredScope: null };
  const permitted = await permittedLearner(environment, actor, 'RECORD_EVIDENCE', name);
  if (permitted.kind !== 'permitted-learner') return permitted;
  const items = [{ ...said, learner: permitted, kind: 'CONFIRMED' }] as const;
  const result = await recordEvidence(environment, actor, { items, idempotencyKey });
  if (result.kind !== 'evidence-recorded') return result;
  const [item] = result.items;
  invariant(item, 'each item has a result');
  if (item.status !== 'REJECTED')
    return { kind: 'competency-confirmed', learner: item.learner, number: item.number };
  return item.problem.code === 'UNKNOWN_LEARNER'
    ? unknownLearner('learner', name)
    : refusalOf(item.problem, said);
}

function refusalOf(
  { code, path: itemPath, message, suggestions }: EvidenceProblem,
  said: Readonly<Record<string, unknown>>,
): UnknownNames | InvalidRequest {
  const path = itemPath.replace('items.0.', '');
  if (!code.startsWith('UNKNOWN'))
    return { kind: 'invalid-request', message, problems: [{ path, message, suggestions }] };
  const name = String(said[path] ?? '').slice(0, 200);
  return { kind: 'unknown-names', message, names: [{ path, name, suggestions }] };
}
