import type { AdoptedRoadmap, LearnerChange } from '../curriculum/adopted-roadmap.ts';
import type { Evidence } from '../curriculum/evidence.ts';
import type { ExternalId, Learner } from '../curriculum/learner.ts';
import type { Cohort, Mentor, Note } from '../curriculum/mentor.ts';
import type { KeptPlacement } from '../curriculum/placement.ts';
import type { Competency } from '../curriculum/requirement.ts';
import { retiredKnowledge } from '../curriculum/retired-knowledge.ts';
import type { Token } from '../curriculum/token.ts';
import type { UnknownNames } from '../planner/refusal.ts';
import type { KeptCredential } from '../store/credentials.ts';
import type { Actor } from './actor.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { type LearnerName, permittedLearner, unknownLearner } from './find-learner.ts';
import { groundOf } from './judge-learners.ts';
import type { Forbidden } from './permissions.ts';

/** All that is kept of one learner; every list from the oldest on. */
export interface LearnerExport {
  readonly learner: Learner;
  readonly externalIds: readonly ExternalId[];
  readonly evidence: readonly Evidence[];
  /** What it says to be held and the newest revision no longer has, by curriculum. */
  readonly retired: readonly Retired[];
  readonly credentials: readonly OwnCredential[];
  readonly cohorts: readonly Pick<Cohort, 'id' | 'title'>[];
  readonly mentors: readonly Pick<Mentor, 'id' | 'name'>[];
  readonly notes: readonly Note[];
  readonly placements: readonly KeptPlacement[];
  readonly adoptedRoadmaps: readonly AdoptedRoadmap[];
  readonly changes: readonly LearnerChange[];
  readonly tokens: readonly Token[];
}

/** What there is of it beside the evidence of its source. */
type OwnCredential = Pick<KeptCredential, 'source' | 'id' | 'issuedAt' | 'isRetracted'>;

interface Retired extends Competency {
  readonly curriculum: string;
  readonly title: string;
  readonly lastRevision: number;
}

export type ExportLearnerResult =
  | { readonly kind: 'learner-export'; readonly data: LearnerExport }
  | Forbidden
  | UnknownNames;

/** Gives all of a learner's data; of others no more than who they are to the learner. */
export async function exportLearner(
  environment: Pick<Environment, 'store' | 'curricula'>,
  actor: Actor,
  name: LearnerName,
): Promise<ExportLearnerResult> {
  const permitted = await permittedLearner(environment, actor, 'EXPORT', name);
  if (permitted.kind !== 'permitted-learner') return permitted;
  const { id } = permitted;
  const { reads } = environment.store;
  const learner = (await reads.learners.byIds([id])).get(id);
  if (!learner) return unknownLearner('learner', name);
  const of = async <Item>(read: (ids: string[]) => Promise<ReadonlyMap<string, readonly Item[]>>) =>
    (await read([id])).get(id) ?? [];
  const evidence = await of(reads.evidence.ofLearners);
  const data: LearnerExport = {
    learner,
    externalIds: await of(reads.learners.externalIds),
    evidence,
    retired: retiredIn(environment.curricula.snapshot(), evidence),
    credentials: (await of(reads.credentials.ofLearners)).map(
      ({ source, id, issuedAt, isRetracted }) => ({ source, id, issuedAt, isRetracted }),
    ),
    cohorts: (await of(reads.cohorts.ofLearners)).map(({ id, title }) => ({ id, title })),
    mentors: (await of(reads.mentors.ofLearners)).map(({ id, name }) => ({ id, name })),
    notes: (
      await allPages((last?: Note) => reads.notes.page(id, { before: last?.id, limit }))
    ).reverse(),
    placements: await of(reads.placements.ofLearners),
    adoptedRoadmaps: await of(reads.adoptedRoadmaps.ofLearners),
    changes: await allPages((last?: LearnerChange) =>
      reads.learnerChanges.since([id], { sequence: last?.sequence ?? 0, limit }),
    ),
    tokens: await of(reads.tokens.ofLearners),
  };
  return { kind: 'learner-export', data };
}

function retiredIn(snapshot: CurriculaSnapshot, evidence: readonly Evidence[]): Retired[] {
  return [...snapshot.heads].flatMap(([curriculum, head]) =>
    retiredKnowledge(groundOf(snapshot, head), evidence).map(
      ({ competency, title, lastRevision }) => ({ curriculum, ...competency, title, lastRevision }),
    ),
  );
}

const limit = 1000;

async function allPages<Item>(read: (last?: Item) => Promise<readonly Item[]>): Promise<Item[]> {
  const all: Item[] = [];
  for (let page = await read(); page.length > 0; page = await read(all.at(-1))) all.push(...page);
  return all;
}
