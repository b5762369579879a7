import type { PublishedCurriculum } from '../actions/curricula.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';

/** The argument of every field that looks into one curriculum. */
export const curriculumArgument = builder.args((t) => ({
  curriculum: t.string({
    description: 'The slug of a curriculum; the default one where it is left out.',
  }),
}));

interface CurriculumArgument {
  readonly curriculum?: string | null | undefined;
}

/** The newest revision of the curriculum that is meant; null where there is none. */
export function findCurriculum(
  { curricula }: Context,
  { curriculum }: CurriculumArgument,
): PublishedCurriculum | null {
  return curriculum == null ? curricula.default : (curricula.heads.get(curriculum) ?? null);
}

/** The same, for fields that cannot answer without one. */
export function requireCurriculum(context: Context, args: CurriculumArgument): PublishedCurriculum {
  const published = findCurriculum(context, args);
  if (published) return published;
  if (args.curriculum == null) throw badInput('No curriculum has been published yet.');
  const suggestions = didYouMean(args.curriculum, context.curricula.heads.keys());
  throw badInput(
    `There is no curriculum \`${args.curriculum}\`.${didYouMeanText(suggestions)}`,
    suggestions,
  );
}
