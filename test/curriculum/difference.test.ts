import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curriculum, Skill } from '../../src/curriculum/curriculum.ts';
import type {
  Alteration,
  CurriculumDifference,
} from '../../src/curriculum/difference/alteration.ts';
import { kinshipIn } from '../../src/curriculum/difference/kinship.ts';
import { differenceOf } from '../../src/curriculum/difference.ts';
import { historyWith, noHistory } from '../../src/curriculum/history.ts';
import { lineageOf } from '../../src/curriculum/lineage.ts';
import type { Requirement } from '../../src/curriculum/requirement.ts';
import { toDocument } from '../../src/curriculum/to-document.ts';
import { canonicalJson } from '../../src/util/canonical-json.ts';
import { curriculum } from '../support/curricula.ts';
import { type Dice, dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';

type Edited = { -readonly [Field in keyof Curriculum]: Curriculum[Field] };

/** A drawn curriculum with something different about it. */
function edited(drawing: string, edit: (curriculum: Edited) => void): Curriculum {
  const drawn = { ...curriculum(drawing) };
  edit(drawn);
  return drawn;
}

function withSkill(curriculum: Edited, slug: string, part: Partial<Skill>): void {
  curriculum.skills = curriculum.skills
    .map((skill) => (skill.slug === slug ? { ...skill, ...part } : skill))
    .sort((left, right) => (left.slug < right.slug ? -1 : 1));
}

/** `SKILL CHANGED a > b` for each alteration. */
function names({ alterations }: CurriculumDifference): string[] {
  return alterations.map(nameOf);
}

function nameOf({ noun, kind, before, after }: Alteration): string {
  const [was, is] = [before, after].map((items) => items.map(({ slug }) => slug).join('+'));
  return `${noun} ${kind} ${was === is ? was : `${was}>${is}`}`;
}

/** What all changes of all alterations say. */
function says({ alterations }: CurriculumDifference): string[] {
  return alterations.flatMap(({ changes }) => changes.map((change) => change.says));
}

const drawing = '%one; a 2; b 3: a; %two; c: a & b; c@2 4: b@2; b@2 2; !p 5: c; $way: c@2 + b';
const before = curriculum(drawing);

describe('what differs', () => {
  it('is nothing where nothing does', () => {
    const nothing = { summary: 'Nothing differs.', alterations: [] };
    expect(differenceOf(before, before)).toEqual(nothing);
    expect(differenceOf(before, structuredClone(before))).toEqual(nothing);
  });

  it('is added, removed or changed', () => {
    const after = curriculum('%one; a 2; b 4: a; %two; d: a & b; b@2 2; !q 5: d; $way: b@2 + b');
    const found = differenceOf(before, after);
    expect(names(found)).toEqual([
      'SKILL REMOVED c>',
      'SKILL ADDED >d',
      'SKILL CHANGED b',
      'PROJECT REMOVED p>',
      'PROJECT ADDED >q',
      'CAREER_PATH CHANGED way',
    ]);
    expect(found.summary).toBe(
      '1 skill is gone, 1 is new and 1 has changed. 1 project is gone and 1 is new. 1 career path has changed.',
    );
    expect(found.alterations.map((each) => each.says)).toEqual([
      'c (5 h) is gone.',
      'd (1 h) is new.',
      'b has changed: hours.',
      'p (5 h) is gone.',
      'q (5 h) is new.',
      'way has changed: requirement.',
    ]);
  });

  it.each<[string, (curriculum: Edited) => void, string]>([
    [
      'a title',
      (after) => withSkill(after, 'a', { title: 'Alpha' }),
      'It is called Alpha now; it was a.',
    ],
    [
      'a summary',
      (after) => withSkill(after, 'a', { summary: 'First of all.' }),
      'It has a summary now.',
    ],
    [
      'an area',
      (after) => withSkill(after, 'a', { area: 'two' }),
      'It belongs to two now rather than to one.',
    ],
    [
      'hours of a level',
      (after) =>
        withSkill(after, 'b', {
          levels: after.skills[1]!.levels.map((level) => ({ ...level, hours: 7 })),
        }),
      'Its level foundation takes 7 h now rather than 3 h.',
    ],
    [
      'a level',
      (after) => withSkill(after, 'b', { levels: after.skills[1]!.levels.slice(0, 1) }),
      'It no longer has the level working, which took 2 h.',
    ],
    [
      'a recommendation',
      (after) => withSkill(after, 'a', { recommends: [{ skill: 'b', level: 'working' }] }),
      'Its recommendations: b (working) is new.',
    ],
    [
      'what it is the same as',
      (after) => withSkill(after, 'a', { sameAs: ['https://example.org/a'] }),
      'Its equals elsewhere: https://example.org/a is new.',
    ],
    [
      'the order of areas',
      (after) => {
        after.areas = [...after.areas].reverse();
      },
      'It has another place: it is number 1 now and was number 2.',
    ],
    [
      'its own title',
      (after) => {
        after.title = 'Painted';
      },
      'It is called Painted now; it was Drawn.',
    ],
  ])('tells %s', (_, edit, told) => {
    expect(says(differenceOf(before, edited(drawing, edit)))[0]).toBe(told);
  });

  it('does not tell of skills a side that they have from their area', () => {
    const sided = (side: string, own: string | null) =>
      edited(drawing, (after) => {
        after.areas = after.areas.map((area) => ({ ...area, side }));
        after.skills = after.skills.map((skill) => ({ ...skill, side: own ?? side }));
      });
    expect(names(differenceOf(sided('left', null), sided('right', null)))).toEqual([
      'AREA CHANGED one',
      'AREA CHANGED two',
    ]);
    expect(names(differenceOf(sided('left', 'left'), sided('right', 'left')))).toEqual([
      'AREA CHANGED one',
      'AREA CHANGED two',
    ]);
    expect(names(differenceOf(sided('left', 'left'), sided('left', 'right')))).toHaveLength(3);
  });

  it('is none in advice that is given in the same situation', () => {
    const advised = (when: Curriculum['advice'][number]['when']) =>
      edited(drawing, (after) => {
        after.advice = [{ slug: 'mind', title: 'Mind', when, says: 'Mind.' }];
      });
    const [one, two] = [
      { kind: 'goal', slug: 'way' },
      { kind: 'excludes', slug: 'a' },
    ] as const;
    const plain = advised({ kind: 'any', of: [one, two] });
    const nested = advised({
      kind: 'any',
      of: [two, { kind: 'all', of: [{ kind: 'any', of: [one, two] }] }],
    });
    expect(names(differenceOf(plain, nested))).toEqual([]);
    expect(names(differenceOf(plain, advised({ kind: 'all', of: [one, two] })))).toEqual([
      'ADVICE CHANGED mind',
    ]);
  });
});

describe('names', () => {
  const renamed = edited(drawing.replaceAll(/\bb\b/g, 'z'), (after) =>
    withSkill(after, 'z', { replaces: ['b'], title: 'b' }),
  );

  it('are followed through all that mentions them, in either direction', () => {
    const there = differenceOf(before, renamed);
    expect(names(there)).toEqual(['SKILL RENAMED b>z']);
    expect(there.alterations[0]).toMatchObject({
      changes: [],
      says: 'b has the id `z` now rather than `b`.',
    });
    expect(names(differenceOf(renamed, before))).toEqual(['SKILL RENAMED z>b']);
  });

  it('are followed in advice', () => {
    const advised = (curriculum: Curriculum, slug: string): Curriculum => ({
      ...curriculum,
      advice: [
        {
          slug: 'mind',
          title: 'Mind',
          when: {
            kind: 'any',
            of: [
              { kind: 'roadmapHas', slug },
              { kind: 'knows', competency: { skill: slug, level: 'working' } },
            ],
          },
          says: 'Mind.',
        },
      ],
    });
    expect(names(differenceOf(advised(before, 'b'), advised(renamed, 'z')))).toEqual([
      'SKILL RENAMED b>z',
    ]);
    expect(names(differenceOf(advised(before, 'a'), advised(renamed, 'z')))).toContain(
      'ADVICE CHANGED mind',
    );
  });

  it('may be those of several', () => {
    const split = edited(drawing.replaceAll(/\bb\b/g, 'y'), (after) => {
      withSkill(after, 'y', { replaces: ['b'] });
      const [y] = after.skills.filter(({ slug }) => slug === 'y');
      after.skills = [...after.skills, { ...y!, slug: 'z' }];
    });
    const found = differenceOf(before, split);
    expect(names(found).slice(0, 1)).toEqual(['SKILL SPLIT b>y+z']);
    expect(found.alterations[0]!.says).toBe('b (5 h) is split into y (5 h) and y (5 h).');
    // What needed all of it needs a part now.
    expect(names(found).slice(1)).toEqual(['SKILL CHANGED c', 'CAREER_PATH CHANGED way']);
  });

  it('may become one that was there', () => {
    const merged = edited('%one; a 2; %two; c: a; c@2 4: a; !p 5: c; $way: c@2 + a', (after) =>
      withSkill(after, 'a', { replaces: ['b'] }),
    );
    const found = differenceOf(before, merged);
    expect(names(found)[0]).toBe('SKILL MERGED a+b>a');
    expect(found.alterations[0]!.says).toBe('b (5 h) goes into a (2 h).');
  });

  it('are known from all revisions between', () => {
    const twice = edited(drawing.replaceAll(/\bb\b/g, 'x'), (after) =>
      withSkill(after, 'x', { replaces: ['z'], title: 'b' }),
    );
    const between = comparing([before, renamed, twice]);
    expect(between(1, 3)).toEqual(['SKILL RENAMED b>x']);
    expect(between(3, 1)).toEqual(['SKILL RENAMED x>b']);
    expect(names(differenceOf(before, twice))).toContain('SKILL REMOVED b>');
  });

  it('of levels are followed, too', () => {
    const renamed = JSON.parse(JSON.stringify(before).replaceAll('"working"', '"fluent"'));
    expect(names(differenceOf(before, renamed))).toEqual(['LEVEL RENAMED working>fluent']);
  });

  it('mean something else where something else has taken them since', () => {
    const withProject = (version: Curriculum) => {
      const [project] = version.projects;
      const requires: Requirement = { kind: 'competency', skill: 'b', level: 'foundation' };
      return { ...version, projects: [project!, { ...project!, slug: 'q', requires }] };
    };
    const reused = edited(drawing.replaceAll(/\bb\b/g, 'z'), (after) => {
      withSkill(after, 'z', { replaces: ['b'], title: 'b' });
      const [a] = after.skills;
      after.skills = [a!, { ...a!, slug: 'b', title: 'Another' }, ...after.skills.slice(1)];
    });
    const between = comparing([withProject(before), renamed, withProject(reused)]);
    // The project names what it named before, and that is another skill.
    expect(between(1, 3)).toEqual(['SKILL RENAMED b>z', 'SKILL ADDED >b', 'PROJECT CHANGED q']);
    expect(between(3, 1)).toEqual(['SKILL REMOVED b>', 'SKILL RENAMED z>b', 'PROJECT CHANGED q']);
  });
});

/** What one revision has otherwise than another, by their whole history; from 1. */
function comparing(versions: readonly Curriculum[]): (from: number, to: number) => string[] {
  const history = versions.reduce(
    (known, version, index) =>
      historyWith(known, versions[index - 1] ?? null, version, {
        number: index + 1,
        digest: String(index),
        publishedAt: new Date(index),
      }),
    noHistory,
  );
  const at = (revision: number) => ({ curriculum: versions[revision - 1]!, revision });
  return (from, to) => {
    const kinship = kinshipIn(lineageOf(history), at(from), at(to));
    return names(differenceOf(at(from).curriculum, at(to).curriculum, kinship));
  };
}

describe('any two curricula', () => {
  const seeds = fc.record({ one: fc.nat(500), other: fc.nat(500), mix: fc.nat(10_000) });

  it('differ in what an item by item comparison finds, but for what means the same', () =>
    fc.assert(
      fc.property(seeds, ({ one, other, mix }) => {
        const [from, to] = pair(one, other, mix);
        const naive = naiveDifference(from, to);
        const found = names(differenceOf(from, to));
        const missing = naive.all.filter((name) => !found.includes(name));
        expect(found.filter((name) => !naive.all.includes(name))).toEqual([]);
        expect(missing.filter((name) => naive.beyondMeaning.includes(name))).toEqual([]);
      }),
      { numRuns: 150 },
    ));

  it('differ in the same from either side', () =>
    fc.assert(
      fc.property(seeds, ({ one, other, mix }) => {
        const [from, to] = pair(one, other, mix);
        const there = names(differenceOf(from, to));
        const back = names(differenceOf(to, from)).map(mirrored);
        expect(back.sort()).toEqual(there.sort());
      }),
      { numRuns: 100 },
    ));

  it('are the same where only order and nesting differ', () =>
    fc.assert(
      fc.property(fc.nat(500), fc.nat(10_000), (seed, turn) => {
        const from = randomCurriculum(seed, 12);
        const random = dice(turn);
        const to = {
          ...from,
          skills: from.skills.map((skill) => ({
            ...skill,
            recommends: random.pick(skill.recommends, skill.recommends.length),
            levels: skill.levels.map((level) => ({
              ...level,
              requires: rewritten(level.requires, random),
            })),
          })),
          projects: from.projects.map((project) => ({
            ...project,
            requires: rewritten(project.requires, random),
          })),
        };
        expect(names(differenceOf(from, to))).toEqual([]);
      }),
      { numRuns: 100 },
    ));
});

/** Two curricula that share some of what they have. */
function pair(one: number, other: number, mix: number): [Curriculum, Curriculum] {
  const [from, second] = [randomCurriculum(one, 12), randomCurriculum(other, 14)];
  const { chance } = dice(mix);
  const mixed = <Item extends { readonly slug: string }>(
    mine: readonly Item[],
    theirs: readonly Item[],
  ): Item[] =>
    [
      ...mine.filter(() => chance(0.8)),
      ...theirs.filter(({ slug }) => chance(0.2) || !mine.some((item) => item.slug === slug)),
    ]
      .filter(({ slug }, index, all) => all.findLastIndex((item) => item.slug === slug) === index)
      .sort((left, right) => (left.slug < right.slug ? -1 : 1));
  const to = {
    ...from,
    skills: mixed(from.skills, second.skills),
    projects: mixed(from.projects, second.projects),
    careerPaths: mixed(from.careerPaths, second.careerPaths),
    advice: mixed(from.advice, second.advice),
  };
  return [from, to];
}

/** By canonical documents, item by item; and which of these no other order or nesting explains. */
function naiveDifference(from: Curriculum, to: Curriculum) {
  const [before, after] = [toDocument(from), toDocument(to)];
  const all: string[] = [];
  const beyondMeaning: string[] = [];
  const lists = {
    SKILL: 'skills',
    PROJECT: 'projects',
    CAREER_PATH: 'careerPaths',
    ADVICE: 'advice',
  } as const;
  for (const [noun, list] of Object.entries(lists)) {
    const [was, is] = [before, after].map(
      (document) => new Map((document[list] ?? []).map((item) => [item.id, item as object])),
    ) as [Map<string, object>, Map<string, object>];
    for (const id of was.keys()) if (!is.has(id)) all.push(`${noun} REMOVED ${id}>`);
    for (const [id, item] of is) {
      const old = was.get(id);
      if (!old) all.push(`${noun} ADDED >${id}`);
      else if (canonicalJson(old) !== canonicalJson(item)) {
        const name = `${noun} CHANGED ${id}`;
        all.push(name);
        if (canonicalJson(plain(old)) !== canonicalJson(plain(item))) beyondMeaning.push(name);
      }
    }
  }
  beyondMeaning.push(...all.filter((name) => !name.includes('CHANGED')));
  return { all, beyondMeaning };
}

/** Without what may mean the same when it is written otherwise. */
function plain(item: object): object {
  const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);
  const fields = Object.entries(item)
    .filter(([key]) => !['requires', 'requiresAt', 'when', 'prefers'].includes(key))
    .map(([key, value]) => [
      key,
      ['recommends', 'practises'].includes(key) ? sorted(value) : value,
    ]);
  return Object.fromEntries(fields);
}

function mirrored(name: string): string {
  const [noun, kind, slugs] = name.split(' ') as [string, string, string];
  const turned = { ADDED: 'REMOVED', REMOVED: 'ADDED' }[kind] ?? kind;
  return `${noun} ${turned} ${slugs.split('>').reverse().join('>')}`;
}

/** The same requirement, shuffled, nested and repeated. */
function rewritten(of: Requirement | null, random: Dice): Requirement | null {
  if (of === null || of.kind === 'competency') return of;
  const parts = random.pick(of.of, of.of.length).map((part) => rewritten(part, random)!);
  if (of.kind === 'at-least') return { ...of, of: parts };
  const { kind } = of;
  const half = random.between(0, parts.length);
  const nested: Requirement[] =
    half > 1 && half < parts.length
      ? [{ kind, of: parts.slice(0, half) }, ...parts.slice(half)]
      : parts;
  const together: Requirement = { kind, of: nested };
  if (random.chance(0.3)) return { kind: 'all-of', of: [together] };
  // Whoever has one of two has it, whatever the other takes besides.
  if (random.chance(0.3)) return { kind: 'any-of', of: [together, { kind: 'all-of', of: parts }] };
  return together;
}
