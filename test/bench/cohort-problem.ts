import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import type { Requirement } from '../../src/curriculum/requirement.ts';
import type { PlanRequest } from '../../src/planner/request.ts';
import { dice } from '../support/random.ts';

const skillCount = 182;
const careerPathCount = 20;
/** Of skills; each career path has one choice more, which makes 148. */
const skillChoices = 128;
const areaLength = 13;
/** How far back a skill's needs lie at the most. */
const reach = 40;

/** A curriculum of 182 skills in 14 areas and of 20 career paths, with 148 choices among two to four skills. */
export function cohortCurriculum(seed: number): Curriculum {
  const { between, pick, chance } = dice(seed);
  const places = Array.from({ length: skillCount }, (_, place) => place);
  // Names are dealt, so that they tell nothing about what comes first.
  const names = pick(places, skillCount).map(
    (number) => `skill-${String(number).padStart(3, '0')}`,
  );
  const withChoice = new Set(pick(places.slice(8), skillChoices));
  const named = (place: number): Requirement => ({
    kind: 'competency',
    skill: names[place]!,
    level: 'foundation',
  });
  const anyOf = (from: readonly number[]): Requirement => ({
    kind: 'any-of',
    of: pick(from, between(2, 4)).map(named),
  });
  const requirementOf = (place: number): Requirement | null => {
    const before = places.slice(Math.max(0, place - reach), place);
    const needed = chance(0.15) ? [] : pick(before, between(1, 2)).map(named);
    if (withChoice.has(place)) needed.push(anyOf(before));
    return needed.length === 0 ? null : { kind: 'all-of', of: needed };
  };
  return {
    slug: 'cohort',
    title: 'Cohort',
    summary: null,
    externalIds: {},
    levels: [{ slug: 'foundation', title: 'Foundation' }],
    sides: [],
    interests: [],
    areas: Array.from({ length: skillCount / areaLength }, (_, area) => ({
      slug: `area-${area}`,
      title: `Area ${area}`,
      summary: null,
      side: null,
      externalIds: {},
    })),
    skills: names
      .map((slug, place) => ({
        slug,
        title: `Skill ${place}`,
        summary: 'Made up.',
        area: `area-${Math.floor(place / areaLength)}`,
        side: null,
        sideNote: null,
        levels: [
          {
            level: 'foundation',
            hours: between(10, 200) / 10,
            criteria: [],
            requires: requirementOf(place),
          },
        ],
        recommends: [],
        because: {},
        resources: [],
        sameAs: [],
        replaces: [],
        externalIds: {},
        notes: [],
      }))
      .sort((left, right) => (left.slug < right.slug ? -1 : 1)),
    projects: [],
    careerPaths: Array.from({ length: careerPathCount }, (_, index) => ({
      slug: careerPathName(index),
      title: `Path ${index}`,
      summary: 'Made up.',
      interests: [],
      requires: {
        kind: 'all-of' as const,
        of: [...pick(places.slice(90), 5).map(named), anyOf(places.slice(90))],
      },
      prefers: [],
      replaces: [],
      externalIds: {},
    })),
    advice: [],
  };
}

function careerPathName(index: number): string {
  return `path-${String(index).padStart(2, '0')}`;
}

/**
 * What a cohort asks: each learner for one career path, with a random beginning of the curriculum known, up to three likes
 * and three dislikes, and, of 15 in 100, one exclusion.
 */
export function cohortRequests(curriculum: Curriculum, count: number, seed: number): PlanRequest[] {
  const { between, pick, chance } = dice(seed);
  const byPlace = [...curriculum.skills].sort(
    (left, right) => placeOf(left.title) - placeOf(right.title),
  );
  const slugs = byPlace.map(({ slug }) => slug);
  return Array.from({ length: count }, () => {
    const tastes = pick(slugs, 6);
    const known = slugs.slice(0, between(0, 60)).filter(() => chance(0.8));
    return {
      goals: [{ careerPath: careerPathName(between(0, careerPathCount - 1)) }],
      knows: known.map((skill) => ({ skill })),
      prefers: tastes.slice(0, between(0, 3)),
      avoids: tastes.slice(3, 3 + between(0, 3)),
      excludes: chance(0.15) ? pick(slugs, 1) : [],
      hoursPerWeek: between(4, 20),
      startOn: '2027-01-04',
    };
  });
}

function placeOf(title: string): number {
  return Number(title.slice('Skill '.length));
}
