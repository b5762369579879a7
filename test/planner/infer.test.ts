import { describe, expect, it } from 'vitest';
import { knowledgeOf } from '../../src/planner/infer.ts';
import { readWishes } from '../../src/planner/read-wishes.ts';
import type { KnownCompetency } from '../../src/planner/roadmap.ts';
import { graph } from '../support/curricula.ts';
import { drawnName, graphOf, requestOf, type Wanted } from '../support/planning.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { reachesTargets } from '../support/selection-problems.ts';

/** What is known, each name with a `*` where it is inferred. */
function check(drawing: string, wanted: Omit<Wanted, 'goals'>, expected: string) {
  const list = known(drawing, { ...wanted, goals: 'z' });
  expect(list.map(text).join(' ')).toBe(expected);
}

function known(drawing: Parameters<typeof graphOf>[0], wanted: Wanted): readonly KnownCompetency[] {
  const drawn = graphOf(drawing);
  const read = readWishes(drawn, requestOf(drawn, wanted));
  if (read.kind !== 'wishes') throw new Error(read.message);
  return knowledgeOf(read.wishes).list;
}

function text({ competency, provenance }: KnownCompetency): string {
  const name = drawnName(`${competency.skill}@${competency.level}`);
  return provenance === 'INFERRED' ? `${name}*` : name;
}

describe('who knows something knows', () => {
  it('what it needs, and what that needs', () =>
    check('a; b: a; c: b; d; z', { knows: 'c' }, 'a* b* c'));

  it('what all its alternatives need, but none of the alternatives', () =>
    check('s; a: s; b: s; c: a | b; z', { knows: 'c' }, 'c s*'));

  it('what a choice cannot do without', () =>
    check('s; a: s; b: s; c; d: 2 of (a, b, c); z', { knows: 'd' }, 'd s*'));

  it('what leads into a circle', () =>
    check('s; x: s; a: b | x; b: a; z', { knows: 'b' }, 'a* b s* x*'));

  it('the levels below it, and what they need', () =>
    check('n; a: n; a@2; a@3; z', { knows: 'a@3' }, 'a* a@2* a@3 n*'));

  it('no level above it', () => check('a; a@2; z', { knows: 'a' }, 'a'));

  it('what it needs though it is excluded', () =>
    check('a; b: a; z', { knows: 'b', excludes: ['a'] }, 'a* b'));

  it('nothing besides where that is not to be inferred, but the levels below', () =>
    check('n; a: n; a@2; z', { knows: 'a@2', inferKnown: false }, 'a* a@2'));

  it('nothing of what is denied', () =>
    check('a; b: a; c: b; z', { knows: 'c', denies: 'b' }, 'a* c'));

  it('nothing above a denied level', () =>
    check('a; a@2; a@3; b: a@3; z', { knows: 'b', denies: 'a@2' }, 'a* b'));

  it('what is declared once, at its highest level', () =>
    check('a; a@2; z', { knows: 'a a@2 a a@2' }, 'a* a@2'));
});

describe('each known competency says why it is known', () => {
  it('by being declared, a level below, or needed by a declared one', () => {
    const list = known('n; a: n; a@2; z', { goals: 'z', knows: 'a@2' });
    expect(Object.fromEntries(list.map((each) => [text(each), each.because]))).toEqual({
      'a@2': 'You say that you know it.',
      'a*': 'You know `a@working`, a higher level of it.',
      'n*': 'Whoever knows `a@working` knows it.',
    });
  });

  it('by the first that it follows from', () => {
    const list = known('n; a: n; b: n; z', { goals: 'z', knows: 'b a' });
    expect(list.find((each) => text(each) === 'n*')?.because).toBe(
      'Whoever knows `a@foundation` knows it.',
    );
  });
});

it('is just what every way to come to know it holds, each with its first source, by trying every set', () => {
  let inferred = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const curriculum = randomCurriculum(seed, 3 + (seed % 3));
    const drawn = graph(curriculum);
    const { nodes } = drawn;
    if (nodes.firstProject > 9) continue;
    const { pick, between } = dice(seed);
    const declared = pick([...curriculum.skills], between(1, 2)).map(({ slug, levels }) => ({
      skill: slug,
      level: levels[between(0, levels.length - 1)]!.level,
    }));
    const sources = declared
      .map((competency) => drawn.nodeOfCompetency(competency)!)
      .sort((left, right) => left - right);
    const waysOf = new Map(sources.map((source) => [source, setsThatReach(nodes, source)]));
    const isImplied = (node: number, source: number): boolean =>
      waysOf.get(source)!.every((way) => way.has(node));
    const goals = [{ careerPath: curriculum.careerPaths[0]!.slug }];
    const knows = declared.map(({ skill, level }) => `${skill}@${drawn.rank(level) + 1}`).join(' ');
    const list = known(drawn, { goals, knows });
    const implied = Array.from({ length: nodes.firstProject }, (_, node) => node).filter((node) =>
      sources.some((source) => isImplied(node, source)),
    );
    expect(
      list.map(({ competency }) => drawn.nodeOfCompetency(competency)),
      `seed ${seed}`,
    ).toEqual(implied);
    for (const { competency, provenance, because } of list) {
      const node = drawn.nodeOfCompetency(competency)!;
      const place = `seed ${seed}, ${drawn.keyOf(node)}`;
      expect(provenance, place).toBe(sources.includes(node) ? 'DECLARED' : 'INFERRED');
      if (provenance === 'DECLARED') continue;
      const own = sources.find(
        (source) => source > node && nodes.skillOf[source] === nodes.skillOf[node],
      );
      const first = own ?? sources.find((source) => isImplied(node, source))!;
      expect(because, place).toContain(`\`${drawn.keyOf(first)}\``);
      inferred += 1;
    }
  }
  expect(inferred).toBeGreaterThan(200);
});

/** Every set of competencies by which a node holds; expressions hold as they can. */
function setsThatReach(
  nodes: ReturnType<typeof graph>['nodes'],
  target: number,
): ReadonlySet<number>[] {
  const none = new Uint8Array(nodes.nodeCount);
  const problem = {
    andOr: nodes,
    targets: [target],
    known: none,
    excluded: none,
    costs: nodes.tenths,
  };
  const expressions = [...nodes.tenths.keys()].filter((node) => node >= nodes.firstExpression);
  return Array.from({ length: 1 << nodes.firstProject }, (_, subset) =>
    [...nodes.skillOf.keys()].filter((node) => (subset >> node) & 1),
  )
    .filter((set) => reachesTargets(problem, [...set, ...expressions]))
    .map((set) => new Set(set));
}
