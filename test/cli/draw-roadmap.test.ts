import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { planExplained } from '../../src/actions/plan-explained.ts';
import { drawRoadmap } from '../../src/cli/draw-roadmap.ts';
import { createPen } from '../../src/cli/pen.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import type { PlanRequest } from '../../src/planner/request.ts';
import { curriculum, graph } from '../support/curricula.ts';

const drawn = graph(`
  %core
    python 10
    functions 3 : python
    functions@2 4 : functions
  %frameworks
    django 20 : functions
    flask 9 : functions@2
  !notes-app 8 : flask
  $backend : django | flask
`);

async function draw(request: PlanRequest, { on = drawn, colour = false, widthColumns = 80 } = {}) {
  const { result, explanations } = await planExplained(on, request);
  if (result.kind !== 'roadmap') throw new Error(result.message);
  const look = { style: createStyle(colour), widthColumns };
  // How the planner puts it in sentences is not what is held here.
  const roadmap = { ...result, summary: `It takes ${result.totalHours} h.` };
  return drawRoadmap(roadmap, explanations, createPen(look, on));
}

it('draws milestones, hours, dates, reasons, choices and what is known', async () =>
  expect(
    await draw({
      goals: [{ careerPath: 'backend' }],
      knows: [{ skill: 'functions' }],
      hoursPerWeek: 7,
      startOn: '2027-01-04',
    }),
  ).toMatchInlineSnapshot(`
    "Roadmap to backend
    It takes 21 h.
    Begin with functions (working).

    core ───────────────────────────────────────────────── 4 h · 4 Jan to 7 Jan 2027
       1  functions (working)  4 h  4 Jan to 7 Jan
          Needed for flask.

    frameworks ───────────────────────────────────────── 17 h · 8 Jan to 24 Jan 2027
       2  flask                9 h  8 Jan to 16 Jan
          Backend asks for it; chosen among django or flask.
       3  Build: notes-app     8 h  17 Jan to 24 Jan
          It practises flask.

    Choices
      flask for backend
        instead of  django  +7 h, 1 other step

    Known already
      You said so: functions.
      It follows from that: python."
  `));

it('draws weeks where there is no date, and neither where there are no hours', async () => {
  expect(await draw({ goals: [{ skill: 'python' }], hoursPerWeek: 5 })).toMatch(
    /python {2}10 h {2}week 2$/m,
  );
  expect(await draw({ goals: [{ skill: 'python' }] })).toMatch(/python {2}10 h$/m);
});

it('says what is late and when it can be reached', async () => {
  const drawing = await draw({
    goals: [
      { skill: 'functions', by: '2027-01-20', importance: 2 },
      { skill: 'django', by: '2027-01-20' },
    ],
    hoursPerWeek: 7,
    startOn: '2027-01-04',
    projects: 'NONE',
  });
  expect(drawing.slice(drawing.indexOf('Dates'))).toMatchInlineSnapshot(`
    "Dates
      Up to 2027-01-20 there are 17 h for learning, and django takes 33 h. It can be
      reached on 2027-02-05.
      All of it can be done on 2027-02-05 at the earliest."
  `);
});

it('keeps to the width, whatever the names are', async () => {
  const long = curriculum('python; $backend: python');
  const title =
    'Writing, reading, running and above all understanding programs in Python and elsewhere '.repeat(
      2,
    );
  const skills = long.skills.map((skill) => ({ ...skill, title, because: {} }));
  const areas = long.areas.map((area) => ({ ...area, title }));
  const on = graph({ ...long, areas, skills });
  for (const widthColumns of [60, 80, 120]) {
    const drawing = await draw(
      { goals: [{ careerPath: 'backend' }], hoursPerWeek: 1, startOn: '2027-01-04' },
      { on, widthColumns },
    );
    expect(Math.max(...drawing.split('\n').map((line) => line.length))).toBeLessThanOrEqual(
      widthColumns,
    );
  }
});

it('draws what is known already as nothing to do', async () =>
  expect(
    await draw({ goals: [{ skill: 'python' }], knows: [{ skill: 'python' }] }),
  ).toMatchInlineSnapshot(`
    "Roadmap to python
    It takes 0 h.

    Known already
      You said so: python."
  `));

it('uses colour only where there is one', async () => {
  const request = { goals: [{ careerPath: 'backend' }] };
  expect(await draw(request)).not.toContain('\u001b[');
  const coloured = await draw(request, { colour: true });
  expect(coloured).toContain('\u001b[');
  expect(stripVTControlCharacters(coloured)).toBe(await draw(request));
});
