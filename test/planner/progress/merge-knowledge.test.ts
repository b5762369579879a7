import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/curriculum/evidence.ts';
import { foldEvidence } from '../../../src/curriculum/fold-evidence.ts';
import { withoutHistory } from '../../../src/curriculum/skills-meant.ts';
import { mergeKnowledge } from '../../../src/planner/progress/merge-knowledge.ts';
import { readWishes } from '../../../src/planner/read-wishes.ts';
import { graph } from '../../support/curricula.ts';
import { dice } from '../../support/random.ts';
import { finding } from '../../support/random-evidence.ts';

const drawnGraph = graph('a; a@2; a@3; b; b@2; z: a@3 & b@2');
const { slug, levels } = drawnGraph.curriculum;
const [first = '', second = '', third = ''] = levels.map((level) => level.slug);

/** `a 2 HELD` */
function evidence(text: string): Evidence[] {
  return text
    .split(', ')
    .filter(Boolean)
    .map((line, index) => {
      const [skill = '', rank, outcome] = line.split(' ');
      const level = levels[Number(rank) - 1]!.slug;
      return finding({
        number: index + 1,
        externalId: String(index),
        competency: { curriculum: slug, skill, level },
        outcome: outcome as 'HELD',
      });
    });
}

function merged(said: string, claims: Parameters<typeof mergeKnowledge>[2]) {
  return mergeKnowledge(
    withoutHistory(drawnGraph),
    foldEvidence({ graph: drawnGraph }, evidence(said)),
    claims,
  );
}

describe('what is known of a learner', () => {
  it('is what is claimed where there is no evidence', () => {
    const knows = [{ skill: 'a', level: second }, { skill: 'b' }];
    expect(merged('', { knows, denies: [{ skill: 'a', level: third }] })).toEqual({
      knows: [
        { skill: 'a', level: second },
        { skill: 'b', level: first },
      ],
      denies: [{ skill: 'a', level: third }],
    });
  });

  it('is what evidence says where there is some', () => {
    expect(merged('a 2 NOT_HELD', { knows: [{ skill: 'a', level: third }] })).toEqual({
      knows: [{ skill: 'a', level: first }],
      denies: [{ skill: 'a', level: second }],
    });
    expect(merged('a 1 NOT_HELD', { knows: [{ skill: 'a', level: third }] }).knows).toEqual([]);
    expect(merged('a 2 HELD', { denies: [{ skill: 'a', level: first }] })).toEqual({
      knows: [{ skill: 'a', level: second }],
      denies: [{ skill: 'a', level: third }],
    });
  });

  it('can always be asked of the planner', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { between, chance } = dice(seed);
      const name = () => {
        const skill = chance(0.5) ? 'a' : 'b';
        return { skill, rank: between(1, skill === 'a' ? 3 : 2) };
      };
      const said = Array.from({ length: between(0, 4) }, () => {
        const { skill, rank } = name();
        return `${skill} ${rank} ${chance(0.5) ? 'HELD' : 'NOT_HELD'}`;
      });
      const claims = () =>
        Array.from({ length: between(0, 3) }, () => {
          const { skill, rank } = name();
          return { skill, level: levels[rank - 1]!.slug };
        });
      const both = merged(said.join(', '), { knows: claims(), denies: claims() });
      const read = readWishes(drawnGraph, { goals: [{ skill: 'z' }], ...both });
      expect(read.kind, `seed ${seed}`).toBe('wishes');
    }
  });
});
