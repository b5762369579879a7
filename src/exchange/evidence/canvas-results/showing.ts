import type { CurriculumGraph } from '../../../curriculum/graph.ts';
import { foldText } from '../../../util/fold-text.ts';
import { guidsOf } from '../../curriculum/canvas/guids.ts';
import type { PlatformOutcome, PlatformResult, Showing } from '../evidence-format.ts';

/**
 * Tells what results show of the skills of a curriculum. An outcome is known by the guid that an export gave it or under
 * which it was imported, by its id in Canvas where that is an external id, by its code where that is a skill, else by its
 * title. The words of the scale that was reached name the level; where they don't, mastery is that of the lowest.
 */
export function showingOn(graph: CurriculumGraph): (result: PlatformResult) => Showing {
  const find = finderOn(graph);
  const { levels } = graph.curriculum;
  const titles = new Map(levels.map(({ slug, title }) => [slug, foldText(title)]));
  return ({ outcome, rating, isMastered }) => {
    const slug = find(outcome);
    if (slug === null) return { kind: 'unknown-outcome' };
    const own = graph.skill(slug)!.levels;
    const words = rating === null ? null : foldText(rating.slice(0, 1_000));
    const reached = own.find(
      ({ level }) => words !== null && (titles.get(level) === words || foldText(level) === words),
    );
    if (reached)
      return { kind: 'shows', competency: { skill: slug, level: reached.level }, outcome: 'HELD' };
    if (isMastered === null) return { kind: 'no-verdict' };
    const competency = { skill: slug, level: own[0]!.level };
    return { kind: 'shows', competency, outcome: isMastered ? 'HELD' : 'NOT_HELD' };
  };
}

function finderOn(graph: CurriculumGraph): (outcome: PlatformOutcome) => string | null {
  const { skills } = graph.curriculum;
  const byGuid = new Map<string, string>();
  for (const [slug, guid] of guidsOf(graph.curriculum).skills) byGuid.set(guid, slug);
  // Two skills of the same title are neither known by it.
  const byTitle = new Map<string, string | null>();
  for (const { slug, title } of skills) {
    const folded = foldText(title);
    byTitle.set(folded, byTitle.has(folded) ? null : slug);
  }
  const byCode = new Map<string, string>();
  for (const { slug, replaces } of skills) for (const code of replaces) byCode.set(code, slug);
  for (const { slug } of skills) byCode.set(slug, slug);
  return ({ id, guid, code, title }) =>
    byGuid.get(guid ?? '') ??
    byGuid.get(`canvas_outcome:${id ?? ''}`) ??
    byCode.get(code ?? '') ??
    byTitle.get(foldText((title ?? '').slice(0, 1_000))) ??
    null;
}
