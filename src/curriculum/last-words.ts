import { contentText, type Evidence, type Finding } from './evidence.ts';

/** Up to when evidence counts, both times included; a time that is left out sets no limit. */
export interface Moment {
  /** What was known here by then: roadmaps of that time were made from it. */
  readonly recordedUntil?: Date | undefined;
  /** What had come about by then, whenever it was recorded: a history that is imported late has its due place. */
  readonly occurredUntil?: Date | undefined;
}

/**
 * The evidence of one learner that counts at a moment: of each thing that a source speaks of, what it said last, unless
 * that took it back. Last is what occurred last; at one time a retraction comes after what it retracts, and of several
 * versions the one whose content is greatest as text. Since this is the greatest of a set under a total order, neither
 * the order of arrival nor repetition matters: a retraction undoes what occurred no later than itself even where it
 * arrives first, and nothing else. In no particular order.
 */
export function lastWords(evidence: Iterable<Evidence>, moment: Moment = {}): Finding[] {
  const last = new Map<string, Evidence>();
  for (const one of evidence) {
    if (!hasCome(one, moment)) continue;
    const thing = JSON.stringify([one.source, one.externalId]);
    const other = last.get(thing);
    if (other === undefined || isAfter(one, other)) last.set(thing, one);
  }
  return [...last.values()].filter((one) => one.kind !== 'RETRACTION');
}

function hasCome(
  { recordedAt, occurredAt }: Evidence,
  { recordedUntil, occurredUntil }: Moment,
): boolean {
  if (recordedUntil && recordedAt > recordedUntil) return false;
  return !(occurredUntil && occurredAt > occurredUntil);
}

function isAfter(one: Evidence, other: Evidence): boolean {
  const later = Number(one.occurredAt) - Number(other.occurredAt);
  if (later !== 0) return later > 0;
  const isRetraction = one.kind === 'RETRACTION';
  if (isRetraction !== (other.kind === 'RETRACTION')) return isRetraction;
  const [text, otherText] = [contentText(one), contentText(other)];
  if (text !== otherText) return text > otherText;
  // The same twice: the one that was here first stands for both.
  return (Number(one.recordedAt) - Number(other.recordedAt) || one.number - other.number) < 0;
}
