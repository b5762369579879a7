import { describe, expect, it } from 'vitest';
import type { Situation } from '../../src/curriculum/curriculum.ts';
import { curriculum } from '../support/curricula.ts';
import { listOf, planned, type Wanted } from '../support/planning.ts';

const competency = (skill: string, level = 'foundation') => ({ skill, level });
const goal = (slug: string): Situation => ({ kind: 'goal', slug });

/** Whether advice for a situation comes with the answer. */
function check(when: Situation, wanted: Partial<Wanted>, expected: boolean) {
  const drawn = curriculum(`
    %one; a; b: a; b@2
    %two; c: b; d
    !app: a
    $path: c`);
  const advice = [{ slug: 'tip', title: 'Tip', says: 'Mind this.', when }];
  const answer = planned({ ...drawn, advice }, { goals: 'path', ...wanted });
  if (answer.kind !== 'roadmap' && answer.kind !== 'unreachable-goals')
    throw new Error(answer.kind);
  expect(answer.advice.map(({ slug }) => slug)).toEqual(expected ? ['tip'] : []);
}

describe('advice comes where', () => {
  it('something is a goal', () => {
    check(goal('path'), {}, true);
    check(goal('b'), { goals: 'b@2' }, true);
    check(goal('app'), { goals: 'd app' }, true);
    check(goal('c'), {}, false);
  });

  it('a skill of an area is a goal', () => {
    check({ kind: 'goalArea', area: 'two' }, { goals: 'd' }, true);
    check({ kind: 'goalArea', area: 'one' }, { goals: 'd' }, false);
    check({ kind: 'goalArea', area: 'two' }, {}, false);
  });

  it('no goal is of a kind', () => {
    check({ kind: 'noGoalOfKind', goalKind: 'careerPath' }, { goals: 'd app' }, true);
    check({ kind: 'noGoalOfKind', goalKind: 'careerPath' }, {}, false);
    check({ kind: 'noGoalOfKind', goalKind: 'skill' }, {}, true);
    check({ kind: 'noGoalOfKind', goalKind: 'skill' }, { goals: 'd' }, false);
    check({ kind: 'noGoalOfKind', goalKind: 'project' }, { goals: 'app' }, false);
  });

  it('something is known, by inference too', () => {
    check({ kind: 'knows', competency: competency('a') }, { knows: 'b' }, true);
    check({ kind: 'knows', competency: competency('a') }, {}, false);
    check({ kind: 'knows', competency: competency('b', 'working') }, { knows: 'b' }, false);
  });

  it('something is lacking', () => {
    check({ kind: 'lacks', competency: competency('a') }, {}, true);
    check({ kind: 'lacks', competency: competency('a') }, { knows: 'a' }, false);
  });

  it('something is excluded, at whatever level', () => {
    check({ kind: 'excludes', slug: 'b' }, { excludes: listOf('b@2') }, true);
    check({ kind: 'excludes', slug: 'b' }, { excludes: ['d'] }, false);
  });

  it('something is on the roadmap, or is not', () => {
    check({ kind: 'roadmapHas', slug: 'a' }, {}, true);
    check({ kind: 'roadmapHas', slug: 'd' }, {}, false);
    check({ kind: 'roadmapLacks', slug: 'd' }, {}, true);
    check({ kind: 'roadmapLacks', slug: 'a' }, {}, false);
    check({ kind: 'roadmapHas', slug: 'app' }, { projects: 'ALL' }, true);
    check({ kind: 'roadmapHas', slug: 'app' }, {}, false);
  });

  it('all, any or none of several is so', () => {
    const [yes, no] = [goal('path'), goal('app')];
    check({ kind: 'all', of: [yes, yes] }, {}, true);
    check({ kind: 'all', of: [yes, no] }, {}, false);
    check({ kind: 'all', of: [no, yes] }, {}, false);
    check({ kind: 'any', of: [no, yes] }, {}, true);
    check({ kind: 'any', of: [no, no] }, {}, false);
    check({ kind: 'not', of: no }, {}, true);
    check({ kind: 'not', of: { kind: 'not', of: no } }, {}, false);
    check({ kind: 'all', of: [] }, {}, true);
    check({ kind: 'any', of: [] }, {}, false);
    check(
      {
        kind: 'all',
        of: [
          { kind: 'any', of: [no, yes] },
          { kind: 'not', of: no },
        ],
      },
      {},
      true,
    );
    check(
      {
        kind: 'any',
        of: [
          { kind: 'all', of: [yes, no] },
          { kind: 'not', of: yes },
        ],
      },
      {},
      false,
    );
  });

  it('a goal is out of reach too', () =>
    check({ kind: 'excludes', slug: 'b' }, { excludes: ['b'] }, true));
});

it('takes situations of any depth', () => {
  let deep = goal('path');
  for (let depth = 0; depth < 50_000; depth++) deep = { kind: 'not', of: deep };
  check(deep, {}, true);
});
