import { confirmCompetency } from '../actions/confirm-competency.ts';
import { findEvidence } from '../actions/find-evidence.ts';
import { learnerLimits } from '../actions/learner-limits.ts';
import type { EvidenceProblem } from '../actions/read-evidence.ts';
import { type RecordedItem, recordEvidence } from '../actions/record-evidence.ts';
import type { Evidence, Finding, Outcome } from '../curriculum/evidence.ts';
import { isUuid } from '../util/uuid-v7.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { costs, expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { learnerFields, learnerNamed, learnerNamedAmongOthers } from './external-id.ts';
import { orForbid } from './forbidden.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { findsNode, globalId } from './ids.ts';
import { forgetAll } from './loaders.ts';
import { unplaced } from './placed.ts';
import {
  CompetencyType,
  EvidenceType,
  LearnerType,
  NodeType,
  type OwnEvidence,
  type OwnLearner,
} from './refs.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  refusedPlainly,
  UnknownNamesType,
} from './refusal.ts';
import { placedCompetency } from './requirement.ts';

const EvidenceKindType = enumOf<Evidence['kind']>(
  'EvidenceKind',
  'How somebody came to say that a competency is held, or is not.',
  {
    DECLARED: 'The learner says so.',
    OBSERVED: 'A learning platform saw it, as in a test.',
    PLACEMENT: 'A placement found it by asking.',
    CONFIRMED: 'A mentor says so.',
    RETRACTION:
      'The source takes back what it said under the external id, up to the time at which this occurred.',
  },
);

export const OutcomeType = enumOf<Outcome>('Outcome', 'What evidence shows.', {
  HELD: 'That the competency is held, and so its lower levels.',
  NOT_HELD: 'That the competency is not held, and so neither are its higher levels.',
});

EvidenceType.implement({
  description:
    'What shows that a learner holds a competency or fails to, or takes such a thing back. It is never changed, only added to.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value }) => evidenceId(value.learner, value.evidence.number),
    }),
    kind: t.field({
      type: EvidenceKindType,
      description: 'How somebody came to say so.',
      resolve: ({ value }) => value.evidence.kind,
    }),
    source: t.string({
      description:
        'Who says so: a learning platform, `learner` for the learner, `mentor:…` for a mentor, `placement`.',
      resolve: ({ value }) => value.evidence.source,
    }),
    externalId: t.string({
      description:
        'What the source calls it. Of several pieces under one source and external id the one that occurred last counts.',
      resolve: ({ value }) => value.evidence.externalId,
    }),
    curriculum: t.string({
      nullable: true,
      description:
        'The slug of the curriculum that it speaks of; null, as all up to `strength`, in a retraction.',
      resolve: ({ value }) => findingOf(value)?.competency.curriculum,
    }),
    skill: t.string({
      nullable: true,
      description: 'The slug that the skill had then.',
      resolve: ({ value }) => findingOf(value)?.competency.skill,
    }),
    level: t.string({
      nullable: true,
      description: 'The slug that the level had then.',
      resolve: ({ value }) => findingOf(value)?.competency.level,
    }),
    competency: t.field({
      type: CompetencyType,
      nullable: true,
      description:
        'What it speaks of, in the newest revision; null where that is not there any more under that name.',
      resolve: ({ value }, _args, { curricula }) => {
        const finding = findingOf(value);
        const published = finding && curricula.heads.get(finding.competency.curriculum);
        const isThere = published?.graph.nodeOfCompetency(finding!.competency) !== undefined;
        return published && isThere ? placedCompetency(published, finding!.competency) : null;
      },
    }),
    outcome: t.field({
      type: OutcomeType,
      nullable: true,
      description: 'Whether it shows that the competency is held.',
      resolve: ({ value }) => findingOf(value)?.outcome,
    }),
    score: t.float({
      nullable: true,
      description: 'From 0 to 1, as a test may give it; it decides nothing, the outcome does.',
      resolve: ({ value }) => findingOf(value)?.score,
    }),
    strength: t.float({
      nullable: true,
      description: 'How sure the source is of the outcome, from 0 to 1, as a placement can tell.',
      resolve: ({ value }) => findingOf(value)?.strength,
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: 'When it came about, by the clock of the source.',
      resolve: ({ value }) => value.evidence.occurredAt,
    }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it came to be known here.',
      resolve: ({ value }) => value.evidence.recordedAt,
    }),
    recordedBy: t.string({
      nullable: true,
      description:
        'Who handed it in: what the learner or mentor is called, or what the token is for; null where nobody said.',
      resolve: ({ value }, _args, context) => nameOf(value.evidence.recordedBy, context),
    }),
    note: t.string({
      nullable: true,
      description: 'What whoever says so has to say about it.',
      resolve: ({ value }) => value.evidence.note,
    }),
    data: t.field({
      type: 'JSON',
      nullable: true,
      description: 'As it came, in the format of the source; null where it came in ours.',
      resolve: ({ value }) => value.evidence.data,
    }),
  }),
});

function findingOf({ evidence }: OwnEvidence['value']): Finding | null {
  return evidence.kind === 'RETRACTION' ? null : evidence;
}

/** Who hands in is known by the id of a person or a token, or else by what somebody else calls them. */
async function nameOf(id: string, { loaders }: Context): Promise<string | null> {
  if (!isUuid(id)) return id;
  const [learner, mentor, token] = await Promise.all([
    loaders.learner.load(id),
    loaders.mentor.load(id),
    loaders.token.load(id),
  ]);
  return learner?.name ?? mentor?.name ?? token?.title ?? null;
}

export function evidenceId(learner: string, number: number): string {
  return globalId('Evidence', learner, String(number));
}

findsNode('Evidence', async ({ environment, actor }, [learner = '', number = '']) => {
  const evidence = await findEvidence(environment, actor, learner, Number(number));
  return evidence && unplaced('Evidence', { learner, evidence });
});

const RecordingStatus = enumOf<RecordedItem['status']>(
  'RecordingStatus',
  'What became of a piece of evidence that was handed in.',
  {
    CREATED: 'It was recorded.',
    UPDATED: 'It was recorded as a further version of what the source said before.',
    UNCHANGED: 'This very piece is here already.',
    REJECTED: 'It was not recorded; `problem` says why.',
  },
);

const EvidenceProblemCode = enumOf<EvidenceProblem['code']>(
  'EvidenceProblemCode',
  'What is wrong with a piece of evidence.',
  {
    INVALID: 'Something is missing, too long or out of range.',
    KIND_NOT_YOURS: 'Whoever hands it in may not hand in evidence of this kind.',
    SOURCE_NOT_YOURS: 'Whoever hands it in may not speak under this name.',
    UNKNOWN_LEARNER: 'There is no such learner, or none for whoever hands it in.',
    UNKNOWN_CURRICULUM: 'There is no such curriculum.',
    UNKNOWN_SKILL: 'The curriculum has no such skill, and never had.',
    UNKNOWN_LEVEL: 'The skill has no such level.',
    IN_THE_FUTURE: 'It has not occurred yet.',
    BEFORE_LEARNER: 'It occurred before the learner began.',
    TWICE_IN_BATCH: 'An item before it has the same source and external id.',
    BATCH_REJECTED: 'Nothing is wrong with it but that another item was rejected.',
  },
);

const EvidenceProblemType = builder.objectRef<EvidenceProblem>('EvidenceProblem');

EvidenceProblemType.implement({
  description: 'Why a piece of evidence was not recorded: the first thing that is wrong with it.',
  fields: (t) => ({
    code: t.expose('code', { type: EvidenceProblemCode, description: 'What it is.' }),
    path: t.exposeString('path', { description: 'Where in the input: `items.3.skill`.' }),
    message: t.exposeString('message', { description: 'What is wrong, as a sentence.' }),
    suggestions: t.stringList({
      description: 'What may have been meant, likeliest first.',
      resolve: ({ suggestions }) => [...suggestions],
    }),
  }),
});

interface ItemResult {
  readonly index: number;
  readonly item: RecordedItem;
}

const EvidenceItemResult = builder.objectRef<ItemResult>('EvidenceItemResult');

EvidenceItemResult.implement({
  description: 'What became of one item of a batch.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Its place in the batch, from 0.' }),
    status: t.field({
      type: RecordingStatus,
      description: 'What became of it.',
      resolve: ({ item }) => item.status,
    }),
    evidence: t.id({
      nullable: true,
      description: 'The id of the evidence; null where it was rejected.',
      resolve: ({ item }) =>
        item.status === 'REJECTED' ? null : evidenceId(item.learner, item.number),
    }),
    learner: t.id({
      nullable: true,
      description: 'The id of the learner; null where it was rejected.',
      resolve: ({ item }) =>
        item.status === 'REJECTED' ? null : globalId('Learner', item.learner),
    }),
    problem: t.field({
      type: EvidenceProblemType,
      nullable: true,
      description: 'Why it was rejected; null where it was not.',
      resolve: ({ item }) => (item.status === 'REJECTED' ? item.problem : null),
    }),
  }),
});

interface EvidenceRecorded {
  readonly type: 'EvidenceRecorded';
  readonly items: readonly RecordedItem[];
}

const EvidenceRecordedType = builder.objectRef<EvidenceRecorded>('EvidenceRecorded');

EvidenceRecordedType.implement({
  description: 'The batch was looked through; each item says what became of it.',
  fields: (t) => ({
    items: t.field({
      type: [EvidenceItemResult],
      description: 'One for each item, in the order in which they were handed in.',
      extensions: expects(learnerLimits.evidenceItems),
      resolve: ({ items }) => items.map((item, index) => ({ index, item })),
    }),
  }),
});

const EvidenceItemInput = builder.inputType('EvidenceItemInput', {
  description:
    'A piece of evidence. Learners, mentors and admins speak under their own name: they may leave out `source`, `externalId` (the competency then) and `occurredAt` (now).',
  fields: (t) => ({
    ...learnerFields(t),
    kind: t.field({
      type: EvidenceKindType,
      required: true,
      description:
        'Learners hand in `DECLARED`, mentors `DECLARED` and `CONFIRMED`, services `DECLARED`, `OBSERVED` and `PLACEMENT`, admins all; anybody a `RETRACTION` of what they said themselves.',
    }),
    source: t.string({
      description:
        'Which platform says so. Names of persons (`learner`, `mentor:…`) and of Cairn (`placement`, `baseline:…`, `credential:…`) are theirs alone.',
    }),
    externalId: t.string({
      description:
        'What the source calls it: the same again is `UNCHANGED`, and something else under the same id is a further version, of which the one that occurred last counts.',
    }),
    curriculum: t.string({
      description:
        'The slug of the curriculum; the default one where it is left out. Of no matter, as all up to `strength`, to a retraction.',
    }),
    skill: t.string({ description: 'The slug of the skill.' }),
    level: t.string({
      description: "The slug of the level; the skill's lowest where it is left out.",
    }),
    outcome: t.field({
      type: OutcomeType,
      defaultValue: 'HELD',
      description: 'Whether the competency is held.',
    }),
    score: t.float({ description: 'From 0 to 1, as a test may give it; it decides nothing.' }),
    strength: t.float({ description: 'How sure the source is of the outcome, from 0 to 1.' }),
    occurredAt: t.field({
      type: 'DateTime',
      description:
        'When it came about: not in the future, and not before the learner began (`since`).',
    }),
    note: t.string({
      description: `What there is to say about it, at most ${learnerLimits.note} characters.`,
    }),
    data: t.field({
      type: 'JSON',
      description: `As it came, in the format of the source; at most ${learnerLimits.data} characters as JSON.`,
    }),
  }),
});

const RecordEvidenceInput = builder.inputType('RecordEvidenceInput', {
  description: 'A batch of evidence.',
  fields: (t) => ({
    items: t.field({
      type: [EvidenceItemInput],
      required: true,
      description: `At most ${learnerLimits.evidenceItems} pieces, of one learner or of many.`,
    }),
    atomic: t.boolean({
      defaultValue: false,
      description:
        'Whether one item that is rejected rejects all; otherwise all others are recorded.',
    }),
    idempotencyKey: idempotencyKey(t),
  }),
});

const RecordEvidenceResult = builder.unionType('RecordEvidenceResult', {
  description: 'What became of each item, or why the batch as such was refused.',
  types: [EvidenceRecordedType, KeyConflictType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('recordEvidence', (t) =>
  t.field({
    type: RecordEvidenceResult,
    description:
      'Records evidence of learners: by learners of themselves, by mentors of their mentees, by services with the scope `evidence:write`, by admins. Whoever sends the same again changes nothing.',
    extensions: costs(100),
    args: {
      input: t.arg({ type: RecordEvidenceInput, required: true, description: 'The batch.' }),
    },
    resolve: async (_root, { input }, { environment, actor, loaders }) => {
      const items = input.items.map(({ learner, learnerExternalId, ...item }) => ({
        ...item,
        learner: learnerNamedAmongOthers({ learner, learnerExternalId }),
      }));
      const result = orForbid(await recordEvidence(environment, actor, { ...input, items }));
      forgetAll(loaders);
      if (result.kind !== 'evidence-recorded') return refusedPlainly(result);
      return { type: 'EvidenceRecorded' as const, items: result.items };
    },
  }),
);

interface CompetencyConfirmed {
  readonly type: 'CompetencyConfirmed';
  readonly learner: string;
  readonly number: number;
}

const CompetencyConfirmedType = builder.objectRef<CompetencyConfirmed>('CompetencyConfirmed');

CompetencyConfirmedType.implement({
  description: 'What the mentor says was recorded.',
  fields: (t) => ({
    learner: t.field({
      type: LearnerType,
      nullable: true,
      description: 'The learner; null where the learner was erased meanwhile.',
      resolve: async ({ learner }, _args, { loaders }): Promise<OwnLearner | null> => {
        const found = await loaders.learner.load(learner);
        return found && unplaced('Learner', found);
      },
    }),
    evidence: t.field({
      type: EvidenceType,
      nullable: true,
      description: 'What was recorded; null where the learner was erased meanwhile.',
      resolve: async ({ learner, number }, _args, { environment, actor }) => {
        const evidence = await findEvidence(environment, actor, learner, number);
        return evidence && unplaced('Evidence', { learner, evidence });
      },
    }),
  }),
});

const ConfirmCompetencyInput = builder.inputType('ConfirmCompetencyInput', {
  description: 'What a mentor says of a competency of a mentee.',
  fields: (t) => ({
    ...learnerFields(t),
    curriculum: t.string({
      description: 'The slug of the curriculum; the default one where it is left out.',
    }),
    skill: t.string({ required: true, description: 'The slug of the skill.' }),
    level: t.string({
      description: "The slug of the level; the skill's lowest where it is left out.",
    }),
    outcome: t.field({
      type: OutcomeType,
      defaultValue: 'HELD',
      description: 'Whether the learner holds it.',
    }),
    note: t.string({
      description: `Why, for the learner and other mentors; at most ${learnerLimits.note} characters.`,
    }),
    idempotencyKey: idempotencyKey(t),
  }),
});

const ConfirmCompetencyResult = builder.unionType('ConfirmCompetencyResult', {
  description: 'What was recorded, or why nothing was.',
  types: [CompetencyConfirmedType, KeyConflictType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('confirmCompetency', (t) =>
  t.field({
    type: ConfirmCompetencyResult,
    description:
      'Records that a mentee holds a competency, or does not, in place of what the same mentor said of it before. It outweighs what is declared and observed. For mentors and admins.',
    args: {
      input: t.arg({
        type: ConfirmCompetencyInput,
        required: true,
        description: 'Of whom, and what.',
      }),
    },
    resolve: async (_root, { input }, { environment, actor, loaders }) => {
      const { learner, learnerExternalId, ...said } = input;
      const name = learnerNamed({ learner, learnerExternalId });
      const result = orForbid(
        await confirmCompetency(environment, actor, { ...said, learner: name }),
      );
      forgetAll(loaders);
      if (result.kind !== 'competency-confirmed') return refusedPlainly(result);
      return {
        type: 'CompetencyConfirmed' as const,
        learner: result.learner,
        number: result.number,
      };
    },
  }),
);
