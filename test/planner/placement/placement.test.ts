import { describe, expect, it } from 'vitest';
import type { CurriculumGraph } from '../../../src/curriculum/graph.ts';
import { competencyKey } from '../../../src/curriculum/requirement.ts';
import { type Ground, groundOf } from '../../../src/planner/placement/ground.ts';
import { impliedBy } from '../../../src/planner/placement/implied.ts';
import {
  type Placement,
  type PlacementAnswer,
  type PlacementRequest,
  placementOf,
} from '../../../src/planner/placement/placement.ts';
import { graph } from '../../support/curricula.ts';
import { randomCurriculum } from '../../support/random-curricula.ts';
import { runToEnd } from '../../support/run-to-end.ts';
import {
  answersOf,
  type LearnerKind,
  learnerKinds,
  simulatedLearner,
} from '../../support/simulated-learners.ts';

function place(drawn: CurriculumGraph, request: Partial<PlacementRequest>): Placement {
  return runToEnd(placementOf(drawn, { answers: [], ...request }));
}

/** Answers as a drawing names things: `a+` is a yes, `a-` a no, `a?` unsure; `a@2` a higher level. */
function answers(text: string): PlacementAnswer[] {
  return text.split(/\s+/).map((word) => ({
    competency: named(word.slice(0, -1)),
    holds: ({ '+': 'YES', '-': 'NO', '?': 'UNSURE' } as const)[word.at(-1) as '+' | '-' | '?'],
  }));
}

function named(name: string) {
  const [skill, rank = '1'] = name.split('@') as [string, string?];
  return { skill, level: ['foundation', 'working', 'advanced'][Number(rank) - 1]! };
}

/** By drawn name: how likely it is held. */
function chances(drawn: CurriculumGraph, request: Partial<PlacementRequest>) {
  const { estimates } = place(drawn, request);
  const all = new Map(
    estimates.map(({ competency, probability }) => [competencyKey(competency), probability]),
  );
  return (name: string): number => all.get(competencyKey(named(name)))!;
}

const chain = graph('a; b: a; c: b; d: c; e: d; f: e; g: f; z');

describe('an answer', () => {
  it('is carried to what the competency needs, and to what needs it', () => {
    const first = chances(chain, {});
    const yes = chances(chain, { answers: answers('d+') });
    expect(yes('a')).toBeGreaterThan(first('a'));
    expect(yes('a')).toBeGreaterThan(0.9);
    const no = chances(chain, { answers: answers('d-') });
    expect(no('g')).toBeLessThan(first('g'));
    expect(no('g')).toBeLessThan(0.1);
  });

  it('is carried to the levels below', () => {
    const drawn = graph('a; a@2; a@3; z');
    expect(chances(drawn, { answers: answers('a@3+') })('a')).toBeGreaterThan(0.85);
    expect(chances(drawn, { answers: answers('a-') })('a@3')).toBeLessThan(0.15);
  });

  it('under alternatives speaks for one of them, and for the others less', () => {
    const drawn = graph('s; a: s; b: s; c: a | b; z');
    const yes = chances(drawn, { answers: answers('c+ a-') });
    expect(yes('s')).toBeGreaterThan(0.7);
    expect(yes('b')).toBeGreaterThan(0.6);
    const apart = graph('s; a: s; b: s; c: a; z');
    const both = { answers: answers('c+ a+') };
    expect(chances(drawn, both)('b')).toBeLessThan(chances(apart, both)('b') - 0.05);
  });

  it('that is a slip on something easy does not sink all above it', () => {
    const slipped = chances(chain, { answers: answers('a- d+ f+') });
    expect(slipped('a')).toBeGreaterThan(0.7);
    expect(slipped('e')).toBeGreaterThan(0.7);
  });

  it('that is unsure tells less than a no, and is not asked for again', () => {
    const [before, unsure, no] = ['', 'd?', 'd-'].map((text) =>
      chances(chain, { answers: text === '' ? [] : answers(text) })('d'),
    ) as [number, number, number];
    expect(unsure).toBeLessThan(before);
    expect(no).toBeLessThan(unsure - 0.1);
    const { question, answered } = place(chain, { answers: answers('d?') });
    expect(answered).toBe(1);
    expect(question?.competency.skill).not.toBe('d');
  });

  it('takes the place of an earlier one about the same', () => {
    const corrected = place(chain, { answers: answers('d- b+ d+') });
    expect(corrected).toEqual(place(chain, { answers: answers('b+ d+') }));
  });

  it('about what the curriculum no longer has is passed over', () =>
    expect(place(chain, { answers: answers('gone+ d+ d@3-') })).toEqual(
      place(chain, { answers: answers('d+') }),
    ));
});

describe('what was known before', () => {
  it('is believed where it is declared, until answers speak against it', () => {
    const knows = [{ skill: 'f' }];
    expect(chances(chain, { knows })('f')).toBeGreaterThan(0.7);
    expect(chances(chain, { knows, answers: answers('f- c- b-') })('f')).toBeLessThan(0.3);
  });

  it('is certain where it is confirmed or refuted, with what follows, whatever is answered', () => {
    const certain = { confirmed: [{ skill: 'c' }], refuted: [{ skill: 'e' }] };
    const chance = chances(chain, { ...certain, answers: answers('b- f+') });
    expect(['a', 'b', 'c', 'e', 'f', 'g'].map(chance)).toEqual([1, 1, 1, 0, 0, 0]);
    expect(chance('d')).toBeGreaterThan(0);
    expect(place(chain, certain).question?.competency.skill).toMatch(/d|z/);
  });
});

describe('a question', () => {
  it('is about what tells most: the middle of a chain', () =>
    expect(place(graph('a; b: a; c: b; d: c; e: d'), {}).question?.competency.skill).toMatch(
      /b|c|d/,
    ));

  it('with goals is about what may be needed for them, the dear things first', () => {
    const drawn = graph('a 50; b 1; x 90; y 90; $goal: a & b');
    const placement = place(drawn, { goals: [{ careerPath: 'goal' }] });
    expect(placement.question?.competency.skill).toBe('a');
    expect(placement.estimates.map(({ competency }) => competency.skill)).toEqual(['a', 'b']);
  });

  it('asks by the criteria of the level, or by title and summary', () => {
    const drawn = graph('a; b');
    const [a, b] = drawn.curriculum.skills;
    const level = { ...a!.levels[0]!, criteria: ['writes a loop', 'ends it'] };
    const told = graph({
      ...drawn.curriculum,
      skills: [
        { ...a!, title: 'Loops', levels: [level] },
        { ...b!, title: 'Sorting', summary: 'Putting things in order' },
      ],
    });
    expect(place(told, { refuted: [{ skill: 'b' }] }).question).toEqual({
      competency: { skill: 'a', level: 'foundation' },
      title: 'Loops',
      text: 'Loops: whoever holds it writes a loop and ends it. Could you do all of that today?',
      criteria: ['writes a loop', 'ends it'],
    });
    expect(place(told, { refuted: [{ skill: 'a' }] }).question?.text).toBe(
      'Do you hold “Sorting” well enough to use it without help? It is about this: Putting things in order.',
    );
  });
});

interface Case {
  readonly seed: number;
  readonly drawn: CurriculumGraph;
  readonly ground: Ground;
  readonly kind: LearnerKind;
}

const cases: Case[] = Array.from({ length: 18 }, (_, index) => {
  const drawn = graph(randomCurriculum(index + 1, 5 + (index % 9)));
  const kind = learnerKinds[index % learnerKinds.length]!;
  return { seed: index + 1, drawn, ground: groundOf(drawn, []), kind };
});

/** Asks until there is no further question, and gives where it stood after each answer. */
function interview(
  { seed, drawn, ground, kind }: Case,
  error: number,
  request: Partial<PlacementRequest>,
) {
  const truth = simulatedLearner(ground, kind, seed);
  const ask = answersOf(truth, seed, error, error);
  const given: PlacementAnswer[] = [];
  const stood: Placement[] = [];
  for (;;) {
    const now = place(drawn, { ...request, slip: error, guess: error, answers: given });
    stood.push(now);
    if (now.question === null) return { truth, given, stood };
    const { competency } = now.question;
    const node = ground.numberOf.get(drawn.nodeOfCompetency(competency)!)!;
    given.push({ competency, holds: ask(node) ? 'YES' : 'NO' });
  }
}

function chanceIn({ estimates }: Placement, key: string): number {
  return estimates.find(({ competency }) => competencyKey(competency) === key)!.probability;
}

describe('a placement', () => {
  it('without noise comes to what is true when it runs to certainty', () => {
    for (const each of cases) {
      const { truth, stood, given } = interview(each, 0, { sureEnough: 1, mostQuestions: 1000 });
      const last = stood.at(-1)!;
      expect(last.stopped, `seed ${each.seed}`).toBe('SURE');
      const wrong = last.estimates.filter(({ competency, holds }) => {
        const node = each.ground.numberOf.get(each.drawn.nodeOfCompetency(competency)!)!;
        return holds !== (truth[node] === 1);
      });
      expect(wrong, `seed ${each.seed}, ${each.kind}`).toEqual([]);
      expect(given.length).toBeLessThan(last.estimates.length);
    }
  });

  it('lets no answer count against itself, and contradicts nothing that is implied', () => {
    // Answers that hardly tell anything move estimates less than chance draws do.
    for (const [index, each] of cases.entries()) {
      const error = index % 2 === 0 ? 0.1 : 0.48;
      const { given, stood } = interview(each, error, { mostQuestions: 8, sureEnough: 0.999 });
      given.forEach(({ competency, holds }, index) => {
        const key = competencyKey({ ...competency, level: competency.level! });
        const [before, after] = [chanceIn(stood[index]!, key), chanceIn(stood[index + 1]!, key)];
        const moved = holds === 'YES' ? after - before : before - after;
        expect(moved, `seed ${each.seed}, answer ${index}`).toBeGreaterThanOrEqual(0);
      });
      for (const placement of stood) checkImplications(each, placement);
    }
  });

  it('asks nothing twice, and no more than it may', () => {
    for (const each of cases) {
      const { given, stood } = interview(each, 0.3, { mostQuestions: 5, sureEnough: 0.999 });
      const asked = given.map(({ competency }) => `${competency.skill}@${competency.level}`);
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked.length).toBeLessThanOrEqual(5);
      expect(stood.at(-1)!.stopped).not.toBeNull();
    }
  });

  it('repeats exactly', () => {
    for (const each of cases.slice(0, 6)) {
      const { given, stood } = interview(each, 0.07, {});
      const kept = JSON.parse(JSON.stringify({ slip: 0.07, guess: 0.07, answers: given }));
      expect(place(each.drawn, kept)).toEqual(stood.at(-1));
    }
  });

  it('says how sure it is, and is surer at the end', () => {
    for (const each of cases.slice(0, 6)) {
      const { stood } = interview(each, 0.07, {});
      const [first, last] = [stood[0]!, stood.at(-1)!];
      expect(last.sureness).toBeGreaterThan(first.sureness);
      expect(last.sureness).toBeLessThanOrEqual(1);
      expect(last.text).toContain(`${Math.round(last.sureness * 100)} %`);
    }
  });
});

function checkImplications({ seed, ground, drawn }: Case, placement: Placement): void {
  const chance = new Map(
    placement.estimates.map(({ competency, probability }) => [
      ground.numberOf.get(drawn.nodeOfCompetency(competency)!)!,
      probability,
    ]),
  );
  for (const [node, probability] of chance) {
    impliedBy(ground, node).forEach((isImplied, other) => {
      if (isImplied === 0 || !chance.has(other)) return;
      expect(chance.get(other), `seed ${seed}`).toBeGreaterThanOrEqual(probability);
    });
  }
}
