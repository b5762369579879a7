import type {
  Estimate,
  Placement,
  PlacementAnswer,
  PlacementRequest,
} from '../planner/placement/placement.ts';
import type { CompetencyRequest } from '../planner/request.ts';
import { placementSource } from './may-hand-in.ts';
import type { EvidenceInput } from './read-evidence.ts';

/** What a placement that is done says of its learner, as far as its estimates are no news already. */
export interface PlacementFindings {
  readonly learner: string;
  readonly id: string;
  readonly curriculum: string;
  readonly request: PlacementRequest;
  readonly estimates: Placement['estimates'];
  readonly doneAt: Date;
}

/**
 * The evidence that a placement writes: of each skill the highest level that is likely held; and the lowest that is likely
 * not, where the learner was asked about the skill or was said to know it, since of all others that goes without saying.
 * What was asked and is too close to call is as it was answered, unless the other answers speak against it. What was
 * certain before anything was asked is left out.
 */
export function placementEvidence(findings: PlacementFindings): EvidenceInput[] {
  const { request, estimates } = findings;
  const spokenOf = new Set(
    [...request.answers.map(({ competency }) => competency), ...(request.knows ?? [])].map(
      ({ skill }) => skill,
    ),
  );
  const answered = new Map(
    request.answers.map(({ competency, holds }) => [keyOf(competency), holds]),
  );
  const held = new Map<string, Finding>();
  const notHeld = new Map<string, Finding>();
  // Levels come lowest first.
  for (const estimate of estimates) {
    const { competency, probability } = estimate;
    if (probability === 0 || probability === 1) continue;
    const { skill } = competency;
    const isHeld = judge(estimate, answered.get(keyOf(competency)));
    if (isHeld === true) held.set(skill, { competency, probability, isHeld });
    if (isHeld === false && spokenOf.has(skill) && !notHeld.has(skill))
      notHeld.set(skill, { competency, probability, isHeld });
  }
  return [...held.values(), ...notHeld.values()].map((finding) => pieceOf(findings, finding));
}

type Finding = Pick<Estimate, 'competency' | 'probability'> & { readonly isHeld: boolean };

function keyOf({ skill, level }: CompetencyRequest): string {
  return `${skill}@${level}`;
}

function judge(
  { holds, probability }: Estimate,
  answer: PlacementAnswer['holds'] | undefined,
): boolean | null {
  if (answer === 'YES' && probability >= 0.5) return true;
  if (answer === 'NO' && probability <= 0.5) return false;
  return holds;
}

function pieceOf(
  { learner, id, curriculum, doneAt }: PlacementFindings,
  { competency, probability, isHeld }: Finding,
): EvidenceInput {
  const { skill, level } = competency;
  return {
    learner: { id: learner },
    kind: 'PLACEMENT',
    source: placementSource,
    externalId: `${id}/${keyOf(competency)}`,
    curriculum,
    skill,
    level,
    outcome: isHeld ? 'HELD' : 'NOT_HELD',
    strength: isHeld ? probability : 1 - probability,
    occurredAt: doneAt,
  };
}
