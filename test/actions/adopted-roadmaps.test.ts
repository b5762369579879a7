import { describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { planIn } from '../../src/actions/adopted.ts';
import type { Environment } from '../../src/actions/environment.ts';
import type { LearnerRoadmapInput } from '../../src/actions/preview-roadmap.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { roadmapProgress } from '../../src/actions/roadmap-progress.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import type { EvidenceContent } from '../../src/curriculum/evidence.ts';
import type { Learner } from '../../src/curriculum/learner.ts';
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
