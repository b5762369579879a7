import { listed } from '../util/listed.ts';
import type { DocumentNames } from './document-names.ts';
import { type Competency, competencyKey } from './requirement.ts';
import { type Trail, trailOf } from './trail.ts';

/** The competency that `skill` or `skill@level` names; null where it names none, which is told. */
export function resolveReference(
  reference: string,
  names: DocumentNames,
  trail: Trail,
): Competency | null {
  const [skill, level] = splitReference(reference);
  const levels = names.skills.get(skill);
  if (levels === undefined) {
    addUnknownSkill(skill, names, trail);
    return null;
  }
  if (level !== undefined) return checkLevel(skill, level, names, trail) ? { skill, level } : null;
  const lowest = levels[0];
  return lowest === undefined ? null : { skill, level: lowest };
}

/** The competencies that a list of references names, each once. */
export function resolveReferences(
  references: readonly string[] | undefined,
  names: DocumentNames,
  trail: Trail,
): Competency[] {
  const found = new Map<string, Competency>();
  for (const [index, reference] of (references ?? []).entries()) {
    const place = trailOf(trail, index);
    const competency = resolveReference(reference, names, place);
    if (competency === null) continue;
    const key = competencyKey(competency);
    if (found.has(key)) {
      const message = `\`${key}\` stands in this list already. Take one out.`;
      names.warnings.add('duplicate-member', place, message);
    }
    found.set(key, competency);
  }
  return [...found.values()];
}

/** The slug and, where it has one, the level of a reference. */
export function splitReference(reference: string): readonly [string, string | undefined] {
  const at = reference.indexOf('@');
  return at === -1 ? [reference, undefined] : [reference.slice(0, at), reference.slice(at + 1)];
}

/** Whether a skill has a level. Tells where it hasn't, unless its levels can't be told. */
export function checkLevel(
  skill: string,
  level: string,
  names: DocumentNames,
  trail: Trail,
): boolean {
  const levels = names.skills.get(skill) ?? [];
  if (levels.includes(level)) return true;
  if (levels.length === 0) return false;
  const own = listed(levels.map((one) => `\`${one}\``));
  const message = `\`${skill}\` has no level \`${level}\`, only ${own}.`;
  names.defects.addUnknown('unknown-level', trail, message, level, new Set(levels));
  return false;
}

function addUnknownSkill(name: string, names: DocumentNames, trail: Trail): void {
  const { skills, projects, careerPaths, defects } = names;
  const kind = projects.has(name) ? 'a project' : careerPaths.has(name) ? 'a career path' : null;
  if (kind === null) {
    defects.addUnknown('unknown-skill', trail, `There is no skill \`${name}\`.`, name, skills);
  } else {
    const message = `\`${name}\` is ${kind}; only a skill can stand here.`;
    defects.add('unknown-skill', trail, message);
  }
}
