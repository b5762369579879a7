import { describe, expect, it } from 'vitest';
import {
  knowsOtherwise,
  noStanding,
  type PlannedFor,
  planFor,
  situationOf,
  standingOf,
  wishesOtherwise,
} from '../../src/actions/plan-for-learner.ts';
import type { Evidence } from '../../src/curriculum/evidence.ts';
import type { CurriculumGraph } from '../../src/curriculum/graph.ts';
import type { AdoptedRequest } from '../../src/planner/progress/adopted-plan.ts';
import { changeData } from '../../src/planner/progress/change.ts';
import { wishesFor } from '../../src/planner/progress/wishes-for.ts';
import { graph } from '../support/curricula.ts';
import { newLearner } from '../support/learners.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { day, finding } from '../support/random-evidence.ts';

/** A learner with a random roadmap, and what becomes of it. */
class Story {
  readonly #graph: CurriculumGraph;
  readonly #request: AdoptedRequest;
  readonly #evidence: Evidence[] = [];
  readonly #built: string[] = [];
  readonly #now = day(40);
  planned: PlannedFor;

  private constructor(drawn: CurriculumGraph, request: AdoptedRequest, planned: PlannedFor) {
    [this.#graph, this.#request, this.planned] = [drawn, request, planned];
  }

  static async begin(seed: number): Promise<Story | null> {
    const curriculum = randomCurriculum(seed, 5 + (seed % 12));
    const drawn = graph(curriculum);
    const { keepOrder, ...asked } = randomRequest(seed, curriculum);
    // With dates and recommendations more may come within reach; without them nothing else may change.
    const undated = { startOn: null, finishBy: null, pauses: [], includeRecommended: false };
    const goals = asked.goals.map((goal) => ({ ...goal, by: null }));
    const request = { ...asked, goals, ...undated, guidance: [] };
    const ground = { learner: newLearner(), evidence: [] };
    const published = publishedOf(drawn);
    const situation = situationOf(noSnapshot, published, request, ground);
    const planned = await planFor(request, situation, noStanding(ground, day(40)));
    return planned.kind === 'planned' ? new Story(drawn, request, planned) : null;
  }

  get steps() {
    return this.planned.plan.steps;
  }

  /** Somebody sees that a step is done, or something else held or not. */
  show(key: string, outcome: 'HELD' | 'NOT_HELD' = 'HELD'): void {
    const [skill = '', level] = key.split('@');
    if (level === undefined) {
      this.#built.push(key);
      return;
    }
    const number = this.#evidence.length + 1;
    const competency = { curriculum: this.#graph.curriculum.slug, skill, level };
    const given = { number, externalId: String(number), competency, outcome };
    this.#evidence.push(finding({ ...given, occurredAt: day(number / 100) }));
  }

  situation() {
    const wishes = { ...newLearner().wishes, completedProjects: this.#built };
    const ground = { learner: newLearner({ wishes }), evidence: this.#evidence };
    const slug = this.#graph.curriculum.slug;
    const learner = { ...ground.learner, wishes: { ...wishes, curriculum: slug } };
    return situationOf(noSnapshot, publishedOf(this.#graph), this.#request, { ...ground, learner });
  }

  isOutdated(): boolean {
    const situation = this.situation();
    const wishes = wishesFor(situation.place, this.#request, situation.says);
    return (
      knowsOtherwise(this.planned.plan, situation) || wishesOtherwise(this.planned.plan, wishes)
    );
  }

  /** Plans anew whether or not it matters, and gives what is different. */
  async planAnew() {
    const before = this.planned.plan;
    const situation = this.situation();
    const standing = standingOf(before, situation, this.#now);
    const planned = await planFor(this.#request, situation, {
      ...standing,
      evidence: 0,
    });
    // What is excluded and not known after all rules goals out.
    if (planned.kind !== 'planned') return null;
    const causes = { evidence: [], revision: null, wishes: false, guidance: null };
    this.planned = planned;
    return { before, change: changeData({ before, done: standing.done, planned, causes }) };
  }
}

const noSnapshot = { heads: new Map(), default: null };

function publishedOf(drawn: CurriculumGraph) {
  const revision = {
    ...{ curriculum: drawn.curriculum.slug, number: 1, digest: '' },
    ...{ publishedAt: day(0), publishedBy: 'test', note: null },
  };
  return { graph: drawn, revision };
}

const keys = (steps: readonly { readonly key: string }[]) => steps.map(({ key }) => key);

describe('a roadmap that is followed', () => {
  it('is the same after steps are done in any order that they can be, planned anew or not', async () => {
    let stories = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const story = await Story.begin(seed);
      if (!story) continue;
      const { pick, between } = dice(seed);
      const done = new Set<string>();
      for (let count = between(1, 6); count > 0; count--) {
        const ready = story.steps.filter(
          ({ key, after }) => !done.has(key) && after.every((other) => done.has(other)),
        );
        const [step] = pick(ready, 1);
        if (!step) break;
        done.add(step.key);
        story.show(step.key);
        expect(story.isOutdated(), `seed ${seed}, ${step.key}`).toBe(false);
      }
      const { before, change } = (await story.planAnew())!;
      expect(change, `seed ${seed}`).toBeNull();
      const left = keys(before.steps).filter((key) => !done.has(key));
      expect(
        keys(story.steps).filter((key) => !done.has(key)),
        `seed ${seed}`,
      ).toEqual(left);
      stories += 1;
    }
    expect(stories).toBeGreaterThan(60);
  });

  it('changes by what is said to have changed, and by nothing else', async () => {
    let changes = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const story = await Story.begin(seed);
      if (!story) continue;
      const { pick, chance } = dice(seed);
      const all = [...story.situation().known, ...allKeys(seed)];
      for (const key of pick(all, 3)) story.show(key, chance(0.6) ? 'HELD' : 'NOT_HELD');
      const outdated = story.isOutdated();
      const anew = await story.planAnew();
      if (!anew) continue;
      const { before, change } = anew;
      const after = story.planned.plan;
      const place = `seed ${seed}`;
      if (!outdated) expect(change, place).toBeNull();
      const removed = new Set(keys(change?.removed ?? []));
      const moved = new Set(keys(change?.moved ?? []));
      const added = new Set(keys(change?.added ?? []));
      const open = keys(after.steps).slice(after.doneCount);
      const kept = keys(before.steps).filter((key) => !removed.has(key));
      expect([...kept, ...added].sort(), place).toEqual(keys(after.steps).sort());
      const stayed = (list: readonly string[]) =>
        list.filter((key) => open.includes(key) && !moved.has(key) && !added.has(key));
      expect(stayed(keys(after.steps)), place).toEqual(stayed(keys(before.steps)));
      if (change) {
        const sum = (steps: readonly { readonly hours: number }[]) =>
          steps.reduce((hours, step) => hours + step.hours, 0);
        const expected = change.hoursBefore + sum(change.added) - sum(change.removed);
        expect(change.hoursAfter, place).toBeCloseTo(expected, 6);
        changes += 1;
      }
      // To plan it anew once more changes nothing.
      expect((await story.planAnew())?.change, place).toBeNull();
    }
    expect(changes).toBeGreaterThan(20);
  });
});

function allKeys(seed: number): string[] {
  const curriculum = randomCurriculum(seed, 5 + (seed % 12));
  return curriculum.skills.flatMap(({ slug, levels }) =>
    levels.map(({ level }) => `${slug}@${level}`),
  );
}
