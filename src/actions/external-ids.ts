import type { ExternalId } from '../curriculum/learner.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { learnerLimits } from './learner-limits.ts';
import { ProblemList } from './problem-list.ts';

/** Another learner is called so already; nothing was changed. */
export interface ExternalIdTaken {
  readonly kind: 'external-id-taken';
  readonly message: string;
  readonly externalId: ExternalId;
}

export function externalIdTaken(externalId: ExternalId): ExternalIdTaken {
  const message = `Another learner is called \`${externalId.externalId}\` in \`${externalId.system}\` already.`;
  return { kind: 'external-id-taken', message, externalId };
}

/** All that is wrong with what other systems are said to call a learner; null where nothing is. */
export function refuseExternalIds(names: readonly ExternalId[]): InvalidRequest | null {
  const problems = new ProblemList();
  checkExternalIds(names, problems);
  return problems.refusal();
}

export function checkExternalIds(names: readonly ExternalId[], problems: ProblemList): void {
  if (names.length > learnerLimits.externalIds)
    problems.add(
      'externalIds',
      `\`externalIds\` has ${names.length} entries; ${learnerLimits.externalIds} are the most.`,
    );
  const seen = new Set<string>();
  for (const [index, { system, externalId }] of names
    .slice(0, learnerLimits.externalIds)
    .entries()) {
    const path = `externalIds.${index}`;
    problems.checkText(`${path}.system`, system, learnerLimits.system);
    problems.checkText(`${path}.externalId`, externalId, learnerLimits.externalId);
    const name = JSON.stringify([system, externalId]);
    if (seen.has(name)) problems.add(path, 'This external id is here twice: name it once.');
    seen.add(name);
  }
}
