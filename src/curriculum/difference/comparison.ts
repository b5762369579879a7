import type { Curriculum } from '../curriculum.ts';
import type { Competency } from '../requirement.ts';
import type { Kinship } from './kinship.ts';
import { RequirementComparison } from './requirement-change.ts';
import { Titles } from './titles.ts';

/** Two curricula beside one another, and what is needed again and again to compare what is in them. */
export class Comparison {
  readonly before: Curriculum;
  readonly after: Curriculum;
  readonly kinship: Kinship;
  readonly titlesBefore: Titles;
  readonly titlesAfter: Titles;
  readonly requirements: RequirementComparison;
  /** What is written alike means the same: no name was left by one thing and taken by another. */
  readonly isPlain: boolean;

  constructor(before: Curriculum, after: Curriculum, kinship: Kinship) {
    this.before = before;
    this.after = after;
    this.kinship = kinship;
    this.titlesBefore = new Titles(before);
    this.titlesAfter = new Titles(after);
    this.isPlain = !this.#hasReusedNames();
    this.requirements = new RequirementComparison({
      levels: this.#bothScales(),
      inNewNames: this.inNewNames,
      nameBefore: this.titlesBefore.competency,
      nameAfter: this.titlesAfter.competency,
    });
  }

  /** What an earlier name of a skill, project or career path is now: itself where it is gone, all that it became where it was split. */
  nameNow(slug: string): readonly string[] {
    const { skills, projects, careerPaths } = this.kinship;
    const became = skills.get(slug) ?? projects.get(slug) ?? careerPaths.get(slug) ?? [];
    return became.length === 0 ? [slug] : became;
  }

  /** What an earlier name of a level is now: itself where it is gone. */
  levelNow(slug: string): string {
    return this.kinship.levels.get(slug)?.[0] ?? slug;
  }

  /** As `nameNow`, for a competency. */
  readonly inNewNames = ({ skill, level }: Competency): readonly Competency[] =>
    this.nameNow(skill).map((name) => ({ skill: name, level: this.levelNow(level) }));

  #hasReusedNames(): boolean {
    return (['skills', 'projects', 'careerPaths', 'levels'] as const).some((kind) =>
      this.after[kind].some(({ slug }) => this.kinship[kind].get(slug)?.includes(slug) === false),
    );
  }

  /** The levels of the later scale, and after the one that they followed those that only the earlier had. */
  #bothScales(): readonly string[] {
    const levels = this.after.levels.map(({ slug }) => slug);
    let lower: string | null = null;
    for (const { slug } of this.before.levels) {
      const now = this.levelNow(slug);
      if (!levels.includes(now))
        levels.splice(lower === null ? 0 : levels.indexOf(lower) + 1, 0, now);
      lower = now;
    }
    return levels;
  }
}
