import type { Curriculum, Skill } from '../curriculum.ts';
import type { Competency } from '../requirement.ts';

/** What people call things of a curriculum; what is not in it is called by its slug. */
export class Titles {
  readonly #skills: ReadonlyMap<string, Skill>;
  readonly #others: readonly ReadonlyMap<string, string>[];
  readonly #levels: ReadonlyMap<string, string>;

  constructor({ skills, projects, careerPaths, areas, sides, interests, levels }: Curriculum) {
    this.#skills = new Map(skills.map((skill) => [skill.slug, skill]));
    this.#others = [projects, careerPaths, areas, sides, interests].map(titlesOf);
    this.#levels = titlesOf(levels);
  }

  skill(slug: string): Skill | undefined {
    return this.#skills.get(slug);
  }

  /** Of a skill, project, career path, area, side or interest. */
  readonly of = (slug: string): string => {
    const other = this.#others.find((titles) => titles.has(slug));
    return this.#skills.get(slug)?.title ?? other?.get(slug) ?? slug;
  };

  level(slug: string): string {
    return this.#levels.get(slug) ?? slug;
  }

  /** The skill, with the level where that is not its lowest: `Functions (working)`. */
  readonly competency = ({ skill, level }: Competency): string => {
    const found = this.#skills.get(skill);
    const isLowest = found?.levels[0]?.level === level;
    const title = found?.title ?? skill;
    return isLowest ? title : `${title} (${this.level(level).toLowerCase()})`;
  };
}

function titlesOf(
  items: readonly { readonly slug: string; readonly title: string }[],
): ReadonlyMap<string, string> {
  return new Map(items.map(({ slug, title }) => [slug, title]));
}
