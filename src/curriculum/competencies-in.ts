import type { Competency, Requirement } from './requirement.ts';

/** The competencies that a requirement names, in its order, as often as it names them. */
export function competenciesIn(requirement: Requirement | null): readonly Competency[] {
  const found: Competency[] = [];
  const open = requirement === null ? [] : [requirement];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'competency') found.push({ skill: next.skill, level: next.level });
    else for (let index = next.of.length - 1; index >= 0; index--) open.push(next.of[index]!);
  }
  return found;
}
