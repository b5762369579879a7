import { availableParallelism } from 'node:os';
import type { EvidenceGround } from '../curriculum/fold-evidence.ts';
import { relatedCurricula } from '../curriculum/related-curricula.ts';
import { revisionKey } from '../curriculum/revision.ts';
import type { Impact } from '../planner/impact/impact.ts';
import { ImpactSum, type Looked } from '../planner/impact/impact-sum.ts';
import { namesLost, type SkillNames, skillsLost } from '../planner/impact/skills-lost.ts';
import { checksOf } from './checks.ts';
import { type Chosen, chooseLearners } from './choose-learners.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import type { FollowedRoadmap, Supposition } from './impact-on-roadmap.ts';
import {
  findImpactHere,
  findImpactOnThreads,
  type ImpactFinder,
  manyRoadmaps,
} from './impact-threads.ts';
import { groundOf } from './judge-learners.ts';
import { readGrounds } from './plan-for-learner.ts';
import { runInSlices } from './run-in-slices.ts';
import { supposing } from './suppose-published.ts';

export interface ImpactOptions {
  /** So many roadmaps are planned anew at the most; of more a sample. */
  readonly roadmapsMost: number;
  /** The evidence of so many learners is looked at, at the most; of more a sample. */
  readonly learnersMost: number;
  /** No figure is told of fewer people, but for none; 1 tells everything, and names examples. */
  readonly least: number;
  /**
   * On how many threads to plan, 0 for none but this one. `SOME` leaves a core to whoever else asks something, `ALL`
   * doesn't; with these a few roadmaps are planned in this thread.
   */
  readonly threads: 'SOME' | 'ALL' | number;
  /** Called now and then with how many roadmaps and learners are done. */
  readonly onProgress?: ((progress: Looked) => void) | undefined;
  /** Tells that nobody waits for it any more, which ends the work. */
  readonly signal?: AbortSignal | undefined;
}

export type ImpactResult =
  | { readonly kind: 'impact'; readonly impact: Impact }
  /** Somebody else published meanwhile: it would be a preview of what is past. */
  | { readonly kind: 'head-moved' }
  | { readonly kind: 'given-up' };

type Ground = Pick<Environment, 'store' | 'curricula' | 'now'>;

/**
 * What it would mean for learners if a revision were published now. Every roadmap that is followed on the curriculum, or
 * on one that has skills in common with it, is planned anew as it will be then, in memory, some at a time; nothing is stored. Where there are more than are planned, a
 * sample is.
 *
 * @param supposed what would be published, numbered as the next revision of its curriculum.
 */
export async function impactOnLearners(
  environment: Ground,
  snapshot: CurriculaSnapshot,
  supposed: PublishedCurriculum,
  options: ImpactOptions,
): Promise<ImpactResult> {
  const { curriculum } = supposed.revision;
  const { roadmapsMost, learnersMost, least } = options;
  const { adoptedRoadmaps, learners } = environment.store.reads;
  const sum = new ImpactSum();
  const head = snapshot.heads.get(curriculum) ?? null;
  const after = supposing(snapshot, supposed);
  const related = relatedCurricula(after.heads).get(curriculum)!;
  const followed = [curriculum, ...related];
  if (head === null && related.length === 0)
    return { kind: 'impact', impact: sum.sum(nobody, nobody, least) };
  if (head?.revision.digest === supposed.revision.digest) {
    const all = (of: number) => ({ examined: of, of });
    const followers = all(await adoptedRoadmaps.countFollowers(followed));
    return { kind: 'impact', impact: sum.sum(followers, all(await learners.count()), least) };
  }
  const at = environment.now();
  const supposition: Supposition = {
    snapshot: after,
    checks: checksOf(snapshot),
    curricula: environment.curricula,
    now: () => at,
  };
  const grounds = head && {
    before: groundOf(snapshot, head),
    after: groundOf(after, supposed),
  };
  const names: SkillNames = grounds
    ? await runInSlices(namesLost(grounds.before, grounds.after))
    : new Map();
  const followers = await chooseLearners(
    {
      count: () => adoptedRoadmaps.countFollowers(followed),
      page: (page) => adoptedRoadmaps.followers(followed, page),
    },
    roadmapsMost,
  );
  const everybody = await chooseLearners(
    { count: learners.count, page: learners.ids },
    names.size === 0 ? Number.POSITIVE_INFINITY : learnersMost,
  );
  const tally = new Tally(options, followers.count + (names.size === 0 ? 0 : everybody.count));
  const chosen = { curriculum, followed: new Set(followed), followers };
  const planned = await addRoadmaps(environment, supposition, chosen, sum, tally, options);
  if (planned === 'head-moved') return { kind: planned };
  if (grounds && names.size > 0)
    await addEvidence(environment, { ...grounds, names }, everybody, sum, tally);
  if (tally.isGivenUp) return { kind: 'given-up' };
  if (await hasMoved(environment, supposed.revision)) return { kind: 'head-moved' };
  const looked = ({ of, count }: Chosen): Looked => ({ examined: count, of });
  const roadmaps = { ...looked(followers), examined: planned };
  return { kind: 'impact', impact: sum.sum(roadmaps, looked(everybody), least) };
}

async function hasMoved(
  { store }: Ground,
  { curriculum, number }: PublishedCurriculum['revision'],
): Promise<boolean> {
  const heads = await store.reads.curricula.heads();
  return heads.some((head) => head.curriculum === curriculum && head.number !== number - 1);
}

const nobody: Looked = { examined: 0, of: 0 };

/** How far it is, and whether anybody still waits for it. */
class Tally {
  readonly #options: Pick<ImpactOptions, 'onProgress' | 'signal'>;
  readonly #of: number;
  #examined = 0;

  constructor(options: Pick<ImpactOptions, 'onProgress' | 'signal'>, of: number) {
    this.#options = options;
    this.#of = of;
  }

  get isGivenUp(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  add(count: number): void {
    this.#examined += count;
    this.#options.onProgress?.({ examined: this.#examined, of: this.#of });
  }
}

/** How many were planned. */
async function addRoadmaps(
  environment: Ground,
  supposition: Supposition,
  { followers, ...followed }: Followed & { readonly followers: Chosen },
  sum: ImpactSum,
  tally: Tally,
  { threads }: ImpactOptions,
): Promise<number | 'head-moved'> {
  const finder = await finderFor(supposition, followers.count, threads);
  const underWay = new Set<Promise<void>>();
  let [asked, answered] = [0, 0];
  try {
    for await (const page of followers.pages()) {
      if (tally.isGivenUp) break;
      const found = await readFollowed(environment, supposition, followed, page);
      if (found === 'head-moved') return found;
      for (const roadmaps of found) {
        asked += roadmaps.length;
        const added = finder.find(roadmaps).then((impacts) => {
          for (const impact of impacts) sum.addRoadmap(impact);
          answered += impacts.length;
          tally.add(impacts.length);
          underWay.delete(added);
        });
        underWay.add(added);
        // A failure is met where it is waited for.
        added.catch(() => undefined);
        while (asked - answered > finder.asksAhead) await Promise.race(underWay);
      }
    }
    await Promise.all(underWay);
    return answered;
  } finally {
    await finder.close();
  }
}

async function finderFor(
  supposition: Supposition,
  count: number,
  threads: ImpactOptions['threads'],
): Promise<ImpactFinder> {
  const cores = availableParallelism();
  const usual = { SOME: Math.max(1, cores - 1), ALL: cores };
  const isMany = count >= manyRoadmaps;
  const number = typeof threads === 'number' ? threads : isMany ? usual[threads] : 0;
  return number === 0 ? findImpactHere(supposition) : findImpactOnThreads(supposition, number);
}

interface Followed {
  /** That has a new revision. */
  readonly curriculum: string;
  /** It and all that have skills in common with it. */
  readonly followed: ReadonlySet<string>;
}

/** What the learners follow on the curricula, those together that are planned on the same revision. */
async function readFollowed(
  { store }: Ground,
  { checks }: Supposition,
  { curriculum, followed }: Followed,
  learners: readonly string[],
): Promise<readonly FollowedRoadmap[][] | 'head-moved'> {
  const grounds = await readGrounds(store.reads, learners);
  const roadmaps = await store.reads.adoptedRoadmaps.followedBy(learners);
  const byRevision = new Map<string, FollowedRoadmap[]>();
  for (const learner of learners) {
    const [ground, roadmap] = [grounds.get(learner), roadmaps.get(learner)];
    if (!ground || !roadmap || !followed.has(roadmap.curriculum)) continue;
    const isOfIt = roadmap.curriculum === curriculum;
    const base = checks.get(curriculum)?.revision ?? 0;
    if (isOfIt && roadmap.checkedRevision > base) return 'head-moved';
    const key = revisionKey({ ...roadmap, number: roadmap.revision });
    const others = byRevision.get(key) ?? [];
    others.push({ roadmap, ground });
    byRevision.set(key, others);
  }
  return [...byRevision.values()];
}

async function addEvidence(
  { store }: Ground,
  {
    before,
    after,
    names,
  }: Record<'before' | 'after', EvidenceGround> & { readonly names: SkillNames },
  everybody: Chosen,
  sum: ImpactSum,
  tally: Tally,
): Promise<void> {
  for await (const page of everybody.pages()) {
    if (tally.isGivenUp) break;
    const spoken = await Promise.all(
      [...names].map(([curriculum, skills]) =>
        store.reads.evidence.spokenOf(page, { curriculum, skills }),
      ),
    );
    const all = await store.reads.evidence.ofLearners([...new Set(spoken.flat())]);
    for (const evidence of all.values()) sum.addSkillsLost(skillsLost(before, after, evidence));
    tally.add(page.length);
  }
}
