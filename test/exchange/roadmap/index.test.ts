import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roadmapFormats } from '../../../src/exchange/roadmap/index.ts';
import { arbitraryTitles, withTitles } from '../../support/arbitrary-titles.ts';
import { graphOf, roadmap as planned, type Wanted } from '../../support/planning.ts';
import { randomCurriculum } from '../../support/random-curricula.ts';
import { textOf } from '../../support/rendering.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';

const dated = {
  goals: 'backend-developer',
  knows: 'variables',
  projects: 'ONE_PER_MILESTONE',
  hoursPerWeek: 5,
  startOn: '2027-01-04',
} as const;

it('has formats of different names, media types and file extensions', () => {
  for (const key of ['name', 'mediaType', 'fileExtension', 'description'] as const)
    expect(new Set(roadmapFormats.map((format) => format[key])).size).toBe(roadmapFormats.length);
});

describe.each(roadmapFormats.map((format) => [format.name, format] as const))('%s', (_, format) => {
  async function written(ground: Parameters<typeof graphOf>[0], wanted: Wanted) {
    const graph = graphOf(ground);
    const roadmap = planned(graph, wanted);
    return { roadmap, text: await textOf(format, roadmap, graph) };
  }

  it('writes the same roadmap as the same text', async () => {
    const { text } = await written(smallCurriculum(), dated);
    expect((await written({ ...smallCurriculum() }, dated)).text).toBe(text);
  });

  it('ends its last line, has no empty half of a character and no control character', () =>
    fc.assert(
      fc.asyncProperty(arbitraryTitles, async (titles) => {
        const { text } = await written(withTitles(smallCurriculum(), titles), dated);
        expect(text).toMatch(/\S\r?\n$/);
        expect(text).not.toMatch(/\p{Cs}/u);
        // JSON keeps what there is, by escapes where it must.
        const others = [...text].filter((character) =>
          /[\p{Cc}\u2028\u202a-\u202e]/u.test(character),
        );
        if (format.name !== 'JSON') expect(others.filter((one) => !/[\r\n]/.test(one))).toEqual([]);
      }),
      { numRuns: 60 },
    ));

  it('can say that nothing is left to do', async () => {
    const { roadmap, text } = await written(smallCurriculum(), { goals: 'html', knows: 'html' });
    expect(roadmap.steps).toEqual([]);
    expect(text).toMatch(/\n$/);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'writes whatever there may be on a roadmap (seed %i)',
    async (seed) => {
      const graph = graphOf(randomCurriculum(seed, 20));
      const goals = graph.curriculum.careerPaths.map(({ slug }) => ({ careerPath: slug }));
      const roadmap = planned(graph, { goals, projects: 'ALL', hoursPerWeek: 3 });
      const text = await textOf(format, roadmap, graph);
      if (!format.needsDates)
        for (const { subject } of roadmap.steps)
          expect(text).toContain(
            subject.kind === 'project' ? subject.project.title : subject.skill.title,
          );
    },
  );
});
