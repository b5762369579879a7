import type { Evidence, EvidenceKind, Finding } from './evidence.ts';
import type { CurriculumGraph } from './graph.ts';
import { lastWords, type Moment } from './last-words.ts';
import type { Competency } from './requirement.ts';
import { type Counterparts, skillsMeant } from './skills-meant.ts';

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
 * Evidence of skills or levels that the graph doesn't have counts as far as it means ones that the graph has: of a skill
 * that another took the place of, for that one; of a skill of another curriculum, for those that say to be the same; of a
 * level that a skill has no longer, by its place on the scale. What means nothing here is left out, and kept for the
 * revision that may bring it back.
 */
export function foldEvidence(
  { graph, counterparts }: EvidenceGround,
  evidence: Iterable<Evidence>,
  moment: Moment = {},
): Judgement[] {
  const findings = lastWords(evidence, moment).sort(byWeight);
  const spoken = placeOnScale(graph, findings, counterparts);
  return [...spoken]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([skill, placed]) => judgeSkill(graph, skill, placed));
}

/** What findings are read against. */
export interface EvidenceGround {
  readonly graph: CurriculumGraph;
  /** The graphs of the other curricula, by slug, for what is the same there; left out, only the graph's own count. */
  readonly counterparts?: Counterparts | undefined;
}

/** A finding about a skill of the graph, with the place of its level on the curriculum's scale. */
interface Placed {
  readonly finding: Finding;
  readonly rank: number;
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
  graph: CurriculumGraph,
  findings: readonly Finding[],
  counterparts: Counterparts = new Map(),
): ReadonlyMap<string, readonly Placed[]> {
  const spoken = new Map<string, Placed[]>();
  for (const finding of findings) {
    const rank = graph.rank(finding.competency.level);
    if (rank === -1) continue;
    for (const skill of skillsMeant(graph, counterparts, finding.competency)) {
      const placed = spoken.get(skill) ?? [];
      placed.push({ finding, rank });
      spoken.set(skill, placed);
    }
  }
  return spoken;
}

function judgeSkill(graph: CurriculumGraph, skill: string, placed: readonly Placed[]): Judgement[] {
  return graph.skill(skill)!.levels.flatMap(({ level }) => {
    const rank = graph.rank(level);
    const evidence = placed.filter((each) => speaksOf(each, rank)).map(({ finding }) => finding);
    const [decidedBy] = evidence;
    if (decidedBy === undefined) return [];
    const { kind: provenance, outcome } = decidedBy;
    const isHeld = outcome === 'HELD';
    return [{ competency: { skill, level }, isHeld, provenance, decidedBy, evidence }];
  });
}

function speaksOf({ finding, rank }: Placed, other: number): boolean {
  return finding.outcome === 'HELD' ? rank >= other : rank <= other;
}
