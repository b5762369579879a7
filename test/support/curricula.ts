import type { Curriculum, Project, Skill, SkillLevel } from '../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import type { Requirement } from '../../src/curriculum/requirement.ts';

/**
 * A tiny curriculum, drawn: lines of `name hours? : requirement`. Requirements are words joined by `&` and `|`, with
 * brackets and `2 of (a, b, c)`. `name@2` is a second level, `!name` a project, `$name` a career path, `%name` opens an
 * area. Hours are 1 where left out. Levels are `foundation`, `working`, `advanced`: `name`, `name@2`, `name@3`.
 */
export function curriculum(drawing: string): Curriculum {
  const levels = ['foundation', 'working', 'advanced'].map((slug) => ({ slug, title: slug }));
  const areas: { slug: string; title: string; summary: null; side: null }[] = [];
  const skills = new Map<string, Skill & { levels: SkillLevel[] }>();
  const projects: Project[] = [];
  const careerPaths: Curriculum['careerPaths'][number][] = [];
  const lines = drawing.split(/[\n;]/).map((line) => line.trim());
  for (const line of lines.filter(Boolean)) {
    const [head, needs = ''] = line.split(':') as [string, string?];
    const [name, hours = '1'] = head.trim().split(/\s+/) as [string, string?];
    const requires = parse(needs);
    if (name.startsWith('%')) {
      areas.push({ slug: name.slice(1), title: name.slice(1), summary: null, side: null });
    } else if (name.startsWith('!')) {
      const slug = name.slice(1);
      const [requirement, practises] = splitPractises(requires);
      projects.push({
        slug,
        title: slug,
        summary: '',
        hours: Number(hours),
        requires: requirement,
        practises,
        prefers: [],
      });
    } else if (name.startsWith('$')) {
      const slug = name.slice(1);
      careerPaths.push({
        slug,
        title: slug,
        summary: '',
        interests: [],
        requires: requires ?? { kind: 'all-of', of: [] },
        prefers: [],
      });
    } else {
      if (areas.length === 0)
        areas.push({ slug: 'area', title: 'area', summary: null, side: null });
      const [slug, rank = '1'] = name.split('@') as [string, string?];
      const level: SkillLevel = {
        level: levels[Number(rank) - 1]!.slug,
        hours: Number(hours),
        criteria: [],
        requires,
      };
      const known = skills.get(slug);
      if (known) known.levels.push(level);
      else skills.set(slug, { ...emptySkill(slug, areas.at(-1)!.slug), levels: [level] });
    }
  }
  return {
    slug: 'drawn',
    title: 'Drawn',
    summary: null,
    levels,
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

/** A project's requirement may end in `practises (a & b)`, written `~ a & b`. */
function splitPractises(requires: Requirement | null): [Requirement | null, Project['practises']] {
  const competencies = (requires === null ? [] : flat(requires)).map(({ skill, level }) => ({
    skill,
    level,
  }));
  return [requires, competencies];
}

function flat(requirement: Requirement): Extract<Requirement, { kind: 'competency' }>[] {
  return requirement.kind === 'competency' ? [requirement] : requirement.of.flatMap(flat);
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
    const [skill, rank = '1'] = token.split('@') as [string, string?];
    return {
      kind: 'competency',
      skill,
      level: ['foundation', 'working', 'advanced'][Number(rank) - 1]!,
    };
  }
}
