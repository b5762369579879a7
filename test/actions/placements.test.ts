import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, anonymous, operator } from '../../src/actions/actor.ts';
import { answerPlacement } from '../../src/actions/answer-placement.ts';
import { confirmCompetency } from '../../src/actions/confirm-competency.ts';
import { createLearner } from '../../src/actions/create-learner.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { eraseLearner } from '../../src/actions/erase-learner.ts';
import type { FoundPlacement } from '../../src/actions/find-placement.ts';
import { judgeLearners } from '../../src/actions/judge-learners.ts';
import { learnerLimits } from '../../src/actions/learner-limits.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import { type StartPlacementInput, startPlacement } from '../../src/actions/start-placement.ts';
import { competencyKey } from '../../src/curriculum/requirement.ts';
import { newEnvironment } from '../support/environment.ts';
import { newId } from '../support/learners.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

let environment: Environment;
let learner: string;
let self: Actor;

beforeEach(async () => {
  environment = await newEnvironment();
  await publish();
  const created = await createLearner(environment, operator, {});
  if (created.kind !== 'learner-created') throw new Error(created.kind);
  learner = created.learner.id;
  self = { kind: 'LEARNER', name: learner, learner };
});

/** Holds this and nothing else. */
const held = ['css', 'functions', 'html', 'http', 'variables'].map((slug) => `${slug}@foundation`);

describe('a placement', () => {
  it('asks until it is sure, and leaves what it found as evidence', async () => {
    const done = await finish(await start());
    const { kept, standing, request } = done;
    expect(kept.doneAt).toEqual(kept.answeredAt);
    expect(standing).toMatchObject({ question: null, stopped: expect.any(String) });
    expect(standing.answered).toBe(request.answers.length);
    expect(standing.answered).toBeGreaterThan(1);
    const evidence = await recorded();
    expect(evidence.length).toBeGreaterThan(2);
    for (const piece of evidence)
      expect(piece).toMatchObject({
        kind: 'PLACEMENT',
        source: 'placement',
        externalId: expect.stringMatching(`^${kept.id}/`),
        occurredAt: kept.doneAt,
        recordedBy: learner,
      });
    for (const { strength } of evidence as { strength: number }[]) {
      expect(strength).toBeGreaterThanOrEqual(0.5);
      expect(strength).toBeLessThan(1);
    }
    const { head, changes } = await changed();
    expect(head).toBe(changes.at(-1)!.sequence);
    expect(changes).toMatchObject([{ kind: 'EVIDENCE_RECORDED' }]);
  });

  it('finds what the learner holds, and lets nothing pass that was answered with no', async () => {
    const { request } = await finish(await start({ sureEnough: 1 }));
    const judged = await judgements();
    const known = judged.filter(({ isHeld }) => isHeld).map(({ competency }) => competency);
    expect(known.map(competencyKey)).toEqual(expect.arrayContaining(['css@foundation']));
    for (const { competency, holds } of request.answers) {
      if (holds !== 'NO') continue;
      const key = competencyKey(competency as { skill: string; level: string });
      expect(known.map(competencyKey)).not.toContain(key);
    }
  });

  it('is about the goals of the learner where no others are said', async () => {
    const goals = [{ careerPath: 'frontend-developer' }];
    const created = await createLearner(environment, operator, { goals });
    if (created.kind !== 'learner-created') throw new Error(created.kind);
    const { id } = created.learner;
    const started = await startPlacement(environment, snapshot(), operator, { learner: { id } });
    if (started.kind !== 'placement') throw new Error(started.kind);
    expect(started.found.request.goals).toMatchObject(goals);
    // Only these two lead there.
    expect(['html', 'css']).toContain(started.found.standing.question!.competency.skill);
    expect((await start()).request.goals).toEqual([]);
  });

  it('never asks about what a mentor has confirmed or refuted', async () => {
    for (const [skill, outcome] of [
      ['http', 'HELD'],
      ['css', 'NOT_HELD'],
    ] as const)
      await confirmCompetency(environment, operator, { learner: { id: learner }, skill, outcome });
    const { request } = await finish(await start({ sureEnough: 1 }));
    expect(request.confirmed).toEqual([{ skill: 'http', level: 'foundation' }]);
    expect(request.refuted).toEqual([{ skill: 'css', level: 'foundation' }]);
    const asked = request.answers.map(({ competency }) =>
      competencyKey(competency as { skill: string; level: string }),
    );
    // `http` is not held without these, nor `css` at any level.
    const certain = ['http', 'functions', 'variables', 'css'].map((slug) => `${slug}@foundation`);
    expect(asked.filter((key) => certain.includes(key))).toEqual([]);
    const skills = (await recorded()).flatMap((each) =>
      each.kind === 'PLACEMENT' ? [each.competency.skill] : [],
    );
    expect(skills).not.toContain('http');
    expect(skills).not.toContain('css');
  });

  it('asks nothing where all is certain, and says so', async () => {
    await confirmCompetency(environment, operator, {
      learner: { id: learner },
      skill: 'html',
      outcome: 'NOT_HELD',
    });
    const goals = [{ skill: 'css' }];
    const { kept, standing } = await start({ goals });
    expect(standing).toMatchObject({ question: null, answered: 0 });
    expect(kept.doneAt).toEqual(kept.startedAt);
  });

  it('takes what is declared for likely', async () => {
    const items = [{ learner: {}, kind: 'DECLARED', skill: 'flask' }] as const;
    await recordEvidence(environment, self, { items });
    expect((await start()).request.knows).toEqual([{ skill: 'flask', level: 'foundation' }]);
  });
});

describe('an answer', () => {
  it('sent again changes nothing', async () => {
    const first = await start();
    const { key } = questionOf(first);
    const [one, two] = [await answer(first, key, 'YES'), await answer(first, key, 'YES')];
    expect(one.kind).toBe('placement');
    expect(two).toEqual(one);
  });

  it('to what is not asked is refused, with what is', async () => {
    const first = await start();
    const { key } = questionOf(first);
    const result = await answer(first, 'flask@nonsense', 'YES');
    expect(result).toMatchObject({
      kind: 'not-asked',
      message: `\`flask@nonsense\` is not what is asked now: \`${key}\` is.`,
      found: { kept: { id: first.kept.id }, request: { answers: [] } },
    });
    await answer(first, key, 'YES');
    expect((await answer(first, key, 'NO')).kind).toBe('not-asked');
  });

  it('is taken in once where several come at once', async () => {
    const first = await start();
    const { key } = questionOf(first);
    const results = await Promise.all(
      (['YES', 'NO', 'YES', 'UNSURE'] as const).map((holds) => answer(first, key, holds)),
    );
    const taken = results.filter(({ kind }) => kind === 'placement');
    expect(results.filter(({ kind }) => kind === 'not-asked')).toHaveLength(4 - taken.length);
    expect(taken.length).toBeGreaterThan(0);
    const kept = await environment.store.reads.placements.byId(learner, first.kept.id);
    const { answers } = kept!.request as FoundPlacement['request'];
    expect(answers).toHaveLength(1);
    for (const result of taken)
      expect(result.kind === 'placement' && result.found.request.answers).toEqual(answers);
  });

  it('when all is done is refused', async () => {
    const done = await finish(await start());
    expect(await answer(done, 'html@foundation', 'UNSURE')).toMatchObject({
      kind: 'not-asked',
      message: 'This placement is done: nothing is asked any more.',
    });
  });

  it('is about the revision that the placement began on', async () => {
    const first = await start();
    await publish({ title: 'Another' });
    const done = await finish(first);
    expect(done.kept.revision).toBe(1);
    expect(done.kept.doneAt).not.toBeNull();
  });

  it('is refused where the revision is gone', async () => {
    const first = await start();
    const gone = { ...first.kept, revision: 99 };
    await environment.store.write((writes) => writes.placements.update(gone));
    expect(await answer(first, questionOf(first).key, 'YES')).toMatchObject({
      kind: 'invalid-request',
      problems: [{ path: 'placement' }],
    });
  });

  it('is refused where the learner is gone', async () => {
    const first = await start();
    await eraseLearner(environment, operator, { id: learner });
    const input = { learner, id: first.kept.id, question: 'x', answer: 'YES' } as const;
    expect((await answerPlacement(environment, operator, input)).kind).toBe('unknown-names');
  });
});

describe('beginning', () => {
  it('anew on the same curriculum takes the place of what is not done', async () => {
    const first = await start();
    const done = await finish(first);
    const second = await start();
    const third = await start();
    expect(await answer(second, questionOf(second).key, 'YES')).toMatchObject({
      kind: 'unknown-names',
      names: [{ path: 'placement' }],
    });
    const kept = await environment.store.reads.placements.ofLearners([learner]);
    expect(kept.get(learner)!.map(({ id }) => id)).toEqual([done.kept.id, third.kept.id]);
  });

  it('lets the oldest go where there are many', async () => {
    const { kept } = await finish(await start());
    const many = Array.from({ length: learnerLimits.placements }, () => ({ ...kept, id: newId() }));
    await environment.store.write(async (writes) => {
      await writes.placements.remove(learner, [kept.id]);
      for (const each of many) await writes.placements.add(each);
    });
    const { id } = (await start()).kept;
    const left = await environment.store.reads.placements.ofLearners([learner]);
    expect(left.get(learner)!.map((each) => each.id)).toEqual([
      ...many.slice(1).map((each) => each.id),
      id,
    ]);
  });

  it('twice under one key begins once', async () => {
    const [one, two] = [await start({ idempotencyKey: 'k' }), await start({ idempotencyKey: 'k' })];
    expect(two).toEqual(one);
  });

  it.each([
    [{ curriculum: 'smal' }, 'unknown-names', ['curriculum']],
    [{ goals: [{ skill: 'flsk' }] }, 'unknown-names', ['goals.0.skill']],
    [{ mostQuestions: 0 }, 'invalid-request', ['mostQuestions']],
    [
      { sureEnough: 0.4, mostQuestions: 101, goals: [{ skill: 'flsk' }] },
      'invalid-request',
      ['mostQuestions', 'sureEnough', 'goals.0.skill'],
    ],
    [{ idempotencyKey: '' }, 'invalid-request', ['idempotencyKey']],
  ] as const)('is refused: %j', async (input, kind, paths) => {
    const learnerName = { learner: { id: learner } };
    const result = await startPlacement(environment, snapshot(), self, {
      ...learnerName,
      ...input,
    } as StartPlacementInput);
    expect(result.kind).toBe(kind);
    if (result.kind !== 'unknown-names' && result.kind !== 'invalid-request') return;
    const list = result.kind === 'unknown-names' ? result.names : result.problems;
    expect(list.map(({ path }) => path)).toEqual(paths);
  });

  it('is for the learner, and for whoever may record evidence', async () => {
    const kinds = async (actor: Actor) => {
      const name = { learner: { id: learner } };
      return (await startPlacement(environment, snapshot(), actor, name)).kind;
    };
    expect(await kinds({ kind: 'SERVICE', name: 'lms', scopes: ['evidence:write'] })).toBe(
      'placement',
    );
    for (const actor of [
      anonymous,
      { kind: 'SERVICE', name: 'lms', scopes: ['learners:write'] },
      { kind: 'MENTOR', name: 'm', mentor: newId() },
      { kind: 'LEARNER', name: 'other', learner: newId() },
    ] as const satisfies readonly Actor[])
      expect(await kinds(actor)).toBe('forbidden');
    const first = await start();
    const input = { learner, id: first.kept.id, question: 'x', answer: 'YES' } as const;
    expect((await answerPlacement(environment, anonymous, input)).kind).toBe('forbidden');
  });
});

function snapshot() {
  return environment.curricula.snapshot();
}

async function publish(given: { title?: string } = {}): Promise<void> {
  const curriculum = { ...smallCurriculum(), ...given };
  await publishCurriculum(environment, { curriculum, publishedBy: 'a test', note: null });
}

async function start(input: Partial<StartPlacementInput> = {}): Promise<FoundPlacement> {
  const wanted = { learner: {}, ...input };
  const result = await startPlacement(environment, snapshot(), self, wanted);
  if (result.kind !== 'placement') throw new Error(result.message);
  return result.found;
}

function questionOf({ standing }: FoundPlacement) {
  if (standing.question === null) throw new Error('nothing is asked');
  return { key: competencyKey(standing.question.competency) };
}

function answer({ kept }: FoundPlacement, question: string, holds: 'YES' | 'NO' | 'UNSURE') {
  const input = { learner, id: kept.id, question, answer: holds };
  return answerPlacement(environment, self, input);
}

/** Answers all that is asked as somebody would who holds what is held. */
async function finish(first: FoundPlacement): Promise<FoundPlacement> {
  let found = first;
  while (found.standing.question !== null) {
    const { key } = questionOf(found);
    const result = await answer(found, key, held.includes(key) ? 'YES' : 'NO');
    if (result.kind !== 'placement') throw new Error(result.kind);
    found = result.found;
  }
  return found;
}

async function recorded() {
  return (await environment.store.reads.evidence.ofLearners([learner])).get(learner)!;
}

async function judgements() {
  const judged = await judgeLearners(environment, snapshot(), snapshot().default!, [learner]);
  return judged.get(learner)!;
}

async function changed() {
  const { head, since } = environment.store.reads.learnerChanges;
  return { head: await head(), changes: await since([learner], { sequence: 0, limit: 9 }) };
}
