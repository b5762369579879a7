import type { Judgement } from '../../curriculum/fold-evidence.ts';
import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { rankIn } from '../../curriculum/level-lineage.ts';
import type { Competency } from '../../curriculum/requirement.ts';
import { type CurriculumAt, presentSkills } from '../../curriculum/skills-meant.ts';
import type { CompetencyRequest, PlanRequest } from '../request.ts';

/** What a request says of knowledge. */
export type Claims = Pick<PlanRequest, 'knows' | 'denies'>;

/** The same with every level named, and no more than one entry of a skill in each list. */
export interface MergedKnowledge {
  readonly knows: readonly Competency[];
  readonly denies: readonly Competency[];
}

/**
 * What evidence says and what somebody claims beside it, as one: of each level of a skill of which evidence speaks,
 * evidence counts, and of the others what is claimed. What claims say of skills and levels counts for what these are by now.
 *
 * @param askedOn the revision whose names the claims use; null for what they meant last.
 */
export function mergeKnowledge(
  here: CurriculumAt,
  judgements: readonly Judgement[],
  { knows, denies }: Claims,
  askedOn: number | null = null,
): MergedKnowledge {
  const { graph } = here;
  const bounds = new Map<string, Bounds>();
  const boundsOf = (skill: string): Bounds => {
    const found = bounds.get(skill) ?? { held: -1, lacking: Number.POSITIVE_INFINITY };
    bounds.set(skill, found);
    return found;
  };
  // Judgements are monotone: held up to a level, then perhaps nothing said, then not held from a level on.
  for (const { competency, isHeld } of judgements) {
    const bound = boundsOf(competency.skill);
    const rank = rankOf(graph, competency);
    if (isHeld) bound.held = Math.max(bound.held, rank);
    else bound.lacking = Math.min(bound.lacking, rank);
  }
  for (const { skill, rank } of presentOf(here, knows ?? [], { askedOn, isHeld: true })) {
    const bound = boundsOf(skill);
    bound.held = Math.max(bound.held, Math.min(rank, bound.lacking - 1));
  }
  for (const { skill, rank } of presentOf(here, denies ?? [], { askedOn, isHeld: false })) {
    const bound = boundsOf(skill);
    bound.lacking = Math.min(bound.lacking, Math.max(rank, bound.held + 1));
  }
  const sorted = [...bounds].sort(([left], [right]) => (left < right ? -1 : 1));
  const listed = (side: keyof Bounds) =>
    sorted.flatMap(([skill, bound]) => {
      const level = graph.skill(skill)!.levels[bound[side]]?.level;
      return level === undefined ? [] : [{ skill, level }];
    });
  return { knows: listed('held'), denies: listed('lacking') };
}

/** Places in the list of a skill's levels. */
interface Bounds {
  /** The highest that is held; -1 for none. */
  held: number;
  /** The lowest that is not held. */
  lacking: number;
}

function rankOf(graph: CurriculumGraph, { skill, level }: Competency): number {
  return graph.skill(skill)!.levels.findIndex((each) => each.level === level);
}

/** By the skills that there are; a level that a skill doesn't have means the highest that it has below that. */
function presentOf(
  here: CurriculumAt,
  claims: readonly CompetencyRequest[],
  { askedOn, isHeld }: { readonly askedOn: number | null; readonly isHeld: boolean },
): { readonly skill: string; readonly rank: number }[] {
  const { graph, lineage, revision } = here;
  const at = askedOn ?? Number.POSITIVE_INFINITY;
  return claims.flatMap(({ skill, level }) =>
    presentSkills(here, skill, at).flatMap((slug) => {
      const { levels } = graph.skill(slug)!;
      const wanted = level
        ? rankIn(lineage.scales, level, { at, on: revision, isHeld })
        : graph.rank(levels[0]!.level);
      if (wanted === null) return [];
      const rank = levels.findLastIndex((each) => graph.rank(each.level) <= wanted);
      return rank === -1 ? [] : [{ skill: slug, rank }];
    }),
  );
}
