import { describe, expect, it } from 'vitest';
import { drawnName, names, roadmap, type Wanted } from '../../support/planning.ts';

/** The choices of a roadmap, as `key: options`, with a `*` at those that are relied on, and the steps they come to. */
function check(drawing: string, wanted: Wanted, expected: string[]) {
  const told = roadmap(drawing, wanted).choices.map(({ key, options, chosen }) => {
    const listed = options.map(({ competency, isChosen }) => {
      const name =
        competency === null ? '(…)' : drawnName(`${competency.skill}@${competency.level}`);
      return isChosen ? `${name}*` : name;
    });
    return `${drawnName(key)}: ${listed.join(' ')} -> ${names(chosen)}`;
  });
  expect(told).toEqual(expected);
}

describe('choices', () => {
  it('are those that the plan had to make', () =>
    check('a; b 2; c; z: (a | b) & c', { goals: 'z' }, ['z#1: a* b -> a']));

  it('are none where too few options are there to choose', () =>
    check('a; b; z: 2 of (a, b)', { goals: 'z' }, []));

  it('are none where what is known settles them', () =>
    check('a; b; z: a | b', { goals: 'z', knows: 'b' }, []));

  it('are made among the rest where some of several are known', () =>
    check('a; b; c 2; z: 2 of (a, b, c)', { goals: 'z', knows: 'a' }, ['z#1: a b* c -> b']));

  it('are of career paths and projects too', () =>
    check('a; b 2; !app: a | b; $path: b | a', { goals: 'path app' }, [
      'app#1: a* b -> a',
      'path#1: b a* -> a',
    ]));

  it('are the goals’ own first, then in the order of the roadmap', () =>
    check('a; b 2; x; y 2; p: a | b; q: p; $path: q & (x | y)', { goals: 'path' }, [
      'path#1: x* y -> x',
      'p#1: a* b -> a',
    ]));

  it('come to all steps of a nested option', () =>
    check('a; b; c 9; z: c | (a & b)', { goals: 'z' }, ['z#1: c (…)* -> a b']));

  it('within a nested option are choices too', () =>
    check('a; b; c 2; d 9; z: d | (a & (b | c))', { goals: 'z' }, [
      'z#1: d (…)* -> a b',
      'z#2: b* c -> b',
    ]));

  it('come to what is below where a nested option is nothing but a choice', () =>
    check('a; b; c 2; d 9; z: d | 2 of (a, b, c)', { goals: 'z' }, [
      'z#1: d (…)* -> a b',
      'z#2: a* b* c -> a b',
    ]));
});

it('tells who needs the choice, at which level', () => {
  const { choices } = roadmap('a; b; c; c@2: a | b; $path: c@2', { goals: 'path' });
  expect(choices[0]!.neededBy).toMatchObject({
    kind: 'competency',
    skill: { slug: 'c' },
    level: { slug: 'working' },
  });
});
