import type { EvidenceSettings, PlatformOutcome, ReadResult } from '../evidence-format.ts';
import { shareOf, timeIn } from './values.ts';

/** What is said of a result, however it is written down. */
export interface ResultParts {
  readonly line: number;
  readonly externalId: string;
  readonly userId: string | null;
  /** By the student information system that Canvas is filled from. */
  readonly recordId: string | null;
  readonly mail: string | null;
  readonly userTitle: string | null;
  readonly outcome: PlatformOutcome;
  readonly points: number | null;
  readonly possible: number | null;
  /** Of the points, from 0 to 1, where it is said apart from them. */
  readonly share: number | null;
  readonly masteryPoints: number | null;
  readonly isMastered: boolean | null;
  readonly rating: string | null;
  readonly time: string | null;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/** The result that the parts are, or what is missing. */
export function resultOf(parts: ResultParts, settings: EvidenceSettings): ReadResult {
  const { line, externalId, userId, recordId, mail, outcome, points, rating } = parts;
  const unclear = (message: string): ReadResult => ({ kind: 'unclear', line, message });
  const isMastered = parts.isMastered ?? masteredBy(points, parts.masteryPoints);
  if (points === null && rating === null && isMastered === null) return { kind: 'unassessed' };
  if (userId === null && recordId === null && mail === null)
    return unclear('It does not say whose result it is.');
  if (Object.values(outcome).every((name) => name === null))
    return unclear('It does not say which outcome it is about.');
  const occurredAt = parts.time === null ? settings.undatedAt : timeIn(parts.time);
  if (occurredAt === null)
    return unclear(
      parts.time === null
        ? 'It has no date. Say on which day results without one came about.'
        : `\`${parts.time.slice(0, 40)}\` is no date, such as 2026-05-01T10:00:00Z.`,
    );
  const { systems } = settings;
  return {
    kind: 'result',
    line,
    externalId,
    learner: {
      names: [
        ...(userId === null ? [] : [{ system: systems.platform, externalId: userId }]),
        ...(recordId === null ? [] : [{ system: systems.records, externalId: recordId }]),
      ],
      mail: mailIn([mail, recordId]),
      title: parts.userTitle ?? userId ?? recordId ?? mail ?? '',
    },
    outcome,
    score: shareOf(points, parts.possible) ?? parts.share,
    isMastered,
    rating,
    occurredAt,
    data: {
      outcome: outcome.title ?? outcome.code ?? outcome.guid ?? outcome.id,
      rating,
      points,
      possible: parts.possible,
      isMastered,
      ...parts.data,
    },
  };
}

function masteredBy(points: number | null, masteryPoints: number | null): boolean | null {
  return points === null || masteryPoints === null ? null : points >= masteryPoints;
}

/** Many schools take the mail address for the id in their records. */
function mailIn(texts: readonly (string | null)[]): string | null {
  return texts.find((text) => text !== null && /^[^\s@]+@[^\s@]+$/.test(text)) ?? null;
}
