import type { Skill } from '../curriculum/curriculum.ts';
import type { UnknownName, UnknownNames } from '../planner/refusal.ts';
import type { CompetencyRequest } from '../planner/request.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';

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
 * Competencies of other curricula as those of the one that is planned on: skills that say to be the same by `sameAs` count
 * for one another, at the level of the same name. What has no counterpart here counts for nothing here.
 */
export function translateCompetencies(
  snapshot: CurriculaSnapshot,
  published: PublishedCurriculum,
  inputs: Inputs,
): { readonly kind: 'translated'; readonly competencies: Competencies } | UnknownNames {
  const unknown: UnknownName[] = [];
  const translate = (list: 'knows' | 'denies'): CompetencyRequest[] =>
    (inputs[list] ?? []).flatMap((input, index) => {
      const { curriculum } = input;
      if (!curriculum || curriculum === published.revision.curriculum) return [input];
      const path = `${list}.${index}`;
      const other = snapshot.heads.get(curriculum);
      if (!other) {
        unknown.push(unknownName(`${path}.curriculum`, curriculum, snapshot.heads.keys()));
        return [];
      }
      const skill = other.graph.skill(input.skill);
      if (skill) return counterparts(published, skill, input.level ?? null);
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

function counterparts(
  { graph }: PublishedCurriculum,
  other: Skill,
  level: string | null,
): CompetencyRequest[] {
  const wanted = level ?? other.levels[0]!.level;
  return graph.curriculum.skills
    .filter(
      ({ sameAs, levels }) =>
        sameAs.some((uri) => other.sameAs.includes(uri)) &&
        levels.some((candidate) => candidate.level === wanted),
    )
    .map(({ slug }) => ({ skill: slug, level: wanted }));
}
