import { GraphQLError } from 'graphql';
import {
  aboutChange,
  type Change,
  type ChangePlace,
  changeInWords,
  mayReadSubject,
  readChanges,
  subjectOf,
} from '../actions/read-changes.ts';
import type { ChangeKind } from '../curriculum/adopted-roadmap.ts';
import type { GeneralChangeKind } from '../curriculum/general-change.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { expects } from './cost.ts';
import { placedCurriculum } from './curriculum.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { globalId } from './ids.ts';
import { limits } from './limits.ts';
import { parseList } from './page.ts';
import { unplaced } from './placed.ts';
import { NodeType } from './refs.ts';
import { LearnerChangeType } from './roadmap-change.ts';

const AnyChangeKind = enumOf<Exclude<ChangeKind, 'NOTE_WRITTEN'> | GeneralChangeKind>(
  'ChangeKind',
  'What happened.',
  {
    LEARNER_CREATED: 'A learner came.',
    LEARNER_UPDATED: 'What is said of a learner changed, or who looks after them.',
    LEARNER_ERASED: 'A learner is gone, with all that was kept of them: forget them, too.',
    EVIDENCE_RECORDED: 'Evidence of a learner was recorded, or taken back.',
    ROADMAP_ADOPTED: 'A learner follows a roadmap from then on.',
    ROADMAP_CHANGED: 'The roadmap of a learner was planned anew and is different, or could not be.',
    ROADMAP_COMPLETED: 'Every step of the roadmap of a learner is done.',
    ROADMAP_ENDED: 'Another roadmap took the place of that of a learner.',
    COHORT_JOINED: 'A learner joined a cohort.',
    COHORT_LEFT: 'A learner left a cohort.',
    MENTOR_CREATED: 'A mentor came.',
    MENTOR_UPDATED: 'What is said of a mentor changed.',
    COHORT_CREATED: 'A cohort was made.',
    COHORT_UPDATED: 'A cohort has another title, other mentors or other names elsewhere.',
    COHORT_REMOVED: 'A cohort is gone; its members are still there.',
    CURRICULUM_PUBLISHED: 'A curriculum has a new revision.',
  },
);

const ChangeType = builder.objectRef<Change>('Change');

ChangeType.implement({
  description: 'Something that happened, for systems that keep copies of what is here.',
  fields: (t) => ({
    kind: t.field({
      type: AnyChangeKind,
      description: 'What happened.',
      resolve: ({ kind }) => kind as Exclude<typeof kind, 'NOTE_WRITTEN'>,
    }),
    at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at }),
    says: t.string({ description: 'The same in a sentence.', resolve: changeInWords }),
    subject: t.id({
      description:
        'The id of the learner, mentor, cohort or curriculum that it is about, also where that is gone.',
      resolve: subjectId,
    }),
    node: t.field({
      type: NodeType,
      nullable: true,
      description:
        'What it is about, as it is by now; null where it is gone, or you may not read it.',
      resolve: subjectNode,
    }),
    about: t.idList({
      description:
        'The ids of what else it is about, for `nodes`: evidence that was recorded, the roadmap, or the cohort that was joined or left.',
      resolve: aboutIds,
    }),
    fields: t.stringList({
      description: 'Which properties are others than before, by name, where that is known.',
      resolve: (change) => [...aboutChange(change).fields],
    }),
    revision: t.int({
      nullable: true,
      description: 'The revision that was published; null of other kinds.',
      resolve: (change) => aboutChange(change).revision,
    }),
    learnerChange: t.field({
      type: LearnerChangeType,
      nullable: true,
      description:
        'The same with what is known beside of what happened to a learner who was there; null of other kinds.',
      resolve: (change) => ('learner' in change ? change : null),
    }),
  }),
});

function subjectId(change: Change): string {
  const subject = subjectOf(change);
  return globalId(subject.type, subject.type === 'Curriculum' ? subject.slug : subject.id);
}

async function subjectNode(change: Change, _args: object, { actor, loaders, curricula }: Context) {
  const subject = subjectOf(change);
  if (!mayReadSubject(actor, subject)) return null;
  if (subject.type === 'Curriculum') {
    const published = curricula.heads.get(subject.slug);
    return published ? placedCurriculum(published) : null;
  }
  const loader = { Learner: loaders.learner, Mentor: loaders.mentor, Cohort: loaders.cohort };
  const value = await loader[subject.type].load(subject.id);
  return value && unplaced(subject.type, value);
}

function aboutIds(change: Change): string[] {
  if (!('learner' in change)) return [];
  const { learner, roadmap } = change;
  const { evidence, cohort } = aboutChange(change);
  return [
    ...evidence.map((number) => globalId('Evidence', learner, String(number))),
    ...(roadmap === null ? [] : [globalId('AdoptedRoadmap', learner, roadmap)]),
    ...(cohort === null ? [] : [globalId('Cohort', cohort)]),
  ];
}

interface ChangePage {
  readonly changes: readonly Change[];
  readonly hasNext: boolean;
  /** The cursor that was asked with. */
  readonly since: string | null;
  readonly head: string;
}

const ChangeEdgeType = builder.objectRef<Change>('ChangeEdge');

ChangeEdgeType.implement({
  description: 'A change in a list.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Marks this place in the list, for `since`.',
      resolve: (change) => cursorOf(change),
    }),
    node: t.field({
      type: ChangeType,
      description: 'What stands here in the list.',
      resolve: (change) => change,
    }),
  }),
});

const ChangeConnectionType = builder.objectRef<ChangePage>('ChangeConnection');

ChangeConnectionType.implement({
  description: 'A page of changes.',
  fields: (t) => ({
    edges: t.field({
      type: [ChangeEdgeType],
      description: 'The page, with a cursor each.',
      extensions: expects('page'),
      resolve: ({ changes }) => [...changes],
    }),
    nodes: t.field({
      type: [ChangeType],
      description: 'The page.',
      extensions: expects('page'),
      resolve: ({ changes }) => [...changes],
    }),
    cursor: t.string({
      description:
        'Where to go on from the next time: after the last change of the page, or where you were on an empty page. Keep it together with what you made of the page.',
      resolve: ({ changes, since, head }) => {
        const last = changes.at(-1);
        return last ? cursorOf(last) : (since ?? head);
      },
    }),
    hasNextPage: t.boolean({
      description: 'Whether there are more already.',
      resolve: ({ hasNext }) => hasNext,
    }),
    head: t.string({
      description:
        'The cursor after the newest change: ask for it, then read all that you keep copies of, then go on from it, and you miss nothing.',
      resolve: ({ head }) => head,
    }),
  }),
});

builder.queryField('changes', (t) =>
  t.field({
    type: ChangeConnectionType,
    description:
      'What happened since a cursor, to whomever: each change once, in the order in which they came about, and none is missed however many write at once. All of them are kept, but those of learners who were erased; that they were is among them. For services that read learners, and admins. A cursor that stands for nothing any more, since the database was set back, is refused with the code `CURSOR_EXPIRED`.',
    args: {
      since: t.arg.string({
        description:
          'A cursor that this field gave; from the first change on where it is left out. Who came before all of this was kept is not told of: read `learners` and the rest once, and go on from a `head`.',
      }),
      first: t.arg.int({
        description: `How many to read, 1 to ${limits.page}; ${limits.pageByDefault} where it is not said.`,
      }),
    },
    resolve: async (_root, { since, first }, { environment, actor }) => {
      const limit = first ?? limits.pageByDefault;
      if (limit < 1 || limit > limits.page)
        throw badInput(`\`first\` is ${limit}: it must be from 1 to ${limits.page}.`);
      const place = since == null ? null : placeIn(since);
      const result = orForbid(await readChanges(environment, actor, { since: place, limit }));
      if (result.kind === 'cursor-expired')
        throw new GraphQLError(result.message, { extensions: { code: 'CURSOR_EXPIRED' } });
      const { changes, hasNext, head } = result;
      return { changes, hasNext, since: since ?? null, head: cursorOf(head) };
    },
  }),
);

function cursorOf({ sequence, at }: ChangePlace): string {
  const place = ['changes', sequence, at === null ? null : Number(at)];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeIn(cursor: string): ChangePlace {
  const [list, sequence, at, ...rest] = parseList(Buffer.from(cursor, 'base64url').toString());
  const isTime = at === null || (Number.isSafeInteger(at) && Math.abs(at as number) <= 8.64e15);
  const isPlace = Number.isSafeInteger(sequence) && (sequence as number) >= 0 && isTime;
  if (list !== 'changes' || !isPlace || rest.length > 0)
    throw badInput('`since` is no cursor of changes. Cursors come from `cursor` and `head`.');
  return { sequence: sequence as number, at: at === null ? null : new Date(at as number) };
}
