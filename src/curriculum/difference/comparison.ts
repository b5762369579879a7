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
  readonly #reused: ReadonlySet<string>;

  constructor(before: Curriculum, after: Curriculum, kinship: Kinship) {
    this.before = before;
    this.after = after;
    this.kinship = kinship;
    this.titlesBefore = new Titles(before);
    this.titlesAfter = new Titles(after);
    this.#reused = this.#findReusedNames();
    this.isPlain = this.#reused.size === 0;
    this.requirements = new RequirementComparison({
      levels: this.#bothScales(),
      inNewNames: this.inNewNames,
      nameBefore: this.titlesBefore.competency,
      nameAfter: this.titlesAfter.competency,
    });
  }

  /**
   * What an earlier name of a skill, project or career path is now: all that it became where it was split; where it is gone,
   * the name that it had, with a mark if something else has that by now.
   */
  nameNow(slug: string): readonly string[] {
    const { skills, projects, careerPaths } = this.kinship;
    const became = skills.get(slug) ?? projects.get(slug) ?? careerPaths.get(slug) ?? [];
    if (became.length > 0) return became;
    return [this.#reused.has(slug) ? `${slug} (gone)` : slug];
  }

  /** What an earlier name of a level is now: itself where it is gone. */
  levelNow(slug: string): string {
    return this.kinship.levels.get(slug)?.[0] ?? slug;
  }

  /** As `nameNow`, for a competency. */
  readonly inNewNames = ({ skill, level }: Competency): readonly Competency[] =>
    this.nameNow(skill).map((name) => ({ skill: name, level: this.levelNow(level) }));

  /** What has a name that something else had before. */
  #findReusedNames(): ReadonlySet<string> {
    const kinds = ['skills', 'projects', 'careerPaths', 'levels'] as const;
    const reused = kinds.flatMap((kind) =>
      this.after[kind].filter(({ slug }) => this.kinship[kind].get(slug)?.includes(slug) === false),
    );
    return new Set(reused.map(({ slug }) => slug));
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
