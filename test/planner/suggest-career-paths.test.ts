import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { suggestCareerPaths } from '../../src/planner/suggest-career-paths.ts';
import { curriculum, graph } from '../support/curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

const drawn: Curriculum = withInterests(
  curriculum(
    'python 10; sql 5; html 5; css 5: html; $backend: python & sql; $data: python; $frontend: css',
  ),
  { backend: ['logic'], data: ['data', 'logic'], frontend: ['looks'] },
);

function withInterests(plain: Curriculum, of: Record<string, string[]>): Curriculum {
  const slugs = [...new Set(Object.values(of).flat())];
  return {
    ...plain,
    interests: slugs.map((slug) => ({ slug, title: `The ${slug}` })),
    careerPaths: plain.careerPaths.map((path) => ({ ...path, interests: of[path.slug] ?? [] })),
  };
}

/** The career paths, the best fit first. */
function check(interests: string[], knows: string[], expected: string[]) {
  expect(suggested(interests, knows).map(({ careerPath }) => careerPath.slug)).toEqual(expected);
}

function suggested(interests: string[], knows: string[] = []) {
  const request = { interests, knows: knows.map((skill) => ({ skill })) };
  const answer = runToEnd(suggestCareerPaths(graph(drawn), request));
  if (answer.kind !== 'career-path-suggestions') throw new Error(answer.message);
  return answer.fits;
}

describe('career paths', () => {
  it('that serve an interest come first', () => {
    check(['looks'], [], ['frontend', 'data', 'backend']);
    check(['logic'], [], ['backend', 'data', 'frontend']);
    check(['data'], [], ['data', 'frontend', 'backend']);
  });

  it('of which more is known come first where interests are served alike', () =>
    check([], ['html'], ['frontend', 'data', 'backend']));

  it('that are shorter come first where nothing else tells them apart', () =>
    check([], [], ['data', 'frontend', 'backend']));

  it('say what is left, what is known and why', () => {
    const fit = suggested(['looks'], ['html']).at(0)!;
    expect(fit).toMatchObject({ hoursLeft: 5, shareKnown: 0.5 });
    expect(fit.why).toContain('the looks');
    expect(fit.why).toContain('You know 50 % of it.');
    expect(fit.why).toContain('5 h are left.');
  });

  it('that serve other interests say which', () => {
    const whys = new Map(suggested(['looks']).map(({ careerPath, why }) => [careerPath.slug, why]));
    expect(whys.get('frontend')).toMatch(/^It is for people who like the looks\./);
    expect(whys.get('data')).toMatch(/^It is rather for people who like the data and the logic\./);
    expect(suggested([]).every(({ why }) => !why.includes('like'))).toBe(true);
  });

  it('have scores from 0 to 1, in order', () => {
    for (const interests of [[], ['logic'], ['logic', 'data', 'looks']]) {
      for (const knows of [[], ['python'], ['python', 'sql', 'html', 'css']]) {
        const scores = suggested(interests, knows).map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((left, right) => right - left));
        for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
      }
    }
  });

  it('of which nothing is left say so', () =>
    expect(
      suggested([], ['python']).find(({ careerPath }) => careerPath.slug === 'data'),
    ).toMatchObject({
      hoursLeft: 0,
      shareKnown: 1,
      why: 'You know 100 % of it. Nothing is left to learn for it.',
    }));
});

describe('refused is', () => {
  const refusal = (request: Parameters<typeof suggestCareerPaths>[1]) =>
    runToEnd(suggestCareerPaths(graph(drawn), request));

  it('an interest that the curriculum does not have', () =>
    expect(refusal({ interests: ['logic', 'lookz'] })).toMatchObject({
      kind: 'unknown-names',
      names: [{ path: 'interests.1', name: 'lookz', suggestions: ['looks'] }],
    }));

  it('an unknown skill', () =>
    expect(refusal({ knows: [{ skill: 'pyton' }] })).toMatchObject({
      kind: 'unknown-names',
      names: [{ path: 'knows.0.skill', name: 'pyton', suggestions: ['python'] }],
    }));

  it('too long a list', () =>
    expect(
      refusal({ interests: Array.from({ length: 2_001 }, (_, index) => `i${index}`) }),
    ).toMatchObject({
      kind: 'invalid-request',
      problems: [{ path: 'interests' }],
    }));
});

it('suggests nothing where there is nothing', () =>
  expect(runToEnd(suggestCareerPaths(graph('a'), {}))).toEqual({
    kind: 'career-path-suggestions',
    fits: [],
  }));
