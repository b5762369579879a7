import type { RequirementDocument } from '../../../curriculum/document.ts';
import type { Place } from '../native.ts';
import type { Exercise } from './read-exercises.ts';

/** Something that a concept needs, with where each of its members stands. */
export interface PlacedRequirement {
  readonly requires: RequirementDocument;
  readonly places: readonly Place[];
}

/**
 * What a concept needs that any one of several exercises teaches: what all of them ask for, and of the rest what one of them
 * does. A concept that an exercise teaches beside it is none of that: the two are learned together.
 */
export function alternativesOf(
  teachers: readonly Exercise[],
  slugOf: (concept: string) => string,
): PlacedRequirement[] {
  const [first, ...others] = teachers;
  if (!first) return [];
  const isShared = (concept: string) =>
    others.every(({ prerequisites }) => prerequisites.some((needed) => needed.concept === concept));
  const shared = first.prerequisites.filter(({ concept }) => isShared(concept));
  const requirements: PlacedRequirement[] = shared.map(({ concept, place }) => ({
    requires: slugOf(concept),
    places: [place],
  }));
  const sharedNames = new Set(shared.map(({ concept }) => concept));
  const ways = new Map<string, PlacedRequirement>();
  for (const { prerequisites } of teachers) {
    const rest = prerequisites.filter(({ concept }) => !sharedNames.has(concept));
    // Who takes this exercise needs nothing more.
    if (rest.length === 0) return requirements;
    const slugs = rest.map(({ concept }) => slugOf(concept));
    const requires = slugs.length === 1 ? slugs[0]! : { allOf: slugs };
    const key = [...slugs].sort().join(' ');
    if (!ways.has(key)) ways.set(key, { requires, places: rest.map(({ place }) => place) });
  }
  const anyOf = [...ways.values()];
  requirements.push({
    requires: { anyOf: anyOf.map(({ requires }) => requires) },
    places: anyOf.map(({ places }) => places[0]!),
  });
  return requirements;
}
