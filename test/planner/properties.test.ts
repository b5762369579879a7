import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import {
  type Competency,
  competencyKey,
  type Requirement,
} from '../../src/curriculum/requirement.ts';
import { resolveDocument } from '../../src/curriculum/resolve-document.ts';
import { toDocument } from '../../src/curriculum/to-document.ts';
import { type PlanResult, plan } from '../../src/planner/plan.ts';
import type { GoalRequest, PlanRequest } from '../../src/planner/request.ts';
import type { GoalSubject, Roadmap, Step } from '../../src/planner/roadmap.ts';
import { graph } from '../support/curricula.ts';
import { jsonOf } from '../support/planning.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

interface Case {
  readonly seed: number;
  readonly curriculum: Curriculum;
  readonly request: PlanRequest;
}

function result({ curriculum, request }: Case): PlanResult {
  return runToEnd(plan(graph(curriculum), request));
}

/** Goes through random roadmaps, each with the case that it answers. */
function forEachRoadmap(count: number, visit: (roadmap: Roadmap, asked: Case) => void) {
  let roadmaps = 0;
  for (let seed = 1; seed <= count; seed++) {
    const curriculum = randomCurriculum(seed, 4 + (seed % 12));
    const asked = { seed, curriculum, request: randomRequest(seed, curriculum) };
    const answer = result(asked);
    expect(['roadmap', 'unreachable-goals'], `seed ${seed}`).toContain(answer.kind);
    if (answer.kind !== 'roadmap') continue;
    roadmaps += 1;
    visit(answer, asked);
  }
  expect(roadmaps).toBeGreaterThan(count / 2);
}

describe('a roadmap', () => {
  it('has every prerequisite before its step, as the curriculum tells it', () => {
    forEachRoadmap(600, ({ steps, known, goals }, { seed, curriculum }) => {
      const held = new Set(known.map(({ competency }) => competencyKey(competency)));
      for (const { key, subject } of steps) {
        const place = `seed ${seed}, ${key}`;
        if (subject.kind === 'competency') {
          const { levels } = subject.skill;
          const rank = levels.findIndex(({ level }) => level === subject.level.level);
          if (rank > 0) {
            expect(held.has(`${subject.skill.slug}@${levels[rank - 1]!.level}`), place).toBe(true);
          }
          expect(isMet(subject.level.requires, held), place).toBe(true);
        } else {
          expect(isMet(subject.project.requires, held), place).toBe(true);
        }
        expect(held.has(key), place).toBe(false);
        held.add(key);
      }
      for (const { subject } of goals) {
        if (subject.kind === 'competency') {
          expect(held.has(`${subject.skill.slug}@${subject.level}`), `seed ${seed}`).toBe(true);
        } else if (subject.kind === 'careerPath') {
          expect(isMet(subject.careerPath.requires, held), `seed ${seed}`).toBe(true);
        }
      }
      expect(curriculum.skills.length).toBeGreaterThan(0);
    });
  });

  it('adds up', () => {
    forEachRoadmap(400, ({ steps, milestones, totalHours, readyNow }, { seed }) => {
      let tenths = 0;
      steps.forEach((step, index) => {
        expect(step.position, `seed ${seed}`).toBe(index + 1);
        expect(step.hoursBefore, `seed ${seed}`).toBe(tenths / 10);
        tenths += Math.round(step.hours * 10);
      });
      expect(totalHours, `seed ${seed}`).toBe(tenths / 10);
      expect(milestones.flatMap((milestone) => milestone.steps)).toEqual(steps);
      for (const milestone of milestones) {
        expect(milestone.steps.length, `seed ${seed}`).toBeGreaterThan(0);
        expect(milestone.hours, `seed ${seed}`).toBe(hoursOf(milestone.steps));
      }
      expect(readyNow).toEqual(steps.filter(({ after }) => after.length === 0));
    });
  });

  it('may be followed in any order that has what comes after a step after it', () => {
    forEachRoadmap(400, ({ steps, known, readyNow }, { seed }) => {
      const { pick } = dice(seed);
      const held = new Set(known.map(({ competency }) => competencyKey(competency)));
      const done = new Set<Step>();
      const ready = (): Step[] =>
        steps.filter((step) => !done.has(step) && step.after.every((before) => done.has(before)));
      expect(ready()).toEqual(readyNow);
      for (let next = pick(ready(), 1)[0]; next !== undefined; next = pick(ready(), 1)[0]) {
        const { key, subject } = next;
        const { requires } = subject.kind === 'project' ? subject.project : subject.level;
        expect(isMet(requires, held), `seed ${seed}, ${key}`).toBe(true);
        held.add(key);
        done.add(next);
      }
      expect(done.size, `seed ${seed}`).toBe(steps.length);
    });
  });

  it('keeps to what the learner wants', () => {
    forEachRoadmap(600, ({ steps, known }, { seed, request }) => {
      const keys = steps.map(({ key }) => key);
      for (const name of request.excludes ?? []) {
        const [slug, level] = name.split('@');
        const isOut = (key: string) => (level ? key === name : key.startsWith(`${slug}@`));
        expect(keys.filter(isOut), `seed ${seed}`).toEqual([]);
      }
      const held = [...keys, ...known.map(({ competency }) => competencyKey(competency))];
      for (const name of request.pins ?? []) {
        const isHeld = held.some((key) => key === name || key.startsWith(`${name}@`));
        expect(isHeld, `seed ${seed}, ${name}`).toBe(true);
      }
      for (const project of request.completedProjects ?? []) expect(keys).not.toContain(project);
    });
  });

  it('says of each step why it is there, and of each link why it is one', () => {
    forEachRoadmap(400, ({ steps, choices }, { seed }) => {
      for (const step of steps) {
        expect(step.reasons.length, `seed ${seed}, ${step.key}`).toBeGreaterThan(0);
        expect(step.why, `seed ${seed}`).toMatch(/^[A-Z].*\.$/);
        for (const { kind, step: user, choice } of step.reasons) {
          if (kind === 'NEEDED_BY') expect(user!.after, `seed ${seed}`).toContain(step);
          if (kind === 'PRACTISES') expect(step.after, `seed ${seed}`).toContain(user);
          if (choice !== null) expect(choices, `seed ${seed}`).toContain(choice);
        }
        for (const before of step.after) {
          expect(before.position, `seed ${seed}`).toBeLessThan(step.position);
          expect(before.unlocks, `seed ${seed}`).toContain(step);
        }
        expect(new Set(step.after).size, `seed ${seed}`).toBe(step.after.length);
      }
      for (const { chosen, options } of choices) {
        expect(chosen.length, `seed ${seed}`).toBeGreaterThan(0);
        expect(
          options.some(({ isChosen }) => !isChosen),
          `seed ${seed}`,
        ).toBe(true);
      }
    });
  });

  it('needs no more reasons than it gives: with just these, the same steps come out', () => {
    forEachRoadmap(600, (roadmap, asked) => {
      // A goal that is left out for the sake of dates has no reasons to be kept by.
      const isOnRoadmap = ({ careerPath, project, skill }: GoalRequest): boolean =>
        roadmap.goals.some(({ subject }) => slugOf(subject) === (careerPath ?? project ?? skill));
      const request = {
        ...asked.request,
        goals: asked.request.goals.filter(isOnRoadmap),
        inferKnown: false,
        knows: roadmap.known.map(({ competency }) => competency),
        // Which project closes a milestone depends on the order, in which softer things than reasons have a say.
        keepOrder: roadmap.steps.map(({ key }) => key),
      };
      const curriculum = withReasonsOnly(asked.curriculum, roadmap);
      const again = result({ ...asked, curriculum, request });
      expect(keysOf(again), `seed ${asked.seed}`).toEqual(keysOf(roadmap));
    });
  });

  it('is the same to the letter when asked for again', () => {
    forEachRoadmap(300, (roadmap, asked) => {
      expect(jsonOf(result(asked)), `seed ${asked.seed}`).toBe(jsonOf(roadmap));
    });
  });

  it('is the same to the letter in whatever order rows come', () => {
    forEachRoadmap(300, (roadmap, asked) => {
      const { pick } = dice(asked.seed);
      const shuffled = <Item>(items: readonly Item[] = []): Item[] => pick(items, items.length);
      const document = toDocument(asked.curriculum);
      const resolved = resolveDocument({
        ...document,
        skills: shuffled(document.skills),
        projects: shuffled(document.projects),
        careerPaths: shuffled(document.careerPaths),
        advice: shuffled(document.advice),
      });
      if (resolved.kind !== 'curriculum') throw new Error(resolved.defects[0]!.message);
      const again = result({ ...asked, curriculum: resolved.curriculum });
      expect(jsonOf(again), `seed ${asked.seed}`).toBe(jsonOf(roadmap));
    });
  });

  it('is the same in whatever order wishes come', () => {
    forEachRoadmap(200, (roadmap, asked) => {
      const { request, seed } = asked;
      const turned = Object.entries(request).map(([key, value]) => [
        key,
        Array.isArray(value) && key !== 'goals' ? value.toReversed() : value,
      ]);
      const again = result({ ...asked, request: Object.fromEntries(turned) as PlanRequest });
      expect(jsonOf(again), `seed ${seed}`).toBe(jsonOf(roadmap));
    });
  });

  it('loses just the step that is done, where that could be begun at once', () => {
    let done = 0;
    forEachRoadmap(400, (_, asked) => {
      // Dates that can't be kept leave goals out, which time that is gained may bring back.
      const goals = asked.request.goals.map((goal) => ({ ...goal, by: null }));
      const undated = { ...asked.request, goals, finishBy: null };
      const request = { ...undated, projects: 'NONE', denies: [] } as const;
      const before = result({ ...asked, request });
      if (before.kind !== 'roadmap' || request.includeRecommended) return;
      const { readyNow, steps } = before;
      if (readyNow[0]?.subject.kind !== 'competency') return;
      const { key, subject } = readyNow[0];
      const held = { skill: subject.skill.slug, level: subject.level.level };
      const knows = [...(request.knows ?? []), held];
      const keepOrder = steps.map((step) => step.key);
      const again = result({ ...asked, request: { ...request, knows, keepOrder } });
      const left = keysOf(before).filter((other) => other !== key);
      expect(keysOf(again), `seed ${asked.seed}`).toEqual(left);
      done += 1;
    });
    expect(done).toBeGreaterThan(50);
  });

  it('never gets dearer when more is known or less is excluded', () => {
    forEachRoadmap(300, ({ proof, steps }, asked) => {
      const { seed, request } = asked;
      if (request.includeRecommended) return;
      const subject = steps.find((step) => step.subject.kind === 'competency')?.subject;
      const knows =
        subject?.kind === 'competency'
          ? [{ skill: subject.skill.slug, level: subject.level.level }]
          : [];
      const eased = [
        { ...request, knows: [...(request.knows ?? []), ...knows] },
        { ...request, excludes: request.excludes?.slice(1) },
      ];
      for (const easier of eased) {
        const again = result({ ...asked, request: easier });
        if (again.kind !== 'roadmap') throw new Error(`seed ${seed}: ${again.message}`);
        expect(again.proof.weightedHours, `seed ${seed}`).toBeLessThanOrEqual(proof.weightedHours);
      }
    });
  });
});

function isMet(requirement: Requirement | null, held: ReadonlySet<string>): boolean {
  if (requirement === null) return true;
  if (requirement.kind === 'competency') return held.has(competencyKey(requirement));
  const met = requirement.of.filter((each) => isMet(each, held)).length;
  const needed = { 'all-of': requirement.of.length, 'any-of': 1, 'at-least': 0 }[requirement.kind];
  return met >= (requirement.kind === 'at-least' ? requirement.count : needed);
}

function slugOf(subject: GoalSubject): string {
  if (subject.kind === 'competency') return subject.skill.slug;
  return subject.kind === 'project' ? subject.project.slug : subject.careerPath.slug;
}

function hoursOf(steps: readonly Step[]): number {
  return steps.reduce((tenths, { hours }) => tenths + Math.round(hours * 10), 0) / 10;
}

/** All steps, the projects along the way among them. */
function keysOf(answer: PlanResult): string[] {
  if (answer.kind !== 'roadmap') throw new Error(answer.message);
  return answer.steps.map(({ key }) => key).sort();
}

/** The same skills, but of all requirements and recommendations only those that the roadmap gives as reasons. */
function withReasonsOnly(curriculum: Curriculum, { steps }: Roadmap): Curriculum {
  const needs = new Map<string, Requirement[]>();
  const recommended = new Map<string, Extract<Requirement, { kind: 'competency' }>[]>();
  const practised = new Map<string, Competency[]>();
  for (const { subject, reasons, key } of steps) {
    for (const { kind, step } of reasons) {
      if (kind === 'PRACTISES') push(practised, key, competencyOf(step!));
    }
    if (subject.kind === 'project') continue;
    const on = {
      kind: 'competency',
      skill: subject.skill.slug,
      level: subject.level.level,
    } as const;
    for (const { kind, step, goal } of reasons) {
      if (kind === 'NEEDED_BY') push(needs, step!.key, on);
      if (kind === 'GOAL' && goal!.subject.kind === 'careerPath') {
        push(needs, goal!.subject.careerPath.slug, on);
      }
      if (kind === 'RECOMMENDED_BY') push(recommended, step!.key, on);
    }
  }
  const allOf = (key: string): Requirement => ({ kind: 'all-of', of: needs.get(key) ?? [] });
  return {
    ...curriculum,
    skills: curriculum.skills.map((skill) => ({
      ...skill,
      levels: skill.levels.map((level) => ({
        ...level,
        requires: allOf(`${skill.slug}@${level.level}`),
      })),
      recommends: recommended.get(`${skill.slug}@${skill.levels[0]!.level}`) ?? [],
    })),
    projects: curriculum.projects.map((project) => ({
      ...project,
      requires: allOf(project.slug),
      practises: practised.get(project.slug) ?? [],
    })),
    careerPaths: curriculum.careerPaths.map((path) => ({ ...path, requires: allOf(path.slug) })),
  };
}

function competencyOf({ subject }: Step): Competency {
  if (subject.kind === 'project') throw new Error('A project practises competencies.');
  return { skill: subject.skill.slug, level: subject.level.level };
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}
