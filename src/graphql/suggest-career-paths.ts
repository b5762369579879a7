import {
  type SuggestCareerPathsInput as SuggestInput,
  suggestCareerPaths,
} from '../actions/suggest-career-paths.ts';
import type { CareerPathFit, CareerPathSuggestions } from '../planner/suggest-career-paths.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { orForbid, type Permitted } from './forbidden.ts';
import { CompetencyInput } from './known-competency.ts';
import { type Placed, placed } from './placed.ts';
import { CareerPathType } from './refs.ts';
import {
  InvalidRequestType,
  type Refused,
  refused,
  UnknownNamesType,
  UnreachableGoalsType,
} from './refusal.ts';

const CareerPathFitType = builder.objectRef<Placed<CareerPathFit>>('CareerPathFit');

CareerPathFitType.implement({
  description: 'How well a career path fits a learner.',
  fields: (t) => ({
    careerPath: t.field({
      type: CareerPathType,
      description: 'The career path.',
      resolve: ({ published, value }) => placed('CareerPath', published, value.careerPath),
    }),
    score: t.float({
      description: 'How well it fits, 0 to 1.',
      resolve: ({ value }) => value.score,
    }),
    hoursLeft: t.float({
      description: 'Hours that it would take from here.',
      resolve: ({ value }) => value.hoursLeft,
    }),
    shareKnown: t.float({
      description: 'The part of its hours from zero that is known already, 0 to 1.',
      resolve: ({ value }) => value.shareKnown,
    }),
    why: t.string({
      description: 'Why it fits, as a sentence.',
      resolve: ({ value }) => value.why,
    }),
  }),
});

const CareerPathSuggestionsType =
  builder.objectRef<Placed<CareerPathSuggestions, 'CareerPathSuggestions'>>(
    'CareerPathSuggestions',
  );

CareerPathSuggestionsType.implement({
  description: 'How well each career path fits a learner.',
  fields: (t) => ({
    fits: t.field({
      type: [CareerPathFitType],
      description: 'Every career path, the best fit first.',
      extensions: expects(10),
      resolve: ({ published, value }) =>
        value.fits.map((fit) => placed('CareerPathFit', published, fit)),
    }),
  }),
});

const SuggestCareerPathsInput = builder.inputType('SuggestCareerPathsInput', {
  description: 'What a learner likes and knows.',
  fields: (t) => ({
    curriculum: t.string({ description: 'The default curriculum where it is left out.' }),
    interests: t.stringList({
      defaultValue: [],
      description: 'Slugs of what the learner enjoys, as `Curriculum.interests` has them.',
    }),
    knows: t.field({ type: [CompetencyInput], defaultValue: [], description: 'What is known.' }),
  }),
});

const SuggestCareerPathsResult = builder.unionType('SuggestCareerPathsResult', {
  description: 'Suggestions, or why there are none.',
  types: [CareerPathSuggestionsType, UnknownNamesType, UnreachableGoalsType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.queryField('suggestCareerPaths', (t) =>
  t.field({
    type: SuggestCareerPathsResult,
    description:
      'Career paths by what a learner enjoys and how near they are from here. Nothing is stored.',
    extensions: costs(500),
    args: {
      input: t.arg({
        type: SuggestCareerPathsInput,
        required: true,
        description: 'What is asked for.',
      }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor }) =>
      placedSuggestions(
        orForbid(await suggestCareerPaths(environment, curricula, actor, input as SuggestInput)),
      ),
  }),
);

function placedSuggestions(
  suggested: Permitted<Awaited<ReturnType<typeof suggestCareerPaths>>>,
): Placed<CareerPathSuggestions, 'CareerPathSuggestions'> | Refused {
  if (suggested.kind !== 'answered') return refused(null, suggested);
  const { published, result } = suggested;
  return result.kind === 'career-path-suggestions'
    ? placed('CareerPathSuggestions', published, result)
    : refused(published, result);
}
