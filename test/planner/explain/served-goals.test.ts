import { describe, expect, it } from 'vitest';
import { competencyKey, type Requirement } from '../../../src/curriculum/requirement.ts';
import { plan } from '../../../src/planner/plan.ts';
import type { Goal } from '../../../src/planner/roadmap.ts';
import { graph } from '../../support/curricula.ts';
import { drawnName, roadmap, type Wanted } from '../../support/planning.ts';
import { randomCurriculum, randomRequest } from '../../support/random-curricula.ts';
import { runToEnd } from '../../support/run-to-end.ts';

describe('a step serves', () => {
  const check = (drawing: string, wanted: Wanted, expected: Record<string, string>) => {
    const served = roadmap(drawing, wanted).steps.map(({ key, serves }) => [
      drawnName(key),
      serves.map(({ title }) => title).join(' '),
    ]);
    expect(Object.fromEntries(served)).toEqual(expected);
  };

  it('the goals that ask for it, and those that ask for what needs it', () =>
    check(
      'a; b: a; c: a; $one: b; $two: b & c',
      { goals: 'one two' },
      { a: 'one two', b: 'one two', c: 'two' },
    ));

  it('the goal that it is', () => check('a; b: a', { goals: 'b a' }, { a: 'b a', b: 'b' }));

  it('none, where it is only pinned', () =>
    check('a; b; z', { goals: 'z', pins: ['b'] }, { b: '', z: 'z' }));

  it('the goals of what it makes easier, and of what it practises', () =>
    check(
      'a; b ~ a; !app ~ b',
      { goals: 'b', includeRecommended: true, projects: 'ALL' },
      { a: 'b', b: 'b', app: 'b' },
    ));
});

it('suffices, with the others that serve the same goal, to reach it', () => {
  let shared = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const curriculum = randomCurriculum(seed, 5 + (seed % 12));
    const answer = runToEnd(plan(graph(curriculum), randomRequest(seed, curriculum)));
    if (answer.kind !== 'roadmap') continue;
    for (const goal of answer.goals) {
      const serving = answer.steps.filter(({ serves }) => serves.includes(goal));
      const held = new Set(answer.known.map(({ competency }) => competencyKey(competency)));
      for (const { key, subject, reasons } of serving) {
        // What is built along the way may need what other goals ask for.
        if (reasons.every(({ kind }) => kind === 'PRACTISES')) continue;
        const requires =
          subject.kind === 'project' ? subject.project.requires : subject.level.requires;
        expect(isMet(requires, held), `seed ${seed}, ${key}`).toBe(true);
        held.add(key);
      }
      const isDone = goal.subject.kind === 'project' && held.has(goal.subject.project.slug);
      const isBuilt =
        goal.subject.kind === 'project' && !answer.steps.some((step) => step.key === keyOf(goal));
      expect(isDone || isBuilt || isReached(goal, held), `seed ${seed}`).toBe(true);
      if (serving.length < answer.steps.length) shared += 1;
      for (const { reasons } of serving) {
        const leads = reasons.some(
          (reason) => reason.goal === goal || reason.step?.serves.includes(goal),
        );
        expect(leads, `seed ${seed}`).toBe(true);
      }
    }
  }
  expect(shared).toBeGreaterThan(100);
});

function keyOf({ subject }: Goal): string {
  if (subject.kind === 'project') return subject.project.slug;
  if (subject.kind === 'careerPath') return subject.careerPath.slug;
  return competencyKey({ skill: subject.skill.slug, level: subject.level });
}

function isReached(goal: Goal, held: ReadonlySet<string>): boolean {
  const { subject } = goal;
  if (subject.kind === 'careerPath') return isMet(subject.careerPath.requires, held);
  return held.has(keyOf(goal));
}

function isMet(requirement: Requirement | null, held: ReadonlySet<string>): boolean {
  if (requirement === null) return true;
  if (requirement.kind === 'competency') return held.has(competencyKey(requirement));
  const met = requirement.of.filter((each) => isMet(each, held)).length;
  if (requirement.kind === 'all-of') return met === requirement.of.length;
  return met >= (requirement.kind === 'any-of' ? 1 : requirement.count);
}
