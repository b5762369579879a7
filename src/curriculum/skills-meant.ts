import type { CurriculumCompetency } from './evidence.ts';
import type { CurriculumGraph } from './graph.ts';

/** The graphs of curricula by their slugs. */
export type Counterparts = ReadonlyMap<string, CurriculumGraph>;

/**
 * The skills of the graph that are meant where somebody speaks, or once spoke, of a skill of some curriculum: the one of
 * that name; if it is gone, those that replace it; of a skill of another curriculum those that say by `sameAs` to be the
 * same. Each once; none where it means nothing here.
 */
export function skillsMeant(
  graph: CurriculumGraph,
  counterparts: Counterparts,
  { curriculum, skill }: CurriculumCompetency,
): readonly string[] {
  if (curriculum === graph.curriculum.slug) return presentSkills(graph, skill);
  const other = counterparts.get(curriculum);
  if (other === undefined) return [];
  const { bySameAs } = otherNamesOf(graph);
  const addresses = presentSkills(other, skill).flatMap((slug) => other.skill(slug)!.sameAs);
  return [...new Set(addresses.flatMap((address) => bySameAs.get(address) ?? []))];
}

/** The skill of that name; if it is gone, those that replace it. */
export function presentSkills(graph: CurriculumGraph, slug: string): readonly string[] {
  if (graph.skill(slug)) return [slug];
  return otherNamesOf(graph).byReplaced.get(slug) ?? [];
}

/** The slugs of skills by what else they are called. */
interface OtherNames {
  readonly byReplaced: ReadonlyMap<string, readonly string[]>;
  readonly bySameAs: ReadonlyMap<string, readonly string[]>;
}

/** Kept with the graph, which never changes: they are asked for with every learner. */
const kept = new WeakMap<CurriculumGraph, OtherNames>();

function otherNamesOf(graph: CurriculumGraph): OtherNames {
  let names = kept.get(graph);
  if (names === undefined) {
    names = {
      byReplaced: skillsBy(graph, 'replaces'),
      bySameAs: skillsBy(graph, 'sameAs'),
    };
    kept.set(graph, names);
  }
  return names;
}

function skillsBy(
  graph: CurriculumGraph,
  list: 'replaces' | 'sameAs',
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const skill of graph.curriculum.skills) {
    for (const name of new Set(skill[list])) {
      const skills = found.get(name) ?? [];
      skills.push(skill.slug);
      found.set(name, skills);
    }
  }
  return found;
}
