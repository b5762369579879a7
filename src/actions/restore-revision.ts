import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { unknownCurriculum, unknownRevision } from './find-curriculum.ts';
import { lintRevision } from './lint-published.ts';
import {
  type PublishResolvedResult,
  type PublishWish,
  publishedBefore,
  publishResolved,
  refuseToPublish,
} from './publish-resolved.ts';
import { supposePublished } from './suppose-published.ts';
import { tooManyAtOnce } from './text-input.ts';

export interface RestoreRevisionInput extends PublishWish {
  readonly curriculum: string;
  readonly revision: number;
}

export type RestoreRevisionResult = PublishResolvedResult | UnknownNames | InvalidRequest;

/** Publishes what an earlier revision said as the next one; what was published since stays as it is. For authors. */
export async function restoreRevision(
  environment: Environment,
  actor: Actor,
  { curriculum: slug, revision: number, ...rest }: RestoreRevisionInput,
): Promise<RestoreRevisionResult> {
  const wish = { ...rest, note: rest.note ?? `Brings back revision ${number}.` };
  const refusal = refuseToPublish(actor, wish);
  if (refusal) return refusal;
  const { reads } = environment.store;
  const payload = { restoreRevision: number, curriculum: slug };
  const before = await publishedBefore(environment, actor, wish, payload);
  if (before) return before;
  const [head] = await reads.revisions.page(slug, { limit: 1 });
  // Another process may have published it just now.
  const snapshot = await environment.curricula.refresh();
  if (!head) return unknownCurriculum(snapshot, slug);
  const restored = await environment.curricula.at(slug, number);
  if (!restored) return unknownRevision(head, number);
  // What was published once is sound.
  const { graph, revision } = restored;
  const { digest } = revision;
  const said = { graph, digest, publishedBy: '', note: null };
  const warnings = await lintRevision(supposePublished(environment, snapshot, said));
  if (warnings === null) return tooManyAtOnce();
  const { curriculum } = graph;
  return publishResolved(environment, actor, { ...wish, curriculum, digest, warnings, payload });
}
