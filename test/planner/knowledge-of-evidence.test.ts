import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/curriculum/evidence.ts';
import { foldEvidence } from '../../src/curriculum/fold-evidence.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { knowledgeInBrief } from '../../src/curriculum/knowledge-in-brief.ts';
import { competencyKey } from '../../src/curriculum/requirement.ts';
import { knowledgeOfEvidence } from '../../src/planner/knowledge-of-evidence.ts';
import { plan } from '../../src/planner/plan.ts';
import { day, finding } from '../support/random-evidence.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const graph = graphOf();

describe('what is known by evidence', () => {
  it('is what it says, and what that implies, with its reasons', () => {
    const { known, doubts } = knowledge([
      says('flask', { kind: 'CONFIRMED' }),
      says('css', { outcome: 'NOT_HELD', score: 0.25 }),
    ]);
    expect(
      known.map(({ competency, provenance }) => [competencyKey(competency), provenance]),
    ).toEqual([
      ['flask@foundation', 'CONFIRMED'],
      ['functions@foundation', 'INFERRED'],
      ['html@foundation', 'INFERRED'],
      ['http@foundation', 'INFERRED'],
      ['variables@foundation', 'INFERRED'],
    ]);
    expect(known[1]!.because).toBe('Whoever knows `flask@foundation` knows it.');
    expect(known[1]!.evidence).toEqual(known[0]!.evidence);
    expect(known[0]!.because).toMatch(/^A mentor confirmed it on \d+ \w+ \d{4}\.$/);
    expect(doubts.map(({ because }) => because)).toEqual([
      expect.stringMatching(/^`quiz` found it lacking on .*, with a score of 25 %\.$/),
    ]);
  });

  it('tells of which level the evidence speaks', () => {
    const { known } = knowledge([says('functions', { level: 'working' })]);
    const lower = known.find(
      ({ competency }) => competencyKey(competency) === 'functions@foundation',
    );
    expect(lower!.because).toMatch(/, as `functions@working`\.$/);
  });

  it('is never inferred where evidence speaks against it', () => {
    const { known, doubts } = knowledge([
      says('flask'),
      says('functions', { outcome: 'NOT_HELD' }),
    ]);
    const names = known.map(({ competency }) => competency.skill);
    expect(names).toEqual(['flask', 'html', 'http', 'variables']);
    expect(doubts.map(({ competency }) => competencyKey(competency))).toEqual([
      'functions@foundation',
      'functions@working',
    ]);
  });

  it('keeps what a source calls itself on one line', () => {
    const { known } = knowledge([says('css', { source: 'a\nb\u202e' })]);
    expect(known.find(({ competency }) => competency.skill === 'css')!.because).toContain('`a b`');
  });

  it('is what the planner takes for known', () => {
    const slugs = graph.curriculum.skills.map(({ slug }) => slug);
    const piece = fc.record({
      skill: fc.constantFrom(...slugs),
      level: fc.constantFrom('foundation', 'working'),
      outcome: fc.constantFrom('HELD', 'NOT_HELD'),
      kind: fc.constantFrom('DECLARED', 'OBSERVED', 'CONFIRMED'),
    });
    const property = fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const evidence = pieces.map(({ skill, ...given }, index) =>
        says(skill, { ...given, externalId: `${index}` } as Partial<Said>),
      );
      const judgements = foldEvidence({ graph }, evidence);
      const { known } = knowledgeOfEvidence(graph, judgements);
      const goals = [{ careerPath: 'frontend-developer' }];
      const roadmap = runToEnd(plan(graph, { goals, ...knowledgeInBrief(judgements) }));
      if (roadmap.kind !== 'roadmap') throw new Error(roadmap.message);
      const keysOf = (list: readonly { competency: { skill: string; level: string } }[]) =>
        list.map(({ competency }) => competencyKey(competency));
      expect(keysOf(known)).toEqual(keysOf(roadmap.known));
    });
    fc.assert(property, { seed: 4, numRuns: 200 });
  });
});

type Said = Parameters<typeof finding>[0] & { level: string };

let pieces = 0;

function says(skill: string, { level = 'foundation', ...given }: Partial<Said> = {}): Evidence {
  return finding({
    competency: { curriculum: 'small', skill, level },
    externalId: `${pieces++}`,
    occurredAt: day(1),
    ...given,
  });
}

function knowledge(evidence: readonly Evidence[]) {
  return knowledgeOfEvidence(graph, foldEvidence({ graph }, evidence));
}

function graphOf(): CurriculumGraph {
  const built = CurriculumGraph.build(smallCurriculum());
  if (built.kind !== 'graph') throw new Error(built.kind);
  return built.graph;
}
