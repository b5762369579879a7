import { describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { planIn } from '../../src/actions/adopted.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { dueLearners, followRoadmaps } from '../../src/actions/follow-roadmaps.ts';
import { guideRoadmap } from '../../src/actions/guide-roadmap.ts';
import type { LearnerRoadmapInput } from '../../src/actions/preview-roadmap.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { replanRoadmap } from '../../src/actions/replan-roadmap.ts';
import { roadmapProgress } from '../../src/actions/roadmap-progress.ts';
import { updateLearner } from '../../src/actions/update-learner.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import type { EvidenceContent } from '../../src/curriculum/evidence.ts';
import type { Learner } from '../../src/curriculum/learner.ts';
import type { ChangeData } from '../../src/planner/progress/change.ts';
import { newEnvironment } from '../support/environment.ts';
import { newEvidence, newLearner } from '../support/learners.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

/** A clock that stands still until it is set. */
interface Given extends Environment {
  today: string;
}

async function given(curriculum: Curriculum = smallCurriculum()): Promise<Given> {
  const environment = await newEnvironment();
  const own = { today: '2026-03-02' };
  const now = () => new Date(`${own.today}T12:00:00.000Z`);
  const made = Object.assign(own, environment, { now }) as Given;
  await publish(made, curriculum);
  return made;
}

async function publish(environment: Given, curriculum: Curriculum): Promise<void> {
  await publishCurriculum(environment, { curriculum, publishedBy: 'test', note: null });
}

async function join({ store }: Given, learner: Partial<Learner> = {}): Promise<string> {
  const joined = newLearner({ hoursPerWeek: 7, ...learner });
  await store.write(({ learners }) => learners.create([joined]));
  return joined.id;
}

const backend: LearnerRoadmapInput = {
  goals: [{ careerPath: 'backend-developer' }],
  projects: 'NONE',
};

async function adopt(environment: Given, learner: string, request = backend, revision = 1) {
  const snapshot = environment.curricula.snapshot();
  const adopted = await adoptRoadmap(environment, snapshot, operator, {
    learner,
    request,
    revision,
  });
  if (adopted.kind !== 'roadmap-adopted') throw new Error(JSON.stringify(adopted));
  return adopted;
}

async function followed({ store }: Given, learner: string) {
  const roadmap = (await store.reads.adoptedRoadmaps.followedBy([learner])).get(learner)!;
  return { roadmap, plan: planIn(roadmap) };
}

let things = 0;

async function shows(
  { store, now }: Given,
  learner: string,
  key: string,
  given: Partial<Extract<EvidenceContent, { outcome: unknown }>> = {},
): Promise<void> {
  const [skill = '', level = 'foundation'] = key.split('@');
  const content: EvidenceContent = {
    kind: 'OBSERVED',
    source: 'test',
    externalId: String(things++),
    competency: { curriculum: 'small', skill, level },
    outcome: 'HELD',
    score: null,
    strength: null,
    occurredAt: now(),
    note: null,
    data: null,
    ...given,
  };
  await store.write(async ({ learners, evidence, learnerChanges }) => {
    await learners.lock([learner]);
    const by = { recordedAt: now(), recordedBy: 'test' };
    const [{ number } = { number: 0 }] = await evidence.record([newEvidence(learner, content)], by);
    const what = { evidence: [number] };
    learnerChanges.add({
      ...{ learner, kind: 'EVIDENCE_RECORDED', roadmap: null, what, cause: null, at: now() },
    });
  });
}

async function progress(environment: Given, learner: string) {
  const { roadmap } = await followed(environment, learner);
  const snapshot = environment.curricula.snapshot();
  const all = await roadmapProgress(environment, snapshot, [roadmap]);
  return all.get(roadmap.id)!.progress;
}

const states = ({ steps }: Awaited<ReturnType<typeof progress>>) =>
  steps.map(({ step, state }) => `${step.key} ${state}`);

describe('a roadmap that is adopted', () => {
  it('begins with what the learner knows, and goes on with what the learner shows', async () => {
    const environment = await given();
    const learner = await join(environment);
    await shows(environment, learner, 'variables');
    await adopt(environment, learner);
    const before = await progress(environment, learner);
    expect(states(before)).toMatchInlineSnapshot(`
      [
        "functions@foundation CURRENT",
        "functions@working WAITING",
        "html@foundation READY",
        "http@foundation WAITING",
        "fastapi@foundation WAITING",
      ]
    `);
    expect(before).toMatchObject({ hoursDone: 0, shareDone: 0, daysAhead: 0, hoursPerWeek: 7 });
    environment.today = '2026-03-05';
    await shows(environment, learner, before.currentStep!.step.key);
    const after = await progress(environment, learner);
    expect(states(after)).toMatchInlineSnapshot(`
      [
        "functions@foundation DONE",
        "functions@working CURRENT",
        "html@foundation READY",
        "http@foundation READY",
        "fastapi@foundation WAITING",
      ]
    `);
    expect(after.hoursDone + after.hoursLeft).toBe(before.hoursLeft);
  });
});

async function replan(environment: Given): Promise<void> {
  for (const learner of await dueLearners(environment, 100))
    await replanRoadmap(environment, learner);
  expect(await dueLearners(environment, 100)).toEqual([]);
}

async function changes({ store }: Given, learner: string) {
  const all = await store.reads.learnerChanges.since([learner], { sequence: 0, limit: 100 });
  return all
    .filter(({ kind }) => kind === 'ROADMAP_CHANGED')
    .map(({ what, cause }) => ({ what: what as ChangeData, cause }));
}

const keys = (steps: readonly { readonly key: string }[]) => steps.map(({ key }) => key);

async function guide(
  environment: Given,
  learner: string,
  input: { pins?: string[]; vetoes?: string[]; withdraws?: string[] },
) {
  const snapshot = environment.curricula.snapshot();
  return guideRoadmap(environment, snapshot, operator, { learner, ...input });
}

describe('a roadmap that is due', () => {
  it('is left as it is where steps were done', async () => {
    const environment = await given();
    const learner = await join(environment);
    await adopt(environment, learner);
    const { plan } = await followed(environment, learner);
    for (const { key } of plan.steps) {
      await shows(environment, learner, key);
      await replan(environment);
      expect((await followed(environment, learner)).plan.steps).toEqual(plan.steps);
    }
    expect(await changes(environment, learner)).toEqual([]);
    const after = await progress(environment, learner);
    expect(after).toMatchObject({ hoursLeft: 0, shareDone: 1, currentStep: null });
  });

  it('changes where something else is known by now, and says so', async () => {
    const environment = await given();
    const learner = await join(environment);
    await adopt(environment, learner);
    const { plan: before } = await followed(environment, learner);
    await shows(environment, learner, 'django');
    await shows(environment, learner, before.steps[0]!.key);
    await replan(environment);
    const { plan: after } = await followed(environment, learner);
    const [{ what, cause } = { what: null, cause: null }, ...others] = await changes(
      environment,
      learner,
    );
    expect(others).toEqual([]);
    expect(what?.says).toMatchInlineSnapshot(
      `"There is new evidence: FastAPI is no longer on the roadmap. It takes 18 h in place of 26 h. By the schedule it ends on 19 Mar 2026 in place of 27 Mar 2026."`,
    );
    expect(cause).toMatchInlineSnapshot(`
      {
        "evidence": [
          1,
          2,
        ],
        "guidance": null,
        "revision": null,
        "wishes": false,
      }
    `);
    const removed = keys(what!.removed);
    const left = keys(before.steps).filter((key) => !removed.includes(key));
    expect([...left, ...keys(what!.added)].sort()).toEqual(keys(after.steps).sort());
    await replan(environment);
    expect(await changes(environment, learner)).toHaveLength(1);
  });

  it('has a step again that turns out not to be held, and what was known without being so', async () => {
    const environment = await given();
    const learner = await join(environment);
    await shows(environment, learner, 'variables');
    await adopt(environment, learner);
    const { plan: before } = await followed(environment, learner);
    environment.today = '2026-03-05';
    await shows(environment, learner, 'variables', { kind: 'CONFIRMED', outcome: 'NOT_HELD' });
    await replan(environment);
    const { plan: after } = await followed(environment, learner);
    expect(keys(after.steps)).toEqual(['variables@foundation', ...keys(before.steps)]);
    const [change] = await changes(environment, learner);
    expect(keys(change!.what.added)).toEqual(['variables@foundation']);
    expect(change!.what).toMatchObject({ removed: [], moved: [], hoursAfter: 26, hoursBefore: 24 });
  });

  it('follows a new revision, with the names that things have there', async () => {
    const environment = await given();
    const learner = await join(environment);
    await adopt(environment, learner);
    const small = smallCurriculum();
    const renamed = JSON.parse(
      JSON.stringify(small).replaceAll('"http"', '"web-protocol"'),
    ) as Curriculum;
    const skills = renamed.skills.map((skill) =>
      skill.slug === 'web-protocol' ? { ...skill, replaces: ['http'] } : skill,
    );
    await publish(environment, { ...renamed, skills });
    await environment.curricula.refresh();
    const { plan: before } = await followed(environment, learner);
    await replan(environment);
    const { plan: after, roadmap } = await followed(environment, learner);
    expect(roadmap.revision).toBe(2);
    expect(keys(after.steps)).toEqual(
      keys(before.steps).map((key) => key.replace('http@', 'web-protocol@')),
    );
    const [change] = await changes(environment, learner);
    expect(change!.what).toMatchObject({ added: [], removed: [], moved: [] });
    expect(change!.cause).toMatchObject({ revision: { from: 1, to: 2 }, evidence: [] });
  });

  it('stays as it was where it cannot be planned any more, and says why', async () => {
    const environment = await given();
    const learner = await join(environment);
    await adopt(environment, learner);
    const small = smallCurriculum();
    const careerPaths = small.careerPaths.filter(({ slug }) => slug !== 'backend-developer');
    await publish(environment, { ...small, careerPaths });
    await environment.curricula.refresh();
    const { plan: before } = await followed(environment, learner);
    await replan(environment);
    const { plan: after, roadmap } = await followed(environment, learner);
    expect(after.steps).toEqual(before.steps);
    expect(roadmap.revision).toBe(1);
    expect(after.attention).toMatchObject({ revision: 2 });
    const [change] = await changes(environment, learner);
    expect(change!.what.attention).toMatchInlineSnapshot(
      `"\`backend-developer\` is not in the curriculum. Did you mean \`frontend-developer\`?"`,
    );
    expect((await progress(environment, learner)).currentStep).not.toBeNull();
    await publish(environment, small);
    await environment.curricula.refresh();
    await replan(environment);
    expect((await followed(environment, learner)).plan.attention).toBeNull();
    expect(await changes(environment, learner)).toHaveLength(2);
  });

  it('has other days where the learner has other hours', async () => {
    const environment = await given();
    const learner = await join(environment);
    await adopt(environment, learner);
    environment.today = '2026-03-09';
    await updateLearner(environment, operator, { id: learner }, { hoursPerWeek: 14 });
    await replan(environment);
    const [change] = await changes(environment, learner);
    expect(change!.what.says).toMatchInlineSnapshot(
      `"The learner wishes for something else: the steps are the same. By the schedule it ends on 18 Mar 2026 in place of 27 Mar 2026."`,
    );
    expect(change!.cause).toMatchObject({ wishes: true });
  });
});

describe('whoever follows what is due', () => {
  it('plans it anew, whatever stopped before, and leaves nothing under way', async () => {
    const environment = await given();
    const learners = [await join(environment), await join(environment)];
    for (const learner of learners) {
      await adopt(environment, learner);
      await shows(environment, learner, 'django');
    }
    expect(await dueLearners(environment, 9)).toHaveLength(2);
    const bugs: unknown[] = [];
    const stop = followRoadmaps(environment, (bug) => bugs.push(bug));
    await expect.poll(() => dueLearners(environment, 9), { timeout: 5_000 }).toEqual([]);
    await stop();
    expect(bugs).toEqual([]);
    for (const learner of learners) expect(await changes(environment, learner)).toHaveLength(1);
  });
});

describe('guidance', () => {
  it('holds when the roadmap is planned anew, until it is withdrawn', async () => {
    const environment = await given();
    const learner = await join(environment);
    await adopt(environment, learner);
    const before = keys((await followed(environment, learner)).plan.steps);
    expect(before).toContain('fastapi@foundation');
    expect(await guide(environment, learner, { vetoes: ['fastapi'], pins: ['css'] })).toMatchObject(
      {
        kind: 'roadmap-guided',
      },
    );
    const guided = keys((await followed(environment, learner)).plan.steps);
    expect(guided).toContain('flask@foundation');
    expect(guided).toContain('css@foundation');
    await shows(environment, learner, 'fastapi', { outcome: 'NOT_HELD' });
    await shows(environment, learner, 'variables');
    await replan(environment);
    expect(keys((await followed(environment, learner)).plan.steps)).toEqual(guided);
    await guide(environment, learner, { withdraws: ['css', 'fastapi'] });
    const after = (await followed(environment, learner)).plan.steps;
    expect(keys(after)).not.toContain('css@foundation');
    expect(
      (await changes(environment, learner)).map(({ what }) => what.says),
    ).toMatchInlineSnapshot(`
      [
        "An admin pinned \`css\` and vetoed \`fastapi\`: CSS and Flask are new and FastAPI is no longer on the roadmap. It takes 31 h in place of 26 h. By the schedule it ends on 1 Apr 2026 in place of 27 Mar 2026.",
        "An admin withdrew what was said of \`css\` and \`fastapi\`: CSS is no longer on the roadmap. It takes 26 h in place of 31 h. By the schedule it ends on 27 Mar 2026 in place of 1 Apr 2026.",
      ]
    `);
  });

  it('is refused where no roadmap would be left, or names nothing that is there', async () => {
    const environment = await given();
    const learner = await join(environment);
    expect(await guide(environment, learner, { pins: ['css'] })).toMatchObject({
      kind: 'no-roadmap',
    });
    await adopt(environment, learner);
    const before = await followed(environment, learner);
    expect(await guide(environment, learner, { vetoes: ['http'] })).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'unreachable-goals' },
    });
    expect(await guide(environment, learner, { vetoes: ['htpp'] })).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'unknown-names', names: [{ path: 'vetoes.0', name: 'htpp' }] },
    });
    expect(await guide(environment, learner, { withdraws: ['css'] })).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'invalid-request', problems: [{ path: 'withdraws.0' }] },
    });
    expect(await followed(environment, learner)).toEqual(before);
  });
});
