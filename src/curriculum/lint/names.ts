import { slugIn } from '../bearer.ts';
import type { DefectList } from '../defect-list.ts';
import { type NamedKind, namedKinds } from '../history.ts';
import { type Lineage, meantBy, type Names, standingIn } from '../lineage.ts';
import type { CurriculumAt } from '../skills-meant.ts';
import { trailOf } from '../trail.ts';

/**
 * What only the history of a curriculum tells: names in `replaces` that no revision had, nor the first one spoke of, or that
 * others have taken over, and names that stood for something else before.
 */
export function lintNames(here: CurriculumAt, warnings: DefectList): void {
  for (const kind of namedKinds) lintKind(here, kind, warnings);
}

const nouns: Readonly<Record<NamedKind, string>> = {
  skills: 'skill',
  projects: 'project',
  careerPaths: 'career path',
};

function lintKind(
  { graph, lineage, revision }: CurriculumAt,
  kind: NamedKind,
  warnings: DefectList,
): void {
  const names = lineage.kinds[kind];
  const had = namesHad(names);
  const brought = namesBrought(lineage, kind);
  for (const { slug, replaces } of graph.curriculum[kind]) {
    for (const [index, name] of replaces.entries()) {
      const trail = trailOf(null, kind, slug, 'replaces', index);
      if (!had.has(name)) {
        if (brought.has(name)) continue;
        const message = `No revision of the curriculum had a ${nouns[kind]} \`${name}\`. Write the name that it had, or take it out.`;
        warnings.addUnknown('never-there', trail, message, name, had);
        continue;
      }
      const standing = standingIn(names, meantBy(names, name, revision)!, revision);
      if (standing.length === 0 || standing.some((each) => each.slug === slug)) continue;
      const message = `\`${name}\` is ${quoted(standing.map((each) => each.slug))} by now, so what people know of it counts there and not for \`${slug}\`. Take it out.`;
      warnings.add('replaced-otherwise', trail, message);
    }
    lintReuse(names, revision, { kind, slug }, warnings);
  }
}

/** All names that something had, be it only in the past. */
function namesHad({ meanings, bearers }: Names): ReadonlySet<string> {
  const had = [...meanings].filter(([, each]) =>
    each.some(({ bearer }) => bearers[bearer]!.lives.length > 0),
  );
  return new Set(had.map(([name]) => name));
}

/** Names that the first revision replaces already: it may have been published elsewhere before, of which nobody here knows. */
function namesBrought({ history }: Lineage, kind: NamedKind): ReadonlySet<string> {
  const first = history.revisions[0]?.number;
  const ranges = history.names[kind].filter(({ sinceRevision }) => sinceRevision === first);
  return new Set(ranges.flatMap(({ replaces }) => replaces));
}

function lintReuse(
  names: Names,
  revision: number,
  { kind, slug }: { readonly kind: NamedKind; readonly slug: string },
  warnings: DefectList,
): void {
  const meanings = names.meanings.get(slug) ?? [];
  const own = meanings.findLast(({ bearer }) => slugIn(names.bearers[bearer]!, revision) === slug);
  const others = new Set(
    meanings
      .filter(({ bearer }) => bearer !== own?.bearer)
      .flatMap(({ bearer }) => standingIn(names, bearer, revision).map((each) => each.slug)),
  );
  others.delete(slug);
  if (others.size === 0) return;
  const message = `\`${slug}\` was the name of what is ${quoted([...others])} by now: what people knew by that name counts there. Give it a name of its own if it is something else.`;
  warnings.add('name-reused', trailOf(null, kind, slug, 'id'), message);
}

function quoted(slugs: readonly string[]): string {
  return slugs.map((slug) => `\`${slug}\``).join(' and ');
}
