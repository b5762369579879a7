import { describe, expect, it } from 'vitest';
import { CurriculumGraph } from '../../../src/curriculum/graph.ts';
import { findBottlenecks } from '../../../src/planner/cohort/bottlenecks.ts';
import { distributionOf } from '../../../src/planner/cohort/distribution.ts';
import { findLearningGroups } from '../../../src/planner/cohort/learn-together.ts';
import type { CohortMember, OpenStep } from '../../../src/planner/cohort/member.ts';
import { findWorkshop } from '../../../src/planner/cohort/workshop.ts';
import { begun, randomMembers } from '../../support/cohort-members.ts';
import { graph } from '../../support/curricula.ts';
import { roadmap } from '../../support/planning.ts';
import { randomCurriculum } from '../../support/random-curricula.ts';
import { runToEnd } from '../../support/run-to-end.ts';

const drawn = graph(`
  variables 2
  functions 4 : variables
  html 3
  http 3 : functions
  flask 8 : http & html
`);

/** Members by what they have left to learn on the way to flask. */
function member(learner: string, knows: string): CohortMember {
  return { learner, roadmap: begun(roadmap(drawn, { goals: 'flask', knows }), 20) };
}

const cohort: readonly CohortMember[] = [
  member('ada', ''),
  member('bob', 'functions html'),
  member('eve', 'functions'),
  { learner: 'kim', roadmap: null },
];

describe('bottlenecks', () => {
  const found = runToEnd(findBottlenecks(drawn, cohort));

  it('are weighed by the hours that wait for them on all roadmaps', () => {
    expect(
      found.map(({ key, learners, ready, hoursBlocked }) => [
        key.split('@')[0],
        learners.join(' '),
        ready.join(' '),
        hoursBlocked,
      ]),
    ).toEqual([
      ['http', 'ada bob eve', 'bob eve', 24],
      ['html', 'ada eve', 'ada eve', 16],
      ['variables', 'ada', 'ada', 15],
      ['functions', 'ada', '', 11],
    ]);
  });

  it('are told in sentences', () => {
    expect(found.map(({ text }) => text).slice(0, 3)).toEqual([
      'All 3 learners still lack http: 24 h of their roadmaps wait for it. 2 of them can learn it now.',
      '2 of 3 learners still lack html: 16 h of their roadmaps wait for it. All of them can learn it now.',
      '1 of 3 learners still lacks variables: 15 h of their roadmaps wait for it. It can be learned now.',
    ]);
  });

  it('are not what the curriculum no longer has, nor projects', () => {
    const open = [
      step('gone@foundation', []),
      step('a-project', []),
      step('flask@foundation', ['gone@foundation', 'a-project']),
    ];
    const members = [{ learner: 'ada', roadmap: { hoursDone: 0, open } }];
    expect(runToEnd(findBottlenecks(drawn, members))).toEqual([]);
  });
});

describe('learning groups', () => {
  it('have the same next thing before them', () => {
    const found = runToEnd(findLearningGroups(drawn, cohort));
    expect(found.map(({ key, learners }) => [key.split('@')[0], learners.join(' ')])).toEqual([
      ['html', 'ada eve'],
      ['http', 'bob eve'],
    ]);
    expect(found[1]!.text).toBe('2 learners can learn http together now, which takes about 3 h.');
  });
});

describe('the distribution of progress', () => {
  it('counts by tenths, with the middle', () => {
    const shares = [0, 0.1, 0.1, 0.55, 1];
    const members = shares.map((share, index) => ({
      learner: `${index}`,
      roadmap: { hoursDone: share * 10, open: share === 1 ? [] : [step('a', [], 10 - share * 10)] },
    }));
    const found = distributionOf([...members, { learner: 'kim', roadmap: null }]);
    expect(found).toEqual({
      members: 6,
      planned: 5,
      histogram: [1, 2, 0, 0, 0, 1, 0, 0, 0, 1],
      deciles: [0, 0, 0.1, 0.1, 0.1, 0.1, 0.55, 0.55, 1],
      median: 0.1,
      mean: 0.35,
      finished: 1,
      text: 'Half of the 5 learners with a roadmap have done 10 % of it or more. 1 has finished. 1 has done less than a tenth. 1 follows no roadmap yet.',
    });
  });

  it('of nobody has no figures', () => {
    expect(distributionOf([])).toMatchObject({ median: null, mean: null, deciles: [] });
    expect(distributionOf([{ learner: 'kim', roadmap: null }]).text).toBe(
      'None of 1 member follows a roadmap yet.',
    );
  });
});

describe('the workshop', () => {
  it('teaches what most hours wait for and enough members are ready for', () => {
    const found = runToEnd(findWorkshop(drawn, cohort, { hours: 3, competenciesMax: 1 }));
    // Html and http unblock 16 h each; after neither can anybody but bob begin flask.
    expect(found).toMatchObject({
      teaches: [{ skill: 'http' }],
      hours: 3,
      learners: ['bob', 'eve'],
      learnerHoursUnblocked: 16,
      learnerHoursReady: 8,
      isProven: true,
    });
    expect(found!.text).toBe(
      'In 3 h on http, 2 of 3 learners learn what 16 h of their roadmaps wait for; 8 h of these can begin right after.',
    );
  });

  it('teaches what comes before too, where there is time', () => {
    const found = runToEnd(findWorkshop(drawn, cohort, { hours: 9, competenciesMax: 3 }));
    expect(found!.teaches.map(({ skill }) => skill)).toEqual(['html', 'variables', 'http']);
  });

  it('is none where nothing that fits unblocks anything', () => {
    expect(runToEnd(findWorkshop(drawn, cohort, { hours: 1, competenciesMax: 3 }))).toBeNull();
    expect(runToEnd(findWorkshop(drawn, [], { hours: 9, competenciesMax: 3 }))).toBeNull();
  });
});

describe('with random cohorts', () => {
  const cases = Array.from({ length: 40 }, (_, seed) => {
    const built = CurriculumGraph.build(randomCurriculum(seed, 10));
    if (built.kind !== 'graph') throw new Error('sound');
    return { graph: built.graph, members: randomMembers(seed, built.graph, 6), seed };
  });

  it('bottlenecks are what a walk over every roadmap finds', () => {
    for (const { graph, members } of cases) {
      const blocked = new Map<string, number>();
      for (const { roadmap } of members) {
        for (const { key, hours } of roadmap?.open ?? [])
          for (const need of needsOf(roadmap!.open, key))
            blocked.set(need, (blocked.get(need) ?? 0) + Math.round(hours * 10));
      }
      const found = runToEnd(findBottlenecks(graph, members));
      const expected = [...blocked].filter(([key]) => key.includes('@'));
      expect(new Map(found.map(({ key, hoursBlocked }) => [key, hoursBlocked * 10]))).toEqual(
        new Map(expected),
      );
    }
  });

  it('no other workshop unblocks more', () => {
    let found = 0;
    for (const { graph, members, seed } of cases) {
      const limits = { hours: 4 + (seed % 12), competenciesMax: 1 + (seed % 3) };
      const best = bestOf(graph, members, limits);
      const workshop = runToEnd(findWorkshop(graph, members, limits));
      expect([
        seed,
        Math.round((workshop?.learnerHoursUnblocked ?? 0) * 10),
        Math.round((workshop?.learnerHoursReady ?? 0) * 10),
      ]).toEqual([seed, ...best]);
      if (workshop) {
        found += 1;
        expect(workshop.isProven).toBe(true);
        expect(workshop.hours).toBeLessThanOrEqual(limits.hours);
        expect(workshop.teaches.length).toBeLessThanOrEqual(limits.competenciesMax);
      }
    }
    expect(found).toBeGreaterThan(20);
  });
});

function step(key: string, after: readonly string[], hours = 1): OpenStep {
  return { key, hours, after };
}

function needsOf(open: readonly OpenStep[], key: string): ReadonlySet<string> {
  const found = new Set<string>();
  const left = [key];
  for (let next = left.pop(); next; next = left.pop())
    for (const need of open.find((each) => each.key === next)!.after)
      if (open.some((each) => each.key === need) && !found.has(need)) {
        found.add(need);
        left.push(need);
      }
  return found;
}

/** By trying every set; the tenths of hours that it unblocks, then those that can begin. */
function bestOf(
  graph: CurriculumGraph,
  members: readonly CohortMember[],
  limits: { hours: number; competenciesMax: number },
): readonly [number, number] {
  const keys = [
    ...new Set(members.flatMap(({ roadmap }) => roadmap?.open.map(({ key }) => key) ?? [])),
  ].filter((key) => key.includes('@'));
  const hoursOf = (key: string) => {
    const [skill, level] = key.split('@') as [string, string];
    return graph.skill(skill)!.levels.find((each) => each.level === level)!.hours;
  };
  let best: readonly [number, number] = [0, 0];
  const sets: string[][] = [[]];
  for (let size = 0; size < limits.competenciesMax; size += 1)
    for (const set of sets.filter((each) => each.length === size))
      for (const key of keys) if (set.every((other) => other < key)) sets.push([...set, key]);
  for (const set of sets) {
    const hours = set.reduce((sum, key) => sum + Math.round(hoursOf(key) * 10), 0);
    if (hours > Math.round(limits.hours * 10)) continue;
    const value: [number, number] = [0, 0];
    for (const { roadmap } of members) {
      const open = roadmap?.open ?? [];
      const taught = new Set<string>();
      for (let grew = true; grew; ) {
        grew = false;
        for (const key of set)
          if (
            !taught.has(key) &&
            open.some((each) => each.key === key) &&
            [...needsOf(open, key)].every((need) => taught.has(need))
          ) {
            taught.add(key);
            grew = true;
          }
      }
      for (const { key, hours } of open) {
        const needs = [...needsOf(open, key)];
        if (!needs.some((need) => taught.has(need))) continue;
        value[0] += Math.round(hours * 10);
        if (needs.every((need) => taught.has(need)) && !taught.has(key))
          value[1] += Math.round(hours * 10);
      }
    }
    if (value[0] > best[0] || (value[0] === best[0] && value[1] > best[1] && value[0] > 0))
      best = value;
  }
  return best;
}
