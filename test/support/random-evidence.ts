import type {
  CurriculumCompetency,
  Evidence,
  EvidenceContent,
  Finding,
  Retraction,
} from '../../src/curriculum/evidence.ts';
import { type Dice, dice } from './random.ts';

/** The start of so many days after the beginning of 2026. */
export function day(number: number): Date {
  return new Date(Date.UTC(2026, 0, 1 + number));
}

/** A finding, with what is of no matter to a test filled in. */
export function finding(given: Partial<Finding> = {}): Finding {
  return {
    kind: 'OBSERVED',
    competency: { curriculum: 'drawn', skill: 'a', level: 'foundation' },
    outcome: 'HELD',
    score: null,
    strength: null,
    ...recorded,
    ...given,
  };
}

export function retraction(given: Partial<Retraction> = {}): Retraction {
  return { kind: 'RETRACTION', ...recorded, ...given };
}

const recorded = {
  number: 1,
  source: 'quiz',
  externalId: 'one',
  occurredAt: day(0),
  recordedAt: day(0),
  recordedBy: 'a test',
  note: null,
  data: null,
};

/** What sources may say of a few things within a few days, so that much of it is said anew, taken back or repeated. */
export function randomContents(
  seed: number,
  competencies: readonly CurriculumCompetency[],
  most = 12,
): EvidenceContent[] {
  const random = dice(seed);
  const contents: EvidenceContent[] = [];
  for (let left = random.between(0, most); left > 0; left -= 1) {
    const content = randomContent(random, competencies);
    contents.push(content, ...(random.chance(0.1) ? [content] : []));
  }
  return contents;
}

function randomContent(
  { pick, chance, between }: Dice,
  competencies: readonly CurriculumCompetency[],
) {
  const one = <Item>(items: readonly Item[]): Item => pick(items, 1)[0]!;
  const said = {
    source: one(['quiz', 'course']),
    externalId: one(['one', 'two', 'three', 'four']),
    occurredAt: day(between(0, 4)),
    note: null,
    data: one([null, { verb: 'passed' }]),
  };
  if (chance(0.15)) return { kind: 'RETRACTION', ...said } as const;
  return {
    ...said,
    kind: one(['DECLARED', 'OBSERVED', 'PLACEMENT', 'CONFIRMED'] as const),
    competency: one(competencies),
    outcome: chance(0.6) ? 'HELD' : 'NOT_HELD',
    score: one([null, 0.5]),
    strength: null,
  } as const;
}

export function contentOf(evidence: Evidence): EvidenceContent {
  const { number, recordedAt, recordedBy, ...content } = evidence;
  return content;
}

/** Contents as they were recorded, one an hour, in the order given. */
export function arrived(contents: readonly EvidenceContent[]): Evidence[] {
  return contents.map((content, index) => ({
    ...content,
    number: index + 1,
    recordedAt: new Date(Number(day(0)) + index * 3_600_000),
    recordedBy: `somebody ${index % 2}`,
  }));
}

export function shuffled<Item>(seed: number, items: readonly Item[]): Item[] {
  return dice(seed).pick(items, items.length);
}
