import type { Lineage } from '../curriculum/lineage.ts';
import { type Revision, revisionKey } from '../curriculum/revision.ts';
import { takeSnapshot } from '../curriculum/snapshot.ts';
import type { RoadmapImpact } from '../planner/impact/roadmap-impact.ts';
import { AnsweringThread, leastBusy } from './answering-thread.ts';
import type { PublishedCurriculum } from './curricula.ts';
import { type FollowedRoadmap, impactOnRoadmap, type Supposition } from './impact-on-roadmap.ts';
import { type PackedCurriculum, packCurriculum } from './packed-curriculum.ts';
import { publishedOf } from './roadmap-progress.ts';
import { runInSlices } from './run-in-slices.ts';

/** A revision on its way to a thread. */
export interface PackedRevision {
  readonly packed: PackedCurriculum;
  readonly snapshot: SharedArrayBuffer;
  readonly revision: Revision;
  readonly lineage: Lineage | undefined;
}

/** What a thread is told; the last is a question, which it answers by a list in the same order. */
export type ImpactThreadMessage =
  | {
      readonly kind: 'supposition';
      /** The heads as they would be, in their order. */
      readonly heads: readonly PackedRevision[];
      /** The slug of the default one. */
      readonly default: string | null;
      readonly checks: Supposition['checks'];
      readonly at: Date;
    }
  | { readonly kind: 'older'; readonly older: PackedRevision }
  | { readonly kind: 'forget'; readonly key: string }
  | { readonly kind: 'roadmaps'; readonly roadmaps: readonly FollowedRoadmap[] };

/** Finds what becomes of roadmaps. */
export interface ImpactFinder {
  /** So many roadmaps may be asked about before the first are answered; more would only wait. */
  readonly asksAhead: number;
  /**
   * Of roadmaps that are all planned on one revision, in the same order. Rejects with a `ThreadFailure` where a thread died
   * over it.
   */
  readonly find: (roadmaps: readonly FollowedRoadmap[]) => Promise<readonly RoadmapImpact[]>;
  readonly close: () => Promise<void>;
}

/** So many roadmaps are worth starting threads for: fewer are planned before these have begun. */
export const manyRoadmaps = 200;

/** In this thread, one after the other. */
export function findImpactHere(supposition: Supposition): ImpactFinder {
  return {
    asksAhead: 0,
    async find(roadmaps) {
      const impacts: RoadmapImpact[] = [];
      for (const each of roadmaps) impacts.push(await impactOnRoadmap(supposition, each));
      return impacts;
    },
    close: async () => undefined,
  };
}

/** On so many threads, which share the arrays of the compiled curricula. They find what `findImpactHere` does. */
export async function findImpactOnThreads(
  supposition: Supposition,
  threads: number,
): Promise<ImpactFinder> {
  const { snapshot, checks, now } = supposition;
  const heads: PackedRevision[] = [];
  for (const head of snapshot.heads.values()) heads.push(await packedRevision(head));
  const crew: Crew = Array.from({ length: threads }, () => new AnsweringThread(entry));
  tellAll(crew, {
    ...{ kind: 'supposition', heads, default: snapshot.default?.revision.curriculum ?? null },
    ...{ checks, at: now() },
  });
  const told: string[] = [];
  let asked: Promise<unknown> = Promise.resolve();
  return {
    asksAhead: threads * asksAheadPerThread,
    async find(roadmaps) {
      // What a thread is to know is told right before it is asked, whoever else asks meanwhile.
      const answer = asked.then(async () => {
        await tellOlder(supposition, crew, told, roadmaps);
        return { answer: leastBusy(crew).ask({ kind: 'roadmaps', roadmaps }) };
      });
      asked = answer.catch(() => undefined);
      return (await answer).answer;
    },
    close: async () => void (await Promise.all(crew.map((thread) => thread.stop()))),
  };
}

type Crew = readonly AnsweringThread<ImpactThreadMessage, readonly RoadmapImpact[]>[];

function tellAll(crew: Crew, message: ImpactThreadMessage): void {
  for (const thread of crew) thread.tell(message);
}

/** In lists of some 25: enough that no thread waits while the next roadmaps are read. */
const asksAheadPerThread = 50;

/** So many older revisions are kept in a thread. */
const olderMost = 4;

/** @param told the keys of those that the threads have, the one that was needed last at the end. */
async function tellOlder(
  supposition: Supposition,
  crew: Crew,
  told: string[],
  [first]: readonly FollowedRoadmap[],
): Promise<void> {
  if (!first) return;
  const { curriculum, revision: number } = first.roadmap;
  const key = revisionKey({ curriculum, number });
  if (told.includes(key)) told.splice(told.indexOf(key), 1);
  else {
    const older = await publishedOf(supposition, supposition.snapshot, first.roadmap);
    tellAll(crew, { kind: 'older', older: await packedRevision(older) });
  }
  told.push(key);
  if (told.length > olderMost) tellAll(crew, { kind: 'forget', key: told.shift()! });
}

async function packedRevision({
  graph,
  revision,
  lineage,
}: PublishedCurriculum): Promise<PackedRevision> {
  const packed = await runInSlices(packCurriculum(graph.curriculum));
  return { packed, snapshot: takeSnapshot(graph), revision, lineage };
}

const entry = new URL('./impact-worker.ts', import.meta.url).href;
