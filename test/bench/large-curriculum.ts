import type { CareerPath, Curriculum, Skill } from '../../src/curriculum/curriculum.ts';
import type { Requirement } from '../../src/curriculum/requirement.ts';
import { seeded } from '../support/random.ts';

/** Skills that stand together; what one needs lies in its own block, or in the first two, which are for all. */
const blockLength = 600;
/** How far back in its block a skill looks for what it needs. */
const reach = 160;

/**
 * A sound curriculum of any size without circles, with 3.6 edges a skill, a tenth of the skills with alternatives, and
 * slugs that tell nothing about what needs what. A goal needs about a thousand skills, whatever the size.
 */
export function largeCurriculum(skillCount: number, seed = 1): Curriculum {
  const random = seeded(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const slugs = shuffledSlugs(skillCount, below);
  const named = (place: number): Requirement => ({
    kind: 'competency',
    skill: slugs[place]!,
    level: 'foundation',
  });
  const earlier = (place: number): number => {
    const start = place - (place % blockLength);
    if (place >= 2 * blockLength && random() < 0.05) return below(2 * blockLength);
    return place === start ? -1 : place - 1 - below(Math.min(place - start, reach));
  };
  const several = (place: number, count: number): number[] => {
    const places = Array.from({ length: count }, () => earlier(place));
    return [...new Set(places)].filter((each) => each !== -1);
  };
  const requirementOf = (place: number): Requirement | null => {
    const needed = several(place, 1 + below(6)).map(named);
    const options = random() < 0.1 ? several(place, 3).map(named) : [];
    if (options.length > 1) needed.push({ kind: 'any-of', of: options });
    return needed.length === 0 ? null : { kind: 'all-of', of: needed };
  };
  const skills = slugs.map((slug, place) =>
    skillOf(slug, place, below(390) / 10 + 1, requirementOf(place)),
  );
  return {
    slug: 'large',
    title: 'Large',
    summary: null,
    externalIds: {},
    levels: [{ slug: 'foundation', title: 'Foundation' }],
    sides: [],
    interests: [],
    areas: Array.from({ length: Math.ceil(skillCount / blockLength) }, (_, block) => ({
      slug: areaOf(block * blockLength),
      title: `Area ${block}`,
      summary: null,
      side: null,
      externalIds: {},
    })),
    skills: skills.sort((left, right) => (left.slug < right.slug ? -1 : 1)),
    projects: [],
    careerPaths: Array.from({ length: 20 }, (_, index) =>
      careerPathOf(
        index,
        Array.from({ length: 8 }, () => named(below(skillCount))),
      ),
    ).sort((left, right) => (left.slug < right.slug ? -1 : 1)),
    advice: [],
  };
}

function shuffledSlugs(count: number, below: (limit: number) => number): string[] {
  const numbers = new Int32Array(count).map((_, index) => index);
  for (let at = count - 1; at > 0; at--) {
    const other = below(at + 1);
    [numbers[at], numbers[other]] = [numbers[other]!, numbers[at]!];
  }
  return Array.from(numbers, (number) => `skill-${String(number).padStart(7, '0')}`);
}

function areaOf(place: number): string {
  return `area-${Math.floor(place / blockLength)}`;
}

function skillOf(slug: string, place: number, hours: number, requires: Requirement | null): Skill {
  return {
    slug,
    title: `Skill ${place}`,
    summary: 'Made up.',
    area: areaOf(place),
    side: null,
    sideNote: null,
    levels: [{ level: 'foundation', hours: Math.round(hours * 10) / 10, criteria: [], requires }],
    recommends: [],
    because: {},
    resources: [],
    sameAs: [],
    replaces: [],
    externalIds: {},
    notes: [],
  };
}

function careerPathOf(index: number, needed: readonly Requirement[]): CareerPath {
  return {
    slug: `path-${index}`,
    title: `Path ${index}`,
    summary: 'Made up.',
    interests: [],
    requires: { kind: 'all-of', of: needed },
    prefers: [],
    replaces: [],
    externalIds: {},
  };
}
