import type { Competency, Requirement } from '../requirement.ts';
import { requirementText } from '../requirement-text.ts';

/** Competencies that a sentence names; of more only the first are. */
const namesMax = 8;

/** As `requirementText`, but no longer than a sentence can hold. */
export function requirementInBrief(
  requirement: Requirement,
  nameOf: (competency: Competency) => string,
): string {
  const first: Competency[] = [];
  const open: Requirement[] = [requirement];
  for (let next = open.pop(); next && first.length <= namesMax; next = open.pop()) {
    if (next.kind === 'competency') first.push(next);
    else for (const part of next.of.slice(0, namesMax + 1).reverse()) open.push(part);
  }
  if (first.length <= namesMax && isShallow(requirement))
    return requirementText(requirement, nameOf);
  return `${first.slice(0, 3).map(nameOf).join(', ')} and others`;
}

/** Whether it has few enough brackets to be read. */
function isShallow(requirement: Requirement): boolean {
  let groups = 0;
  const open: Requirement[] = [requirement];
  for (let next = open.pop(); next && groups <= namesMax; next = open.pop()) {
    if (next.kind === 'competency') continue;
    groups += 1;
    for (const part of next.of.slice(0, namesMax + 1)) open.push(part);
  }
  return groups <= namesMax;
}
