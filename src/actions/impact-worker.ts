import { parentPort } from 'node:worker_threads';
import { CurriculumGraph } from '../curriculum/graph.ts';
import { revisionKey } from '../curriculum/revision.ts';
import type { RoadmapImpact } from '../planner/impact/roadmap-impact.ts';
import { invariant } from '../util/invariant.ts';
import type { PublishedCurriculum } from './curricula.ts';
import { impactOnRoadmap, type Supposition } from './impact-on-roadmap.ts';
import type { ImpactThreadMessage, PackedRevision } from './impact-threads.ts';
import { unpackCurriculum } from './packed-curriculum.ts';

// A thread behind `impact-threads.ts`: first what is supposed, then roadmaps; a list of impacts for each list of them.

invariant(parentPort !== null, 'this runs as a worker thread');
const port = parentPort;
const older = new Map<string, PublishedCurriculum>();
let supposition: Supposition | null = null;
let answered: Promise<void> = Promise.resolve();

port.on('message', (message: ImpactThreadMessage) => {
  // What is asked later may need what is forgotten then.
  answered = answered.then(() => take(message));
});

async function take(message: ImpactThreadMessage): Promise<void> {
  switch (message.kind) {
    case 'supposition': {
      const heads = new Map(
        message.heads.map((head) => [head.revision.curriculum, unpacked(head)] as const),
      );
      const snapshot = { heads, default: heads.get(message.default ?? '') ?? null };
      const { checks, at } = message;
      const curricula = {
        at: async (curriculum: string, number: number) =>
          older.get(revisionKey({ curriculum, number })) ?? null,
      };
      supposition = { snapshot, checks, curricula, now: () => at };
      return;
    }
    case 'older': {
      older.set(revisionKey(message.older.revision), unpacked(message.older));
      return;
    }
    case 'forget':
      older.delete(message.key);
      return;
    case 'roadmaps': {
      invariant(supposition !== null, 'what is supposed comes first');
      const impacts: RoadmapImpact[] = [];
      for (const each of message.roadmaps) impacts.push(await impactOnRoadmap(supposition, each));
      port.postMessage(impacts);
    }
  }
}

function unpacked({ packed, snapshot, revision, lineage }: PackedRevision): PublishedCurriculum {
  const work = unpackCurriculum(packed);
  for (;;) {
    const { done, value } = work.next();
    if (done)
      return { graph: CurriculumGraph.attach({ curriculum: value, snapshot }), revision, lineage };
  }
}
