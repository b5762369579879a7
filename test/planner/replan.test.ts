import { describe, expect, it } from 'vitest';
import { competenciesIn } from '../../src/curriculum/competencies-in.ts';
import { competencyKey } from '../../src/curriculum/requirement.ts';
import { plan } from '../../src/planner/plan.ts';
import type { PlanRequest } from '../../src/planner/request.ts';
import type { Choice, Roadmap, Step } from '../../src/planner/roadmap.ts';
import { graph } from '../support/curricula.ts';
import { names, roadmap } from '../support/planning.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

/** Random roadmaps without projects along the way, and what comes out after a step that is ready is done. */
function forEachCompletion(
  seeds: number,
  visit: (before: Roadmap, done: Step, after: Roadmap, place: string) => void,
) {
  let completions = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const curriculum = randomCurriculum(seed, 5 + (seed % 12));
    const drawn = graph(curriculum);
    // Without dates, since what can be reached in time is another question.
    const dates = { hoursPerWeek: null, startOn: null, finishBy: null, pauses: [] };
    const request: PlanRequest = {
      ...randomRequest(seed, curriculum),
      ...dates,
      projects: 'NONE',
      // What is only recommended is not part of the selection: to know it may open a shorter way.
      includeRecommended: false,
    };
    const before = runToEnd(plan(drawn, request));
    if (before.kind !== 'roadmap') continue;
    for (const done of dice(seed).pick(before.readyNow, 2)) {
      const after = runToEnd(plan(drawn, completing(request, done, before)));
      const place = `seed ${seed}, ${done.key}`;
      if (after.kind !== 'roadmap') throw new Error(`${place}: ${after.message}`);
      visit(before, done, after, place);
      completions += 1;
    }
  }
  expect(completions).toBeGreaterThan(seeds / 2);
}

/** The same request by somebody who has done a step of its roadmap. */
function completing(request: PlanRequest, { subject }: Step, { steps }: Roadmap): PlanRequest {
  const keepOrder = steps.map(({ key }) => key);
  if (subject.kind === 'project') {
    const completedProjects = [...(request.completedProjects ?? []), subject.project.slug];
    return { ...request, completedProjects, keepOrder };
  }
  const known = { skill: subject.skill.slug, level: subject.level.level };
  return { ...request, knows: [...(request.knows ?? []), known], keepOrder };
}

describe('after a step is done', () => {
  it('the roadmap is the old one less that step, in the old order', () =>
    forEachCompletion(250, (before, done, after, place) => {
      const rest = before.steps.filter((step) => step !== done).map(({ key }) => key);
      expect(
        after.steps.map(({ key }) => key),
        place,
      ).toEqual(rest);
      const left = Math.round((before.totalHours - done.hours) * 10) / 10;
      expect(after.totalHours, place).toBe(left);
    }));

  it('every other step is there for reasons that it had', () =>
    forEachCompletion(250, (before, _done, after, place) => {
      for (const step of after.steps) {
        const old = before.steps.find(({ key }) => key === step.key)!;
        const told = ({ reasons }: Step): string[] =>
          reasons.map(({ kind, text }) => `${kind} ${text}`);
        // What was done may count where another step was relied on before.
        expect(told(old), `${place}, ${step.key}`).toEqual(expect.arrayContaining(told(step)));
        expect(step.reasons.length, place).toBeGreaterThan(0);
        expect(keys(old.after), place).toEqual(expect.arrayContaining(keys(step.after)));
      }
    }));

  it('choices are decided as they were, or are none any more', () =>
    forEachCompletion(250, (before, done, after, place) => {
      const known = new Map(before.choices.map((choice) => [choice.key, choice]));
      for (const choice of after.choices) {
        const decided = known.get(choice.key);
        expect(decided, `${place}, ${choice.key}`).toBeDefined();
        const old = keys(decided!.chosen).sort();
        const now = keys(choice.chosen).sort();
        if (!concerns(choice, done)) expect(now, `${place}, ${choice.key}`).toEqual(old);
      }
      const gone = before.choices.filter(
        ({ key }) => !after.choices.some((choice) => choice.key === key),
      );
      for (const choice of gone)
        expect(concerns(choice, done), `${place}, ${choice.key}`).toBe(true);
    }));
});

function keys(steps: readonly Step[]): string[] {
  return steps.map(({ key }) => key);
}

/** A choice is gone where what was done is among what it asks for, or asked for it. */
function concerns({ requirement, neededBy }: Choice, { key, subject }: Step): boolean {
  if (competenciesIn(requirement).some((each) => competencyKey(each) === key)) return true;
  if (neededBy.kind !== 'competency') return subject.kind === 'project';
  return competencyKey({ skill: neededBy.skill.slug, level: neededBy.level.slug }) === key;
}

describe('what was inferred wrongly is learned', () => {
  it('where something needs it', () => {
    const drawing = 'a; b: a; c: b; z: c & b';
    expect(names(roadmap(drawing, { goals: 'z', knows: 'c' }).steps)).toBe('z');
    expect(names(roadmap(drawing, { goals: 'z', knows: 'c', denies: 'b' }).steps)).toBe('b z');
  });

  it('with the levels above it', () =>
    expect(
      names(
        roadmap('a; a@2; a@3; b: a@3; z: b & a@3', { goals: 'z', knows: 'b', denies: 'a@2' }).steps,
      ),
    ).toBe('a@2 a@3 z'));

  it('with what it needs, where that is denied too', () =>
    expect(
      names(roadmap('a; b: a; c: b; z: c & b', { goals: 'z', knows: 'c', denies: 'b a' }).steps),
    ).toBe('a b z'));

  it('whatever the curriculum', () => {
    let denials = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const curriculum = randomCurriculum(seed, 5 + (seed % 12));
      const drawn = graph(curriculum);
      const request = { ...randomRequest(seed, curriculum), excludes: [], inferKnown: true };
      const before = runToEnd(plan(drawn, request));
      if (before.kind !== 'roadmap') throw new Error(before.message);
      const declared = new Set(request.knows?.map(({ skill }) => skill));
      const inferred = before.known.filter(({ competency }) => !declared.has(competency.skill));
      for (const { competency } of dice(seed).pick(inferred, 1)) {
        const key = competencyKey(competency);
        const denying = { ...request, denies: [competency], pins: [...(request.pins ?? []), key] };
        const after = runToEnd(plan(drawn, denying));
        if (after.kind !== 'roadmap') throw new Error(`seed ${seed}: ${after.message}`);
        expect(keys(after.steps), `seed ${seed}`).toContain(key);
        const known = after.known.map((each) => each.competency);
        const isAbove = ({ skill, level }: { skill: string; level: string }): boolean =>
          skill === competency.skill && drawn.rank(level) >= drawn.rank(competency.level);
        expect(known.filter(isAbove), `seed ${seed}`).toEqual([]);
        denials += 1;
      }
    }
    expect(denials).toBeGreaterThan(50);
  });
});
