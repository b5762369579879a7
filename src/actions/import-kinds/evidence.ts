import { evidenceKinds, outcomes } from '../../curriculum/evidence.ts';
import type { RowProblem, RowValues } from '../../exchange/rows/row-values.ts';
import { readTypedId } from '../../util/typed-id.ts';
import type { LearnerName } from '../find-learner.ts';
import { learnerIds } from '../find-learner.ts';
import { replanSoon } from '../follow-roadmaps.ts';
import type { ImportRow, ImportRun, RowOutcome, RowsKind } from '../import-kind.ts';
import { mayHandIn } from '../may-hand-in.ts';
import { permittedLearners } from '../permissions.ts';
import type { EvidenceInput } from '../read-evidence.ts';
import { type RecordedItem, readBatch, writeBatch } from '../record-evidence.ts';

/** Evidence, a piece a row, as `recordEvidence` takes it. */
export const importedEvidence = {
  name: 'EVIDENCE',
  description:
    'Evidence, a piece a row: `learner`, or `learnerSystem` and `learnerExternalId`; `source`, `externalId`, `kind`, `curriculum`, `skill`, `level`, `outcome`, `score`, `strength`, `occurredAt`, `note` and `data`, as `recordEvidence` has them. Options: `source` and `curriculum` for rows that say none.',
  deed: 'SEND_STATEMENTS',
  options: ['source', 'curriculum'],
  reads: 'ROWS',
  keyOf: ({ values }) =>
    JSON.stringify([nameOf(values), values.text('source'), values.text('externalId')]),
  batch: async (run, rows) => {
    const { environment, actor } = run;
    const read = rows.map((row) => readRow(run, row));
    const sound = read.flatMap(({ input, problem }) => (problem ? [] : [input]));
    const names = sound.map(({ learner }) => learner);
    const ids = await learnerIds(environment.store.reads.learners, names);
    const known = [...new Set(ids.filter((id) => id !== null))];
    const permitted = await permittedLearners(environment, actor, 'RECORD_EVIDENCE', known);
    const batch = readBatch(environment, mayHandIn(actor), environment.now(), sound);
    let changed: readonly string[] = [];
    return {
      write: async (writes) => {
        const whose = { recordedBy: actor.name, permitted, atomic: false };
        const recorded = await writeBatch(writes, { ...batch, ...whose });
        changed = recorded.flatMap((item) =>
          item.status === 'CREATED' || item.status === 'UPDATED' ? [item.learner] : [],
        );
        const next = recorded.values();
        return read.map(({ problem }) =>
          problem ? { status: 'REJECTED', ...problem } : outcomeOf(next.next().value!),
        );
      },
      settle: () => replanSoon(environment, [...new Set(changed)]),
    };
  },
} as const satisfies RowsKind;

function outcomeOf(item: RecordedItem): RowOutcome {
  if (item.status !== 'REJECTED') return { status: item.status };
  const { path, message } = item.problem;
  return { status: 'REJECTED', path: path.replace(/^items\.\d+\.?/, ''), message };
}

interface ReadRow {
  readonly input: EvidenceInput;
  readonly problem: RowProblem | null;
}

function readRow({ job: { options } }: ImportRun, { values }: ImportRow): ReadRow {
  const kind = values.choice('kind', [...evidenceKinds, 'RETRACTION']);
  const input: EvidenceInput = {
    learner: nameOf(values),
    source: values.text('source') ?? options['source'] ?? null,
    externalId: values.text('externalId'),
    kind: kind ?? 'OBSERVED',
    curriculum: values.text('curriculum') ?? options['curriculum'] ?? null,
    skill: values.text('skill'),
    level: values.text('level'),
    outcome: values.choice('outcome', outcomes),
    score: values.number('score'),
    strength: values.number('strength'),
    occurredAt: values.instant('occurredAt'),
    note: values.text('note'),
    data: values.any('data'),
  };
  if (kind === null) values.add('kind', '`kind` says how it came to be known.');
  return { input, problem: values.problems()[0] ?? null };
}

/** By id, or by what another system calls the learner: as an object, or in two columns. */
function nameOf(values: RowValues): LearnerName {
  const id = values.text('learner');
  const system = values.text('learnerSystem');
  const isNested = typeof values.any('learnerExternalId') === 'object';
  const nested = isNested ? values.nested('learnerExternalId') : null;
  if (id !== null) {
    const named = readTypedId(id);
    return { id: named?.type === 'Learner' ? named.keys[0] : id };
  }
  const externalId = nested ? nested.text('externalId') : values.text('learnerExternalId');
  const ofSystem = nested ? nested.text('system') : system;
  return externalId === null || ofSystem === null
    ? {}
    : { externalId: { system: ofSystem, externalId } };
}
