import type { ActivityMapping, VerbMeaning } from '../curriculum/activity-mapping.ts';
import type { CurriculumCompetency } from '../curriculum/evidence.ts';
import { readMappings, writeMappings } from '../exchange/evidence/xapi/mapping-csv.ts';
import { isIri } from '../exchange/evidence/xapi/texts.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { KeptMapping } from '../store/activity-mappings.ts';
import type { StoreWrites } from '../store/store.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import type { Actor } from './actor.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { competenciesMax, readStatementsSoon } from './read-statements.ts';
import { activityKey } from './statement-keys.ts';

/** What an activity of a learning platform is to show. */
export interface MappingInput {
  readonly activity: string;
  readonly competencies: readonly {
    /** The default one where it is left out. */
    readonly curriculum?: string | null | undefined;
    readonly skill: string;
    /** The skill's lowest where it is left out. */
    readonly level?: string | null | undefined;
  }[];
  readonly leastRatio?: number | null | undefined;
  readonly completionCounts?: boolean | null | undefined;
  readonly partsCount?: boolean | null | undefined;
  readonly verbs?: Readonly<Record<string, VerbMeaning>> | null | undefined;
}

export type MapActivitiesResult =
  | { readonly kind: 'activities-mapped'; readonly mappings: readonly KeptMapping[] }
  | Forbidden
  | InvalidRequest;

export const mappingLimits = { iri: 2_000, atOnce: 5_000, verbs: 50 } as const;

/**
 * Says what activities show, in place of what was said of them before. Statements that are here already are read again: what
 * they show by now becomes evidence, and what they showed before is retracted where they don't any more.
 */
export async function mapActivities(
  environment: Environment,
  actor: Actor,
  inputs: readonly MappingInput[],
): Promise<MapActivitiesResult> {
  const forbidden = forbids(actor, 'MAP_ACTIVITIES');
  if (forbidden || actor.kind === 'ANONYMOUS') return forbidden!;
  const problems = new ProblemList();
  if (inputs.length > mappingLimits.atOnce)
    problems.add(
      'mappings',
      `\`mappings\` has ${inputs.length} entries; ${mappingLimits.atOnce} are the most.`,
    );
  const snapshot = environment.curricula.snapshot();
  const read = inputs
    .slice(0, mappingLimits.atOnce)
    .map((input, index) => readMapping(snapshot, input, `mappings.${index}`, problems));
  checkOnce(inputs, problems);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const updated = { updatedAt: environment.now(), updatedBy: actor.name };
  const mappings = read.map((mapping) => ({
    ...mapping,
    activity: activityKey(mapping.iri),
    ...updated,
  }));
  await environment.store.write(async (writes) => {
    const { activityMappings, statementReadings } = writes;
    await statementReadings.lock();
    const before = await activityMappings.byActivities(mappings.map(({ activity }) => activity));
    const changed = mappings.filter((mapping) => !isSame(mapping, before.get(mapping.activity)));
    for (const mapping of changed) await activityMappings.put(mapping);
    await readAgain(writes, changed);
  });
  await readStatementsSoon(environment);
  return { kind: 'activities-mapped', mappings };
}

function checkOnce(inputs: readonly MappingInput[], problems: ProblemList): void {
  const seen = new Set<string>();
  for (const [index, { activity }] of inputs.entries()) {
    if (seen.has(activity))
      problems.add(
        `mappings.${index}.activity`,
        'This activity is here twice: name all of its competencies at once.',
      );
    seen.add(activity);
  }
}

function isSame(one: ActivityMapping, other: ActivityMapping | undefined): boolean {
  const said = ({
    competencies,
    leastRatio,
    completionCounts,
    partsCount,
    verbs,
  }: ActivityMapping) =>
    canonicalJson({ competencies, leastRatio, completionCounts, partsCount, verbs });
  return other !== undefined && said(one) === said(other);
}

async function readAgain(
  { statementActors, statementReadings }: StoreWrites,
  changed: readonly { readonly activity: string }[],
): Promise<void> {
  const seen = await statementActors.sourcesOf(changed.map(({ activity }) => activity));
  await statementReadings.begin(
    seen.map(({ source, activity }) => ({
      id: `activity ${source} ${activity}`,
      kind: 'ACTIVITY' as const,
      source,
      term: activity,
      formerLearner: null,
    })),
  );
}

function readMapping(
  snapshot: CurriculaSnapshot,
  input: MappingInput,
  path: string,
  problems: ProblemList,
): ActivityMapping {
  const { activity, competencies, leastRatio, verbs } = input;
  problems.checkText(`${path}.activity`, activity, mappingLimits.iri);
  if (activity.length <= mappingLimits.iri && !isIri(activity))
    problems.add(
      `${path}.activity`,
      `\`${activity.slice(0, 200)}\` is no address, such as \`https://moodle.example/course/view.php?id=2\`.`,
    );
  if (competencies.length === 0 || competencies.length > competenciesMax)
    problems.add(
      `${path}.competencies`,
      `\`competencies\` has ${competencies.length} entries: it must have 1 to ${competenciesMax}.`,
    );
  if (leastRatio != null && !(leastRatio >= 0 && leastRatio <= 1))
    problems.add(`${path}.leastRatio`, `\`leastRatio\` is from 0 to 1, not ${leastRatio}.`);
  const names = Object.keys(verbs ?? {});
  if (names.length > mappingLimits.verbs)
    problems.add(
      `${path}.verbs`,
      `\`verbs\` has ${names.length} entries; ${mappingLimits.verbs} are the most.`,
    );
  for (const verb of names.slice(0, mappingLimits.verbs))
    if (!isIri(verb) || verb.length > mappingLimits.iri)
      problems.add(`${path}.verbs`, `\`${verb.slice(0, 200)}\` is no address of a verb.`);
  return {
    iri: activity,
    competencies: competencies
      .slice(0, competenciesMax)
      .flatMap(
        (one, index) =>
          readCompetency(snapshot, one, `${path}.competencies.${index}`, problems) ?? [],
      ),
    leastRatio: leastRatio ?? null,
    completionCounts: input.completionCounts ?? false,
    partsCount: input.partsCount ?? false,
    verbs: verbs ?? {},
  };
}

function readCompetency(
  { heads, default: first }: CurriculaSnapshot,
  { curriculum, skill, level }: MappingInput['competencies'][number],
  path: string,
  problems: ProblemList,
): CurriculumCompetency | null {
  const slug = curriculum ?? first?.revision.curriculum ?? '';
  const head = heads.get(slug);
  const tell = (field: string, what: string, name: string, candidates: Iterable<string>): null => {
    const suggestions = didYouMean(name.slice(0, 200), candidates);
    const message = `There is no ${what} \`${name.slice(0, 200)}\`.${didYouMeanText(suggestions)}`;
    problems.add(`${path}.${field}`, message, suggestions);
    return null;
  };
  if (!head) return tell('curriculum', 'curriculum', slug, heads.keys());
  const found = head.graph.skill(skill);
  const { skills } = head.graph.curriculum;
  if (!found)
    return tell(
      'skill',
      'skill',
      skill,
      skills.map((each) => each.slug),
    );
  const levels = found.levels.map((each) => each.level);
  const meant = level ?? levels[0]!;
  if (!levels.includes(meant)) return tell('level', `level of \`${skill}\``, meant, levels);
  return { curriculum: slug, skill, level: meant };
}

export type UnmapActivityResult =
  | { readonly kind: 'activity-unmapped'; readonly activity: string }
  | Forbidden
  | InvalidRequest;

/** Says nothing of an activity any more, if anything was; what its statements showed is retracted. */
export async function unmapActivity(
  environment: Environment,
  actor: Actor,
  activity: string,
): Promise<UnmapActivityResult> {
  const forbidden = forbids(actor, 'MAP_ACTIVITIES');
  if (forbidden) return forbidden;
  const problems = new ProblemList();
  problems.checkText('activity', activity, mappingLimits.iri);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const key = activityKey(activity);
  await environment.store.write(async (writes) => {
    const { activityMappings, statementReadings } = writes;
    await statementReadings.lock();
    if ((await activityMappings.byActivities([key])).size === 0) return;
    await activityMappings.remove(key);
    await readAgain(writes, [{ activity: key }]);
  });
  await readStatementsSoon(environment);
  return { kind: 'activity-unmapped', activity };
}

/** Maps the activities of a table in CSV, all of them or none. */
export async function importMappings(
  environment: Environment,
  actor: Actor,
  csv: string,
): Promise<MapActivitiesResult> {
  const forbidden = forbids(actor, 'MAP_ACTIVITIES');
  if (forbidden) return forbidden;
  const read = readMappings(csv);
  if (read.kind === 'mappings') {
    const result = await mapActivities(environment, actor, read.mappings);
    return result.kind === 'invalid-request' ? byLine(result, read.mappings) : result;
  }
  const problems = new ProblemList();
  for (const { line, message } of read.problems)
    problems.add(`csv.${line}`, `Line ${line}: ${message}`);
  return problems.refusal()!;
}

/** Names the lines of the table in the place of those of the list. */
function byLine(
  refusal: InvalidRequest,
  mappings: readonly { readonly line: number }[],
): InvalidRequest {
  const problems = new ProblemList();
  for (const { path, message, suggestions } of refusal.problems) {
    const [, index = '0'] = path.split('.');
    const { line } = mappings[Number(index)] ?? { line: 1 };
    problems.add(`csv.${line}`, `Line ${line}: ${message}`, suggestions);
  }
  return problems.refusal()!;
}

export type ExportMappingsResult =
  | { readonly kind: 'mappings-exported'; readonly csv: string }
  | Forbidden;

/** All mappings as a table in CSV, which `importMappings` reads. */
export async function exportMappings(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
): Promise<ExportMappingsResult> {
  const forbidden = forbids(actor, 'MAP_ACTIVITIES');
  if (forbidden) return forbidden;
  const all: KeptMapping[] = [];
  for (;;) {
    const after = all.at(-1)?.activity;
    const some = await store.reads.activityMappings.page({ after, limit: 1_000 });
    all.push(...some);
    if (some.length < 1_000) break;
  }
  const sorted = all.sort((one, two) => (one.iri < two.iri ? -1 : 1));
  return { kind: 'mappings-exported', csv: writeMappings(sorted) };
}

export interface MappingList {
  readonly kind: 'mapping-list';
  readonly read: (page: {
    readonly after?: string;
    readonly limit: number;
  }) => Promise<KeptMapping[]>;
  readonly count: () => Promise<number>;
}

/** What is said of activities, in an order that never changes. */
export function listMappings(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
): MappingList | Forbidden {
  const { activityMappings } = store.reads;
  return (
    forbids(actor, 'MAP_ACTIVITIES') ?? {
      kind: 'mapping-list',
      read: (page) => activityMappings.page(page),
      count: () => activityMappings.count(),
    }
  );
}
