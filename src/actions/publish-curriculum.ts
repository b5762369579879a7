import { createHash } from 'node:crypto';
import type { Curriculum } from '../curriculum/curriculum.ts';
import { CurriculumGraph } from '../curriculum/graph.ts';
import type { Revision } from '../curriculum/revision.ts';
import { toDocument } from '../curriculum/to-document.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import { invariant } from '../util/invariant.ts';
import type { Environment } from './environment.ts';

export interface Publication {
  /** Sound: a `CurriculumGraph` has been built from it. */
  readonly curriculum: Curriculum;
  readonly publishedBy: string;
  readonly note: string | null;
  /** The number of the revision that the publisher started from, 0 for a new curriculum; left out, any will do. */
  readonly expectedRevision?: number | undefined;
}

export type PublishResult =
  | { readonly kind: 'published'; readonly revision: Revision }
  /** The newest revision is the same already. */
  | { readonly kind: 'unchanged'; readonly revision: Revision }
  /** Somebody else published since; null where there is no such curriculum at all. */
  | { readonly kind: 'head-moved'; readonly revision: Revision | null };

/** Publishes a curriculum as its next revision, in one transaction: it becomes the newest whole, or nothing changes. */
export async function publishCurriculum(
  environment: Environment,
  publication: Publication,
): Promise<PublishResult> {
  const { curriculum } = publication;
  const isSound = CurriculumGraph.build(curriculum).kind === 'graph';
  invariant(isSound, `${curriculum.slug} was to be published although it is unsound`);
  const result = await inTurn(environment, publication);
  // What is published is published, even where the database goes away before it is read back: the next refresh sees it.
  await environment.curricula.refresh().catch(() => undefined);
  return result;
}

function inTurn(environment: Environment, publication: Publication): Promise<PublishResult> {
  const { curriculum, publishedBy, note, expectedRevision } = publication;
  const { slug } = curriculum;
  const digest = createHash('sha256')
    .update(canonicalJson(toDocument(curriculum)))
    .digest('hex');
  const publishedAt = environment.now();
  return environment.store.write(async ({ curricula }) => {
    if (!expectedRevision) await curricula.reserve(slug, publishedAt);
    const head = await curricula.lockHead(slug);
    const number = head?.number ?? 0;
    if (expectedRevision !== undefined && expectedRevision !== number)
      return { kind: 'head-moved', revision: head };
    if (head?.digest === digest) return { kind: 'unchanged', revision: head };
    const revision = {
      curriculum: slug,
      number: number + 1,
      digest,
      publishedAt,
      publishedBy,
      note,
    };
    await curricula.publish(curriculum, revision);
    return { kind: 'published', revision };
  });
}
