import { externalIdKey } from '../../curriculum/external-id-key.ts';
import type { ExternalId, Learner } from '../../curriculum/learner.ts';
import type { RowProblem, RowValues } from '../../exchange/rows/row-values.ts';
import type { StoreWrites } from '../../store/store.ts';
import { readNewLearner } from '../create-learner.ts';
import type { CurriculaSnapshot } from '../curricula.ts';
import { checkExternalIds } from '../external-ids.ts';
import { replanSoon } from '../follow-roadmaps.ts';
import type { ImportRow, ImportRun, RowOutcome, RowsKind } from '../import-kind.ts';
import { ProblemList } from '../problem-list.ts';
import { type LearnerInput, readLearner } from '../read-learner.ts';
import { changedFields } from '../update-learner.ts';

/** Learners, one a row, who are known by what another system calls them. */
export const importedLearners = {
  name: 'LEARNERS',
  description:
    'Learners, one a row: `system` and `externalId`, or several as `externalIds`, by which a learner who is here already is known and brought up to date; `name`, `mail`, `hoursPerWeek` and `since`. Options: `system` for rows that say none.',
  deed: 'CREATE_LEARNERS',
  options: ['system'],
  reads: 'ROWS',
  keyOf: ({ values }) => JSON.stringify(namesIn(values, null)),
  batch: async (run, rows) => {
    const { environment } = run;
    const snapshot = environment.curricula.snapshot();
    const read = rows.map((row) => readRow(run, row));
    const changed: string[] = [];
    return {
      write: async (writes) => {
        changed.length = 0;
        const names = read.flatMap((each) => each.names);
        const found = await writes.learners.idsByExternalIds(names);
        const holders = new Map(
          names.map((name, index) => [externalIdKey(name), found[index] ?? null]),
        );
        const there = await writes.learners.lock(found.filter((id) => id !== null));
        const outcomes: RowOutcome[] = [];
        for (const row of read) {
          const ids = [
            ...new Set(row.names.map((name) => holders.get(externalIdKey(name)) ?? null)),
          ];
          const outcome = await takeIn(run, { writes, snapshot, row, ids, there });
          outcomes.push(outcome.outcome);
          if (outcome.learner === null) continue;
          for (const name of row.names) holders.set(externalIdKey(name), outcome.learner);
          if (outcome.outcome.status === 'UPDATED') changed.push(outcome.learner);
        }
        return outcomes;
      },
      settle: () => replanSoon(environment, changed),
    };
  },
} as const satisfies RowsKind;

interface ReadRow {
  readonly names: readonly ExternalId[];
  readonly input: LearnerInput;
  readonly problem: RowProblem | null;
}

function readRow({ job: { options } }: ImportRun, { values }: ImportRow): ReadRow {
  const names = namesIn(values, options['system'] ?? null);
  const said = {
    name: values.text('name'),
    mail: values.text('mail'),
    hoursPerWeek: values.number('hoursPerWeek'),
    since: values.instant('since'),
  };
  if (names.length === 0)
    values.add('externalId', 'Say by which `system` and `externalId` the learner is known.');
  const problems = new ProblemList();
  checkExternalIds(names, problems);
  const wrong = problems.refusal()?.problems[0];
  if (wrong) values.add(wrong.path, wrong.message);
  const input = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
  return { names, input, problem: values.problems()[0] ?? null };
}

function namesIn(values: RowValues, usual: string | null): ExternalId[] {
  const [system, externalId] = [values.text('system') ?? usual, values.text('externalId')];
  const first = system !== null && externalId !== null ? [{ system, externalId }] : [];
  const more = values.list('externalIds').flatMap((each) => {
    const name = { system: each.text('system'), externalId: each.text('externalId') };
    return name.system !== null && name.externalId !== null ? [name as ExternalId] : [];
  });
  return [...first, ...more];
}

interface Intake {
  readonly writes: StoreWrites;
  readonly snapshot: CurriculaSnapshot;
  readonly row: ReadRow;
  /** Whose the names are; null among them where one is nobody's yet. */
  readonly ids: readonly (string | null)[];
  readonly there: ReadonlyMap<string, Learner>;
}

interface TakenIn {
  readonly outcome: RowOutcome;
  readonly learner: string | null;
}

async function takeIn({ environment }: ImportRun, intake: Intake): Promise<TakenIn> {
  const { writes, snapshot, row, ids, there } = intake;
  const { names, input, problem } = row;
  if (problem) return rejected(problem.path, problem.message);
  const [known, ...others] = ids.filter((id) => id !== null);
  if (others.length > 0)
    return rejected('externalIds', 'These external ids are those of different learners.');
  const before = known === undefined ? undefined : there.get(known);
  if (known !== undefined && !before)
    return rejected('externalIds', 'A row before this one brought the same learner.');
  const at = environment.now();
  const read = before
    ? readLearner(snapshot, { ...before, updatedAt: at }, input)
    : readNewLearner(environment, input);
  if (read.kind !== 'learner') {
    const [first] = read.problems;
    return rejected(first?.path ?? '', read.message);
  }
  const { learner } = read;
  if (!before) {
    await writes.learners.create([learner]);
    await writes.learners.addExternalIds(learner.id, names);
    return { outcome: { status: 'CREATED' }, learner: learner.id };
  }
  const own = (await writes.learners.externalIds([learner.id])).get(learner.id) ?? [];
  const has = new Set(own.map(externalIdKey));
  const added = names.filter((name) => !has.has(externalIdKey(name)));
  const fields = [...changedFields(before, learner), ...(added.length > 0 ? ['externalIds'] : [])];
  if (fields.length === 0) return { outcome: { status: 'UNCHANGED' }, learner: learner.id };
  await writes.learners.update(learner);
  await writes.learners.addExternalIds(learner.id, added);
  writes.learnerChanges.add({
    learner: learner.id,
    kind: 'LEARNER_UPDATED',
    roadmap: null,
    what: { fields: fields.sort() },
    cause: null,
    at,
  });
  return { outcome: { status: 'UPDATED' }, learner: learner.id };
}

function rejected(path: string, message: string): TakenIn {
  return { outcome: { status: 'REJECTED', path, message }, learner: null };
}
