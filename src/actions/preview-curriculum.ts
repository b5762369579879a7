import type { Impact } from '../planner/impact/impact.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { waitingLine } from '../util/waiting-line.ts';
import type { Actor } from './actor.ts';
import { type ComparedCurricula, comparePublished } from './compare-revisions.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { ToldDefects } from './curriculum-thread.ts';
import type { Environment } from './environment.ts';
import { impactOnLearners } from './impact-on-learners.ts';
import { warningsOf } from './lint-history.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { publishLimits } from './publish-limits.ts';
import { type RevisionConflict, revisionConflict } from './revision-conflict.ts';
import { type SoundText, supposeText } from './suppose-published.ts';
import { filesIn, readTexts, type TextInput, type TextsResult } from './text-input.ts';

export interface PreviewCurriculumInput extends TextInput {
  /** As it would be published; it changes nothing about the preview. */
  readonly note?: string | null | undefined;
}

/** What publishing would do, and what it would mean for learners. */
export interface CurriculumPreview extends ToldDefects {
  readonly kind: 'preview';
  /** The revision that it would follow; null where it would be the first of its curriculum. */
  readonly base: PublishedCurriculum | null;
  /** As it would be published. */
  readonly supposed: PublishedCurriculum;
  /** The newest revision says the same already: nothing would be published. */
  readonly isUnchanged: boolean;
  /** Null where there is nothing to compare it with. */
  readonly compared: ComparedCurricula | null;
  readonly impact: Impact;
}

export type PreviewCurriculumResult =
  | CurriculumPreview
  | Exclude<TextsResult, { readonly kind: 'curriculum' }>
  | RevisionConflict
  | InvalidRequest
  | Forbidden;

export const previewLimits = {
  /** So many roadmaps are planned anew for one preview; of more a sample. */
  roadmaps: 1_000,
  /** The evidence of so many learners is looked at for one preview; of more a sample. */
  learners: 20_000,
  /** So many previews are worked out at once in a process. */
  atOnce: 2,
  /** And so many wait for their turn. */
  waiting: 16,
  /** Whoever may not see the learners is told no figure about fewer people, but for none. */
  people: 5,
} as const;

/**
 * Tells, without storing anything, what it would mean to publish a curriculum in the native format now: what would be
 * different in it and, exactly as it would happen then, on the roadmaps that learners follow. For authors.
 */
export async function previewCurriculum(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  input: PreviewCurriculumInput,
  signal?: AbortSignal,
): Promise<PreviewCurriculumResult> {
  const forbidden = forbids(actor, 'PUBLISH');
  if (forbidden) return forbidden;
  const problems = new ProblemList();
  problems.checkText('note', input.note, publishLimits.note);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const given = filesIn(input);
  if (given.kind !== 'files') return given;
  const reading = await readTexts(given.files);
  if (reading.kind !== 'curriculum') return reading;
  const preview = inLine(() =>
    previewOf(environment, snapshot, actor, { ...input, reading }, signal),
  );
  return (
    preview ?? refused('Many previews are being worked out at this moment. Ask again in a minute.')
  );
}

/** Each may keep the machine busy for seconds, and memory for the threads. */
const inLine = waitingLine(previewLimits);

async function previewOf(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  { note = null, reading }: PreviewCurriculumInput & { readonly reading: SoundText },
  signal: AbortSignal | undefined,
): Promise<CurriculumPreview | RevisionConflict | InvalidRequest> {
  const { curriculum, digest } = reading;
  const publishedBy = 'name' in actor ? actor.name : '';
  const supposed = supposeText(environment, snapshot, reading, { publishedBy, note });
  const base = snapshot.heads.get(curriculum.slug) ?? null;
  const found = await impactOnLearners(environment, snapshot, supposed, {
    roadmapsMost: previewLimits.roadmaps,
    learnersMost: previewLimits.learners,
    least: forbids(actor, 'LIST_LEARNERS') ? previewLimits.people : 1,
    threads: 'SOME',
    signal,
  });
  if (found.kind === 'given-up') return refused('Nobody waits for this preview any more.');
  if (found.kind === 'head-moved') return conflict(environment, base, curriculum.slug);
  const compared = base && (await comparePublished(base, supposed, supposed.lineage));
  const isUnchanged = base?.revision.digest === digest;
  const { impact } = found;
  return {
    ...{ kind: 'preview', base, supposed, isUnchanged, compared, impact },
    ...warningsOf(reading, supposed),
  };
}

function refused(message: string): InvalidRequest {
  return {
    kind: 'invalid-request',
    message,
    problems: [{ path: 'text', message, suggestions: [] }],
  };
}

async function conflict(
  environment: Environment,
  base: PublishedCurriculum | null,
  curriculum: string,
): Promise<RevisionConflict> {
  const heads = await environment.store.reads.curricula.heads();
  const head = heads.find((each) => each.curriculum === curriculum);
  const expected = base?.revision.number ?? 0;
  return revisionConflict(environment, { curriculum, expected, number: head?.number ?? null });
}
