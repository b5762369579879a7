import {
  exportMappings,
  importMappings,
  listMappings,
  type MapActivitiesResult,
  type MappingInput,
  mapActivities,
  mappingLimits,
  unmapActivity,
} from '../actions/map-activities.ts';
import { competenciesMax } from '../actions/read-statements.ts';
import type { VerbMeaning } from '../curriculum/activity-mapping.ts';
import type { CurriculumCompetency } from '../curriculum/evidence.ts';
import type { KeptMapping } from '../store/activity-mappings.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { CompetencyType } from './refs.ts';
import { InvalidRequestType, refusedPlainly } from './refusal.ts';
import { placedCompetency } from './requirement.ts';

const VerbMeaningType = enumOf<VerbMeaning>(
  'VerbMeaning',
  'What the verb of a statement means for whoever acted.',
  {
    MASTERY: 'It shows what the activity shows; not where it says `success: false`.',
    COMPLETION:
      'It shows it where completion counts, or by the share of the points where a least ratio is set; `success: false` shows the opposite.',
    SCORE: 'It shows it by the share of the points where a least ratio is set, else by `success`.',
    FAILURE: 'It shows that it is not held.',
    RETRACTION: 'What whoever acted showed there before is taken back.',
    NOTHING: 'It shows nothing.',
  },
);

export const MappedCompetencyType = builder.objectRef<CurriculumCompetency>('MappedCompetency');

MappedCompetencyType.implement({
  description: 'A competency that an activity or a credential shows, by name.',
  fields: (t) => ({
    curriculum: t.exposeString('curriculum', { description: 'The slug of the curriculum.' }),
    skill: t.exposeString('skill', { description: 'The slug of the skill.' }),
    level: t.exposeString('level', { description: 'The slug of the level.' }),
    competency: t.field({
      type: CompetencyType,
      nullable: true,
      description: 'What that is in the newest revision; null where it is not there any more.',
      resolve: (competency, _args, { curricula }) => {
        const published = curricula.heads.get(competency.curriculum);
        const isThere = published?.graph.nodeOfCompetency(competency) !== undefined;
        return published && isThere ? placedCompetency(published, competency) : null;
      },
    }),
  }),
});

interface VerbRule {
  readonly verb: string;
  readonly means: VerbMeaning;
}

const VerbRuleType = builder.objectRef<VerbRule>('VerbRule');

VerbRuleType.implement({
  description: 'What a verb means for an activity, where it is not what it usually means.',
  fields: (t) => ({
    verb: t.exposeString('verb', { description: 'The address of the verb.' }),
    means: t.expose('means', { type: VerbMeaningType, description: 'What it means here.' }),
  }),
});

const ActivityMappingType = builder.objectRef<KeptMapping>('ActivityMapping');

ActivityMappingType.implement({
  description:
    'What statements about an activity of a learning platform, such as a quiz or a course, show of whoever acted.',
  fields: (t) => ({
    activity: t.exposeString('iri', {
      description: 'The address by which the platform calls the activity.',
    }),
    competencies: t.field({
      type: [MappedCompetencyType],
      description: 'What it shows.',
      extensions: expects(2),
      resolve: ({ competencies }) => [...competencies],
    }),
    leastRatio: t.float({
      nullable: true,
      description:
        'The least share of the points, from 0 to 1, that shows it; null where verbs and `success` alone say so.',
      resolve: ({ leastRatio }) => leastRatio,
    }),
    completionCounts: t.exposeBoolean('completionCounts', {
      description: 'Whether it is enough to have completed it.',
    }),
    partsCount: t.exposeBoolean('partsCount', {
      description:
        'Whether statements count about what belongs to it, as attempts at a quiz or modules of a course do.',
    }),
    verbs: t.field({
      type: [VerbRuleType],
      description: 'Verbs that mean something else here than usually.',
      extensions: expects(2),
      resolve: ({ verbs }) =>
        Object.keys(verbs)
          .sort()
          .map((verb) => ({ verb, means: verbs[verb]! })),
    }),
    updatedAt: t.field({
      type: 'DateTime',
      description: 'When this was said last.',
      resolve: ({ updatedAt }) => updatedAt,
    }),
  }),
});

const ActivityMappingConnection = builder.connectionObject(
  {
    type: ActivityMappingType,
    name: 'ActivityMappingConnection',
    description: 'A page of what is said of activities.',
  },
  { name: 'ActivityMappingEdge', description: 'What is said of an activity, in a list.' },
);

builder.queryFields((t) => ({
  activityMappings: t.field({
    type: ActivityMappingConnection,
    description:
      'What activities of learning platforms show, in no particular order. For services with the scope `evidence:write`, and for admins.',
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listMappings(environment, actor));
      return keyPageOf(
        {
          name: 'activityMappings',
          keyOf: ({ activity }: KeptMapping) => activity,
          nodeOf: (mapping: KeptMapping) => mapping,
          read,
          count,
        },
        args,
      );
    },
  }),
  activityMappingsCsv: t.string({
    description:
      'All that is said of activities, as CSV: a row for each competency. `importActivityMappings` reads it. For services with the scope `evidence:write`, and for admins.',
    extensions: costs(100),
    resolve: async (_root, _args, { environment, actor }) =>
      orForbid(await exportMappings(environment, actor)).csv,
  }),
}));

interface ActivitiesMapped {
  readonly type: 'ActivitiesMapped';
  readonly mappings: readonly KeptMapping[];
}

const ActivitiesMappedType = builder.objectRef<ActivitiesMapped>('ActivitiesMapped');

ActivitiesMappedType.implement({
  description:
    'This is what the activities show from now on. What was told of them before is read again by and by.',
  fields: (t) => ({
    mappings: t.field({
      type: [ActivityMappingType],
      description: 'What is said of each, in the order in which they were named.',
      extensions: expects(5),
      resolve: ({ mappings }) => [...mappings],
    }),
  }),
});

const MappedCompetencyInput = builder.inputType('MappedCompetencyInput', {
  description: 'A competency that an activity shows.',
  fields: (t) => ({
    curriculum: t.string({
      description: 'The slug of the curriculum; the default one where it is left out.',
    }),
    skill: t.string({ required: true, description: 'The slug of the skill.' }),
    level: t.string({
      description: "The slug of the level; the skill's lowest where it is left out.",
    }),
  }),
});

const VerbRuleInput = builder.inputType('VerbRuleInput', {
  description: 'What a verb means for an activity.',
  fields: (t) => ({
    verb: t.string({ required: true, description: 'The address of the verb.' }),
    means: t.field({ type: VerbMeaningType, required: true, description: 'What it means here.' }),
  }),
});

const ActivityMappingInput = builder.inputType('ActivityMappingInput', {
  description: 'What an activity is to show.',
  fields: (t) => ({
    activity: t.string({
      required: true,
      description:
        'The address by which the platform calls it: that of a quiz, a module or a course.',
    }),
    competencies: t.field({
      type: [MappedCompetencyInput],
      required: true,
      description: `What it shows, 1 to ${competenciesMax}.`,
    }),
    leastRatio: t.float({
      description:
        'The least share of the points, from 0 to 1, that shows it. Where it is left out, verbs and `success` alone say so.',
    }),
    completionCounts: t.boolean({
      defaultValue: false,
      description: 'Whether it is enough to have completed it.',
    }),
    partsCount: t.boolean({
      defaultValue: false,
      description:
        'Whether statements count about what belongs to it: attempts at a quiz, modules of a course. Platforms tell of each attempt as an activity of its own, so for a quiz say true.',
    }),
    verbs: t.field({
      type: [VerbRuleInput],
      description: `Verbs that mean something else here than usually, at most ${mappingLimits.verbs}.`,
    }),
  }),
});

const MapActivitiesInput = builder.inputType('MapActivitiesInput', {
  description: 'What activities are to show.',
  fields: (t) => ({
    mappings: t.field({
      type: [ActivityMappingInput],
      required: true,
      description: 'Each activity once, with all that it shows.',
    }),
  }),
});

const MapActivitiesResultType = builder.unionType('MapActivitiesResult', {
  description: 'What is said of the activities, or why nothing was changed.',
  types: [ActivitiesMappedType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('mapActivities', (t) =>
  t.field({
    type: MapActivitiesResultType,
    description:
      'Says what activities of learning platforms show, in place of what was said of them before. Statements that are here already are read again; what they do not show any more is retracted. For services with the scope `evidence:write`, and for admins.',
    extensions: costs(100),
    args: {
      input: t.arg({ type: MapActivitiesInput, required: true, description: 'What they show.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const mappings = input.mappings.map(
        ({ verbs, ...mapping }): MappingInput => ({
          ...mapping,
          verbs: Object.fromEntries((verbs ?? []).map(({ verb, means }) => [verb, means])),
        }),
      );
      return mapped(await mapActivities(environment, actor, mappings));
    },
  }),
);

const ImportActivityMappingsInput = builder.inputType('ImportActivityMappingsInput', {
  description: 'A table of what activities show.',
  fields: (t) => ({
    csv: t.string({
      required: true,
      description:
        'CSV with the columns `activity`, `skill` and, where wanted, `curriculum`, `level`, `leastRatio`, `completionCounts`, `partsCount` and `verbs` (`address=MEANING`, with spaces between); a row for each competency.',
    }),
  }),
});

builder.mutationField('importActivityMappings', (t) =>
  t.field({
    type: MapActivitiesResultType,
    description:
      'Does the same as `mapActivities` for all activities of a table, or for none where anything is wrong with it.',
    extensions: costs(100),
    args: {
      input: t.arg({
        type: ImportActivityMappingsInput,
        required: true,
        description: 'The table.',
      }),
    },
    resolve: async (_root, { input }, { environment, actor }) =>
      mapped(await importMappings(environment, actor, input.csv)),
  }),
);

function mapped(result: MapActivitiesResult) {
  const permitted = orForbid(result);
  if (permitted.kind !== 'activities-mapped') return refusedPlainly(permitted);
  return { type: 'ActivitiesMapped' as const, mappings: permitted.mappings };
}

interface ActivityUnmapped {
  readonly type: 'ActivityUnmapped';
  readonly activity: string;
}

const ActivityUnmappedType = builder.objectRef<ActivityUnmapped>('ActivityUnmapped');

ActivityUnmappedType.implement({
  description: 'The activity shows nothing any more; what it showed is retracted by and by.',
  fields: (t) => ({
    activity: t.exposeString('activity', { description: 'Its address.' }),
  }),
});

const UnmapActivityInput = builder.inputType('UnmapActivityInput', {
  description: 'An activity that is to show nothing any more.',
  fields: (t) => ({ activity: t.string({ required: true, description: 'Its address.' }) }),
});

const UnmapActivityResultType = builder.unionType('UnmapActivityResult', {
  description: 'The activity, or why nothing was changed.',
  types: [ActivityUnmappedType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('unmapActivity', (t) =>
  t.field({
    type: UnmapActivityResultType,
    description:
      'Takes back what was said of an activity, and retracts what its statements showed. For services with the scope `evidence:write`, and for admins.',
    extensions: costs(100),
    args: {
      input: t.arg({ type: UnmapActivityInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const result = orForbid(await unmapActivity(environment, actor, input.activity));
      if (result.kind !== 'activity-unmapped') return refusedPlainly(result);
      return { type: 'ActivityUnmapped' as const, activity: result.activity };
    },
  }),
);
