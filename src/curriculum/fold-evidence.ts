import type { Evidence, EvidenceKind, Finding } from './evidence.ts';
import type { CurriculumGraph } from './graph.ts';
import { lastWords, type Moment } from './last-words.ts';
import { type Lineage, revisionAt } from './lineage.ts';
import type { Competency } from './requirement.ts';
import {
  type Counterparts,
  type CurriculumAt,
  rankMeant,
  skillsMeant,
  withoutHistory,
} from './skills-meant.ts';

/** What the evidence of one learner adds up to for one competency. */
export interface Judgement {
  readonly competency: Competency;
  readonly isHeld: boolean;
  readonly provenance: EvidenceKind;
  /** The finding that outweighs all others. */
  readonly decidedBy: Finding;
  /** All that speak of the competency, for it or against it, the weightiest, which decides, first. */
  readonly evidence: readonly Finding[];
}

/**
 * What the evidence of one learner says of each competency that it speaks of, at a moment, in order of skill and level.
 *
 * A finding that a level is held speaks of this level and those below it; a finding that it is not held speaks of this
 * level and those above it. Of all that speak of a level the weightiest decides: what is confirmed by a mentor before
 * what was observed or found by placement, and that before what the learner declares; then what occurred last; then,
 * at one time, that it is not held, since what is wrongly taken for known leaves a hole in the roadmap, and what is
 * wrongly taken for lacking costs only a repetition.
 *
 * So a level that is held makes those below it held, and one that is not held those above it not held, whatever the
 * evidence. Proof: let `h` decide that level `l` is held. It speaks of every level below `l` too. Whatever says that such
 * a level is not held names this level or a lower one, so it speaks of `l` as well, where `h` outweighed it; weight does
 * not depend on the level, so `h` outweighs it again, and what decides there says that it is held. The other way round it
 * is the same.
 *
 * Evidence speaks of what bore the names when it was recorded: of skills or levels that the graph doesn't have it counts as
 * far as it means ones that the graph has. Of a skill that others took the place of it counts for them all; where several
 * became one, that one is held as far as any of them is by what is said of it alone; of a skill of another curriculum it
 * counts for those that are the same; of a level that is gone, for the one next to it on the scale. What means nothing here
 * is left out, and kept for the revision that may bring it back; `retiredKnowledge` tells of it.
 */
export function foldEvidence(
  ground: EvidenceGround,
  evidence: Iterable<Evidence>,
  moment: Moment = {},
): Judgement[] {
  const findings = weightiestFirst(evidence, moment);
  const spoken = placeOnScale(ground, findings);
  return [...spoken]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([skill, placed]) => judgeSkill(ground.graph, skill, placed));
}

/** What counts at a moment, in the order of its weight, whatever the level in question. */
export function weightiestFirst(evidence: Iterable<Evidence>, moment: Moment = {}): Finding[] {
  return lastWords(evidence, moment).sort(byWeight);
}

/** What findings are read against. */
export interface EvidenceGround {
  readonly graph: CurriculumGraph;
  /** What became of the names that the curriculum had; left out, only what it says itself is known. */
  readonly lineage?: Lineage | undefined;
  /** The number of the revision that the graph is; left out with the lineage. */
  readonly revision?: number | undefined;
  /** The other curricula, by slug, for what is the same there; left out, only the graph's own count. */
  readonly counterparts?: Counterparts | undefined;
}

export function placeOf({ graph, lineage, revision }: EvidenceGround): CurriculumAt {
  return lineage && revision ? { graph, lineage, revision } : withoutHistory(graph);
}

/** The revision of the curriculum that a finding speaks of whose names it uses: the newest when it was recorded. */
export function revisionOf(
  here: CurriculumAt,
  counterparts: Counterparts,
  { competency, recordedAt }: Finding,
): number {
  const isOwn = competency.curriculum === here.graph.curriculum.slug;
  const lineage = isOwn ? here.lineage : counterparts.get(competency.curriculum)?.lineage;
  return lineage === undefined ? 1 : revisionAt(lineage, recordedAt);
}

/** A finding about a skill of the graph, with the place of its level on the curriculum's scale. */
export interface Placed {
  readonly finding: Finding;
  readonly rank: number;
  /** As `SkillMeant` has it. */
  readonly part: number | null;
}

const trust: Readonly<Record<EvidenceKind, number>> = {
  CONFIRMED: 3,
  OBSERVED: 2,
  PLACEMENT: 2,
  DECLARED: 1,
};

/** A total order of what counts at one time, the weightiest first, whatever the level in question. */
function byWeight(left: Finding, right: Finding): number {
  return (
    trust[right.kind] - trust[left.kind] ||
    Number(right.occurredAt) - Number(left.occurredAt) ||
    Number(left.outcome === 'HELD') - Number(right.outcome === 'HELD') ||
    byText(left.source, right.source) ||
    byText(left.externalId, right.externalId)
  );
}

function byText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** By skill, keeping the order of the findings. */
function placeOnScale(
  ground: EvidenceGround,
  findings: readonly Finding[],
): ReadonlyMap<string, readonly Placed[]> {
  const here = placeOf(ground);
  const { counterparts = new Map() } = ground;
  const spoken = new Map<string, Placed[]>();
  for (const finding of findings) {
    const { competency, outcome } = finding;
    const at = revisionOf(here, counterparts, finding);
    const rank = rankMeant(here, counterparts, competency, { at, isHeld: outcome === 'HELD' });
    if (rank === null) continue;
    for (const { skill, part } of skillsMeant(here, counterparts, competency, at)) {
      const placed = spoken.get(skill) ?? [];
      placed.push({ finding, rank, part });
      spoken.set(skill, placed);
    }
  }
  return spoken;
}

function judgeSkill(graph: CurriculumGraph, skill: string, placed: readonly Placed[]): Judgement[] {
  return graph.skill(skill)!.levels.flatMap(({ level }) => {
    const evidence = decidingFirst(placed, graph.rank(level));
    const [decidedBy] = evidence;
    if (decidedBy === undefined) return [];
    const { kind: provenance, outcome } = decidedBy;
    const isHeld = outcome === 'HELD';
    return [{ competency: { skill, level }, isHeld, provenance, decidedBy, evidence }];
  });
}

/** The findings that count for a level of a skill: of those about it, the weightiest first, those that speak of it. */
export function decidingFirst(placed: readonly Placed[], rank: number): Finding[] {
  const speaking = placed.filter((each) => speaksOf(each, rank));
  return withoutOutshone(speaking).map(({ finding }) => finding);
}

function speaksOf({ finding, rank }: Placed, other: number): boolean {
  return finding.outcome === 'HELD' ? rank >= other : rank <= other;
}

/**
 * Of skills that became a part of this one, those that are held by what is said of them alone, where there is such a one:
 * who knew one and failed another knows what both became. What is said of the skill itself, under whatever name, stays.
 *
 * Judgements stay monotone: let `h` decide that a level is held. On a lower level those that were held are held still, and
 * those that come to be are held, since there something outweighs all that says otherwise of them; so what would decide
 * there that it is not held spoke of the higher level too, where `h` outweighed it.
 */
function withoutOutshone(speaking: readonly Placed[]): readonly Placed[] {
  const verdicts = new Map<number, boolean>();
  // The weightiest comes first.
  for (const { part, finding } of speaking)
    if (part !== null && !verdicts.has(part)) verdicts.set(part, finding.outcome === 'HELD');
  const isAnyHeld = [...verdicts.values()].includes(true);
  if (!isAnyHeld || ![...verdicts.values()].includes(false)) return speaking;
  return speaking.filter(({ part }) => part === null || verdicts.get(part));
}
