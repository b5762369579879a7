import type { CurriculumCompetency } from '../curriculum/evidence.ts';
import { presentSkills, rankMeant, skillsMeant } from '../curriculum/skills-meant.ts';
import type { UnknownName, UnknownNames } from '../planner/refusal.ts';
import type { CompetencyRequest } from '../planner/request.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { groundOf } from './judge-learners.ts';

/** A competency of the curriculum that is planned on, or of another one where it says so. */
export interface CompetencyInput extends CompetencyRequest {
  readonly curriculum?: string | null | undefined;
}

interface Inputs {
  readonly knows?: readonly CompetencyInput[] | null | undefined;
  readonly denies?: readonly CompetencyInput[] | null | undefined;
}

interface Competencies {
  readonly knows: readonly CompetencyRequest[];
  readonly denies: readonly CompetencyRequest[];
}

/**
 * Competencies of other curricula as those of the one that is planned on: skills that are the same by `sameAs`, under
 * whatever name they have by now, count for one another, at the level of the same name or the next lower one. What has no
 * counterpart here counts for nothing here.
 */
export function translateCompetencies(
  snapshot: CurriculaSnapshot,
  published: PublishedCurriculum,
  inputs: Inputs,
): { readonly kind: 'translated'; readonly competencies: Competencies } | UnknownNames {
  const unknown: UnknownName[] = [];
  const here = groundOf(snapshot, published);
  const translate = (list: 'knows' | 'denies'): CompetencyRequest[] =>
    (inputs[list] ?? []).flatMap((input, index) => {
      const { curriculum } = input;
      if (!curriculum || curriculum === published.revision.curriculum) return [input];
      const path = `${list}.${index}`;
      const other = here.counterparts.get(curriculum);
      if (!other) {
        unknown.push(unknownName(`${path}.curriculum`, curriculum, snapshot.heads.keys()));
        return [];
      }
      const [present] = presentSkills(other, input.skill);
      if (present !== undefined) {
        const level = input.level ?? other.graph.skill(present)!.levels[0]!.level;
        const competency = { curriculum, skill: input.skill, level };
        return sameHere(here, competency, list === 'knows');
      }
      // What was there once is no mistake, and counts for nothing now.
      if (other.lineage.kinds.skills.meanings.has(input.skill)) return [];
      const slugs = other.graph.curriculum.skills.map(({ slug }) => slug);
      unknown.push(unknownName(`${path}.skill`, input.skill, slugs));
      return [];
    });
  const competencies = { knows: translate('knows'), denies: translate('denies') };
  if (unknown.length === 0) return { kind: 'translated', competencies };
  const { name, suggestions } = unknown[0]!;
  const message = `\`${name}\` is not known here.${didYouMeanText(suggestions)}`;
  return { kind: 'unknown-names', message, names: unknown };
}

function unknownName(path: string, name: string, candidates: Iterable<string>): UnknownName {
  return { path, name: name.slice(0, 200), suggestions: didYouMean(name, candidates) };
}

/** The competencies here that are the same, each at the nearest level that it has. */
function sameHere(
  here: ReturnType<typeof groundOf>,
  competency: CurriculumCompetency,
  isHeld: boolean,
): CompetencyRequest[] {
  const { graph, counterparts } = here;
  const at = Number.POSITIVE_INFINITY;
  const rank = rankMeant(here, counterparts, competency, { at, isHeld });
  if (rank === null) return [];
  return skillsMeant(here, counterparts, competency, at).flatMap(({ skill }) => {
    const { levels } = graph.skill(skill)!;
    const found = isHeld
      ? levels.findLast(({ level }) => graph.rank(level) <= rank)
      : levels.find(({ level }) => graph.rank(level) >= rank);
    return found ? [{ skill, level: found.level }] : [];
  });
}
