import type { CareerPath } from '../curriculum/curriculum.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import { didYouMean } from '../util/did-you-mean.ts';
import { invariant } from '../util/invariant.ts';
import { listed } from '../util/listed.ts';
import { hoursText } from './explain/titles.ts';
import { knowledgeOf } from './infer.ts';
import { limits } from './limits.ts';
import { readWishes } from './read-wishes.ts';
import type { Refusal, UnknownName } from './refusal.ts';
import type { CompetencyRequest } from './request.ts';
import { solve } from './solve.ts';
import type { Work } from './work.ts';

export interface SuggestCareerPathsRequest {
  readonly interests?: readonly string[] | null | undefined;
  readonly knows?: readonly CompetencyRequest[] | null | undefined;
}

export type SuggestCareerPathsResult = CareerPathSuggestions | Refusal;

export interface CareerPathSuggestions {
  readonly kind: 'career-path-suggestions';
  /** Every career path, the best fit first. */
  readonly fits: readonly CareerPathFit[];
}

export interface CareerPathFit {
  readonly careerPath: CareerPath;
  /** 0 to 1. */
  readonly score: number;
  readonly hoursLeft: number;
  /** The known part of the hours that the path takes from zero, 0 to 1. */
  readonly shareKnown: number;
  readonly why: string;
}

/** Interests count for three parts, what is known already for one. */
const interestShare = 0.75;
/** A path names first the interest that it serves best; the others count less. */
const minorInterest = 0.5;

/**
 * Ranks every career path by how well it serves the learner's interests and by how much of it is known. Where no interest
 * is named only what is known counts.
 */
export function* suggestCareerPaths(
  graph: CurriculumGraph,
  request: SuggestCareerPathsRequest,
): Work<SuggestCareerPathsResult> {
  const interests = [...new Set(request.interests ?? [])];
  const refusal = refuseInterests(graph, interests);
  if (refusal !== null) return refusal;
  const fits: CareerPathFit[] = [];
  for (const [index, careerPath] of graph.curriculum.careerPaths.entries()) {
    const read = readWishes(graph, {
      goals: [{ careerPath: careerPath.slug }],
      knows: request.knows ?? null,
    });
    if (read.kind !== 'wishes') return read;
    const fromHere = yield* solve(read.wishes, knowledgeOf(read.wishes));
    invariant(fromHere !== null, 'every career path can be attained');
    const total = Math.max(1, (yield* tenthsFromZero(graph))[index]!);
    const shareKnown = Math.max(0, (total - fromHere.tenths) / total);
    fits.push(fitOf(graph, careerPath, interests, shareKnown, fromHere.tenths / 10));
  }
  // Career paths are in order of slug already, and sorting is stable.
  fits.sort((left, right) => right.score - left.score || left.hoursLeft - right.hoursLeft);
  return { kind: 'career-path-suggestions', fits };
}

const keptFromZero = new WeakMap<CurriculumGraph, readonly number[]>();

/** By career path what it takes who knows nothing, in tenths of an hour. The same for everybody, so it is kept. */
function* tenthsFromZero(graph: CurriculumGraph): Work<readonly number[]> {
  const kept = keptFromZero.get(graph);
  if (kept !== undefined) return kept;
  const tenths: number[] = [];
  for (const { slug } of graph.curriculum.careerPaths) {
    const read = readWishes(graph, { goals: [{ careerPath: slug }] });
    invariant(read.kind === 'wishes', 'a career path is a goal');
    const solution = yield* solve(read.wishes, knowledgeOf(read.wishes));
    invariant(solution !== null, 'every career path can be attained');
    tenths.push(solution.tenths);
  }
  keptFromZero.set(graph, tenths);
  return tenths;
}

function refuseInterests(graph: CurriculumGraph, interests: readonly string[]): Refusal | null {
  if (interests.length > limits.names) {
    const message = `\`interests\` has ${interests.length} entries; ${limits.names} are the most.`;
    return {
      kind: 'invalid-request',
      message,
      problems: [{ path: 'interests', message, suggestions: [] }],
    };
  }
  const known = graph.curriculum.interests.map(({ slug }) => slug);
  const names: UnknownName[] = [];
  interests.forEach((name, index) => {
    if (known.includes(name)) return;
    const guesses = didYouMean(name, known);
    const suggestions = guesses.length > 0 ? guesses : known;
    names.push({ path: `interests.${index}`, name: name.slice(0, limits.nameLength), suggestions });
  });
  if (names.length === 0) return null;
  const listedKnown = listed(
    known.map((slug) => `\`${slug}\``),
    'and',
  );
  const message = `\`${names[0]!.name}\` is no interest of this curriculum; it has ${listedKnown || 'none'}.`;
  return { kind: 'unknown-names', message, names };
}

function fitOf(
  graph: CurriculumGraph,
  careerPath: CareerPath,
  interests: readonly string[],
  shareKnown: number,
  hoursLeft: number,
): CareerPathFit {
  const served = interests.filter((interest) => careerPath.interests.includes(interest));
  const weights = served.map((interest) =>
    interest === careerPath.interests[0] ? 1 : minorInterest,
  );
  const shareServed =
    weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, interests.length);
  const score =
    interests.length === 0
      ? shareKnown
      : interestShare * shareServed + (1 - interestShare) * shareKnown;
  const reasons = [
    interestsText(graph, careerPath, interests, served),
    shareKnown > 0 ? `You know ${Math.round(shareKnown * 100)} % of it.` : null,
    hoursLeft > 0 ? `${hoursText(hoursLeft)} are left.` : 'Nothing is left to learn for it.',
  ];
  return {
    careerPath,
    score: Math.round(score * 1000) / 1000,
    hoursLeft,
    shareKnown: Math.round(shareKnown * 1000) / 1000,
    why: reasons.filter(Boolean).join(' '),
  };
}

/** Which of the learner's interests it serves, or else which others. */
function interestsText(
  graph: CurriculumGraph,
  careerPath: CareerPath,
  asked: readonly string[],
  served: readonly string[],
): string | null {
  const rather = asked.length > 0 && served.length === 0;
  const told = rather ? careerPath.interests : served;
  if (told.length === 0) return null;
  const titles = told.map(
    (slug) => graph.curriculum.interests.find((interest) => interest.slug === slug)!.title,
  );
  return `It is ${rather ? 'rather ' : ''}for people who like ${listed(titles).toLowerCase()}.`;
}
