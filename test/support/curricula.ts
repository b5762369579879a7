import type {
  Area,
  Curriculum,
  Project,
  Skill,
  SkillLevel,
} from '../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import type { Competency, Requirement } from '../../src/curriculum/requirement.ts';

/**
 * A tiny curriculum, drawn: lines of `name hours? : requirement ~ soft + preferred`. Requirements are words joined by `&`
 * and `|`, with brackets and `2 of (a, b, c)`. `name@2` is a second level, `!name` a project, `$name` a career path,
 * `%name` opens an area. Hours are 1 where left out. Levels are `foundation`, `working`, `advanced`: `name`, `name@2`,
 * `name@3`. What is soft is recommended by a skill and practised by a project, which practises all that it names where
 * that is left out; what is preferred is the author's usual choice for a project or a career path.
 */
export function curriculum(drawing: string): Curriculum {
  const areas: Area[] = [];
  const skills = new Map<string, Skill & { levels: SkillLevel[] }>();
  const projects: Project[] = [];
  const careerPaths: Curriculum['careerPaths'][number][] = [];
  for (const { name, hours, requires, soft, prefers } of linesOf(drawing)) {
    const named = { slug: name.slice(1), title: name.slice(1), summary: '', externalIds: {} };
    if (name.startsWith('%')) {
      areas.push({ ...named, summary: null, side: null });
    } else if (name.startsWith('!')) {
      const practises = soft ?? (requires === null ? [] : competenciesOf(requires));
      projects.push({ ...named, hours, requires, practises, prefers, replaces: [] });
    } else if (name.startsWith('$')) {
      const path = { ...named, interests: [], requires: requires ?? everything };
      careerPaths.push({ ...path, prefers, replaces: [] });
    } else {
      if (areas.length === 0) areas.push({ ...area, slug: 'area', title: 'area' });
      const { skill, level } = competency(name);
      const known = skills.get(skill) ?? { ...emptySkill(skill, areas.at(-1)!.slug), levels: [] };
      known.levels.push({ level, hours, criteria: [], requires });
      skills.set(skill, soft === null ? known : { ...known, recommends: soft });
    }
  }
  return {
    slug: 'drawn',
    title: 'Drawn',
    summary: null,
    externalIds: {},
    levels: levels.map((slug) => ({ slug, title: slug })),
    sides: [],
    interests: [],
    areas,
    skills: bySlug([...skills.values()]),
    projects: bySlug(projects),
    careerPaths: bySlug(careerPaths),
    advice: [],
  };
}

/** The graph of a drawn curriculum, which must be sound. */
export function graph(drawing: string | Curriculum): CurriculumGraph {
  const built = CurriculumGraph.build(typeof drawing === 'string' ? curriculum(drawing) : drawing);
  if (built.kind === 'unsound') {
    throw new Error(built.defects.map(({ message }) => message).join('\n'));
  }
  return built.graph;
}

const levels = ['foundation', 'working', 'advanced'];
const area = { summary: null, side: null, externalIds: {} };
const everything: Requirement = { kind: 'all-of', of: [] };

function linesOf(drawing: string) {
  const lines = drawing.split(/[\n;]/).map((line) => line.trim());
  return lines.filter(Boolean).map((line) => {
    const [, head, needs = '', soft, preferred = ''] =
      /^([^:~+]*)(?::([^~+]*))?(?:~([^+]*))?(?:\+(.*))?$/.exec(line)!;
    const [name, hours = '1'] = head!.trim().split(/\s+/) as [string, string?];
    const preferences = words(preferred).map(competency);
    return {
      name,
      hours: Number(hours),
      requires: parse(needs),
      soft: soft === undefined ? null : words(soft).map(competency),
      prefers: preferences.map(({ skill, level }) =>
        level === levels[0] ? skill : `${skill}@${level}`,
      ),
    };
  });
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** `name`, or `name@2` for a higher level. */
function competency(name: string): Competency {
  const [skill, rank = '1'] = name.split('@') as [string, string?];
  return { skill, level: levels[Number(rank) - 1]! };
}

function competenciesOf(requirement: Requirement): Competency[] {
  if (requirement.kind !== 'competency') return requirement.of.flatMap(competenciesOf);
  return [{ skill: requirement.skill, level: requirement.level }];
}

function emptySkill(slug: string, area: string): Omit<Skill, 'levels'> {
  return {
    slug,
    title: slug,
    summary: '',
    area,
    side: null,
    sideNote: null,
    recommends: [],
    because: {},
    resources: [],
    sameAs: [],
    replaces: [],
    externalIds: {},
    notes: [],
  };
}

function bySlug<Item extends { readonly slug: string }>(items: Item[]): Item[] {
  return items.sort((left, right) => (left.slug < right.slug ? -1 : 1));
}

/** Recursive descent: `or` of `and` of `atom`; the drawings are small. */
function parse(text: string): Requirement | null {
  const tokens = text.match(/\d+ of|[\w-]+(@\d)?|[&|(),]/g) ?? [];
  let at = 0;
  if (tokens.length === 0) return null;
  const requirement = or();
  if (at !== tokens.length) throw new Error(`cannot read ${text}`);
  return requirement.kind === 'all-of' ? requirement : { kind: 'all-of', of: [requirement] };

  function or(): Requirement {
    const of = [and()];
    while (tokens[at] === '|') {
      at += 1;
      of.push(and());
    }
    return of.length === 1 ? of[0]! : { kind: 'any-of', of };
  }

  function and(): Requirement {
    const of = [atom()];
    while (tokens[at] === '&') {
      at += 1;
      of.push(atom());
    }
    return of.length === 1 ? of[0]! : { kind: 'all-of', of };
  }

  function atom(): Requirement {
    const token = tokens[at++]!;
    if (token === '(') {
      const inner = or();
      at += 1;
      return inner;
    }
    if (token.endsWith(' of')) {
      at += 1;
      const of = [or()];
      while (tokens[at] === ',') {
        at += 1;
        of.push(or());
      }
      at += 1;
      return { kind: 'at-least', count: Number.parseInt(token, 10), of };
    }
    return { kind: 'competency', ...competency(token) };
  }
}
