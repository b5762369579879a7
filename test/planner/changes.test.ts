import { describe, expect, it } from 'vitest';
import { plan } from '../../src/planner/plan.ts';
import type { Roadmap } from '../../src/planner/roadmap.ts';
import { graph } from '../support/curricula.ts';
import { drawnName, names, planned, roadmap, type Wanted } from '../support/planning.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

/** What changed since the roadmap of which the keys are given, as lines. */
function check(drawing: string, { keepOrder = [], ...wanted }: Wanted, expected: string[]) {
  const keys = keepOrder!.map((name) =>
    name.includes('@') || name.startsWith('!') ? name : `${name}@foundation`,
  );
  const { changes } = roadmap(drawing, {
    ...wanted,
    keepOrder: keys.map((key) => key.replace('!', '')),
  });
  expect([
    ...changes!.added.map(({ key }) => `new: ${drawnName(key)}`),
    ...changes!.removed.map(({ key, because, why }) => `${because}: ${drawnName(key)}. ${why}`),
    ...changes!.moved.map(({ step, why }) => `moved: ${drawnName(step.key)}. ${why}`),
    changes!.summary,
  ]).toEqual(expected);
}

describe('what changed since the last roadmap', () => {
  it('is not told where no order is to be kept', () =>
    expect(roadmap('a', { goals: 'a' }).changes).toBeNull());

  it('may be nothing', () =>
    check('a; b; z: a & b', { goals: 'z', keepOrder: ['b', 'a', 'z'] }, [
      'Nothing has changed since your last roadmap.',
    ]));

  it('tells what is new', () =>
    check('a; b; z: a & b', { goals: 'z', keepOrder: ['b', 'z'] }, [
      'new: a',
      'Since your last roadmap 1 step is new.',
    ]));

  it('tells what is done', () =>
    check(
      'a; b; z: a & b; !app; $path: z',
      {
        goals: 'path',
        knows: 'a',
        completedProjects: ['app'],
        keepOrder: ['a', 'b', 'z', '!app'],
      },
      [
        'DONE: a. You know it by now.',
        'DONE: app. You have built it.',
        'Since your last roadmap 2 are done or known by now.',
      ],
    ));

  it('tells what is excluded, and what another option stands for', () =>
    check(
      'a; b 2; c 3; z: a | b | c',
      { goals: 'z', excludes: ['a'], keepOrder: ['a', 'c', 'z'] },
      [
        'new: b',
        'EXCLUDED: a. You exclude it.',
        'REPLACED: c. b was chosen instead.',
        'Since your last roadmap 1 step is new and 2 are no longer on it.',
      ],
    ));

  it('takes only what an option asks for as replaced by another', () => {
    const drawing = 'a; a@2; a@3; b; z: a@2 | b';
    const keepOrder = ['a@foundation', 'a@working', 'a@advanced', 'z'];
    check(drawing, { goals: 'z', keepOrder }, [
      'new: b',
      'REPLACED: a. b was chosen instead.',
      'REPLACED: a@2. b was chosen instead.',
      'NOT_NEEDED: a@3. Nothing on the roadmap needs it any longer.',
      'Since your last roadmap 1 step is new and 3 are no longer on it.',
    ]);
  });

  it('tells what is needed no more, and what is in the curriculum no more', () =>
    check('a; b; z: a; !app: b', { goals: 'z', keepOrder: ['a', 'b', 'x', '!app', 'z', 'a@9'] }, [
      'NOT_NEEDED: b. Nothing on the roadmap needs it any longer.',
      'GONE: x. The curriculum no longer has it.',
      'NOT_NEEDED: app. No milestone calls for it any longer.',
      'GONE: a@9. The curriculum no longer has it.',
      'Since your last roadmap 4 are no longer on it.',
    ]));

  it('tells what moved behind what it needs', () => {
    check('a; b: d; c; d; z: a & b & c', { goals: 'z', keepOrder: ['a', 'b', 'c', 'd', 'z'] }, [
      'moved: b. It now comes after d, which it needs.',
      'Since your last roadmap 1 has moved.',
    ]);
    check('b: n; n: d; d; z: b', { goals: 'z', keepOrder: ['b', 'd', 'z'] }, [
      'new: n',
      'moved: b. It now comes after d, which it builds on.',
      'Since your last roadmap 1 step is new and 1 has moved.',
    ]);
  });

  it('tells what moved before what needs it, where that moves less', () =>
    check('a: d; b: d; c; d; z: a & b & c', { goals: 'z', keepOrder: ['a', 'b', 'c', 'd', 'z'] }, [
      'moved: d. It now comes before a, which needs it.',
      'Since your last roadmap 1 has moved.',
    ]));

  it('tells of projects that go with another milestone', () =>
    check(
      '%one; a; %two; b: a; !app: a & b ~ b; $path: b',
      { goals: 'path', projects: 'ONE_PER_MILESTONE', keepOrder: ['a', '!app', 'b'] },
      ['moved: app. It now comes after b, which it needs.', 'Since your last roadmap 1 has moved.'],
    ));

  it('is as it was where the same is asked again', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const curriculum = randomCurriculum(seed, 4 + (seed % 12));
      const request = randomRequest(seed, curriculum);
      const first = runToEnd(plan(graph(curriculum), request));
      if (first.kind !== 'roadmap' || first.steps.length === 0) continue;
      const keepOrder = first.steps.map(({ key }) => key);
      const again = runToEnd(plan(graph(curriculum), { ...request, keepOrder })) as Roadmap;
      expect(names(again.steps), `seed ${seed}`).toBe(names(first.steps));
      expect(again.changes!.summary).toBe('Nothing has changed since your last roadmap.');
    }
  });

  it('moves a step only for one that stays', () => {
    let moves = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const curriculum = randomCurriculum(seed, 4 + (seed % 12));
      const request = { ...randomRequest(seed, curriculum), projects: 'NONE' as const };
      const first = planned(curriculum, { goals: request.goals, projects: 'NONE' });
      if (first.kind !== 'roadmap') continue;
      const keepOrder = first.steps.map(({ key }) => key).reverse();
      const { changes } = roadmap(curriculum, { goals: request.goals, keepOrder });
      const moved = new Set(changes!.moved.map(({ step }) => step));
      for (const { step, because, why } of changes!.moved) {
        moves += 1;
        expect(because, `seed ${seed}, ${why}`).not.toBeNull();
        expect(moved.has(because!)).toBe(false);
        const isLater = because!.position < step.position;
        expect(why).toContain(isLater ? 'after' : 'before');
        expect(keepOrder.indexOf(because!.key) < keepOrder.indexOf(step.key)).toBe(!isLater);
      }
    }
    expect(moves).toBeGreaterThan(100);
  });
});
