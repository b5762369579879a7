import type { DocumentNames } from './document-names.ts';
import { type Trail, trailOf } from './trail.ts';

/** The names that a skill, project or career path says to replace, which must be those of nothing that is there. */
export function resolveReplaced(
  { id, replaces = [] }: { readonly id: string; readonly replaces?: readonly string[] },
  { skills, projects, careerPaths, defects }: DocumentNames,
  trail: Trail,
): readonly string[] {
  for (const [index, slug] of replaces.entries()) {
    const at = trailOf(trail, index);
    if (slug === id) {
      const message = `\`${id}\` can't replace itself. Take this out; what keeps its name is the same anyway.`;
      defects.add('replaces-itself', at, message);
    } else if (replaces.indexOf(slug) < index) {
      const message = `\`${slug}\` stands in this list already. Take one of the two out.`;
      defects.add('replaced-twice', at, message);
    } else if ([skills, projects, careerPaths].some((list) => list.has(slug))) {
      const message = `\`${slug}\` is still in the curriculum, so nothing can replace it. Take one of the two out.`;
      defects.add('replaces-existing', at, message);
    }
  }
  return [...replaces];
}
