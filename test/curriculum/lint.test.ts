import { describe, expect, it } from 'vitest';
import type { Curriculum, Skill } from '../../src/curriculum/curriculum.ts';
import { lint } from '../../src/curriculum/lint.ts';
import { curriculum, graph } from '../support/curricula.ts';

/** The warnings of a drawn curriculum, as `code path`. */
function check(drawing: string | Curriculum, expected: string[]) {
  expect(lint(graph(drawing)).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(
    expected,
  );
}

function withSkill(drawn: Curriculum, slug: string, change: Partial<Skill>): Curriculum {
  const skills = drawn.skills.map((skill) =>
    skill.slug === slug ? { ...skill, ...change } : skill,
  );
  return { ...drawn, skills };
}

describe('prerequisites', () => {
  it('are implied where another one needs them', () =>
    check('a; b: a; c: a & b; $path: c', ['implied-prerequisite skills.c.requires.0']));

  it('are implied over many steps', () =>
    check('a; b: a; c: b; d: c; e: d & a; $path: e', ['implied-prerequisite skills.e.requires.1']));

  it('are implied where all alternatives need them', () =>
    check('a; b: a; c: a; d: b | c; e: d & a; $path: e', [
      'implied-prerequisite skills.e.requires.1',
    ]));

  it('are not implied where one alternative does without them', () =>
    check('a; b: a; c; d: b | c; e: d & a; $path: e', []));

  it('are not implied by a cycle that an alternative leads out of', () =>
    check('s; t; a: b | s; b: a | t; c: a & b; $path: c', []));

  it('are implied by a level', () =>
    check('a; b; b@2: a; c: b@2 & b & a; $path: c', [
      'implied-prerequisite skills.c.requires.1',
      'implied-prerequisite skills.c.requires.2',
    ]));

  it('are implied where a level names one below it', () =>
    check('a; a@2: a; $path: a@2', ['implied-prerequisite skills.a.requiresAt.working.0']));

  it('of a higher level are implied by the one below', () =>
    check('a; b: a; b@2: a; $path: b@2', ['implied-prerequisite skills.b.requiresAt.working.0']));

  it('may be listed in full by projects and career paths', () =>
    check('a; b: a; !project: a & b; $path: a & b', []));

  it('say who needs them', () =>
    expect(lint(graph('a; b: a; c: a & b; $path: c'))[0]!.message).toBe(
      "`a@foundation` needn't be named: `b@foundation` needs it anyway. Take it out.",
    ));
});

describe('alternatives', () => {
  it('are dearer where they need another one', () =>
    check('a; b: a; c: a | b; $path: c', ['dearer-alternative skills.c.requires.0.anyOf.1']));

  it('are dearer at a higher level', () =>
    check('a; a@2; b; c: b | a | a@2; $path: c', [
      'dearer-alternative skills.c.requires.0.anyOf.2',
    ]));

  it('are dearer as expressions too', () =>
    check('a; b; d; c: d | a | (a & b); $path: c', [
      'dearer-alternative skills.c.requires.0.anyOf.2',
    ]));

  it('of career paths and projects are seen', () =>
    check('a; b: a; !project: b | a; $path: a | b', [
      'dearer-alternative projects.project.requires.0.anyOf.0',
      'dearer-alternative careerPaths.path.requires.0.anyOf.1',
    ]));

  it('may need one another where several are asked for', () =>
    check('a; b: a; d; c: 2 of (a, b, d); $path: c', []));

  it('are dearer where they need as many others as are asked for', () =>
    check('a; b; d: a & b; c: 2 of (a, b, d); $path: c', [
      'dearer-alternative skills.c.requires.0.of.2',
    ]));

  it('can never be used where they need what they are for', () =>
    check('a; c: a | b; b: c; $path: c & b', ['unusable-alternative skills.c.requires.0.anyOf.1']));

  it('are no choice where one is needed anyway', () =>
    check('a; b; c: a & (a | b); $path: c', ['settled-choice skills.c.requires.1']));

  it('nested in others are seen', () =>
    check('a; b: a; d; e; c: d | (e & (a | b)); $path: c', [
      'dearer-alternative skills.c.requires.0.anyOf.1.allOf.1.anyOf.1',
    ]));
});

describe('skills and levels', () => {
  it('are of no use where no career path or project leads to them', () =>
    check('a; b: a; $path: a', ['unused-skill skills.b']));

  it('are of use by alternatives, prerequisites and practice', () =>
    check('a; b: a; c; d; $path: b | c; !project: d', []));

  it('are of use where they are recommended', () =>
    check(
      withSkill(curriculum('a; b; $path: a'), 'a', {
        recommends: [{ skill: 'b', level: 'foundation' }],
      }),
      [],
    ));

  it('have levels that nobody needs', () =>
    check('a; a@2; a@3; $path: a', [
      'unused-level skills.a.hours.working',
      'unused-level skills.a.hours.advanced',
    ]));

  it('are not judged where there is nothing to lead to them', () => check('a; b: a', []));
});

describe('areas', () => {
  it('are in the wrong order where a skill needs one of a later area', () =>
    check('%one; a: b; %two; b; $path: a', ['area-order skills.a.requires.0']));

  it('may be in any order where an alternative is earlier', () =>
    check('%one; a: b | c; c; %two; b; $path: a | b', []));

  it('are in the wrong order where all alternatives are later', () =>
    check('%one; a: b | c; %two; b; c; $path: a', ['area-order skills.a.requires.0']));

  it('are in the wrong order where too few are earlier', () =>
    check('%one; a: 2 of (b, c, d); d; %two; b; c; $path: a', ['area-order skills.a.requires.0']));

  it('are looked at within alternatives', () =>
    check('%one; a: b | (d & (c | b)); d; %two; b; c; $path: a', [
      'area-order skills.a.requires.0',
    ]));
});

it('misses links of resources', () => {
  const resource = { title: 'A book', url: null, hours: null, kind: 'READ', level: null } as const;
  const linked = { ...resource, url: 'https://example.org' };
  check(withSkill(curriculum('a; $path: a'), 'a', { resources: [linked, resource] }), [
    'resource-without-link skills.a.resources.1',
  ]);
});

it('tells warnings, never errors', () =>
  expect(lint(graph('a; b; $path: a')).map(({ severity }) => severity)).toEqual(['warning']));

describe('very large curricula', () => {
  const count = 100_000;

  it('are linted in seconds as a chain', () => {
    const lines = Array.from({ length: count }, (_, index) =>
      index === 0 ? 's0' : `s${index}: s${index - 1}`,
    );
    check([...lines, `$path: s${count - 1}`].join('\n'), []);
  });

  it('are linted in seconds as a lattice', () => {
    const count = 20_000;
    const lines = Array.from({ length: count }, (_, index) => {
      if (index < 2) return `s${index}`;
      return `s${index}: s${index - 1} & s${index - 2}`;
    });
    const found = lint(graph([...lines, `$path: s${count - 1}`].join('\n')));
    expect(found.length).toBeGreaterThan(9_000);
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['implied-prerequisite']));
  });
});
