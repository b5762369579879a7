import type { Resource } from '../../curriculum/curriculum.ts';
import type { Roadmap, Step } from '../../planner/roadmap.ts';

/** Where to learn each step; what serves every level of a skill stands with the first that is on the roadmap. */
export function resourcesOf({ steps }: Roadmap): ReadonlyMap<Step, readonly Resource[]> {
  const begun = new Set<string>();
  return new Map(
    steps.map((step) => {
      if (step.subject.kind === 'project') return [step, []];
      const { skill, level } = step.subject;
      const isFirst = !begun.has(skill.slug);
      begun.add(skill.slug);
      const serves = (resource: Resource) =>
        resource.level === null ? isFirst : resource.level === level.level;
      return [step, skill.resources.filter(serves)];
    }),
  );
}
