import type { Revision } from '../curriculum/revision.ts';
import type { PlacedDefect } from '../exchange/curriculum/native.ts';
import { curriculumDigest } from './curriculum-digest.ts';
import type { Environment } from './environment.ts';
import { lintSupposed } from './lint-history.ts';
import { publishCurriculum } from './publish-curriculum.ts';
import { type CurriculumReading, readCurriculum } from './read-curriculum.ts';
import { supposePublished } from './suppose-published.ts';

export type SeedsResult =
  | {
      readonly kind: 'published';
      readonly revision: Revision;
      /** Those by the history first. */
      readonly warnings: readonly PlacedDefect[];
    }
  /** The newest revision is what the seeds say already. */
  | { readonly kind: 'unchanged'; readonly revision: Revision }
  /** The newest revision is somebody else's, over whom seeds never go. */
  | { readonly kind: 'kept'; readonly revision: Revision }
  | Exclude<CurriculumReading, { readonly kind: 'curriculum' }>;

/** Publishes the seeds where they differ from what they published last, so that an edited seed is seen at the next start. */
export async function publishSeeds(environment: Environment, path: string): Promise<SeedsResult> {
  const reading = await readCurriculum(path);
  if (reading.kind !== 'curriculum') return reading;
  const { curriculum, graph, locate } = reading;
  const digest = curriculumDigest(curriculum);
  let head = environment.curricula.snapshot().heads.get(curriculum.slug)?.revision ?? null;
  for (;;) {
    if (head && head.publishedBy !== publishedBy) return { kind: 'kept', revision: head };
    const expectedRevision = head?.number ?? 0;
    const said = { digest, publishedBy, note: null };
    const supposed = supposePublished(environment, environment.curricula.snapshot(), {
      graph,
      ...said,
    });
    const result = await publishCurriculum(environment, { curriculum, ...said, expectedRevision });
    if (result.kind === 'published')
      return { ...result, warnings: [...lintSupposed(supposed, locate), ...reading.warnings] };
    if (result.kind === 'unchanged') return result;
    // Another server that starts now has been quicker.
    head = result.revision;
  }
}

const publishedBy = 'seeds';
