import { setImmediate } from 'node:timers/promises';
import type { LearnerChange } from '../curriculum/adopted-roadmap.ts';
import type { Evidence } from '../curriculum/evidence.ts';
import type { ExternalId } from '../curriculum/learner.ts';
import { competencyKey } from '../curriculum/requirement.ts';
import type { WebhookEvent, WebhookEventData, WebhookEventType } from '../curriculum/webhook.ts';
import type { EvidentCompetency } from '../planner/knowledge-of-evidence.ts';
import { typedId } from '../util/typed-id.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { type Environment, newId } from './environment.ts';
import { knowledgeOfLearner } from './knowledge-of-learner.ts';
import { roadmapChangeIn } from './list-changes.ts';
import { webhookLimits } from './webhook-limits.ts';

/** An event with the sequence of the change that it tells of. */
export interface EventOfChange {
  readonly sequence: number;
  readonly event: WebhookEvent;
}

/**
 * What others may be told of changes of learners, of the types that anybody wants to be told of; in the order of the
 * changes. What is told of evidence is worked out from what there was by then, whatever came since; nothing is told of
 * whoever is erased.
 */
export async function eventsOfChanges(
  environment: Environment,
  changes: readonly LearnerChange[],
  wanted: ReadonlySet<WebhookEventType>,
): Promise<EventOfChange[]> {
  const { learners, evidence } = environment.store.reads;
  const told = changes.filter(({ kind }) => typesOf[kind]?.some((type) => wanted.has(type)));
  const ids = [...new Set(told.map(({ learner }) => learner))];
  const names = await learners.externalIds(ids);
  const recorded = await evidence.ofLearners(
    told.filter(({ kind }) => kind === 'EVIDENCE_RECORDED').map(({ learner }) => learner),
  );
  const snapshot = environment.curricula.snapshot();
  const events: EventOfChange[] = [];
  for (const change of told) {
    const { learner, sequence, at } = change;
    const whom = {
      learner: typedId('Learner', [learner]),
      externalIds: fitting(names.get(learner) ?? []),
    };
    const ground = { snapshot, wanted, evidence: recorded.get(learner) ?? [], whom };
    for (const { type, data } of toldOf(change, ground)) {
      if (!wanted.has(type)) continue;
      const event = { id: newId(environment), type, learner, data, at };
      events.push({ sequence, event });
    }
    await setImmediate();
  }
  return events;
}

/** What a kind of change may be told as; of the others nothing is told. */
const typesOf: Readonly<Partial<Record<LearnerChange['kind'], readonly WebhookEventType[]>>> = {
  EVIDENCE_RECORDED: ['evidence.recorded', 'evidence.retracted', 'skill.attained'],
  ROADMAP_ADOPTED: ['roadmap.adopted'],
  ROADMAP_CHANGED: ['roadmap.changed'],
  ROADMAP_COMPLETED: ['roadmap.completed'],
};

interface Whom {
  readonly learner: string;
  readonly externalIds: readonly ExternalId[];
}

interface Ground {
  readonly snapshot: CurriculaSnapshot;
  readonly wanted: ReadonlySet<WebhookEventType>;
  /** All there is of the learner by now. */
  readonly evidence: readonly Evidence[];
  readonly whom: Whom;
}

type Told = {
  readonly [Type in WebhookEventType]: {
    readonly type: Type;
    readonly data: WebhookEventData[Type];
  };
}[WebhookEventType];

function toldOf(change: LearnerChange, ground: Ground): Told[] {
  const { learner, roadmap } = change;
  const ofRoadmap = {
    ...ground.whom,
    roadmap: roadmap === null ? '' : typedId('AdoptedRoadmap', [learner, roadmap]),
  };
  switch (change.kind) {
    case 'EVIDENCE_RECORDED':
      return toldOfEvidence(change, ground);
    case 'ROADMAP_ADOPTED':
      return [{ type: 'roadmap.adopted', data: ofRoadmap }];
    case 'ROADMAP_CHANGED':
      return isOtherList(change) ? [{ type: 'roadmap.changed', data: ofRoadmap }] : [];
    case 'ROADMAP_COMPLETED':
      return [{ type: 'roadmap.completed', data: ofRoadmap }];
    default:
      return [];
  }
}

/** Whether the steps or their order are others; dates and hours alone are not told of. */
function isOtherList(change: LearnerChange): boolean {
  const { added, removed, moved, renamed } = roadmapChangeIn(change)!.what;
  return [added, removed, moved, renamed].some(({ length }) => length > 0);
}

function toldOfEvidence({ learner, what }: LearnerChange, ground: Ground): Told[] {
  const numbers = new Set((what as { readonly evidence: readonly number[] }).evidence);
  const pieces = ground.evidence.filter(({ number }) => numbers.has(number));
  if (pieces.length === 0) return [];
  const listed = (some: readonly Evidence[]) => ({
    ...ground.whom,
    evidence: some
      .slice(0, webhookLimits.evidence)
      .map(({ number }) => typedId('Evidence', [learner, String(number)])),
    count: some.length,
  });
  const retractions = pieces.filter(({ kind }) => kind === 'RETRACTION');
  const findings = pieces.filter(({ kind }) => kind !== 'RETRACTION');
  return [
    ...(findings.length > 0
      ? [{ type: 'evidence.recorded', data: listed(findings) } as const]
      : []),
    ...(retractions.length > 0
      ? [{ type: 'evidence.retracted', data: listed(retractions) } as const]
      : []),
    ...(ground.wanted.has('skill.attained') ? attained(ground, pieces) : []),
  ];
}

/** The skills that are known with the pieces, or to a higher level, and were not so before them. */
function attained({ snapshot, evidence, whom }: Ground, pieces: readonly Evidence[]): Told[] {
  const [first, last] = [pieces[0]!.number, pieces.at(-1)!.number];
  const before = evidence.filter(({ number }) => number < first);
  const after = evidence.filter(({ number }) => number <= last);
  const spokenOf = new Set(
    after.flatMap((one) => (one.kind === 'RETRACTION' ? [] : one.competency.curriculum)),
  );
  const heads = [...snapshot.heads.values()].filter(({ revision }) =>
    spokenOf.has(revision.curriculum),
  );
  return heads.flatMap((published) => {
    const knownBefore = new Set(
      knowledgeOfLearner(snapshot, published, before).known.map(keyOfKnown),
    );
    const now = knowledgeOfLearner(snapshot, published, after).known;
    return highest(now.filter((one) => !knownBefore.has(keyOfKnown(one)))).map((one) => ({
      type: 'skill.attained' as const,
      data: { ...whom, ...attainedData(published, one) },
    }));
  });
}

function keyOfKnown({ competency }: EvidentCompetency): string {
  return competencyKey(competency);
}

/** Of each skill the highest level; levels come lowest first. */
function highest(known: readonly EvidentCompetency[]): EvidentCompetency[] {
  return [...new Map(known.map((one) => [one.competency.skill, one])).values()];
}

function attainedData(
  { revision }: PublishedCurriculum,
  { competency, provenance }: EvidentCompetency,
) {
  const { curriculum } = revision;
  const { skill: slug, level } = competency;
  return { skill: typedId('Skill', [curriculum, slug]), curriculum, slug, level, provenance };
}

/** As many as there is room for. */
function fitting(externalIds: readonly ExternalId[]): ExternalId[] {
  const fit: ExternalId[] = [];
  let bytes = 0;
  for (const { system, externalId } of externalIds.slice(0, webhookLimits.externalIds)) {
    const name = { system, externalId };
    bytes += Buffer.byteLength(JSON.stringify(name));
    if (bytes > webhookLimits.externalIdBytes) break;
    fit.push(name);
  }
  return fit;
}
