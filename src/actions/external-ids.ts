import type { ExternalId } from '../curriculum/learner.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { StoreWrites } from '../store/store.ts';
import { learnerLimits } from './learner-limits.ts';
import { ProblemList, textProblem } from './problem-list.ts';

/** Another learner, cohort or mentor is called so already; nothing was changed. */
export interface ExternalIdTaken {
  readonly kind: 'external-id-taken';
  readonly message: string;
  readonly externalId: ExternalId;
}

export function externalIdTaken(
  externalId: ExternalId,
  noun: 'learner' | 'cohort' | 'mentor' = 'learner',
): ExternalIdTaken {
  const message = `Another ${noun} is called \`${externalId.externalId}\` in \`${externalId.system}\` already.`;
  return { kind: 'external-id-taken', message, externalId };
}

/** What is called something by other systems, as it is kept. */
type Named = Pick<
  StoreWrites['learners'],
  'idsByExternalIds' | 'externalIds' | 'addExternalIds' | 'removeExternalIds'
>;

/** The ids that the names are for, each in its place; null for names of nobody, as what can't be kept is. */
export async function idsNamed(
  { idsByExternalIds }: Pick<Named, 'idsByExternalIds'>,
  names: readonly (ExternalId | null)[],
): Promise<readonly (string | null)[]> {
  const wanted = names.filter((name) => name !== null && isStorable(name)) as ExternalId[];
  const found = new Map<unknown, string | null>(
    (await idsByExternalIds(wanted)).map((id, index) => [wanted[index], id]),
  );
  return names.map((name) => found.get(name) ?? null);
}

/** What can't be kept is nobody's name. */
function isStorable({ system, externalId }: ExternalId): boolean {
  return (
    textProblem(system, learnerLimits.system) === null &&
    textProblem(externalId, learnerLimits.externalId) === null
  );
}

/** The first of the names that is another's already. */
export async function takenByAnother(
  { idsByExternalIds }: Pick<Named, 'idsByExternalIds'>,
  id: string,
  names: readonly ExternalId[],
): Promise<ExternalId | undefined> {
  const holders = await idsByExternalIds(names);
  return names[holders.findIndex((holder) => holder !== null && holder !== id)];
}

/** Puts the names in place of those that there were, and tells whether that changed any. */
export async function putExternalIds(
  named: Named,
  id: string,
  names: readonly ExternalId[],
): Promise<boolean> {
  const before = (await named.externalIds([id])).get(id) ?? [];
  const textOf = ({ system, externalId }: ExternalId) => JSON.stringify([system, externalId]);
  const without = (list: readonly ExternalId[], others: readonly ExternalId[]) => {
    const texts = new Set(others.map(textOf));
    return list.filter((name) => !texts.has(textOf(name)));
  };
  const [gone, added] = [without(before, names), without(names, before)];
  await named.removeExternalIds(gone);
  await named.addExternalIds(id, added);
  return gone.length + added.length > 0;
}

/** All that is wrong with what other systems are said to call something; null where nothing is. */
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
