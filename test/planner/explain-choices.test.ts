import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { competencyKey } from '../../src/curriculum/requirement.ts';
import { explainChoices } from '../../src/planner/explain-choices.ts';
import type { Choice } from '../../src/planner/roadmap.ts';
import {
  drawnName,
  graphOf,
  listOf,
  planned,
  requestOf,
  roadmap,
  type Wanted,
} from '../support/planning.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { bruteForce } from '../support/selection-problems.ts';

/** What the options of the first choice cost: hours more, and steps that they add. */
function check(drawing: string, wanted: Wanted, expected: string[]) {
  const { choice, prices } = explained(drawing, wanted);
  const told = prices.map(({ extraHours, addedSteps }, index) => {
    const { competency } = choice.options[index]!;
    return `${competency?.skill ?? '(…)'}: ${extraHours} ${addedSteps}`;
  });
  expect(told).toEqual(expected);
}

/** The first choice, explained. */
function explained(ground: string | Curriculum, wanted: Wanted) {
  return explainEach(ground, wanted)[0]!;
}

/** Every choice, explained. */
function explainEach(ground: string | Curriculum, wanted: Wanted) {
  const drawn = graphOf(ground);
  const answer = roadmap(drawn, wanted);
  const explanations = runToEnd(explainChoices(drawn, requestOf(drawn, wanted), answer));
  return answer.choices.map((choice) => ({ choice, ...explanations.get(choice)! }));
}

describe('the price of an option', () => {
  it('is nothing for what was chosen', () =>
    check('a 2; b 5; z: a | b', { goals: 'z' }, ['a: 0 0', 'b: 3 1']));

  it('counts what an option needs', () =>
    check('n 4; a 2; b 5: n; z: a | b', { goals: 'z' }, ['a: 0 0', 'b: 7 2']));

  it('counts what it saves elsewhere', () =>
    check('a 4; b 5; y: b; $path: a | b; $other: y', { goals: 'path other', pins: [] }, [
      'a: 4 1',
      'b: 0 0',
    ]));

  it('is none for what is excluded or out of reach', () =>
    check('a; b; n; c: n; z: a | b | c', { goals: 'z', excludes: ['b', 'n'] }, [
      'a: 0 0',
      'b: null null',
      'c: null null',
    ]));

  it('may be less than nothing where something else is preferred', () =>
    check('a 6; b 4; z: a | b', { goals: 'z', prefers: ['a'] }, ['a: 0 0', 'b: -2 1']));

  it('of a nested option is that of all of it', () =>
    check('a 3; b 2; c 2; z: a | (b & c)', { goals: 'z' }, ['a: 0 0', '(…): 1 2']));

  it('is nothing for what is known among several', () =>
    check('a 9; b 2; c 3; z: 2 of (a, b, c)', { goals: 'z', knows: 'a' }, [
      'a: 0 0',
      'b: 0 0',
      'c: 1 1',
    ]));

  it('counts what is recommended, where that is included', () =>
    check('r 10; a 2; b 3 ~ r; z: a | b', { goals: 'z', includeRecommended: true }, [
      'a: 0 0',
      'b: 11 2',
    ]));

  it('of a choice that a recommendation brought counts from there', () =>
    check('a 2; b 5; r: a | b; z ~ r', { goals: 'z', includeRecommended: true }, [
      'a: 0 0',
      'b: 3 1',
    ]));

  it('is what a plan with the option pinned takes more', () => {
    let compared = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const curriculum = randomCurriculum(seed, 4 + (seed % 8));
      const wanted = { goals: [{ careerPath: 'w0' }] };
      const answer = roadmap(curriculum, wanted);
      for (const { choice, prices } of explainEach(curriculum, wanted)) {
        for (const [index, { competency }] of choice.options.entries()) {
          if (competency === null) continue;
          const pinned = planned(curriculum, { ...wanted, pins: [competencyKey(competency)] });
          if (pinned.kind !== 'roadmap') throw new Error(pinned.message);
          const extra = Math.round((pinned.totalHours - answer.totalHours) * 10) / 10;
          expect(prices[index]!.extraHours, `seed ${seed}, ${choice.key}`).toBe(extra);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(200);
  });

  it('is what trying every set of competencies finds', () => {
    let compared = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const curriculum = withoutTastes(randomCurriculum(seed, 3 + (seed % 4)));
      const drawn = graphOf(curriculum);
      if (drawn.nodes.firstProject > 9) continue;
      const wanted = { goals: [{ careerPath: 'w0' }] };
      const none = new Uint8Array(drawn.nodes.nodeCount);
      const costs = drawn.nodes.tenths.map((tenths, node) =>
        node < drawn.nodes.firstProject ? tenths : 0,
      );
      const cheapest = (targets: number[]): number =>
        bruteForce({ andOr: drawn.nodes, targets, known: none, excluded: none, costs })!.cost;
      const goal = drawn.nodeOf('w0')!;
      for (const { choice, prices } of explainEach(curriculum, wanted)) {
        for (const [index, { competency }] of choice.options.entries()) {
          if (competency === null) continue;
          const forced = cheapest([goal, drawn.nodeOfCompetency(competency)!]);
          expect(prices[index], `seed ${seed}, ${choice.key}`).toMatchObject({
            extraHours: (forced - cheapest([goal])) / 10,
            extraHoursIsExact: true,
          });
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});

describe('what tipped a choice', () => {
  const tipped = (drawing: string, wanted: Wanted): string =>
    explained(drawing, wanted)
      .tippedBy.map(({ competency }) => drawnName(competencyKey(competency)))
      .join(' ');

  it('is what is known, without which it would have been another', () =>
    expect(tipped('n 9; a 2: n; b 5; m; z: a | b', { goals: 'z', knows: 'n m' })).toBe('n'));

  it('is what is known at a level', () =>
    expect(tipped('n 9; n@2 9; a 2: n@2; b 5; z: a | b', { goals: 'z', knows: 'n@2' })).toBe(
      'n@2',
    ));

  it('is nothing where it would have been the same', () =>
    expect(tipped('n 1; a 2: n; b 5; z: a | b', { goals: 'z', knows: 'n' })).toBe(''));

  it('is every one of two that it takes together', () =>
    expect(tipped('m 2; n 2; a 2: m & n; b 3; z: a | b', { goals: 'z', knows: 'm n' })).toBe(
      'm n',
    ));

  it('is found by planning again without each, whatever the curriculum', () => {
    let tips = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const curriculum = randomCurriculum(seed, 5 + (seed % 8));
      const knows = dice(seed)
        .pick([...curriculum.skills], 3)
        .map(({ slug }) => slug);
      const wanted = { goals: [{ careerPath: 'w0' }], knows: knows.join(' ') };
      const keepOrder = roadmap(curriculum, wanted).steps.map(({ key }) => key);
      for (const { choice, tippedBy } of explainEach(curriculum, wanted)) {
        const expected = knows.toSorted().filter((name) => {
          const others = knows.filter((other) => other !== name).join(' ');
          const without = roadmap(curriculum, { ...wanted, knows: others, keepOrder });
          const now = without.choices.find(({ key }) => key === choice.key);
          return now !== undefined && chosen(now) !== chosen(choice);
        });
        const told = tippedBy.map(({ competency }) => competency.skill);
        expect(told, `seed ${seed}, ${choice.key}`).toEqual(expected);
        tips += told.length;
      }
    }
    expect(tips).toBeGreaterThan(10);
  });
});

describe('the explanation reads', () => {
  const why = (drawing: string, wanted: Wanted): string => explained(drawing, wanted).why;

  it('as the shortest way, with what the others take', () =>
    expect(why('a 2; b 5; c 2; d; z: a | b | c | d', { goals: 'z', excludes: ['d'] })).toBe(
      'a is one of the shortest ways: b takes 3 h more, c takes as long and d is out of reach.',
    ));

  it('as a preference, where others are shorter', () =>
    expect(why('a 6; b 4; z: a | b', { goals: 'z', prefers: ['a'] })).toBe(
      'a is what you prefer: b takes 2 h less.',
    ));

  it('with what tipped it', () =>
    expect(why('n 9; a 2: n; b 5; z: a | b', { goals: 'z', knows: 'n' })).toBe(
      'a instead of b saves 3 h because you know n.',
    ));

  it('with what tipped it beside the rest', () =>
    expect(why('n 9; a 2: n; b 5; c 6; z: a | b | c', { goals: 'z', knows: 'n' })).toBe(
      'a is the shortest way: c takes 4 h more. a instead of b saves 3 h because you know n.',
    ));

  it('with all that it takes together to tip it', () =>
    expect(why('m 2; n 2; a 2: m & n; b 3; z: a | b', { goals: 'z', knows: 'm n' })).toBe(
      'a instead of b saves 1 h because you know m and n.',
    ));

  it('with what tipped one of several', () =>
    expect(why('n 9; a 2: n; b 5; c 1; z: 2 of (a, b, c)', { goals: 'z', knows: 'n' })).toBe(
      'a instead of b saves 3 h because you know n.',
    ));

  it('with what counts already', () =>
    expect(why('a 1; b 2; c 3; z: 2 of (a, b, c)', { goals: 'z', knows: 'a' })).toBe(
      'b is the shortest way: c takes 1 h more. You know a, which counts here.',
    ));

  it('with what need not be learned', () =>
    expect(why('a 1; b 2; c 3; z: 2 of (a, b, c)', { goals: 'z', knows: 'c' })).toBe(
      'a is the shortest way: b takes 1 h more. You can do without b because you know c.',
    ));

  it('of nested options', () =>
    expect(why('n 9; a 2: n; b 2; c 8; z: (a & b) | c', { goals: 'z', knows: 'n' })).toBe(
      '(a and b) instead of c saves 4 h because you know n.',
    ));

  it('as the usual choice of the goal', () =>
    expect(why('a 6; b 4; $path: a | b + a', { goals: 'path' })).toBe(
      'a is the usual choice for path: b takes 2 h less.',
    ));

  it('of several, without what is known', () =>
    expect(why('a 9; b 2; c 3; d 4; z: 3 of (a, b, c, d)', { goals: 'z', knows: 'a' })).toContain(
      'b and c are the shortest way: d takes 1 h more.',
    ));
});

it('is given for every choice of every roadmap', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const curriculum = randomCurriculum(seed, 4 + (seed % 12));
    const wanted = {
      goals: [{ careerPath: 'w0' }, { project: 'p0' }],
      includeRecommended: seed % 2 === 0,
      prefers: listOf('s00 s01'),
    };
    for (const { choice, prices, why } of explainEach(curriculum, wanted)) {
      expect(prices, `seed ${seed}`).toHaveLength(choice.options.length);
      expect(why, `seed ${seed}`).toMatch(
        /^\S.* (is|are) (the shortest way|one of the shortest ways|among the shortest ways|preferred here|what you prefer|the usual choice for .*): .+\.$/,
      );
    }
  }
});

function withoutTastes(curriculum: Curriculum): Curriculum {
  const careerPaths = curriculum.careerPaths.map((path) => ({ ...path, prefers: [] }));
  return { ...curriculum, careerPaths };
}

function chosen({ options }: Choice): string {
  return options.map(({ isChosen }) => isChosen).join();
}
