import type { Revision } from '../curriculum/revision.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';

/** Which revision of which curriculum a request is about: the default one, and its head, where it doesn't say. */
export interface CurriculumName {
  readonly curriculum?: string | null | undefined;
  readonly revision?: number | null | undefined;
}

export type FoundCurriculum =
  | { readonly kind: 'published'; readonly published: PublishedCurriculum }
  | InvalidRequest
  | UnknownNames;

/** Finds what a request names among what was published when it began, or an older revision of it. */
export async function findCurriculum(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  { curriculum, revision }: CurriculumName,
): Promise<FoundCurriculum> {
  const head = curriculum ? snapshot.heads.get(curriculum) : snapshot.default;
  if (!head) return curriculum ? unknownCurriculum(snapshot, curriculum) : nothingPublished();
  if (revision === null || revision === undefined || revision === head.revision.number) {
    return { kind: 'published', published: head };
  }
  const published = await environment.curricula.at(head.revision.curriculum, revision);
  return published ? { kind: 'published', published } : unknownRevision(head.revision, revision);
}

/** That there is no curriculum of that slug. */
export function unknownCurriculum(snapshot: CurriculaSnapshot, name: string): UnknownNames {
  const suggestions = didYouMean(name, snapshot.heads.keys());
  const message = `There is no curriculum \`${name.slice(0, 200)}\`.${didYouMeanText(suggestions)}`;
  return {
    kind: 'unknown-names',
    message,
    names: [{ path: 'curriculum', name: name.slice(0, 200), suggestions }],
  };
}

function nothingPublished(): InvalidRequest {
  return refuse('curriculum', 'No curriculum has been published yet.');
}

/** That the curriculum, of which this is the newest revision, has none of that number. */
export function unknownRevision(newest: Revision, number: number): InvalidRequest {
  return refuse(
    'revision',
    `\`${newest.curriculum}\` has no revision ${number}; its newest is ${newest.number}.`,
  );
}

function refuse(path: string, message: string): InvalidRequest {
  return { kind: 'invalid-request', message, problems: [{ path, message, suggestions: [] }] };
}
