import type { Curriculum } from '../curriculum.ts';
import type { Competency } from '../requirement.ts';
import { type Line, linesBetween } from './lines.ts';
import { RequirementComparison } from './requirement-change.ts';
import { Titles } from './titles.ts';

/** Two curricula beside one another, and what is needed again and again to compare what is in them. */
export class Comparison {
  readonly before: Curriculum;
  readonly after: Curriculum;
  readonly titlesBefore: Titles;
  readonly titlesAfter: Titles;
  /** Skills that go on by other slugs. */
  readonly lines: readonly Line[];
  readonly requirements: RequirementComparison;
  /** By slug of a skill that is gone: those that it became. */
  readonly #became: ReadonlyMap<string, readonly string[]>;

  constructor(before: Curriculum, after: Curriculum) {
    this.before = before;
    this.after = after;
    this.titlesBefore = new Titles(before);
    this.titlesAfter = new Titles(after);
    this.lines = linesBetween(before.skills, after.skills);
    this.#became = this.#findSuccessors();
    this.requirements = new RequirementComparison({
      levels: bothScales(before, after),
      inNewNames: (competency) => this.inNewNames(competency),
      nameBefore: this.titlesBefore.competency,
      nameAfter: this.titlesAfter.competency,
    });
  }

  /** What an earlier name of anything is now: itself where it is the same or gone, all that it became where it was split. */
  nameNow(slug: string): readonly string[] {
    return this.#became.get(slug) ?? [slug];
  }

  /** As `nameNow`, for a competency; levels keep their names. */
  inNewNames(competency: Competency): readonly Competency[] {
    const became = this.#became.get(competency.skill);
    return became ? became.map((skill) => ({ skill, level: competency.level })) : [competency];
  }

  #findSuccessors(): ReadonlyMap<string, readonly string[]> {
    const became = new Map<string, readonly string[]>();
    for (const { before, after } of this.lines) {
      for (const slug of before) {
        if (this.titlesAfter.skill(slug)) continue;
        const { replaces = [] } = this.titlesBefore.skill(slug)!;
        const successors = after.filter(
          (other) =>
            this.titlesAfter.skill(other)!.replaces.includes(slug) || replaces.includes(other),
        );
        became.set(slug, successors);
      }
    }
    return became;
  }
}

/** The levels of the later scale, and after the one that they followed those that only the earlier had; lowest first. */
function bothScales(before: Curriculum, after: Curriculum): readonly string[] {
  const levels = after.levels.map(({ slug }) => slug);
  before.levels.forEach(({ slug }, rank) => {
    if (levels.includes(slug)) return;
    const lower = before.levels[rank - 1]?.slug;
    levels.splice(lower === undefined ? 0 : levels.indexOf(lower) + 1, 0, slug);
  });
  return levels;
}
