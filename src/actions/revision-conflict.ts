import type { Revision } from '../curriculum/revision.ts';
import type { Actor } from './actor.ts';
import { type ComparedCurricula, compareRevisions } from './compare-revisions.ts';
import type { Environment } from './environment.ts';
import { publishLimits } from './publish-limits.ts';

/** Somebody published since the revision that a publisher started from; nothing was changed. */
export interface RevisionConflict {
  readonly kind: 'revision-conflict';
  readonly message: string;
  readonly curriculum: string;
  /** The number of the revision that was expected to be the newest; 0 where none was. */
  readonly expectedRevision: number;
  /** The newest; null where there is no such curriculum. */
  readonly head: Revision | null;
  /** What was published since, newest first, as far as it is told. */
  readonly revisionsSince: readonly Revision[];
}

/** Tells what happened to a curriculum since the revision that somebody expected to be its newest. */
export async function revisionConflict(
  { store }: Pick<Environment, 'store'>,
  moved: { readonly curriculum: string; readonly expected: number; readonly number: number | null },
): Promise<RevisionConflict> {
  const { curriculum, expected, number } = moved;
  const { revisions } = store.reads;
  const head = number === null ? null : await revisions.byNumber(curriculum, number);
  const newest = head
    ? await revisions.page(curriculum, {
        before: head.number + 1,
        limit: publishLimits.revisionsSince,
      })
    : [];
  return {
    kind: 'revision-conflict',
    message: messageOf(curriculum, expected, head),
    curriculum,
    expectedRevision: expected,
    head,
    revisionsSince: newest.filter((revision) => revision.number > expected),
  };
}

/** What the newest revision has otherwise than the one that was expected; null where there is only one of the two. */
export async function differenceSince(
  environment: Environment,
  actor: Actor,
  { curriculum, expectedRevision: from, head }: RevisionConflict,
): Promise<ComparedCurricula | null> {
  if (head === null || from < 1 || from > head.number) return null;
  // Whoever asks began before it was published, perhaps by another process just now.
  const snapshot = await environment.curricula.refresh().catch(() => null);
  if (snapshot === null) return null;
  const range = { curriculum, from, to: head.number };
  const compared = await compareRevisions(environment, snapshot, actor, range);
  return compared.kind === 'compared-curricula' ? compared : null;
}

function messageOf(curriculum: string, expected: number, head: Revision | null): string {
  if (head === null)
    return `There is no curriculum \`${curriculum}\` yet, so that none of its revisions can be expected. Expect 0, or leave it out.`;
  const now = `\`${curriculum}\` is at revision ${head.number}`;
  if (expected > head.number)
    return `${now}, and has no revision ${expected} yet. Look at the newest, and expect that.`;
  const before = expected === 0 ? 'it was to be new' : `revision ${expected} was expected`;
  return `${now}, where ${before}: somebody else published meanwhile. Take over what changed, and publish again expecting ${head.number}.`;
}
