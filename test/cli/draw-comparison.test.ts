import { expect, it } from 'vitest';
import { drawComparison } from '../../src/cli/draw-comparison.ts';
import { createPen } from '../../src/cli/pen.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import { type CompareGoalsRequest, compareGoals } from '../../src/planner/compare-goals.ts';
import { graph } from '../support/curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

const drawn = graph(`
  python 10; sql 5: python; flask 9 : python & sql; charts 6.5 : sql
  $backend : flask
  $data-analyst : charts
`);

function draw(request: CompareGoalsRequest): string {
  const result = runToEnd(compareGoals(drawn, request));
  if (result.kind !== 'goal-comparison') throw new Error(result.message);
  return drawComparison(result, createPen({ style: createStyle(false), widthColumns: 80 }, drawn));
}

it('draws what goals take and share, and where they part', () =>
  expect(draw({ goals: [{ careerPath: 'backend' }, { careerPath: 'data-analyst' }] })).toBe(
    [
      'backend or data-analyst',
      'They share 15 h, up to sql. Then backend goes on with flask (9 h); data-analyst',
      'goes on with charts (6.5 h). Together they take 30.5 h, 15 h less than each by',
      'itself.',
      '',
      'What each takes',
      '  backend         24 h  3 steps    +9 h beside the others',
      '  data-analyst  21.5 h  3 steps  +6.5 h beside the others',
      '',
      'What they share, 15 h',
      '  python, sql',
      '',
      'Where they part',
      '  backend',
      '    flask',
      '  data-analyst',
      '    charts',
    ].join('\n'),
  ));

it('draws no partings where there is one goal, or nothing is left', () => {
  expect(draw({ goals: [{ careerPath: 'backend' }] })).not.toContain('part');
  expect(
    draw({
      goals: [{ skill: 'python' }, { skill: 'sql' }],
      knows: [{ skill: 'sql' }],
    }),
  ).toBe(
    [
      'python or sql',
      'All of them are reached already.',
      '',
      'What each takes',
      '  python  0 h  0 steps  +0 h beside the others',
      '  sql     0 h  0 steps  +0 h beside the others',
    ].join('\n'),
  );
});
