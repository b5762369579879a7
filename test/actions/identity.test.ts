import { describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { planIn } from '../../src/actions/adopted.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { groundOf, judgeLearners } from '../../src/actions/judge-learners.ts';
import { knowledgeOfLearner } from '../../src/actions/knowledge-of-learner.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { replanRoadmap } from '../../src/actions/replan-roadmap.ts';
import { roadmapProgress } from '../../src/actions/roadmap-progress.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { fatesOf } from '../../src/curriculum/fates.ts';
import { historyWith, noHistory } from '../../src/curriculum/history.ts';
import { lineageOf } from '../../src/curriculum/lineage.ts';
import type { ChangeData } from '../../src/planner/progress/change.ts';
import { curriculum } from '../support/curricula.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { randomEdits } from '../support/edited-skills.ts';
import { newEnvironment } from '../support/environment.ts';
import { newEvidence, newLearner } from '../support/learners.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { finding } from '../support/random-evidence.ts';

const drawing = 'a 2; b 3: a; c 4: b; d 4: b; e 2: c | d; f 5: e';

describe('a roadmap', () => {
  it('has the same steps under new names where nothing else is new', async () => {
    const environment = await newEnvironment();
    const first = curriculum(drawing);
    await publish(environment, first);
    const learner = await follow(environment, 'f');
    await shows(environment, learner, 'a');
    await replanRoadmap(environment, learner);
    const before = await planOf(environment, learner);
    const doneBefore = await progressOf(environment, learner);
    expect(keys(before)).toContain('c');
    // The names are in another order now: of c and d, which cost the same, d would be chosen first.
    await publish(environment, renamed(first, { a: 'first', c: 'zebra', e: 'eel' }));
    await replanRoadmap(environment, learner);
    const after = await planOf(environment, learner);
    expect(keys(after)).toEqual(
      keys(before).map((key) => ({ a: 'first', c: 'zebra', e: 'eel' })[key] ?? key),
    );
    const doneAfter = await progressOf(environment, learner);
    expect(doneAfter.hoursDone).toBe(doneBefore.hoursDone);
    expect(doneAfter.shareDone).toBe(doneBefore.shareDone);
    const [change] = (await changesOf(environment, learner)).slice(-1);
    expect(change).toMatchObject({
      ...{ added: [], removed: [], moved: [] },
      renamed: [
        { from: 'a@foundation', to: 'first@foundation' },
        { from: 'c@foundation', to: 'zebra@foundation' },
        { from: 'e@foundation', to: 'eel@foundation' },
      ],
    });
    expect(change!.says).toMatchInlineSnapshot(
      `"The curriculum has a new revision, 2: a is first now, c is zebra now and e is eel now."`,
    );
  });

  it('keeps what was done and is gone, and has it again when it is back', async () => {
    const environment = await newEnvironment();
    const first = curriculum(drawing);
    await publish(environment, first);
    const learner = await follow(environment, 'f');
    await shows(environment, learner, 'a');
    await replanRoadmap(environment, learner);
    await publish(environment, curriculum(drawing.replace('a 2; b 3: a', 'b 3')));
    await replanRoadmap(environment, learner);
    expect((await progressOf(environment, learner)).hoursDone).toBe(2);
    expect(await retiredOf(environment, learner)).toEqual(['a@foundation 1']);
    await publish(environment, first);
    await replanRoadmap(environment, learner);
    expect((await progressOf(environment, learner)).hoursDone).toBe(2);
    expect(await retiredOf(environment, learner)).toEqual([]);
    expect(await knownTo(environment, learner)).toEqual(['a']);
  });

  it('follows its goals, wishes and guidance through splits and merges', async () => {
    const environment = await newEnvironment();
    await publish(environment, curriculum(drawing));
    const learner = await follow(environment, 'f', { prefers: ['d'], pins: ['a'] });
    const next = curriculum('a 2; b 3: a; c 4: b; d 4: b; e 2: c | d; g 2: e; h 3: g');
    await publish(environment, replacing(next, { g: ['f'], h: ['f'] }));
    await replanRoadmap(environment, learner);
    expect(keys(await planOf(environment, learner))).toEqual(['a', 'b', 'd', 'e', 'g', 'h']);
    const last = curriculum('a 2; b 3: a; cd 4: b; e 2: cd; g 2: e; h 3: g');
    await publish(environment, replacing(last, { cd: ['c', 'd'] }));
    await replanRoadmap(environment, learner);
    expect(keys(await planOf(environment, learner))).toEqual(['a', 'b', 'cd', 'e', 'g', 'h']);
    expect((await planOf(environment, learner)).attention).toBeNull();
  });

  it('follows the new names of what it leads to and of what is built', async () => {
    const environment = await newEnvironment();
    const first = curriculum('a 2; b 3: a; !site 5: a; $developer: b & a');
    await publish(environment, first);
    const learner = await follow(environment, { careerPath: 'developer' }, { pins: ['site'] });
    const before = await planOf(environment, learner);
    expect(keys(before)).toEqual(['a', 'site', 'b']);
    const next = curriculum('a 2; b 3: a; !web-site 5: a; $engineer: b & a');
    await publish(environment, {
      ...next,
      projects: next.projects.map((each) => ({ ...each, replaces: ['site'] })),
      careerPaths: next.careerPaths.map((each) => ({ ...each, replaces: ['developer'] })),
    });
    await replanRoadmap(environment, learner);
    const after = await planOf(environment, learner);
    expect(keys(after)).toEqual(['a', 'web-site', 'b']);
    expect(after.attention).toBeNull();
    expect(after.goals.map(({ title }) => title)).toEqual(['engineer']);
  });

  it('stays where things get new names, whatever they are', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const environment = await newEnvironment();
      const first = randomCurriculum(seed, 12);
      await publish(environment, first);
      const random = dice(seed);
      const [goal] = random.pick(first.skills, 1);
      const learner = await follow(environment, goal!.slug, {}, first.slug);
      const before = await planOf(environment, learner);
      const slugs = random.pick(
        first.skills.map(({ slug }) => slug),
        4,
      );
      const names = Object.fromEntries(
        slugs.map((slug, index) => [slug, `${index % 2 ? 'zz' : 'aa'}-${slug}`]),
      );
      await publish(environment, renamed(first, names));
      await replanRoadmap(environment, learner);
      const after = await planOf(environment, learner);
      const nameNow = (key: string) => key.replace(/^[^@]*/, (slug) => names[slug] ?? slug);
      expect(keys(after), `seed ${seed}`).toEqual(keys(before).map(nameNow));
      expect(after.steps.map(({ hours }) => hours)).toEqual(before.steps.map(({ hours }) => hours));
    }
  });
});

describe.each([sqlite(), postgres()])('on $name', ({ newAddress }) => {
  it('whatever authors do, every process tells the same of every learner, however often anything was planned anew', async () => {
    for (let seed = 0; seed < 3; seed += 1) {
      const environment = await newEnvironment(await newAddress());
      const { curricula, expected } = randomEdits(1000 + seed, 7);
      const random = dice(seed);
      const learners: string[] = [];
      const shown = new Map<string, { skill: string; revision: number }[]>();
      for (const [index, each] of curricula.entries()) {
        const revision = index + 1;
        await publish(environment, each);
        if (index === 0)
          for (let count = 0; count < 4; count += 1)
            learners.push(await follow(environment, 'c', { projects: 'NONE' }, 'drawn'));
        for (const [number, learner] of learners.entries()) {
          if (random.chance(0.5)) {
            const [skill] = random.pick(each.skills, 1);
            shown.set(learner, [...(shown.get(learner) ?? []), { skill: skill!.slug, revision }]);
            await shows(environment, learner, skill!.slug);
          }
          // Two of them are planned anew all the time, and one of these even twice.
          if (number < 2) await replanRoadmap(environment, learner);
          if (number < 1) await replanRoadmap(environment, learner);
        }
      }
      const other = { ...environment, curricula: await Curricula.load(environment.store) };
      for (const learner of learners) {
        await replanRoadmap(environment, learner);
        const told = `seed ${seed}, ${JSON.stringify(shown.get(learner))}`;
        const known = await knownTo(environment, learner);
        const wanted = (shown.get(learner) ?? []).map((one) => expected(one, curricula.length));
        expect(known, told).toEqual(unique(wanted.flatMap(({ held }) => held)));
        expect(await knownTo(other, learner), told).toEqual(known);
        const retired = (await retiredOf(environment, learner)).map((each) =>
          each.replace('@foundation', ''),
        );
        expect(unique(retired), told).toEqual(unique(wanted.flatMap((one) => one.retired)));
        const state = await planOf(environment, learner);
        await replanRoadmap(other, learner);
        expect(await planOf(environment, learner), told).toEqual(state);
      }
    }
  });

  it('the history that is read is that of what was published', async () => {
    const environment = await newEnvironment(await newAddress());
    const { curricula } = randomEdits(77, 8);
    let history = noHistory;
    for (const [index, each] of curricula.entries()) {
      await publish(environment, each);
      const { revision } = environment.curricula.snapshot().heads.get('drawn')!;
      history = historyWith(history, curricula[index - 1] ?? null, each, revision);
    }
    const { lineage } = environment.curricula.snapshot().heads.get('drawn')!;
    const between = (read: typeof lineage) =>
      curricula.flatMap((from, index) =>
        curricula.map((to, place) => [
          ...fatesOf(
            read!,
            'skills',
            { curriculum: from, revision: index + 1 },
            { curriculum: to, revision: place + 1 },
          ),
        ]),
      );
    expect(between(lineage)).toEqual(between(lineageOf(history)));
  });
});

async function publish(environment: Environment, published: Curriculum): Promise<void> {
  await publishCurriculum(environment, { curriculum: published, publishedBy: 'test', note: null });
}

async function follow(
  environment: Environment,
  goal: string | { readonly careerPath: string },
  wishes: { prefers?: string[]; pins?: string[]; projects?: 'NONE' } = {},
  slug = 'drawn',
): Promise<string> {
  const learner = newLearner({ wishes: { ...newLearner().wishes, curriculum: slug } });
  await environment.store.write(({ learners }) => learners.create([learner]));
  const adopted = await adoptRoadmap(environment, environment.curricula.snapshot(), operator, {
    learner: learner.id,
    request: {
      curriculum: slug,
      goals: [typeof goal === 'string' ? { skill: goal } : goal],
      projects: 'NONE',
      ...wishes,
    },
    revision: environment.curricula.snapshot().heads.get(slug)!.revision.number,
  });
  if (adopted.kind !== 'roadmap-adopted') throw new Error(JSON.stringify(adopted));
  return learner.id;
}

let things = 0;

async function shows({ store, now }: Environment, learner: string, skill: string) {
  const { number, recordedAt, recordedBy, ...content } = finding({
    competency: { curriculum: 'drawn', skill, level: 'foundation' },
    externalId: String(things++),
    occurredAt: now(),
  });
  await store.write(async ({ learners, evidence }) => {
    await learners.lock([learner]);
    await evidence.record([newEvidence(learner, content)], { recordedAt: now(), recordedBy });
  });
}

async function followed({ store }: Environment, learner: string) {
  return (await store.reads.adoptedRoadmaps.followedBy([learner])).get(learner)!;
}

async function planOf(environment: Environment, learner: string) {
  return planIn(await followed(environment, learner));
}

function keys({ steps }: { readonly steps: readonly { readonly key: string }[] }): string[] {
  return steps.map(({ key }) => key.replace('@foundation', ''));
}

async function progressOf(environment: Environment, learner: string) {
  const roadmap = await followed(environment, learner);
  const snapshot = environment.curricula.snapshot();
  return (await roadmapProgress(environment, snapshot, [roadmap])).get(roadmap.id)!.progress;
}

async function knownTo(environment: Environment, learner: string): Promise<string[]> {
  const snapshot = environment.curricula.snapshot();
  const judged = await judgeLearners(environment, snapshot, snapshot.default!, [learner]);
  return unique(
    judged
      .get(learner)!
      .filter(({ isHeld }) => isHeld)
      .map(({ competency }) => competency.skill),
  );
}

async function retiredOf(environment: Environment, learner: string): Promise<string[]> {
  const snapshot = environment.curricula.snapshot();
  const evidence =
    (await environment.store.reads.evidence.ofLearners([learner])).get(learner) ?? [];
  expect(groundOf(snapshot, snapshot.default!).revision).toBeGreaterThan(0);
  const { retired } = knowledgeOfLearner(snapshot, snapshot.default!, evidence);
  return retired.map(
    ({ competency, lastRevision }) => `${competency.skill}@${competency.level} ${lastRevision}`,
  );
}

async function changesOf({ store }: Environment, learner: string): Promise<ChangeData[]> {
  const changes = await store.reads.learnerChanges.since([learner], { sequence: 0, limit: 99 });
  return changes
    .filter(({ kind }) => kind === 'ROADMAP_CHANGED')
    .map(({ what }) => what as ChangeData);
}

/** With other names for some skills, which say what they replace. */
function renamed(given: Curriculum, names: Readonly<Record<string, string>>): Curriculum {
  const named = JSON.parse(JSON.stringify(given), (key, value) =>
    (key === 'slug' || key === 'skill') && typeof value === 'string'
      ? (names[value] ?? value)
      : value,
  ) as Curriculum;
  const old = Object.fromEntries(Object.entries(names).map(([from, to]) => [to, from]));
  const skills = named.skills
    .map((skill) => (old[skill.slug] ? { ...skill, replaces: [old[skill.slug]!] } : skill))
    .map((skill) => (skill.title === old[skill.slug] ? { ...skill, title: skill.slug } : skill))
    .sort((one, other) => (one.slug < other.slug ? -1 : 1));
  return { ...named, skills };
}

function replacing(given: Curriculum, lists: Readonly<Record<string, string[]>>): Curriculum {
  const skills = given.skills.map((skill) => ({ ...skill, replaces: lists[skill.slug] ?? [] }));
  return { ...given, skills };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
