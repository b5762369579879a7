import { slugIn } from '../bearer.ts';
import type { DefectList } from '../defect-list.ts';
import { meantBy, standingIn } from '../lineage.ts';
import type { CurriculumAt } from '../skills-meant.ts';
import { trailOf } from '../trail.ts';

/**
 * What only the history of a curriculum tells: names in `replaces` that no revision had, or that others have taken over, and
 * names that stood for something else before.
 */
export function lintNames({ graph, lineage, revision }: CurriculumAt, warnings: DefectList): void {
  const names = lineage.kinds.skills;
  const had = new Set(
    [...names.meanings]
      .filter(([, meanings]) =>
        meanings.some(({ bearer }) => names.bearers[bearer]!.lives.length > 0),
      )
      .map(([name]) => name),
  );
  for (const { slug, replaces } of graph.curriculum.skills) {
    for (const [index, name] of replaces.entries()) {
      const trail = trailOf(null, 'skills', slug, 'replaces', index);
      if (!had.has(name)) {
        const message = `No revision of the curriculum had a skill \`${name}\`. Write the name that it had, or take it out.`;
        warnings.addUnknown('never-there', trail, message, name, had);
        continue;
      }
      const standing = standingIn(names, meantBy(names, name, revision)!, revision);
      if (standing.length === 0 || standing.some((each) => each.slug === slug)) continue;
      const others = standing.map((each) => `\`${each.slug}\``).join(' and ');
      const message = `\`${name}\` is ${others} by now, so what people know of it counts there and not for \`${slug}\`. Take it out.`;
      warnings.add('replaced-otherwise', trail, message);
    }
    lintReuse({ graph, lineage, revision }, slug, warnings);
  }
}

function lintReuse({ lineage, revision }: CurriculumAt, slug: string, warnings: DefectList): void {
  const names = lineage.kinds.skills;
  const meanings = names.meanings.get(slug) ?? [];
  const own = meanings.findLast(({ bearer }) => slugIn(names.bearers[bearer]!, revision) === slug);
  const others = new Set(
    meanings
      .filter(({ bearer }) => bearer !== own?.bearer)
      .flatMap(({ bearer }) => standingIn(names, bearer, revision).map((each) => each.slug)),
  );
  others.delete(slug);
  if (others.size === 0) return;
  const list = [...others].map((each) => `\`${each}\``).join(' and ');
  const message = `\`${slug}\` was the name of what is ${list} by now: what people knew by that name counts there. Give it a name of its own if it is something else.`;
  warnings.add('name-reused', trailOf(null, 'skills', slug, 'id'), message);
}
