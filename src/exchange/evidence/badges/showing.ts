import type { Outcome } from '../../../curriculum/evidence.ts';
import { asRecord, type JsonRecord, listIn, numberIn, recordsIn, textIn } from './json.ts';
import { credentialLimits } from './limits.ts';

/** Where a credential points to something that is in a framework of skills. */
export interface Alignment {
  readonly name: string | null;
  readonly url: string | null;
  readonly code: string | null;
  readonly framework: string | null;
}

/** What a credential shows of what it points to. */
export interface Showing {
  readonly alignment: Alignment;
  readonly outcome: Outcome;
  /** From 0 to 1; null where it tells none. */
  readonly score: number | null;
  /** What it calls the level that was reached, likeliest first; none where it doesn't say. */
  readonly levelNames: readonly string[];
}

/**
 * All that a credential's subject shows, what it says by a single result before what holds for all of the achievement, and
 * nothing twice. An achievement that is issued was achieved; results may say that it was not, or not yet.
 */
export function showingsOf(subject: JsonRecord): readonly Showing[] {
  const achievement = asRecord(subject['achievement']);
  if (!achievement) return [];
  const results = recordsIn(subject, 'result')
    .slice(0, credentialLimits.results)
    .map((result) => readResult(result, achievement));
  const own = results.flatMap(({ alignments, ...said }) => shown(alignments, said));
  const whole = {
    verdict: worst(results.map(({ verdict }) => verdict)),
    score: results.length === 1 ? results[0]!.score : null,
    levelNames: results.flatMap(({ levelNames }) => levelNames),
  };
  const all = [...own, ...shown(alignmentsIn(achievement), whole)];
  const keys = new Set(all.map(({ alignment }) => keyOf(alignment)));
  const first = new Map(all.toReversed().map((one) => [keyOf(one.alignment), one]));
  return [...keys]
    .map((key) => first.get(key)!)
    .flatMap(({ verdict, ...one }) =>
      verdict === 'OPEN' ? [] : [{ ...one, outcome: verdict === 'FAILED' ? 'NOT_HELD' : 'HELD' }],
    );
}

/** What a credential points to, whatever it shows of it. */
export function alignmentCount(subject: JsonRecord): number {
  const achievement = asRecord(subject['achievement']);
  const within = [...recordsIn(subject, 'result'), ...(achievement ? [achievement] : [])];
  return within.reduce((sum, one) => sum + listIn(one, 'alignment').length, 0);
}

/** How far it got: met what is asked, failed at it, or under way still. */
type Verdict = 'MET' | 'FAILED' | 'OPEN';

interface Said {
  readonly verdict: Verdict;
  readonly score: number | null;
  readonly levelNames: readonly string[];
}

function shown(alignments: readonly Alignment[], said: Said) {
  return alignments.map((alignment) => ({ alignment, ...said }));
}

function keyOf(alignment: Alignment): string {
  return JSON.stringify(alignment);
}

function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('FAILED')) return 'FAILED';
  return verdicts.includes('OPEN') ? 'OPEN' : 'MET';
}

function readResult(
  result: JsonRecord,
  achievement: JsonRecord,
): Said & { readonly alignments: readonly Alignment[] } {
  const described = textIn(result, 'resultDescription');
  const description =
    recordsIn(achievement, 'resultDescription').find(
      (one) => described !== null && textIn(one, 'id') === described,
    ) ?? {};
  const levels = recordsIn(description, 'rubricCriterionLevel');
  const achieved = textIn(result, 'achievedLevel');
  const reached = levels.find((one) => achieved !== null && textIn(one, 'id') === achieved);
  const names = [reached && textIn(reached, 'name'), reached && textIn(reached, 'level')];
  const value = numberIn(result, 'value') === null ? textIn(result, 'value') : null;
  return {
    verdict: verdictOf(result, description),
    score: scoreOf(result, description),
    levelNames: [...names, value].flatMap((name) => name ?? []),
    alignments: [result, ...(reached ? [reached] : []), description].flatMap(alignmentsIn),
  };
}

function verdictOf(result: JsonRecord, description: JsonRecord): Verdict {
  const status = textIn(result, 'status');
  if (status === 'Failed') return 'FAILED';
  if (status !== null && status !== 'Completed') return 'OPEN';
  const levels = recordsIn(description, 'rubricCriterionLevel').map((level) => textIn(level, 'id'));
  const isShort =
    isBelow(numberIn(result, 'value'), numberIn(description, 'requiredValue')) ||
    isEarlier(listIn(description, 'allowedValue'), result['value'], description['requiredValue']) ||
    isEarlier(levels, result['achievedLevel'], description['requiredLevel']);
  return isShort ? 'FAILED' : 'MET';
}

function isBelow(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && one < other;
}

/** In a list that goes from low to high, as those of grades and of levels do. */
function isEarlier(list: readonly unknown[], one: unknown, other: unknown): boolean {
  const [place, otherPlace] = [list.indexOf(one), list.indexOf(other)];
  return place !== -1 && place < otherPlace;
}

/** The share of what could be reached, where the result tells both ends or is a percentage. */
function scoreOf(result: JsonRecord, description: JsonRecord): number | null {
  const value = numberIn(result, 'value');
  const isPercent = textIn(description, 'resultType') === 'Percent';
  const least = numberIn(description, 'valueMin') ?? 0;
  const most = numberIn(description, 'valueMax') ?? (isPercent ? 100 : null);
  if (value === null || most === null || !(most > least)) return null;
  const share = (value - least) / (most - least);
  return share >= 0 && share <= 1 ? share : null;
}

function alignmentsIn(record: JsonRecord): Alignment[] {
  return recordsIn(record, 'alignment')
    .slice(0, credentialLimits.alignments)
    .map((one) => ({
      name: textIn(one, 'targetName'),
      url: textIn(one, 'targetUrl'),
      code: textIn(one, 'targetCode'),
      framework: textIn(one, 'targetFramework'),
    }));
}
