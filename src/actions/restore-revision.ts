import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { unknownCurriculum, unknownRevision } from './find-curriculum.ts';
import {
  type PublishResolvedResult,
  type PublishWish,
  publishedBefore,
  publishResolved,
  refuseToPublish,
} from './publish-resolved.ts';

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
  if (!head) return unknownCurriculum(environment.curricula.snapshot(), slug);
  const revision = isNumber(number) ? await reads.revisions.byNumber(slug, number) : null;
  const curriculum = revision && (await reads.curricula.at(slug, revision.number));
  if (!curriculum) return unknownRevision(head, number);
  const warnings = { defects: [], defectCount: 0 };
  // What was published once is sound.
  const { digest } = revision;
  return publishResolved(environment, actor, {
    ...wish,
    curriculum,
    digest,
    warnings,
    payload,
  });
}

function isNumber(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0;
}
