import type { PublishedCurriculum } from '../actions/curricula.ts';
import { findByExternalId, type NamedItem } from '../actions/find-by-external-id.ts';
import type { ExternalId } from '../curriculum/learner.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { ExternalIdInput } from './external-id.ts';
import { findCurriculum } from './which-curriculum.ts';

/** The argument of every field that finds something of a curriculum by slug. */
export const externalIdArgument = builder.args((t) => ({
  externalId: t.field({
    type: ExternalIdInput,
    description:
      'What another system calls it. Looks into every curriculum where `curriculum` is left out.',
  }),
}));

interface ItemArguments {
  readonly slug?: string | null | undefined;
  readonly externalId?: ExternalId | null | undefined;
  readonly curriculum?: string | null | undefined;
}

/** What `then` makes of the item that is named; by slug from memory at once. Null where there is none. */
export function withItemNamed<Result>(
  context: Context,
  item: NamedItem,
  { slug, externalId, curriculum }: ItemArguments,
  then: (published: PublishedCurriculum, slug: string) => Result | null,
): Result | null | Promise<Result | null> {
  if ((slug == null) === (externalId == null))
    throw badInput('Exactly one of `slug` and `externalId` says which one is meant.');
  if (slug != null) {
    const published = findCurriculum(context, { curriculum });
    return published && then(published, slug);
  }
  return findByExternalId(context.curricula, item, externalId!, curriculum).then(
    (found) => found && then(found.published, found.slug),
  );
}
