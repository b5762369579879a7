import type { Curriculum } from '../curriculum/curriculum.ts';
import { CurriculumGraph } from '../curriculum/graph.ts';
import type { Revision } from '../curriculum/revision.ts';
import type { StoreWrites } from '../store/store.ts';
import { invariant } from '../util/invariant.ts';
import { typedId } from '../util/typed-id.ts';
import { curriculumDigest } from './curriculum-digest.ts';
import type { Environment } from './environment.ts';

export interface Publication {
  /** Sound: a `CurriculumGraph` has been built from it. */
  readonly curriculum: Curriculum;
  /** Told by whoever has built the graph just now, so that it needn't be built again; left out, it is. */
  readonly digest?: string | undefined;
  readonly publishedBy: string;
  readonly note: string | null;
  /** The number of the revision that the publisher started from, 0 for a new curriculum; left out, any will do. */
  readonly expectedRevision?: number | undefined;
  /** The format of others that it came from, and the id of the event that tells of it; left out, it is our own. */
  readonly imported?: { readonly format: string; readonly event: string } | undefined;
  /** Is told how far writing is, from 0 to 1. */
  readonly progress?: ((share: number) => void) | undefined;
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
  const sound = withDigest(publication);
  const publishedAt = environment.now();
  const result = await environment.store.write((writes) =>
    publishIn(writes, { ...sound, publishedAt }),
  );
  await seePublished(environment);
  return result;
}

/** What is published is published, even where the database goes away before it is read back: the next refresh sees it. */
export async function seePublished({ curricula }: Pick<Environment, 'curricula'>): Promise<void> {
  await curricula.refresh().catch(() => undefined);
}

/** The same publication, known to be sound. */
export function withDigest(publication: Publication): Publication & { readonly digest: string } {
  const { curriculum, digest } = publication;
  if (digest !== undefined) return { ...publication, digest };
  const isSound = CurriculumGraph.build(curriculum).kind === 'graph';
  invariant(isSound, `${curriculum.slug} was to be published although it is unsound`);
  return { ...publication, digest: curriculumDigest(curriculum) };
}

/** Publishes in a transaction that is under way. */
export async function publishIn(
  writes: StoreWrites,
  publication: Publication & { readonly digest: string; readonly publishedAt: Date },
): Promise<PublishResult> {
  const { curriculum, digest, publishedAt, publishedBy, note, expectedRevision } = publication;
  const { curricula, webhookEvents } = writes;
  const { slug } = curriculum;
  if (!expectedRevision) await curricula.reserve(slug, publishedAt);
  const head = await curricula.lockHead(slug);
  const number = head?.number ?? 0;
  if (expectedRevision !== undefined && expectedRevision !== number)
    return { kind: 'head-moved', revision: head };
  if (head?.digest === digest) return { kind: 'unchanged', revision: head };
  const made = { curriculum: slug, number: number + 1, digest, publishedAt, publishedBy, note };
  await curricula.publish(curriculum, made, publication.progress);
  const { imported } = publication;
  if (imported)
    await webhookEvents.add({
      id: imported.event,
      type: 'curriculum.imported',
      learner: null,
      data: {
        ...{ curriculum: typedId('Curriculum', [slug]), slug },
        ...{ revision: made.number, format: imported.format },
      },
      at: publishedAt,
    });
  return { kind: 'published', revision: made };
}
