import type { ActivityMapping, VerbMeaning } from '../../../curriculum/activity-mapping.ts';
import type { Outcome } from '../../../curriculum/evidence.ts';
import {
  type Activity,
  contextActivities,
  contextRoles,
  type Score,
  type Statement,
  type SubStatement,
  voidedVerb,
} from './statement.ts';

/** What verbs mean where a mapping doesn't say otherwise; all others mean nothing. */
export const usualMeanings: Readonly<Record<string, VerbMeaning>> = {
  'http://adlnet.gov/expapi/verbs/passed': 'MASTERY',
  'http://adlnet.gov/expapi/verbs/mastered': 'MASTERY',
  'https://w3id.org/xapi/tla/verbs/achieved': 'MASTERY',
  'https://w3id.org/xapi/adl/verbs/satisfied': 'MASTERY',
  'https://w3id.org/xapi/adl/verbs/waived': 'MASTERY',
  'http://adlnet.gov/expapi/verbs/completed': 'COMPLETION',
  'http://adlnet.gov/expapi/verbs/scored': 'SCORE',
  'https://w3id.org/xapi/tla/verbs/scored': 'SCORE',
  'https://w3id.org/xapi/dod-isd/verbs/assessed': 'SCORE',
  'http://adlnet.gov/expapi/verbs/failed': 'FAILURE',
  'https://w3id.org/xapi/tla/verbs/failed': 'FAILURE',
  'https://xapi.edlm/profiles/edlm-lms/concepts/verbs/uncompleted': 'RETRACTION',
  'https://w3id.org/xapi/tla/verbs/forfeited': 'RETRACTION',
};

/** The verb by which an institution lets somebody off, as having shown it elsewhere. */
export const waivedVerb = 'https://w3id.org/xapi/adl/verbs/waived';

/** What a verb means for an activity. */
export function meaningOf(verb: string, mapping: Pick<ActivityMapping, 'verbs'>): VerbMeaning {
  if (Object.hasOwn(mapping.verbs, verb)) return mapping.verbs[verb]!;
  return Object.hasOwn(usualMeanings, verb) ? usualMeanings[verb]! : 'NOTHING';
}

/** An activity that a statement may be about, and whether it is itself or something that it belongs to. */
export interface Candidate {
  readonly iri: string;
  readonly name: string | null;
  readonly isWhole: boolean;
}

/** What a statement may be about: its object, what that is a part of, and the rest of its context, in this order. */
export function candidatesOf({ object, context }: Statement): Candidate[] {
  const kind = object.objectType ?? 'Activity';
  const own = kind === 'Activity' ? [candidate(object as Activity, false)] : [];
  const whole = contextRoles.flatMap((role) => contextActivities(context, role));
  const seen = new Set(own.map(({ iri }) => iri));
  return [
    ...own,
    ...whole
      .map((activity) => candidate(activity, true))
      .filter(({ iri }) => !seen.has(iri) && seen.add(iri)),
  ];
}

function candidate({ id, definition }: Activity, isWhole: boolean): Candidate {
  const name = Object.values(definition?.name ?? {})[0] ?? null;
  return { iri: id, name, isWhole };
}

/** The mapping that holds for a statement: that of the first thing which has one, parts only where these count. */
export function mappingFor<Mapping extends ActivityMapping>(
  candidates: readonly Candidate[],
  find: (iri: string) => Mapping | undefined,
): Mapping | null {
  for (const { iri, isWhole } of candidates) {
    const mapping = find(iri);
    if (mapping && (!isWhole || mapping.partsCount)) return mapping;
  }
  return null;
}

/** What a statement shows by a mapping. */
export type Showing =
  | {
      readonly kind: 'finding';
      readonly outcome: Outcome;
      /** From 0 to 1; null where there were no points. */
      readonly score: number | null;
      readonly isWaived: boolean;
    }
  /** What whoever acts did to the object before is taken back. */
  | { readonly kind: 'retraction' }
  | { readonly kind: 'nothing' };

/** What a statement shows of whoever acts, looking at it alone. */
export function showingOf(
  statement: Statement,
  mapping: Pick<ActivityMapping, 'leastRatio' | 'completionCounts' | 'verbs'>,
): Showing {
  const { verb, result } = statement;
  const score = ratioOf(result?.score);
  const shows = (outcome: Outcome): Showing => ({
    kind: 'finding',
    outcome,
    score,
    isWaived: verb.id === waivedVerb,
  });
  const meaning = meaningOf(verb.id, mapping);
  switch (meaning) {
    case 'MASTERY':
      return shows(result?.success === false ? 'NOT_HELD' : 'HELD');
    case 'FAILURE':
      return shows('NOT_HELD');
    case 'RETRACTION':
      return { kind: 'retraction' };
    case 'NOTHING':
      return { kind: 'nothing' };
    case 'SCORE':
    case 'COMPLETION': {
      // Platforms say that something was completed also where it was completed without success.
      if (result?.success === false) return shows('NOT_HELD');
      const { leastRatio, completionCounts } = mapping;
      if (leastRatio !== null && score !== null)
        return shows(score >= leastRatio ? 'HELD' : 'NOT_HELD');
      const isEnough =
        meaning === 'COMPLETION'
          ? completionCounts
          : result?.success === true && leastRatio === null;
      return isEnough ? shows('HELD') : { kind: 'nothing' };
    }
  }
}

/**
 * The share of the points that could be had, from 0 to 1. Where the points themselves are told these decide: there are
 * platforms whose `scaled` goes from -1 for nothing to 1 for everything, so that half of the points come as 0.
 */
export function ratioOf(score: Score | undefined): number | null {
  const { raw, min = 0, max, scaled } = score ?? {};
  if (raw !== undefined && max !== undefined && max > min)
    return Math.min(1, Math.max(0, (raw - min) / (max - min)));
  return scaled === undefined ? null : Math.max(0, scaled);
}

/** Whether a statement with this verb and an object of this kind is one by which another is voided. */
export function voids(statement: Statement): string | null {
  const { verb, object } = statement;
  const isRef = (object as SubStatement['object']).objectType === 'StatementRef';
  return verb.id === voidedVerb && isRef ? (object as { id: string }).id.toLowerCase() : null;
}
