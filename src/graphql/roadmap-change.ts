import { changeSays, listChanges, roadmapChangeIn } from '../actions/list-changes.ts';
import type { ChangeKind, LearnerChange } from '../curriculum/adopted-roadmap.ts';
import type { ChangedStep, ReplanCause } from '../planner/progress/change.ts';
import type { RemovalReason as RemovalReasonName } from '../planner/roadmap.ts';
import { AdoptedRoadmapType } from './adopted-roadmap.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { unplaced } from './placed.ts';
import { LearnerType } from './refs.ts';
import { RemovalReason } from './roadmap-changes.ts';

const LearnerChangeKind = enumOf<ChangeKind>('LearnerChangeKind', 'What happened to a learner.', {
  LEARNER_UPDATED: 'What is said of the learner changed.',
  EVIDENCE_RECORDED: 'Evidence was recorded.',
  ROADMAP_ADOPTED: 'The learner follows a roadmap from then on.',
  ROADMAP_CHANGED: 'The roadmap was planned anew and is different, or could not be.',
  ROADMAP_COMPLETED: 'Every step of the roadmap is done.',
  ROADMAP_ENDED: 'Another roadmap took the place of one.',
  COHORT_JOINED: 'The learner joined a cohort.',
  COHORT_LEFT: 'The learner left a cohort.',
  NOTE_WRITTEN: 'Somebody wrote a note; only those see it who may read notes.',
});

export const LearnerChangeType = builder.objectRef<LearnerChange>('LearnerChange');

interface StepChange extends ChangedStep {
  readonly because?: RemovalReasonName;
  readonly why?: string;
}

const StepChangeType = builder.objectRef<StepChange>('StepChange');

StepChangeType.implement({
  description:
    'A step that is new on an adopted roadmap, is no longer there, or has another place.',
  fields: (t) => ({
    key: t.exposeString('key', { description: '`functions@working`, `notes-app`.' }),
    title: t.exposeString('title', { description: 'What people call it.' }),
    hours: t.exposeFloat('hours', { description: 'Hours that it takes.' }),
    because: t.field({
      type: RemovalReason,
      nullable: true,
      description: 'Why it is no longer there; null where it is.',
      resolve: ({ because }) => because ?? null,
    }),
    why: t.string({
      nullable: true,
      description:
        'Why it is no longer there, or has another place, as a sentence; null of new ones.',
      resolve: ({ why }) => why ?? null,
    }),
  }),
});

type Renamed = Details['what']['renamed'][number];

const RenamedStepType = builder.objectRef<Renamed>('RenamedStep');

RenamedStepType.implement({
  description: 'A step that the new revision knows by another key.',
  fields: (t) => ({
    from: t.exposeString('from', { description: 'Its key before.' }),
    to: t.exposeString('to', { description: 'Its key by now.' }),
  }),
});

const ReplanCauseType = builder.objectRef<ReplanCause>('ReplanCause');

ReplanCauseType.implement({
  description: 'Why a roadmap was planned anew: each of these that there was.',
  fields: (t) => ({
    evidenceNumbers: t.intList({
      description:
        'The numbers, among the evidence of the learner, of what was recorded since it was planned before; a hundred at the most.',
      resolve: ({ evidence }) => [...evidence],
    }),
    fromRevision: t.int({
      nullable: true,
      description: 'The revision that it was planned on before; null where it is the same.',
      resolve: ({ revision }) => revision?.from ?? null,
    }),
    toRevision: t.int({
      nullable: true,
      description: 'The newer revision; null where it is the same.',
      resolve: ({ revision }) => revision?.to ?? null,
    }),
    wishes: t.exposeBoolean('wishes', {
      description: 'Whether the learner wishes for something else.',
    }),
    pins: t.stringList({
      description: 'What somebody pinned.',
      resolve: ({ guidance }) => [...(guidance?.pins ?? [])],
    }),
    vetoes: t.stringList({
      description: 'What somebody vetoed.',
      resolve: ({ guidance }) => [...(guidance?.vetoes ?? [])],
    }),
    withdraws: t.stringList({
      description: 'What somebody withdrew.',
      resolve: ({ guidance }) => [...(guidance?.withdraws ?? [])],
    }),
  }),
});

type Details = NonNullable<ReturnType<typeof roadmapChangeIn>>;

const RoadmapChangeType = builder.objectRef<Details>('RoadmapChange');

RoadmapChangeType.implement({
  description: 'What is different on an adopted roadmap since it was planned before.',
  fields: (t) => ({
    added: t.field({
      type: [StepChangeType],
      description: 'The steps that are new, in order.',
      extensions: expects(3),
      resolve: ({ what }) => [...what.added],
    }),
    removed: t.field({
      type: [StepChangeType],
      description: 'The steps that are no longer there, in their old order.',
      extensions: expects(3),
      resolve: ({ what }) => [...what.removed],
    }),
    moved: t.field({
      type: [StepChangeType],
      description: 'The steps that have another place, in their new order: as few as can be.',
      extensions: expects(3),
      resolve: ({ what }) => [...what.moved],
    }),
    renamed: t.field({
      type: [RenamedStepType],
      description: 'The steps that are the same, by other keys.',
      extensions: expects(1),
      resolve: ({ what }) => [...what.renamed],
    }),
    hoursBefore: t.float({
      description: 'Hours of all steps before, those that were done included.',
      resolve: ({ what }) => what.hoursBefore,
    }),
    hoursAfter: t.float({
      description: 'Hours of all steps after.',
      resolve: ({ what }) => what.hoursAfter,
    }),
    finishBefore: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day by the schedule before; null without hours a week.',
      resolve: ({ what }) => what.finishBefore,
    }),
    finishAfter: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day by the schedule after; null without hours a week.',
      resolve: ({ what }) => what.finishAfter,
    }),
    needsAttention: t.string({
      nullable: true,
      description: 'Why it could not be planned anew, and stays as it was; null where it could.',
      resolve: ({ what }) => what.attention,
    }),
    cause: t.field({
      type: ReplanCauseType,
      description: 'Why it was planned anew.',
      resolve: ({ cause }) => cause,
    }),
  }),
});

LearnerChangeType.implement({
  description:
    'Something that happened to a learner. Whoever asks for all changes after the last one seen misses none.',
  fields: (t) => ({
    sequence: t.exposeInt('sequence', {
      description: 'Greater than that of every change before it, of whomever.',
    }),
    kind: t.field({
      type: LearnerChangeKind,
      description: 'What happened.',
      resolve: ({ kind }) => kind,
    }),
    at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at }),
    says: t.string({ description: 'The same in a sentence or two.', resolve: changeSays }),
    details: t.field({
      type: RoadmapChangeType,
      nullable: true,
      description: 'What is different on the roadmap; null of other kinds than `ROADMAP_CHANGED`.',
      resolve: (change) => roadmapChangeIn(change),
    }),
    roadmap: t.field({
      type: AdoptedRoadmapType,
      nullable: true,
      description: 'The roadmap that it is about, as it is by now; null where it is about none.',
      resolve: async ({ learner, roadmap: id }, _args, { loaders }) => {
        if (id === null) return null;
        const all = await loaders.adoptedRoadmaps.load(learner);
        const roadmap = all.find((each) => each.id === id);
        const found = roadmap && (await loaders.roadmapProgress.load(roadmap));
        return found ? unplaced('AdoptedRoadmap', found) : null;
      },
    }),
  }),
});

const LearnerChangeConnection = builder.connectionObject(
  { type: LearnerChangeType, name: 'LearnerChangeConnection', description: 'A page of changes.' },
  { name: 'LearnerChangeEdge', description: 'A change in a list.' },
);

builder.objectField(LearnerType, 'changes', (t) =>
  t.field({
    type: LearnerChangeConnection,
    description: 'What happened to the learner, the oldest first.',
    // Each learner's are read by themselves.
    extensions: costs(20),
    args: {
      ...keyPageArguments,
      since: t.arg.int({
        description: 'Reads what has a greater `sequence`; all where it is left out.',
      }),
    },
    resolve: async ({ value }, { since, ...args }, { environment, actor }) => {
      const { read, count } = orForbid(await listChanges(environment, actor, value.id));
      const from = Math.max(0, since ?? 0);
      return keyPageOf(
        {
          name: `changes of ${value.id}`,
          keyOf: ({ sequence }: LearnerChange) => String(sequence),
          nodeOf: (change: LearnerChange) => change,
          read: ({ after, limit }) =>
            read({ sequence: Math.max(from, after === undefined ? 0 : sequenceIn(after)), limit }),
          count,
        },
        args,
      );
    },
  }),
);

/** A cursor may be made up; there is nothing after the greatest number. */
function sequenceIn(key: string): number {
  return Math.min(Number.parseInt(key, 10) || 0, 2_147_483_647);
}
