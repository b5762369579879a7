import { expect, it } from 'vitest';
import { drawProblems, drawRefusal } from '../../src/cli/draw-refusal.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import type { Advice } from '../../src/curriculum/curriculum.ts';
import { plan } from '../../src/planner/plan.ts';
import type { PlanRequest } from '../../src/planner/request.ts';
import { curriculum, graph } from '../support/curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

const look = { style: createStyle(false), widthColumns: 80 };

const advice: Advice = {
  slug: 'variables-first',
  title: 'Variables first',
  when: { kind: 'excludes', slug: 'variables' },
  says: 'Nothing can be said about a program without them.',
};
const drawn = graph({
  ...curriculum('variables 2; loops 3: variables; !game 4: loops'),
  advice: [advice],
});

/** A request that is refused, and how that is drawn. */
function check(request: PlanRequest, expected: string) {
  const result = runToEnd(plan(drawn, request));
  if (result.kind === 'roadmap') throw new Error('There is a roadmap.');
  expect(drawRefusal(result, look)).toBe(expected);
}

it('asks what was meant by every unknown name', () =>
  check(
    { goals: [{ skill: 'loop' }], prefers: ['gam'] },
    'error: There is no `loop` in this curriculum. Did you mean `loops`?\n' +
      'error: There is no `gam` in this curriculum. Did you mean `game`?',
  ));

it('lists all that is wrong with a request', () => {
  const result = runToEnd(plan(drawn, { goals: [], hoursPerWeek: -1 }));
  if (result.kind !== 'invalid-request') throw new Error(result.kind);
  const lines = drawRefusal(result, { ...look, widthColumns: 500 }).split('\n');
  expect(lines).toEqual(result.problems.map(({ message }) => `error: ${message}`));
  expect(lines.length).toBe(2);
});

it('says what would help, and what the curriculum advises', () =>
  check(
    { goals: [{ project: 'game' }], excludes: ['variables'] },
    "error: game can't be reached without `variables`.\n\n" +
      'Why\n  1. You exclude variables.\n' +
      "  2. game needs loops, which needs variables [1], so it can't be reached.\n\n" +
      'What would help\n  - Allow `variables`, and it takes 9 h.\n\n' +
      'Advice\n  Variables first\n  Nothing can be said about a program without them.',
  ));

it('argues no longer than the problem', () => {
  const result = runToEnd(
    plan(drawn, { goals: [{ skill: 'variables' }], excludes: ['variables'] }),
  );
  if (result.kind === 'roadmap') throw new Error('There is a roadmap.');
  expect(drawRefusal(result, look)).not.toContain('Why');
});

it('says how much of a long argument is left out, and aligns its numbers', () => {
  const chain = Array.from({ length: 136 }, (_, index) => `c${index + 1}: c${index}`).join('; ');
  const result = runToEnd(
    plan(graph(`c0; ${chain}`), { goals: [{ skill: 'c136' }], excludes: ['c0'] }),
  );
  if (result.kind === 'roadmap') throw new Error('There is a roadmap.');
  const lines = drawRefusal(result, look).split('\n');
  expect(lines.slice(2, 5)).toEqual([
    'Why',
    '  5 lines before these are left out.',
    '   6. c20 needs c19, which needs c18, which needs c17, which needs c16 [5].',
  ]);
});

it('puts a hint on a line of its own', () =>
  expect(drawProblems(['The port is in use.\n\nhint: Take another one.'], look)).toBe(
    'error: The port is in use.\n       hint: Take another one.',
  ));

it('indents what does not fit on a line', () =>
  expect(drawProblems(['one two three four'], { ...look, widthColumns: 16 })).toBe(
    'error: one two\n       three\n       four',
  ));
