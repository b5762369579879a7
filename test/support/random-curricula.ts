import { competenciesIn } from '../../src/curriculum/competencies-in.ts';
import type { Advice, Curriculum, Skill, SkillLevel } from '../../src/curriculum/curriculum.ts';
import type { Competency, Requirement } from '../../src/curriculum/requirement.ts';
import type { GoalRequest, PlanRequest } from '../../src/planner/request.ts';
import { curriculum as drawn } from './curricula.ts';
import { type Dice, dice } from './random.ts';

const levels = ['foundation', 'working', 'advanced'];

/**
 * A random sound curriculum: skills of one to three levels in a few areas, with nested alternatives and at-least-n some
 * of which run in circles that others lead out of, recommendations, projects, career paths and advice. Names tell nothing
 * about what needs what.
 */
export function randomCurriculum(seed: number, skillCount: number): Curriculum {
  const random = dice(seed);
  const { between, chance, pick } = random;
  const areas = Array.from({ length: between(1, 4) }, (_, index) => `area-${index}`);
  const names = pick(
    Array.from({ length: skillCount }, (_, index) => `s${String(index).padStart(2, '0')}`),
    skillCount,
  );
  const scales = new Map(names.map((name) => [name, levels.slice(0, between(1, 3))]));
  const all = names.flatMap((skill) => scales.get(skill)!.map((level) => ({ skill, level })));
  const skills = names.map((slug, index): Skill => {
    const earlier = all.filter(({ skill }) => names.indexOf(skill) < index);
    const others = all.filter(({ skill }) => skill !== slug);
    const scale = scales.get(slug)!.map((level): SkillLevel => {
      const requires = chance(0.2) ? null : requirement(random, earlier, others, 2);
      return { level, hours: between(1, 120) / 10, criteria: [], requires };
    });
    const [needed] = competenciesIn(scale[0]!.requires);
    return {
      ...emptySkill,
      slug,
      title: slug.toUpperCase(),
      area: pick(areas, 1)[0]!,
      levels: scale,
      recommends: chance(0.3) ? pick(others, between(1, 2)) : [],
      because: needed ? { [needed.skill]: `Since ${needed.skill} helps.` } : {},
    };
  });
  const prefers = (): string[] => (chance(0.3) ? pick(names, 2) : []);
  return {
    ...drawn('a'),
    areas: areas.map((slug) => ({ slug, title: slug, summary: null, side: null, externalIds: {} })),
    skills: skills.sort((left, right) => (left.slug < right.slug ? -1 : 1)),
    projects: Array.from({ length: between(1, 4) }, (_, index) => ({
      slug: `p${index}`,
      title: `Project ${index}`,
      summary: '',
      hours: between(1, 300) / 10,
      requires: requirement(random, all, all, 1),
      practises: pick(all, between(1, 4)),
      prefers: prefers(),
      replaces: [],
      externalIds: {},
    })),
    careerPaths: Array.from({ length: between(1, 3) }, (_, index) => ({
      slug: `w${index}`,
      title: `Path ${index}`,
      summary: '',
      interests: [],
      requires: requirement(random, all, all, 2) ?? { kind: 'all-of', of: [] },
      prefers: prefers(),
      replaces: [],
      externalIds: {},
    })),
    advice: names
      .slice(0, 2)
      .sort()
      .map(
        (slug): Advice => ({
          slug: `about-${slug}`,
          title: slug,
          when: {
            kind: 'any',
            of: [
              { kind: 'roadmapHas', slug },
              {
                kind: 'not',
                of: { kind: 'lacks', competency: { skill: slug, level: levels[0]! } },
              },
            ],
          },
          says: `Mind ${slug}.`,
        }),
      ),
  };
}

const emptySkill = drawn('a').skills[0]!;

/** All of a few expressions; each choice can be met by what is in `safe` alone, whatever else it offers. */
function requirement(
  random: Dice,
  safe: readonly Competency[],
  others: readonly Competency[],
  depth: number,
): Requirement | null {
  if (safe.length === 0) return null;
  const of = Array.from({ length: random.between(1, 2) }, () =>
    expression(random, safe, others, depth),
  );
  return { kind: 'all-of', of: eachOnce(of) };
}

function expression(
  random: Dice,
  safe: readonly Competency[],
  others: readonly Competency[],
  depth: number,
): Requirement {
  const { between, chance, pick } = random;
  if (depth === 0 || safe.length < 3 || chance(0.45)) {
    return { kind: 'competency', ...pick(safe, 1)[0]! };
  }
  if (chance(0.25)) {
    const of = Array.from({ length: between(1, 3) }, () =>
      expression(random, safe, others, depth - 1),
    );
    return { kind: 'all-of', of: eachOnce(of) };
  }
  const count = chance(0.7) ? 1 : 2;
  const plain = pick(safe, count);
  const rest = pick(
    others.filter((other) => !plain.includes(other)),
    between(1, 2),
  );
  const of: Requirement[] = [...plain, ...rest].map((competency) => ({
    kind: 'competency',
    ...competency,
  }));
  if (chance(0.5)) {
    const inner = [1, 2].map(() => expression(random, safe, others, depth - 1));
    of.push({ kind: 'all-of', of: eachOnce(inner) });
  }
  const shuffled = pick(of, of.length);
  return count === 1 ? { kind: 'any-of', of: shuffled } : { kind: 'at-least', count, of: shuffled };
}

/** A competency stands in a group once. */
function eachOnce(members: readonly Requirement[]): Requirement[] {
  const keys = members.map((member) => JSON.stringify(member));
  return members.filter((_, index) => keys.indexOf(keys[index]!) === index);
}

/** A request that the curriculum can answer, with a roadmap or by saying which wishes rule it out. */
export function randomRequest(seed: number, curriculum: Curriculum): PlanRequest {
  const { between, chance, pick } = dice(seed);
  const names = curriculum.skills.flatMap(({ slug, levels: scale }) =>
    scale.map(({ level }) => (chance(0.5) ? slug : `${slug}@${level}`)),
  );
  const some = (share: number, most: number): string[] =>
    chance(share) ? [...new Set(pick(names, between(1, most)))] : [];
  const tastes = pick([...curriculum.skills], 4).map(({ slug }) => slug);
  const excludes = some(0.3, 3);
  const isExcluded = (name: string): boolean =>
    excludes.some((other) => other.split('@')[0] === name.split('@')[0]);
  return {
    goals: randomGoals(seed, curriculum),
    knows: competencies(some(0.6, 4)),
    inferKnown: chance(0.7),
    completedProjects: chance(0.2) ? ['p0'] : [],
    prefers: chance(0.3) ? tastes.slice(0, 2) : [],
    avoids: chance(0.3) ? tastes.slice(2) : [],
    excludes,
    pins: some(0.2, 2).filter((name) => !isExcluded(name)),
    includeRecommended: chance(0.3),
    projects: pick(['NONE', 'ONE_PER_MILESTONE', 'ALL'] as const, 1)[0]!,
    ...(chance(0.5) && {
      hoursPerWeek: between(1, 400) / 10,
      startOn: '2027-01-04',
      finishBy: chance(0.5) ? '2027-06-30' : null,
      pauses: chance(0.5) ? [{ from: '2027-01-10', to: '2027-01-19' }] : [],
    }),
  };
}

function randomGoals(seed: number, { skills, projects, careerPaths }: Curriculum): GoalRequest[] {
  const { between, pick } = dice(seed);
  const goals: GoalRequest[] = [
    ...careerPaths.map(({ slug }) => ({ careerPath: slug })),
    ...projects.map(({ slug }) => ({ project: slug })),
    ...skills.map(({ slug, levels: scale }) => ({ skill: slug, level: scale.at(-1)!.level })),
  ];
  return pick(goals, between(1, 3));
}

function competencies(names: readonly string[]) {
  return names.map((name) => {
    const [skill, level] = name.split('@') as [string, string?];
    return { skill, level: level ?? null };
  });
}
