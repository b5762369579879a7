import { describe, expect, it } from 'vitest';
import { objectives } from '../../../src/planner/objectives/index.ts';
import type { Task } from '../../../src/planner/objectives/objective.ts';
import { names, roadmap } from '../../support/planning.ts';
import { dice } from '../../support/random.ts';

/** The steps in order. */
function check(drawing: string, expected: string) {
  expect(names(roadmap(drawing, { goals: 'z' }).steps)).toBe(expected);
}

describe('one area at a time', () => {
  it('takes the areas in teaching order', () => check('%one; b; %two; a; z: a & b', 'b a z'));

  it('stays in an area while anything there can be learned', () =>
    check('%one; a; d: a; %two; b: a; c: b; %three; z: c & d', 'a d b c z'));

  it('comes back to an area when more of it can be learned', () =>
    check('%one; a; d: b; %two; b: a; c: b; %three; z: c & d', 'a b c d z'));

  it('takes what fewer things come before first, then goes by name', () =>
    check('c; b: c; a: b; e; d; z: a & d & e', 'c d e b a z'));

  it('waits with what is easier later, as long as there is something else to do', () => {
    check('a ~ c; b; c; z: a & b & c', 'b c a z');
    check('a ~ c; b: a; c: b; z: c', 'a b c z');
    check('%one; a ~ c; b; %two; c; z: a & b & c', 'b a c z');
  });

  it('is at ease with recommendations in a circle', () => check('a ~ b; b ~ a; z: a & b', 'a b z'));

  it('builds a project as soon as it can be', () =>
    expect(names(roadmap('a; b; c: a & b; !app: a; $path: c', { goals: 'path app' }).steps)).toBe(
      'a app b c',
    ));
});

describe.each(objectives)('$name', ({ arrange, description }) => {
  it('has a description of one sentence', () => expect(description).toMatch(/^[A-Z][^.]+\.$/));

  it('has every task once, after those that must precede it', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const tasks = randomTasks(seed);
      const order = arrange(tasks);
      expect(order.toSorted((left, right) => left - right)).toEqual([...tasks.keys()]);
      const place = new Map(order.map((task, index) => [task, index]));
      tasks.forEach(({ after }, task) => {
        for (const before of after) {
          expect(place.get(before)!, `seed ${seed}`).toBeLessThan(place.get(task)!);
        }
      });
      expect(arrange(tasks), `seed ${seed}`).toEqual(order);
    }
  });
});

/** Soft wishes may run in circles. */
function randomTasks(seed: number): Task[] {
  const { between, chance, pick } = dice(seed);
  const count = between(0, 25);
  const all = Array.from({ length: count }, (_, task) => task);
  return all.map((task) => ({
    area: chance(0.1) ? null : between(0, 3),
    depth: between(0, 5),
    after: pick(all.slice(0, task), between(0, 3)),
    easierAfter: chance(0.3) ? pick(all, between(1, 3)).filter((other) => other !== task) : [],
  }));
}
