import type { EvidenceKind, Finding } from '../curriculum/evidence.ts';
import type { Judgement } from '../curriculum/fold-evidence.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import { knowledgeInBrief } from '../curriculum/knowledge-in-brief.ts';
import { type Competency, competencyKey } from '../curriculum/requirement.ts';
import type { RetiredCompetency } from '../curriculum/retired-knowledge.ts';
import { dayText } from '../util/day-text.ts';
import { plainLine } from '../util/plain-line.ts';
import { impliedBy } from './infer.ts';

/** What the evidence of a learner adds up to, with what follows from it. */
export interface LearnerKnowledge {
  /** What is held, in order of skill and level. */
  readonly known: readonly EvidentCompetency[];
  /** What the evidence says not to be held, in the same order. */
  readonly doubts: readonly EvidentCompetency[];
  /** What is held and no longer in the curriculum, in order of skill; it counts for no plan. */
  readonly retired: readonly EvidentRetirement[];
}

/** A retired competency in words. */
export interface EvidentRetirement extends RetiredCompetency {
  /** Where it is known from, as a sentence. */
  readonly because: string;
}

export interface EvidentCompetency {
  readonly competency: Competency;
  readonly provenance: EvidenceKind | 'INFERRED';
  /** Where it is known from, as a sentence. */
  readonly because: string;
  /** All that speak of it, or of what it is inferred from, for it or against it; the weightiest first. */
  readonly evidence: readonly Finding[];
}

/**
 * Judgements in words, and what can't be held without what is judged to be held. What evidence says not to be held is not
 * inferred, whatever implies it.
 */
export function knowledgeOfEvidence(
  graph: CurriculumGraph,
  judgements: readonly Judgement[],
  retired: readonly RetiredCompetency[] = [],
): LearnerKnowledge {
  const judged = new Map(judgements.map((judgement) => [nodeOf(graph, judgement), judgement]));
  const entries: { node: number; isHeld: boolean; entry: EvidentCompetency }[] = [];
  for (const [node, judgement] of judged) {
    const { competency, provenance, evidence, isHeld } = judgement;
    const because = becauseOf(judgement, graph);
    entries.push({ node, isHeld, entry: { competency, provenance, because, evidence } });
  }
  const sources = knowledgeInBrief(judgements).knows.map(
    (competency) => graph.nodeOfCompetency(competency)!,
  );
  for (const [node, source] of impliedBy(graph, sources)) {
    if (judged.has(node)) continue;
    const because = `Whoever knows \`${competencyKey(graph.competencyOf(source))}\` knows it.`;
    const { evidence } = judged.get(source)!;
    const competency = graph.competencyOf(node);
    const entry = { competency, provenance: 'INFERRED', because, evidence } as const;
    entries.push({ node, isHeld: true, entry });
  }
  entries.sort((left, right) => left.node - right.node);
  const those = (held: boolean): EvidentCompetency[] =>
    entries.filter(({ isHeld }) => isHeld === held).map(({ entry }) => entry);
  return {
    known: those(true),
    doubts: those(false),
    retired: retired.map((each) => ({
      ...each,
      because: becauseOf({ ...each, isHeld: true }, graph),
    })),
  };
}

function nodeOf(graph: CurriculumGraph, { competency }: Judgement): number {
  return graph.nodeOfCompetency(competency)!;
}

function becauseOf(
  { competency, decidedBy, isHeld }: Pick<Judgement, 'competency' | 'decidedBy' | 'isHeld'>,
  graph: CurriculumGraph,
): string {
  const { kind, source, occurredAt, score } = decidedBy;
  const day = dayText(occurredAt.toISOString().slice(0, 10));
  const name = `\`${plainLine(source)}\``;
  const said = (isHeld ? held : notHeld)[kind].replace('{source}', () => name);
  const { curriculum, skill, level } = decidedBy.competency;
  const isOwn = curriculum === graph.curriculum.slug;
  const isSame = isOwn && skill === competency.skill && level === competency.level;
  const of = isOwn ? '' : ` of \`${curriculum}\``;
  const as = isSame ? '' : `, as \`${competencyKey({ skill, level })}\`${of}`;
  const scored = score === null ? '' : `, with a score of ${Math.round(score * 100)} %`;
  return `${said} on ${day}${as}${scored}.`;
}

const held: Readonly<Record<EvidenceKind, string>> = {
  CONFIRMED: 'A mentor confirmed it',
  OBSERVED: '{source} observed it',
  PLACEMENT: 'A placement found it held',
  DECLARED: 'It was declared',
};

const notHeld: Readonly<Record<EvidenceKind, string>> = {
  CONFIRMED: 'A mentor found it lacking',
  OBSERVED: '{source} found it lacking',
  PLACEMENT: 'A placement found it lacking',
  DECLARED: 'It was declared not to be held',
};
